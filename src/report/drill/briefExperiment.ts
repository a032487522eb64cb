import { formatDuration } from "../../notation/units/duration.js";
import type { ExperimentResult } from "../../study/drill/experimentResult.js";
import type { Quantiles } from "../../study/result.js";
import { grouped } from "../words/digits.js";
import { quoted } from "../words/groundsText.js";
import { columns, wrapped } from "../words/layout.js";
import { duration, share } from "../words/numbers.js";
import { type Paint, paintOf, type Style } from "../words/style.js";
import { budgeted, cut, moreLine } from "../words/tenSeconds.js";
import { thresholdLines } from "./briefDrill.js";
import { storyLines } from "./storyText.js";

/** What turns the story: everything else is behind --details. */
const TURNS = ["fault", "partition", "declared", "suspected", "takeover", "restored", "split-brain", "service", "over"];
const MOST_TURNS = 7;
const FAULTS = 3;
/** A width at which no reason is broken. */
const ENDLESS = 10_000;

/** An experiment on a cluster in what a person reads in ten seconds: what struck, what was asked, how it went, what users felt. */
export function briefExperiment(result: ExperimentResult, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const body = [
    ...thresholdLines([...result.steadyState, ...result.thresholds], paint, width),
    ...turns(result, width),
    ...columns(figureRows(result)).map((line) => cut(line, width)),
    ...neverLines(result, paint),
    "",
    replayLine(result),
    moreLine("the whole story, requests phase by phase, all quantiles, assumptions", paint, width),
  ];
  return budgeted({ head: head(result, paint, width), warnings: [], body }, paint, width);
}

function head({ scenario, experiment, trials }: ExperimentResult, paint: Paint, width: number): string[] {
  const { architecture, understood, lasts, faults } = experiment;
  const times = trials ? `, played ${grouped(String(trials.count))} times` : "";
  const told = faults.slice(0, FAULTS).map(({ at, kind, target, told: how }) => {
    return cut(`  at ${formatDuration(at)}: ${kind} ${target}${how === "" ? "" : `, ${how}`}`, width);
  });
  return [
    cut(scenario, width),
    paint.bold(cut(`${architecture}: ${understood}; ${formatDuration(lasts)}${times}`, width)),
    ...told,
    ...(faults.length > FAULTS ? [`  and ${faults.length - FAULTS} more`] : []),
  ];
}

/** The turns of the first playing, a line each. */
function turns({ timeline }: ExperimentResult, width: number): string[] {
  const told = timeline.filter(({ what }) => TURNS.includes(what));
  const lines = storyLines(told.slice(0, MOST_TURNS), ENDLESS).map((line) => cut(line, width));
  return [...lines, ...(told.length > MOST_TURNS ? [`  … and ${told.length - MOST_TURNS} turns more`] : []), ""];
}

function figureRows(result: ExperimentResult): string[][] {
  const { errorRate, availability, latency, dataLossSeconds, splitBrainSeconds, timeToDetect, timeToRecover } = result;
  return [
    [
      "requests failed",
      `${share(errorRate)}; available ${availability.mean === 1 ? "all the time" : share(availability)}`,
    ],
    ...timesRow("detected after", timeToDetect),
    ...timesRow("recovered after", timeToRecover),
    ...(latency ? [["latency", `${duration(latency.mean)}, 99 % within ${duration(latency.p99)}`]] : []),
    ...(splitBrainSeconds > 0 ? [["TWO WRITERS", formatDuration(splitBrainSeconds)]] : []),
    ...(dataLossSeconds > 0 ? [["data lost", formatDuration(dataLossSeconds)]] : []),
  ];
}

/** How long it took; over several, how that is spread. */
function timesRow(name: string, times: Quantiles | null): string[][] {
  if (!times) return [];
  if (times.count === 1) return [[name, times.mean.mean === null ? "never" : formatDuration(times.mean.mean)]];
  return [[name, `${duration(times.mean)}, 95 % within ${duration(times.p95)}`]];
}

function neverLines({ notDetected, notRecovered }: ExperimentResult, paint: Paint): string[] {
  const told = [
    ...(notDetected > 0 ? [`${notDetected} faults were never detected`] : []),
    ...(notRecovered > 0 ? [`${notRecovered} were never recovered from`] : []),
  ];
  return told.map((text) => paint.yellow(`  ${text}`));
}

function replayLine({ seed, trials }: ExperimentResult): string {
  return wrapped(
    `to replay: the same command with --seed ${quoted(seed)}${trials ? ` --trials ${trials.count}` : ""}`,
    100,
  )[0]!;
}
