import Table from "cli-table3";
import type { Comparison, Difference } from "../study/compare/comparison.js";
import type { Result } from "../study/result.js";
import { painted, warningsText } from "./answer/verdictText.js";
import { assumptionLines } from "./words/groundsText.js";
import { columns, listed, wrapped } from "./words/layout.js";
import { availability, duration, money, rate, signed, sum } from "./words/numbers.js";
import { type Paint, paintOf, type Style } from "./words/style.js";

const HEAD = ["architecture", "availability", "outages", "recovery"];
/** Columns the words for a design get in the table. */
const DESIGN = 18;

/**
 * The answer of `compare` for a person: one row an architecture, per service; then the differences with intervals.
 * Where the terminal is too narrow for the table, each architecture gets lines of its own.
 */
export function compareText(comparison: Comparison, style: Style): string {
  const paint = paintOf(style);
  const rows = comparison.results.map((result) => rowOf(result, paint));
  const drawn = table(rows, style.colour);
  const body = widthOf(drawn) > style.width ? stacked(rows) : drawn;
  const sections = [
    paint.bold(unitText(comparison)),
    ...warned(comparison, paint, style.width),
    `${paint.bold("Each service by itself")}\n${body}`,
    ...togetherText(comparison, paint),
    ...differencesText(comparison, paint),
    ...platformText(comparison, paint, style.width),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** Each warning once, with the designs it concerns. */
export function warningsInAll({ results }: Comparison): Result["warnings"] {
  const names = designNames(results);
  const concerned = new Map<string, { code: string; text: string; designs: string[] }>();
  for (const [i, { warnings }] of results.entries()) {
    for (const { code, text } of warnings) {
      const known = concerned.get(`${code} ${text}`) ?? { code, text, designs: [] };
      known.designs.push(names[i]!);
      concerned.set(`${code} ${text}`, known);
    }
  }
  return [...concerned.values()].map(({ code, text, designs }) => {
    return { code, text: `${[...new Set(designs)].join(", ")}: ${text}` };
  });
}

/** What all are compared for. */
export function unitText({ unit: { services, because }, purchases }: Comparison): string {
  if (services === 1) return "For the same work: one service, which each serves";
  const uneven = purchases.some((one) => !one.alternative && one.services !== services);
  return `For the same work: ${services} services, ${because}${uneven ? "; some carry more" : ""}`;
}

/** Architectures; where two are the same, the scenarios, and where these are too, the nodes beside. */
export function designNames(results: readonly Result[]): string[] {
  const ways: ((result: Result) => string)[] = [
    ({ architecture }) => architecture,
    ({ scenario }) => scenario,
    ({ architecture, nodes }) => `${architecture} of ${nodes}`,
    ({ architecture, scenario, nodes }) => `${scenario} (${architecture}, ${nodes})`,
  ];
  const names = ways.map((way) => results.map(way));
  return names.find((all) => new Set(all).size === all.length) ?? names.at(-1)!;
}

function warned(comparison: Comparison, paint: Paint, width: number): string[] {
  const lines = warningsText({ warnings: warningsInAll(comparison) }, paint, width);
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** All services of each purchase together, with the nodes and the money they take. */
function togetherText({ purchases, results, unit }: Comparison, paint: Paint): string[] {
  const names = designNames(results);
  const rows = purchases.map((one) => {
    const { allUp, cost } = one;
    const name = `${one.copies > 1 ? `${one.copies} × ` : ""}${names[one.design]}`;
    return [
      one.alternative ? `instead: ${name}` : name,
      `${one.nodes}`,
      `${one.services} of ${unit.services}`,
      duration(allUp.downtimePerYear, "/year"),
      rate(allUp.outagesPerYear),
      cost.total ? money(cost.total, cost.currency) : sum(cost.infrastructure, cost.currency),
    ];
  });
  const head = [
    "",
    "nodes",
    "services",
    "not all up",
    "outages",
    rows.some(() => purchases[0]?.cost.total) ? "costs a year" : "costs a year, without outages",
  ];
  return [`${paint.bold("All of them together")}\n${columns([head, ...rows]).join("\n")}`];
}

function rowOf(result: Result, paint: Paint): string[] {
  const { perService, understood, architecture, nodes } = result;
  const design = wrapped(`${understood}, ${nodes} ${nodes === 1 ? "node" : "nodes"}`, DESIGN);
  return [
    [paint.bold(architecture), ...design].join("\n"),
    `${withoutInterval(availability(perService.unavailability))}${onTwoLines(duration(perService.downtimePerYear, "/year"))}`,
    onTwoLines(rate(perService.outagesPerYear)),
    recovery(result, paint),
  ];
}

/** An availability has the interval of the downtime below it. */
const withoutInterval = (text: string): string => `${text.replace(/ \(.*/, "")}\n`;

function recovery({ rto, outageDuration }: Result, paint: Paint): string {
  const objective = rto
    ? [`RTO ${painted(paint, rto.verdict)(rto.verdict)}`, onTwoLines(`beyond it ${rate(rto.violationsPerYear)}`)]
    : ["no RTO asked"];
  return [...objective, ...(outageDuration ? [onTwoLines(`95 % within ${duration(outageDuration.p95)}`)] : [])].join(
    "\n",
  );
}

/** A figure above its interval. */
function onTwoLines(text: string): string {
  return text.replace(/ \(|; /, (gap) => (gap === "; " ? ";\n" : "\n("));
}

function table(rows: readonly string[][], colour: boolean): string {
  const style = colour ? { head: ["cyan"], border: ["grey"] } : { head: [], border: [] };
  const drawn = new Table({ head: HEAD, style });
  drawn.push(...rows);
  return drawn.toString();
}

/** Columns of a drawn table: the characters of its top border, which may stand between colour codes. */
function widthOf(drawn: string): number {
  return (drawn.split("\n")[0] ?? "").replace(/[^┌─┬┐]/g, "").length;
}

function stacked(rows: readonly string[][]): string {
  const oneLine = (cell: string) => cell.replace(/;?\n/g, ", ").replaceAll(", (", " (");
  return rows
    .map(([name = "", ...cells]) => {
      const [architecture = "", ...design] = name.split("\n");
      const lines = columns(cells.map((cell, i) => [HEAD[i + 1] ?? "", oneLine(cell)]));
      return [`${architecture}: ${design.join(" ")}`, ...lines].join("\n");
    })
    .join("\n\n");
}

function differencesText({ differences }: Comparison, paint: Paint): string[] {
  if (differences.length === 0) return [];
  const rows = differences.map((difference) => [difference.architecture, ...differenceCells(difference)]);
  const against = [...new Set(differences.map((difference) => difference.against))];
  const title = against.length === 1 ? `Difference to ${against[0]}, per service` : "Differences, per service";
  return [`${paint.bold(title)}\n${columns([["", "downtime", "outages"], ...rows]).join("\n")}`];
}

/** Which settings of the platforms nobody gave, and what the platforms replaced; each said once. */
function platformText({ results }: Comparison, paint: Paint, width: number): string[] {
  const ofPlatforms = results.flatMap(({ assumptions }) =>
    assumptions.filter(({ what }) => what.startsWith("platform.")),
  );
  const assumed = [...new Set(ofPlatforms.flatMap((one) => assumptionLines(one, width).join("\n")))];
  const notes = [...new Set(results.flatMap((result) => result.notes.filter((note) => note.startsWith("platform "))))];
  return [
    ...(assumed.length > 0 ? [[paint.bold("Assumed of the platform"), ...assumed.map(paint.dim)].join("\n")] : []),
    ...(notes.length > 0 ? [[paint.bold("Notes"), ...listed(notes, width)].join("\n")] : []),
  ];
}

function differenceCells({ downtimePerYear, outagesPerYear }: Difference): string[] {
  return [signed(downtimePerYear, (e) => duration(e, "/year")), signed(outagesPerYear, rate)];
}
