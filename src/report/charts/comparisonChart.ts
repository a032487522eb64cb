import type { TopLevelSpec } from "vega-lite";
import { formatDuration } from "../../notation/units/duration.js";
import type { Comparison } from "../../study/compare/comparison.js";
import type { Result } from "../../study/result.js";
import { causeShares } from "../answer/causeShares.js";
import { intervals, labels, powersOfTen } from "./chartMarks.js";
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
  /** The right end of what is drawn, and the words beside it. */
  readonly end: number;
  readonly text: string;
}

/**
 * Downtime per year and service of each architecture with its interval, by phase, as a Vega-Lite specification.
 * Alike sizes: bars stacked by phase. Sizes more than 30 times apart: points on a logarithmic axis, where bars have no
 * honest foot, and the phases beside them as parts of a whole.
 */
export function comparisonChart({ results }: Pick<Comparison, "results">): TopLevelSpec {
  const unit = timeUnitFor(Math.max(...results.map(({ perService }) => finiteTop(perService.downtimePerYear))));
  const bars = results.map((result, i) => barOf(result, unit, labelOf(results, i)));
  const parts = results.flatMap((result, i) => partsOf(result, unit, labelOf(results, i)));
  const order = bars.map(({ architecture }) => architecture);
  const sizes = bars.map(({ downtime, high }) => downtime ?? high).filter((size) => size > 0);
  const wide = Math.max(...sizes) > WIDE_SPREAD * Math.min(...sizes);
  const title = "Downtime per year and service";
  const panels = wide ? apart(bars, parts, order, unit) : stacked(bars, parts, order, unit);
  return { ...THEME, title, ...panels } as TopLevelSpec;
}

/** The architecture, with its nodes or else its rank where it is compared with itself. */
function labelOf(results: readonly Result[], i: number): string {
  const { architecture, nodes } = results[i]!;
  const alike = results.filter((other) => other.architecture === architecture);
  if (alike.length === 1) return architecture;
  const same = results.filter((other) => other.architecture === architecture && other.nodes === nodes);
  return `${architecture}, ${nodes} nodes${same.length === 1 ? "" : ` (${same.indexOf(results[i]!) + 1})`}`;
}

function barOf({ perService }: Result, unit: TimeUnit, architecture: string): Bar {
  const { mean, low, high } = perService.downtimePerYear;
  const top = finiteTop(perService.downtimePerYear);
  const text =
    mean === null
      ? `none seen, at most ${formatDuration(top)}`
      : mean === 0 && high === 0
        ? "none"
        : formatDuration(mean);
  const bar = { architecture, low: low / unit.seconds, high: top / unit.seconds, end: top / unit.seconds, text };
  return mean === null ? bar : { ...bar, downtime: mean / unit.seconds };
}

/** The phases of the downtime of all services, scaled to that of one. */
function partsOf(result: Result, unit: TimeUnit, architecture: string) {
  const downtime = (result.perService.downtimePerYear.mean ?? 0) / unit.seconds;
  return causeShares(result.downtimeByPhase).map(({ name, share }) => ({
    architecture,
    phase: name,
    share,
    downtime: share * downtime,
  }));
}

type Part = ReturnType<typeof partsOf>[number];

function stacked(bars: readonly Bar[], parts: readonly Part[], order: string[], unit: TimeUnit) {
  const y = { field: "architecture", type: "nominal", sort: order, scale: { domain: order }, title: null };
  const x = { type: "quantitative", title: unit.title };
  return {
    width: 480,
    height: BAR_STEP,
    layer: [
      {
        data: { values: parts },
        mark: { type: "bar" },
        encoding: { y, x: { field: "downtime", ...x }, color: phaseColour(parts), order: ORDER },
      },
      intervals(bars, y, x),
      labels(bars, y, x),
    ],
  };
}

function apart(bars: readonly Bar[], parts: readonly Part[], order: string[], unit: TimeUnit) {
  const y = { field: "architecture", type: "nominal", sort: order, scale: { domain: order }, title: null };
  // A logarithm has no zero: where only an upper bound is known, the line starts at a tenth of it.
  const drawn = bars
    .filter(({ high }) => high > 0)
    .map((bar) => ({ ...bar, low: bar.low > 0 ? bar.low : bar.high / 10 }));
  const values = powersOfTen(Math.min(...drawn.map(({ low }) => low)), Math.max(...drawn.map(({ high }) => high)));
  const domain = [values[0], values[values.length - 1]];
  const scale = { type: "log", domain };
  const x = { type: "quantitative", title: `${unit.title} (logarithmic)`, scale, axis: { values, format: "~r" } };
  return {
    // Room for the words beside the points.
    spacing: 90,
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
          labels(drawn, y, x),
        ],
      },
      {
        width: 200,
        height: BAR_STEP,
        data: { values: parts },
        mark: { type: "bar" },
        encoding: {
          y: { ...y, axis: { labels: false, ticks: false } },
          x: {
            field: "share",
            type: "quantitative",
            title: "share of the downtime",
            axis: { format: ".0%", tickCount: 3 },
          },
          color: phaseColour(parts),
          order: ORDER,
        },
      },
    ],
  };
}

const ORDER = { field: "share", sort: "descending" };

function phaseColour(parts: readonly Part[]) {
  const { domain, range } = phaseColours(parts.map(({ phase }) => phase));
  if (domain.length === 0) return undefined;
  return { field: "phase", type: "nominal", title: "while in", scale: { domain, range }, sort: domain };
}

function finiteTop({ mean, high }: { mean: number | null; high: number }): number {
  return Number.isFinite(high) ? high : (mean ?? 0);
}
