import type { TopLevelSpec } from "vega-lite";
import type { Comparison } from "../study/comparison.js";
import type { Result } from "../study/result.js";
import { causeShares } from "./causeShares.js";
import { BAR_STEP, phaseColours, THEME, type TimeUnit, timeUnitFor } from "./chartTheme.js";

/** Where the largest downtime is so many times the smallest, bars would hide the small ones. */
const WIDE_SPREAD = 30;

/** One architecture's downtime per service, in the unit of the chart. */
interface Bar {
  readonly architecture: string;
  /** Absent where none was seen: then only the bound is drawn. */
  readonly downtime?: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Downtime per year and service of each architecture with its interval, by phase, as a Vega-Lite specification.
 * Alike sizes: bars stacked by phase. Sizes more than 30 times apart: points on a logarithmic axis, where bars have no
 * honest foot, and the phases beside them as parts of a whole.
 */
export function comparisonChart({ results }: Comparison): TopLevelSpec {
  const largest = Math.max(...results.map(({ perService }) => finiteTop(perService.downtimePerYear)));
  const unit = timeUnitFor(largest);
  const bars = results.map((result) => barOf(result, unit, labelOf(result, results)));
  const parts = results.flatMap((result) => partsOf(result, unit, labelOf(result, results)));
  const order = bars.map(({ architecture }) => architecture);
  const sizes = bars.map(({ downtime, high }) => downtime ?? high).filter((size) => size > 0);
  const wide = Math.max(...sizes) > WIDE_SPREAD * Math.min(...sizes);
  const title = "Downtime per year and service";
  const panels = wide ? apart(bars, parts, order, unit) : stacked(bars, parts, order, unit);
  return { ...THEME, title, ...panels } as TopLevelSpec;
}

/** The architecture, with its nodes where it is compared with itself. */
function labelOf({ architecture, nodes }: Result, results: readonly Result[]): string {
  const alike = results.filter((other) => other.architecture === architecture);
  return alike.length > 1 ? `${architecture}, ${nodes} nodes` : architecture;
}

function barOf({ perService }: Result, unit: TimeUnit, architecture: string): Bar {
  const { mean, low, high } = perService.downtimePerYear;
  const ends = { architecture, low: low / unit.seconds, high: (Number.isFinite(high) ? high : (mean ?? 0)) / unit.seconds };
  return mean === null ? ends : { ...ends, downtime: mean / unit.seconds };
}

/** The phases of the downtime of all services, scaled to that of one. */
function partsOf(result: Result, unit: TimeUnit, architecture: string) {
  const downtime = (result.perService.downtimePerYear.mean ?? 0) / unit.seconds;
  return causeShares(result.downtimeByPhase).map(({ name, share }) => ({ architecture, phase: name, share, downtime: share * downtime }));
}

type Part = ReturnType<typeof partsOf>[number];

function stacked(bars: readonly Bar[], parts: readonly Part[], order: string[], unit: TimeUnit) {
  const y = { field: "architecture", type: "nominal", sort: order, title: null };
  return {
    width: 480,
    height: BAR_STEP,
    layer: [
      {
        data: { values: parts },
        mark: { type: "bar" },
        encoding: { y, x: { field: "downtime", type: "quantitative", title: unit.title }, color: phaseColour(parts), order: ORDER },
      },
      intervals(bars, y, { type: "quantitative", title: unit.title }),
    ],
  };
}

function apart(bars: readonly Bar[], parts: readonly Part[], order: string[], unit: TimeUnit) {
  const y = { field: "architecture", type: "nominal", sort: order, title: null };
  const x = { type: "quantitative", title: `${unit.title} (logarithmic)`, scale: { type: "log" }, axis: { tickCount: 6, format: "~g" } };
  // A logarithm has no zero: where only an upper bound is known, the line starts at a tenth of it.
  const drawn = bars.filter(({ high }) => high > 0).map((bar) => ({ ...bar, low: bar.low > 0 ? bar.low : bar.high / 10 }));
  return {
    hconcat: [
      {
        width: 380,
        height: BAR_STEP,
        layer: [
          intervals(drawn, y, x),
          {
            data: { values: drawn },
            mark: { type: "point", filled: true, size: 70, color: "#222", opacity: 1 },
            encoding: { y, x: { field: "downtime", ...x } },
          },
        ],
      },
      {
        width: 200,
        height: BAR_STEP,
        data: { values: parts },
        mark: { type: "bar" },
        encoding: {
          y: { ...y, axis: { labels: false, ticks: false }, scale: { domain: order } },
          x: { field: "share", type: "quantitative", title: "share of the downtime", axis: { format: ".0%", tickCount: 3 } },
          color: phaseColour(parts),
          order: ORDER,
        },
      },
    ],
  };
}

/** A whisker from low to high. */
function intervals(bars: readonly Bar[], y: object, x: object) {
  return {
    data: { values: bars.filter(({ low, high }) => high > low) },
    mark: { type: "errorbar", ticks: { size: 10 }, color: "#222" },
    encoding: { y, x: { field: "low", ...x }, x2: { field: "high" } },
  };
}

const ORDER = { field: "share", sort: "descending" };

function phaseColour(parts: readonly Part[]) {
  const { domain, range } = phaseColours(parts.map(({ phase }) => phase));
  return { field: "phase", type: "nominal", title: "while in", scale: { domain, range }, sort: domain };
}

function finiteTop({ mean, high }: { mean: number | null; high: number }): number {
  return Number.isFinite(high) ? high : (mean ?? 0);
}
