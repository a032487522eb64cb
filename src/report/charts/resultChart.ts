import type { TopLevelSpec } from "vega-lite";
import type { Estimate, Result } from "../../study/result.js";
import { causeShares } from "../answer/causeShares.js";
import { intervals } from "./chartMarks.js";
import { BAR_STEP, THEME, type TimeUnit, timeUnitFor } from "./chartTheme.js";
import { sensitivityPanel } from "./sensitivityPanel.js";

const TITLE = "What the downtime comes from";

/** Why one cluster is down, by phase and by the fault that began it, with intervals, as a Vega-Lite specification. */
export function resultChart(result: Result): TopLevelSpec {
  const { architecture, understood, downtimeByPhase, downtimeByOrigin, insight } = result;
  const all = [...Object.values(downtimeByPhase), ...Object.values(downtimeByOrigin)];
  const unit = timeUnitFor(Math.max(0, ...all.map(({ mean }) => mean ?? 0)));
  if (!all.some(({ mean }) => mean !== null && mean > 0)) return nothing(`${architecture}: ${understood}`);
  const title = { text: TITLE, subtitle: `${architecture}: ${understood}` };
  const shares = [panel(downtimeByPhase, "while in", unit), panel(downtimeByOrigin, "begun by", unit)];
  const causes = { vconcat: shares, resolve: { scale: { x: "shared" } } };
  if (!insight || insight.sensitivity.length === 0) return { ...THEME, title, ...causes } as TopLevelSpec;
  return { ...THEME, title, vconcat: [causes, sensitivityPanel(insight)] } as TopLevelSpec;
}

function nothing(subtitle: string): TopLevelSpec {
  const data = { values: [{ text: "no downtime was seen" }] };
  const encoding = { text: { field: "text", type: "nominal" } };
  return {
    ...THEME,
    title: { text: TITLE, subtitle },
    width: 480,
    height: 60,
    data,
    mark: "text",
    encoding,
  } as TopLevelSpec;
}

function panel(causes: Readonly<Record<string, Estimate>>, title: string, unit: TimeUnit) {
  const values = causeShares(causes).map(({ name, downtime: { mean, low, high } }) => ({
    cause: name,
    downtime: (mean ?? 0) / unit.seconds,
    low: low / unit.seconds,
    high: high / unit.seconds,
  }));
  const y = { field: "cause", type: "nominal", sort: values.map(({ cause }) => cause), title: null };
  const x = { type: "quantitative", title: unit.title };
  return {
    title: { text: title, fontSize: 12, fontWeight: "normal", anchor: "start", frame: "group", offset: 6 },
    width: 480,
    height: BAR_STEP,
    layer: [
      { data: { values }, mark: { type: "bar", color: "#4c78a8" }, encoding: { y, x: { field: "downtime", ...x } } },
      intervals(values, y, x),
    ],
  };
}
