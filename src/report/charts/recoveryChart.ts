import type { TopLevelSpec } from "vega-lite";
import type { DrillResult } from "../../study/drill/drillResult.js";
import { THEME } from "./chartTheme.js";

const MARKS = ["half within", "95 % within"];

/** Trials of a drill on a platform by their time to recover, as a Vega-Lite specification; medians and 95 % marked. */
export function recoveryChart({
  scenario,
  platform,
  fault,
  histogram,
  timeToRecover,
  trials,
  notRecovered,
}: DrillResult): TopLevelSpec {
  const { p50, p95 } = timeToRecover;
  const marked = [p50.mean, p95.mean].flatMap((time, i) =>
    time === null || !Number.isFinite(time) ? [] : [{ time, mark: MARKS[i] }],
  );
  const struck = `${platform}, ${fault}`;
  const of = scenario === struck ? "" : `${struck}: `;
  const never = notRecovered > 0 ? `, ${notRecovered} of which never recovered` : "";
  return {
    ...THEME,
    title: { text: scenario, subtitle: `${of}${trials.count} trials${never}` },
    width: 640,
    height: 220,
    layer: [
      {
        data: { values: histogram.map(widened) },
        mark: { type: "bar", color: "#4c78a8", binSpacing: 1 },
        encoding: {
          x: { field: "from", bin: "binned", type: "quantitative", title: "seconds from the fault to being served" },
          x2: { field: "to" },
          y: { field: "count", type: "quantitative", title: "trials", axis: { grid: true } },
        },
      },
      {
        data: { values: marked },
        mark: { type: "rule", strokeDash: [4, 3], strokeWidth: 1.5 },
        encoding: {
          x: { field: "time", type: "quantitative" },
          color: {
            field: "mark",
            type: "nominal",
            title: null,
            scale: { domain: MARKS, range: ["#2e7d32", "#c62828"] },
          },
        },
      },
    ],
  } as TopLevelSpec;
}

/** Times that are all alike make a bin of no width: it is drawn a hundredth wide. */
function widened({ from, to, count }: DrillResult["histogram"][number]) {
  const margin = from === to ? from / 200 : 0;
  return { from: from - margin, to: to + margin, count };
}
