import { formatDuration } from "../../notation/units/duration.js";
import { formatShare } from "../../notation/units/share.js";
import type { ExperimentResult } from "../../study/drill/experimentResult.js";
import type { Latency } from "../../study/requests/latency.js";
import { quantileRows } from "../answer/durationsText.js";
import { grouped } from "../words/digits.js";
import { assumptionLines, quoted } from "../words/groundsText.js";
import { columns, listed, wrapped } from "../words/layout.js";
import { duration, share } from "../words/numbers.js";
import { type Paint, paintOf, type Style } from "../words/style.js";
import { thresholdsText } from "./drillText.js";
import { standingLines, storyLines } from "./storyText.js";

type Section = (result: ExperimentResult, paint: Paint, width: number) => string[];

const SECTIONS: readonly Section[] = [asked, thresholds, timeline, faults, requests, distributions, grounds, origin];

/** The answer of `drill` on a cluster: thresholds, the first playing told, faults, requests, distributions, grounds. */
export function experimentText(result: ExperimentResult, style: Style): string {
  const paint = paintOf(style);
  const sections = SECTIONS.map((section) => section(result, paint, style.width)).filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function asked({ scenario, experiment, trials }: ExperimentResult, paint: Paint, width: number): string[] {
  const { architecture, understood, lasts, faults } = experiment;
  const times = trials ? `, played ${grouped(String(trials.count))} times` : "";
  const lines = faults.map(
    ({ at, kind, target, told }) => `  at ${formatDuration(at)}: ${kind} ${target}${told === "" ? "" : `, ${told}`}`,
  );
  return [
    ...wrapped(scenario, width),
    paint.bold(`${architecture}: ${understood}; ${formatDuration(lasts)}${times}`),
    ...lines,
  ];
}

function thresholds({ thresholds, steadyState }: ExperimentResult, paint: Paint): string[] {
  return [
    ...(steadyState.length > 0 ? thresholdsText("Steady state, before the first fault", steadyState, paint) : []),
    ...thresholdsText("Thresholds", thresholds, paint),
  ];
}

const MOST_LINES = 60;

function timeline({ status, timeline, trials }: ExperimentResult, paint: Paint, width: number): string[] {
  const title = trials ? "What happened, the first time" : "What happened";
  const more = timeline.length - MOST_LINES;
  return [
    paint.bold("Before"),
    ...standingLines(status.before),
    paint.bold(title),
    ...storyLines(timeline.slice(0, MOST_LINES), width),
    ...(more > 0 ? [`  … and ${more} lines more: --json has all of them`] : []),
    paint.bold("After"),
    ...standingLines(status.after),
  ];
}

function faults({ faults, trials }: ExperimentResult, paint: Paint): string[] {
  if (faults.length === 0) return [];
  const after = (time: number | null, none: string) => (time === null ? none : formatDuration(time));
  const rows = faults
    .slice(0, MOST_LINES)
    .map(({ at, kind, target, detectedAfter, recoveredAfter }) => [
      formatDuration(at),
      kind,
      target === "" ? "nobody" : target,
      after(detectedAfter, "not detected"),
      recoveredAfter === 0 ? "lost nothing" : after(recoveredAfter, "never"),
    ]);
  return [
    paint.bold(`Faults${trials ? ", the first time" : ""}`),
    ...columns([["at", "", "struck", "detected after", "recovered after"], ...rows]),
  ];
}

function requests(result: ExperimentResult, paint: Paint): string[] {
  const { phases, errorRate, availability, latency, dataLossSeconds, splitBrainSeconds } = result;
  const of = (value: number | undefined) => (value === undefined ? "" : formatDuration(value));
  const rows = phases.map(({ phase, from, to, errorRate, latency }) => [
    PHASES[phase],
    `${seconds(from)} to ${seconds(to)} s`,
    percent(errorRate),
    ...(latency ? LATENCIES.map((name) => of(latency[name])) : []),
  ]);
  const head = ["", "", "failed", ...(latency ? ["mean", "half within", "95 %", "99 %"] : [])];
  return [
    paint.bold("Requests"),
    ...columns([head, ...rows]),
    "",
    ...columns([
      ["error rate", share(errorRate)],
      ["available", availability.mean === 1 ? "all the time" : share(availability)],
      ...(latency
        ? [
            ["latency, mean", duration(latency.mean)],
            ["latency, 99 % within", duration(latency.p99)],
          ]
        : []),
      ...(dataLossSeconds > 0 ? [["data lost", formatDuration(dataLossSeconds)]] : []),
      ...(splitBrainSeconds > 0 ? [["two writers", formatDuration(splitBrainSeconds)]] : []),
    ]),
  ];
}

const LATENCIES: readonly (keyof Latency)[] = ["mean", "p50", "p95", "p99"];
const PHASES = { before: "before", during: "until recovered", after: "after" } as const;

const seconds = (time: number): string => grouped(time.toFixed(1));
const percent = (share: number): string => (share === 0 ? "none" : formatShare(share).replace("%", " %"));

function distributions({ trials, notDetected, notRecovered }: ExperimentResult, paint: Paint, width: number): string[] {
  if (!trials) return [];
  const { ttd, ttr, latencyP99 } = trials;
  const seen = (
    [
      ["to detect", ttd],
      ["to recover", ttr],
      ["99 % of requests", latencyP99],
    ] as const
  ).flatMap(([name, quantiles]) => (quantiles ? [[name, quantiles] as [string, typeof quantiles]] : []));
  const missing = [
    ...(notDetected > 0 ? [`${notDetected} faults were never detected`] : []),
    ...(notRecovered > 0 ? [`${notRecovered} were never recovered from`] : []),
  ];
  return [
    paint.bold("Over all playings, from the fault"),
    ...columns(quantileRows(seen)),
    ...(missing.length > 0 ? wrapped(`  ${missing.join("; ")}`, width, 2).map(paint.yellow) : []),
  ];
}

function grounds({ assumptions, notes }: ExperimentResult, paint: Paint, width: number): string[] {
  const assumed = assumptions.flatMap((one) => assumptionLines(one, width)).map(paint.dim);
  return [
    ...(assumed.length > 0 ? [paint.bold("Assumed"), ...assumed] : []),
    paint.bold("Notes"),
    ...listed(notes, width),
  ];
}

function origin({ seed, trials }: ExperimentResult, paint: Paint): string[] {
  const count = trials ? ` --trials ${trials.count}` : "";
  return [paint.bold("Made by"), `  to replay: the same command with --seed ${quoted(seed)}${count}`];
}
