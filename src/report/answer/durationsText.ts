import { formatDuration } from "../../notation/units/duration.js";
import { exactly } from "../../study/figures/estimates.js";
import type { Estimate, Quantiles, Result } from "../../study/result.js";
import { grouped } from "../words/digits.js";
import { columns } from "../words/layout.js";
import { chance, duration, rate } from "../words/numbers.js";
import type { Paint } from "../words/style.js";

const QUANTILES = [
  ["mean", "mean"],
  ["5 % within", "p5"],
  ["half within", "p50"],
  ["95 % within", "p95"],
  ["99 % within", "p99"],
] as const;

/** How long detection, recovery and outages last, and how much data an incident loses. */
export function durationsText(result: Result, paint: Paint): string[] {
  const { timeToDetect, timeToRecover, outageDuration } = result;
  const columnsSeen: [string, Quantiles][] = [];
  if (timeToDetect) columnsSeen.push(["to detect", timeToDetect]);
  if (timeToRecover) columnsSeen.push(["to recover", timeToRecover]);
  if (outageDuration) columnsSeen.push(["outage", outageDuration]);
  const lines = [...(columnsSeen.length > 0 ? columns(quantileRows(columnsSeen)) : []), ...dataLossLines(result)];
  return lines.length === 0 ? [] : [paint.bold("Durations"), ...lines];
}

/** A row for each quantile, a column for each distribution. */
export function quantileRows(parts: readonly [string, Quantiles][]): string[][] {
  return [
    ["", ...parts.map(([name]) => name)],
    ...QUANTILES.map(([words, key]) => [words, ...parts.map(([, quantiles]) => duration(quantiles[key]))]),
    ["longest", ...parts.map(([, { max }]) => formatDuration(max))],
    ["seen", ...parts.map(([, { count }]) => grouped(String(count)))],
  ];
}

function dataLossLines({ rpo }: Result): string[] {
  if (!rpo) return [];
  const { objective, violationsPerYear, yearWithout, lossPerIncident } = rpo;
  const beyond = objective === null ? "" : ` more than ${formatDuration(objective)} of data`;
  return columns([
    ...(lossPerIncident ? [["data lost at an incident", lossText(lossPerIncident)]] : []),
    ...(objective === null
      ? []
      : [
          [`incidents losing${beyond}`, violationsText(violationsPerYear)],
          ["years without one", chance(yearWithout)],
        ]),
  ]);
}

/** Where it is known how often two wrote and not for how long, there is only a bound. */
function violationsText(perYear: Estimate): string {
  const isBound = perYear.mean === null && Number.isFinite(perYear.high);
  return isBound ? `at most ${rate(exactly(perYear.high))}: each split-brain may` : rate(perYear);
}

function lossText({ mean, p95, max }: Quantiles): string {
  return `mean ${duration(mean)}, 95 % within ${duration(p95)}, at most ${formatDuration(max)}`;
}
