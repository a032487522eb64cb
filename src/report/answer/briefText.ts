import { formatDuration, YEAR } from "../../notation/units/duration.js";
import type { Result } from "../../study/result.js";
import { grouped } from "../words/digits.js";
import { assumedCount } from "../words/groundsText.js";
import { columns, wrapped } from "../words/layout.js";
import { availability, duration, money, rate, sum } from "../words/numbers.js";
import { type Paint, paintOf, type Style } from "../words/style.js";
import { budgeted, cut, moreLine } from "../words/tenSeconds.js";
import { causeShares } from "./causeShares.js";
import { painted, promiseLines } from "./verdictText.js";

/** Causes told, defaults told. */
const CAUSES = 3;
const DEFAULTS = 3;
/** Columns of the names of figures. */
const NAME = 15;
/** Objectives told one by one. */
const OBJECTIVES = 5;

/**
 * The answer of `run` and `solve` in what a person reads in ten seconds: what was modelled, the verdict, the figures, why, what it
 * costs, which defaults matter. Warnings have what room is left; the rest is behind --details.
 */
export function briefText(result: Result, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const head = [...titleOf(result, width), paint.bold(cut(modelled(result), width))];
  const body = [
    ...verdicts(result, paint, width),
    "",
    ...columns(figureRows(result)).map((line) => cut(line, width)),
    ...columns(wordRows(result)).map((line) => cut(line, width)),
    ...uncertain(result, width),
    ...mattering(result, width),
    "",
    cut([madeBy(result), assumedCount(result.assumptions) ?? []].flat().join("; "), width),
    moreLine("durations, single years, every cause, cost, assumption and note", paint, width),
  ];
  return budgeted({ head, warnings: result.warnings, body }, paint, width);
}

function titleOf({ scenario, architecture }: Result, width: number): string[] {
  return scenario === "" || scenario === architecture ? [] : [cut(scenario, width)];
}

const modelled = ({ architecture, understood, nodes }: Result): string =>
  `${architecture}: ${understood}, ${nodes} ${nodes === 1 ? "node" : "nodes"}`;

/** The verdict of each objective; without one for recovery time, the time one could promise. */
function verdicts(result: Result, paint: Paint, width: number): string[] {
  const { objectives, rto } = result;
  const told = objectives.slice(0, OBJECTIVES);
  const rows = told.map((one) => [one.verdict.toUpperCase(), one.name, `asked ${one.asked}`, `got ${one.got}`]);
  const lines = columns(rows).map((line, i) => painted(paint, told[i]!.verdict)(cut(line.trimStart(), width)));
  const rest = objectives.length - told.length;
  return [
    ...lines,
    ...(rest > 0
      ? [
          `and ${rest} more: ${objectives
            .slice(OBJECTIVES)
            .map(({ verdict }) => verdict)
            .join(", ")}`,
        ]
      : []),
    ...(rto
      ? []
      : promiseLines(result, width)
          .slice(0, 2)
          .map((line) => line.replace(/^ {2}r/, "R"))),
  ];
}

function figureRows(result: Result): string[][] {
  const { perService, unavailability, downtimePerYear, outagesPerYear } = result;
  const { services } = perService;
  const each = [
    availability(perService.unavailability),
    duration(perService.downtimePerYear),
    rate(perService.outagesPerYear),
  ];
  const all = [availability(unavailability), duration(downtimePerYear), rate(outagesPerYear)];
  const names = ["availability", "down a year", "outages"];
  const several = services > 1;
  return [
    ...(several ? [["", "each service", `all ${services} up`]] : []),
    ...names.map((name, i) => [name.padEnd(NAME), each[i]!, ...(several ? [all[i]!] : [])]),
  ];
}

/** Rows of words, as wide as they are, under the figures. */
const wordRows = (result: Result): string[][] =>
  [...recoveryRow(result), ...causeRows(result), ...costRow(result)].map(([name = "", text = ""]) => [
    name.padEnd(NAME),
    text,
  ]);

function recoveryRow({ outageDuration }: Result): string[][] {
  if (!outageDuration) return [];
  const { mean, p95 } = outageDuration;
  return [["an outage lasts", `${duration(mean)}, 95 % within ${duration(p95)}`]];
}

/** The largest causes, by what is being done meanwhile and by what began it. */
function causeRows({ downtimeByPhase, downtimeByOrigin }: Result): string[][] {
  const told = (causes: Result["downtimeByPhase"]) =>
    causeShares(causes)
      .slice(0, CAUSES)
      .map(({ name, share }) => `${wholePercent(share)} ${name}`)
      .join(", ");
  const rows = [
    ["down while in", told(downtimeByPhase)],
    ["begun by", told(downtimeByOrigin)],
  ];
  return rows.filter(([, text]) => text !== "");
}

/** A share of the causes that were seen; never all of them when there are others. */
function wholePercent(share: number): string {
  const whole = Math.round(share * 100);
  if (share >= 1) return "100 %";
  if (whole >= 100) return ">99 %";
  return whole < 1 ? "<1 %" : `${whole} %`;
}

function costRow({ cost }: Result): string[][] {
  const { infrastructure, outage, total, currency } = cost;
  const built = sum(infrastructure, currency);
  if (!outage || !total) return [["costs a year", `${built}, outages not priced (--downtime-cost '$5000/min')`]];
  return [["costs a year", `${money(total, currency)}: ${built} and ${money(outage, currency)} for outages`]];
}

/** How far the presets, which nobody gave, leave the answer open. */
function uncertain({ inputUncertainty, perService }: Result, width: number): string[] {
  if (!inputUncertainty) return [];
  const { low, high } = inputUncertainty;
  const least = low > 0 ? formatDuration(low * YEAR) : "too little to be seen";
  const whose = perService.services > 1 ? " of a service" : "";
  const text = `  with other presets the downtime${whose} could be anything from ${least} to ${formatDuration(high * YEAR)} a year`;
  return wrapped(text, width, 4);
}

/** The defaults that move the answer most: to say them is worth more than to simulate longer. */
function mattering({ defaultsThatMatter }: Result, width: number): string[] {
  const told = defaultsThatMatter.slice(0, DEFAULTS);
  if (told.length === 0) return [];
  const texts = told.map(({ what, value, worst, factor }) => `${what} ${value} (if ${worst}: ${times(factor)})`);
  return wrapped(`  defaults that matter most: ${texts.join("; ")}`, width, 4).slice(0, 3);
}

/** A ranking is no measurement: one digit. */
const times = (factor: number): string => `about ×${Number(factor.toPrecision(factor < 1.95 ? 2 : 1))}`;

function madeBy({ method, simulatedYears, seed, replications }: Result): string {
  const years = grouped(
    simulatedYears < 10 ? String(Number(simulatedYears.toPrecision(3))) : simulatedYears.toFixed(0),
  );
  if (method === "exact") return `solved exactly${replications > 0 ? `, single outages simulated, seed ${seed}` : ""}`;
  return `${method === "crude" ? "simulated" : "simulated, rare failures drawn more often"}: ${years} years, seed ${seed}`;
}
