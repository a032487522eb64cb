import type { Comparison, Purchase } from "../study/compare/comparison.js";
import type { Result } from "../study/result.js";
import { designNames, unitText, warningsInAll } from "./compareText.js";
import { assumedCount } from "./words/groundsText.js";
import { columns } from "./words/layout.js";
import { availability, duration, money, rate, sum } from "./words/numbers.js";
import { type Paint, paintOf, type Style } from "./words/style.js";
import { budgeted, cut, moreLine } from "./words/tenSeconds.js";

/** Designs told; the others are behind --details. */
const MOST = 7;
/** Rows of all blocks, so that a warning still has room. */
const ROWS = 15;

/**
 * The answer of `compare` in what a person reads in ten seconds: for which work, then each service by itself, then all of them together
 * with their nodes and money, then what else the nodes asked for would buy. Each block says whose figures it has.
 */
export function briefCompare(comparison: Comparison, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const body = [
    ...blocks(comparison, paint).map((line) => cut(line, width)),
    ...(assumedIn(comparison) === null ? [] : [paint.dim(cut(assumedIn(comparison)!, width))]),
    moreLine("differences with intervals, recovery times, assumptions", paint, width),
  ];
  return budgeted(
    { head: [paint.bold(cut(unitText(comparison), width))], warnings: warningsInAll(comparison), body },
    paint,
    width,
  );
}

const assumedIn = ({ results }: Comparison) => assumedCount(results.flatMap(({ assumptions }) => assumptions));

function blocks(comparison: Comparison, paint: Paint): string[] {
  const { purchases, results, unit } = comparison;
  const names = designNames(results);
  const main = purchases.filter(({ alternative }) => !alternative).slice(0, MOST);
  const others = purchases.filter(({ alternative }) => alternative);
  const beside = others.slice(0, Math.max(1, ROWS - 2 * main.length));
  const nameOf = (one: Purchase) => `${one.copies > 1 ? `${one.copies} × ` : ""}${names[one.design]}`;
  const each = columns([
    ["", "availability", "down a year", "outages", "95 % back within"],
    ...main.map((one) => [nameOf(one), ...eachCells(results[one.design]!)]),
  ]);
  if (unit.services === 1) {
    const costs = columns([
      ["", "nodes", "costs a year"],
      ...main.map((one) => [nameOf(one), `${one.nodes}`, costOf(one)]),
    ]);
    return [paint.bold("The service"), ...each, "", paint.bold("What it takes"), ...costs];
  }
  const all = columns([
    ["", "nodes", "all up at once", "not all up, a year", "costs a year"],
    ...main.map((one) => [nameOf(one), `${one.nodes}`, ...allCells(one)]),
  ]);
  return [
    paint.bold("Each service by itself"),
    ...each,
    paint.bold(`All ${unit.services} services together`),
    ...all,
    ...(beside.length > 0
      ? [
          paint.bold("What the same number of nodes buys"),
          ...besideLines(beside, unit.services, nameOf),
          ...(others.length > beside.length ? [`  and ${others.length - beside.length} more`] : []),
        ]
      : []),
  ];
}

function eachCells({ perService, outageDuration }: Result): string[] {
  return [
    availability(perService.unavailability).replace(/ \(.*/, ""),
    duration(perService.downtimePerYear),
    rate(perService.outagesPerYear).replace(/ \(.*/, ""),
    outageDuration ? duration(outageDuration.p95).replace(/ \(.*/, "") : "",
  ];
}

const allCells = (one: Purchase): string[] => [
  availability(one.allUp.unavailability).replace(/ \(.*/, ""),
  duration(one.allUp.downtimePerYear),
  costOf(one),
];

function costOf({ cost }: Purchase): string {
  const { infrastructure, total, currency } = cost;
  return total ? money(total, currency) : `${sum(infrastructure, currency)}, without outages`;
}

const besideLines = (beside: readonly Purchase[], services: number, nameOf: (one: Purchase) => string): string[] =>
  columns(
    beside.map((one) => [nameOf(one), `${one.nodes} nodes`, `${one.services} of ${services} services`, costOf(one)]),
  );
