import type { TopLevelSpec } from "vega-lite";
import type { Estimate, Result } from "../study/result.js";
import { causeShares } from "./causeShares.js";
import { BAR_STEP, THEME, type TimeUnit, timeUnitFor } from "./chartTheme.js";

/** Why one cluster is down, by phase and by the fault that began it, with intervals, as a Vega-Lite specification. */
export function resultChart(result: Result): TopLevelSpec {
  const { architecture, understood, downtimeByPhase, downtimeByOrigin } = result;
  const causes = [...Object.values(downtimeByPhase), ...Object.values(downtimeByOrigin)];
  const unit = timeUnitFor(Math.max(0, ...causes.map(({ mean }) => mean ?? 0)));
  const title = { text: "What the downtime comes from", subtitle: `${architecture}: ${understood}` };
  const vconcat = [panel(downtimeByPhase, "while in", unit), panel(downtimeByOrigin, "begun by", unit)];
  return { ...THEME, title, vconcat, resolve: { scale: { x: "shared" } } } as TopLevelSpec;
}

function panel(causes: Readonly<Record<string, Estimate>>, title: string, unit: TimeUnit) {
  const values = causeShares(causes).map(({ name, downtime: { mean, low, high } }) => ({
    cause: name,
    downtime: (mean ?? 0) / unit.seconds,
    low: low / unit.seconds,
    high: high / unit.seconds,
  }));
  const y = { field: "cause", type: "nominal", sort: values.map(({ cause }) => cause), title };
  const x = { type: "quantitative", title: unit.title };
  return {
    width: 480,
    height: BAR_STEP,
    layer: [
      { data: { values }, mark: { type: "bar", color: "#4c78a8" }, encoding: { y, x: { field: "downtime", ...x } } },
      {
        data: { values: values.filter(({ low, high }) => high > low) },
        mark: { type: "errorbar", ticks: { size: 10 }, color: "#222" },
        encoding: { y, x: { field: "low", ...x }, x2: { field: "high" } },
      },
    ],
  };
}
