import type { Insight } from "../../study/result.js";
import { BAR_STEP } from "./chartTheme.js";

/** Bars shown: the others hardly matter. */
const SHOWN = 10;

/** What moves the downtime, as a tornado: bars to the left lower it, bars to the right raise it. */
export function sensitivityPanel({ sensitivity }: Insight) {
  const values = sensitivity.slice(0, SHOWN);
  return {
    title: { text: "what moves it", fontSize: 12, fontWeight: "normal", anchor: "start", frame: "group", offset: 6 },
    width: 480,
    height: BAR_STEP,
    data: { values },
    mark: { type: "bar", color: "#4c78a8" },
    encoding: {
      y: {
        field: "parameter",
        type: "nominal",
        sort: values.map(({ parameter }) => parameter),
        title: null,
        axis: { labelLimit: 300 },
      },
      x: { field: "elasticity", type: "quantitative", title: "per cent of downtime for one per cent more" },
    },
  };
}
