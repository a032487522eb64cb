import { formatDuration } from "../../notation/units/duration.js";
import type { Method, Result, RtoResult, Verdict } from "../../study/result.js";
import { untilText } from "../../study/verdicts.js";
import { columns, wrapped } from "../words/layout.js";
import { chance, rate } from "../words/numbers.js";
import type { Paint } from "../words/style.js";

/** One line: what the program took the question to be. */
export function understoodText({ scenario, architecture, understood, nodes }: Result, paint: Paint): string[] {
  const title = scenario === "" || scenario === architecture ? [] : [scenario];
  return [...title, paint.bold(`${architecture}: ${understood}, ${nodes} ${nodes === 1 ? "node" : "nodes"}`)];
}

/** What people get wrong, before the figures. */
export function warningsText({ warnings }: Pick<Result, "warnings">, paint: Paint, width: number): string[] {
  return warnings.flatMap(({ code, text }) => wrapped(`warning: ${text} [${code}]`, width, 2).map(paint.yellow));
}

/** Each objective, asked and got; without one for recovery time, the time one could promise. */
export function verdictText(result: Result, paint: Paint, width: number): string[] {
  const { objectives, rto } = result;
  return [
    paint.bold("Objectives"),
    ...(objectives.length === 0 ? ["  none given"] : objectiveLines(objectives, paint)),
    ...(rto ? rtoLines(rto) : promiseLines(result, width)),
  ];
}

function objectiveLines(objectives: Result["objectives"], paint: Paint): string[] {
  const lines = columns(objectives.map((o) => [o.verdict, o.name, `asked ${o.asked}`, `got ${o.got}`]));
  return lines.map((line, i) => line.replace(/\w+/, (word) => painted(paint, objectives[i]!.verdict)(word)));
}

/** The colour of a verdict. */
export function painted(paint: Paint, verdict: Verdict): (text: string) => string {
  return { met: paint.green, missed: paint.red, undecided: paint.yellow }[verdict];
}

function rtoLines(rto: RtoResult): string[] {
  const { objective, from, violationsPerYear, withinShare } = rto;
  return columns([
    [`outages longer than ${formatDuration(objective)} from the ${from}${untilText(rto)}`, rate(violationsPerYear)],
    ...(withinShare ? [["outages within it", chance(withinShare)]] : []),
  ]);
}

/** The recovery time one could promise. */
export function promiseLines({ promise, outageDuration, method }: Result, width: number): string[] {
  const { rto95, rto99 } = promise;
  if (rto95 === null) return wrapped(`  recovery time one could promise: ${NO_PROMISE[method]}`, width, 4);
  const within = [`95 % of outages end within ${formatDuration(rto95)}`];
  if (rto99 !== null) within.push(`99 % within ${formatDuration(rto99)}`);
  if (outageDuration) within.push(`the longest seen lasted ${formatDuration(outageDuration.max)}`);
  return wrapped(`  recovery time one could promise: ${within.join(", ")}`, width, 4);
}

const NO_PROMISE: Readonly<Record<Method, string>> = {
  crude: "none from this run, in which no outage was seen",
  accelerated: "none from this run, in which too few outages were seen",
  exact: "the exact reading follows no single outages; simulate to see them",
};
