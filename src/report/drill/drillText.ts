import { writtenDuration } from "../../notation/units/duration.js";
import { metricText } from "../../scenario/drill/threshold.js";
import { settingChangeText } from "../../scenario/platform/settingsAsked.js";
import type { DrillResult, ThresholdResult } from "../../study/drill/drillResult.js";
import type { Quantiles } from "../../study/result.js";
import { quantileRows } from "../answer/durationsText.js";
import { grouped } from "../words/digits.js";
import { assumptionLines, quoted } from "../words/groundsText.js";
import { histogramText } from "../words/histogramText.js";
import { columns, listed, wrapped } from "../words/layout.js";
import { type Paint, paintOf, type Style } from "../words/style.js";

type Section = (result: DrillResult, paint: Paint, width: number) => string[];

const SECTIONS: readonly Section[] = [asked, settings, thresholds, story, distribution, bars, grounds, origin];

/** The answer of `drill` for a person at a terminal: thresholds, one trial told, the distribution of all, grounds. */
export function drillText(result: DrillResult, style: Style): string {
  const paint = paintOf(style);
  const sections = SECTIONS.map((section) => section(result, paint, style.width)).filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function asked(result: DrillResult, paint: Paint): string[] {
  return [result.scenario, paint.bold(askedText(result))];
}

/** What befalls which platform, for how long, and how often it is played. */
export function askedText({ platform, fault, lasts, absences, trials }: DrillResult): string {
  const long = lasts === null ? "" : ` for ${writtenDuration(lasts)}`;
  const away = absences.map(absenceText).join("");
  return `${platform}: ${FAULTS[fault] ?? fault}${long}${away}, ${grouped(String(trials.count))} trials`;
}

/** "; sentinel-3 is killed with it, for 90s". */
function absenceText({ target, kind, at, lasts }: DrillResult["absences"][number]): string {
  const what = kind === "freeze" ? "freezes" : "is killed";
  const when = at === 0 ? "with it" : `after ${writtenDuration(at)}`;
  return `; ${target} ${what} ${when}${lasts === null ? "" : `, for ${writtenDuration(lasts)}`}`;
}

/** Above the figures, which come from what is used. */
export function settings({ settingChanges }: DrillResult, paint: Paint, width: number): string[] {
  if (settingChanges.length === 0) return [];
  const lines = settingChanges.flatMap((change) => listed([settingChangeText(change)], width));
  return [paint.bold("Settings not used as given"), ...lines.map(paint.yellow)];
}

const FAULTS: Readonly<Record<string, string>> = {
  kill: "the process that leads or serves is killed, its host stays up",
  hostLoss: "the host of the process that leads or serves is lost, and answers nothing",
  partition: "the node that leads or serves is cut off from the others",
  stop: "the process that leads or serves is stopped in good order",
  freeze: "the process that leads or serves freezes",
  linkDown: "the node that leads or serves loses its link",
  agentKill: "the agent alone is killed, the database beside it lives",
  parentKill: "the process that leads or serves is killed after the parent that watches it",
  dcsCut: "the link between a healthy primary and its DCS is cut",
  databaseKill: "the resource alone is killed, the cluster software beside it lives",
};

function thresholds({ thresholds }: DrillResult, paint: Paint): string[] {
  return thresholdsText("Thresholds", thresholds, paint);
}

/** Each threshold with what came out, kept or missed. */
export function thresholdsText(title: string, thresholds: readonly ThresholdResult[], paint: Paint): string[] {
  if (thresholds.length === 0) return [paint.bold(title), "  none given"];
  const lines = columns(
    thresholds.map(({ expression, metric, value, passed }) => [
      passed ? "✓" : "✗",
      expression,
      `got ${metricText(metric, value)}`,
    ]),
  );
  return [paint.bold(title), ...lines.map((line, i) => (thresholds[i].passed ? paint.green : paint.red)(line))];
}

function story(result: DrillResult, paint: Paint): string[] {
  const { typical, faults, trials, absences } = result;
  if (absences.length > 0)
    return [paint.bold(`A typical trial (number ${typical} of ${trials.count})`), ...timelineText(result)];
  const seconds = (time: number | null) => (time === null ? "never" : `${time.toFixed(3)} s`);
  const rows = faults.flatMap(({ at, detectedAfter, recoveredAfter, clientsBackAfter = null }) => [
    [seconds(at), "fault"],
    [seconds(detectedAfter), "detected"],
    [seconds(recoveredAfter), "restored"],
    [seconds(clientsBackAfter), "clients are back"],
  ]);
  return [paint.bold(`A typical trial (number ${typical} of ${trials.count})`), ...columns(rows)];
}

/** What happens in the typical trial, moment by moment. */
export function timelineText({ timeline }: DrillResult): string[] {
  return columns(timeline.map(({ at, subject, detail }) => [`${at.toFixed(3)} s`, subject, detail]));
}

function distribution(result: DrillResult, paint: Paint, width: number): string[] {
  const missing = neverTexts(result);
  return [
    paint.bold("From the fault"),
    ...columns(timesTable(result)),
    ...(missing.length > 0 ? wrapped(`  ${missing.join("; ")}`, width, 2).map(paint.yellow) : []),
  ];
}

/** From the fault to its detection, to recovery, to its clients being back, and how long the service was down where that is another matter. */
export function timesTable({ timeToDetect, timeToRecover, timeToClients, serviceDown }: DrillResult): string[][] {
  const goesOn = serviceDown.mean.mean !== timeToRecover.mean.mean || serviceDown.max !== timeToRecover.max;
  return quantileRows([
    ["to detect", timeToDetect],
    ["to recover", timeToRecover],
    ...(goesOn ? [downRow(serviceDown)] : []),
    ["clients back", timeToClients],
  ]);
}

/** What never came in some of the trials. */
export function neverTexts({ notDetected, notRecovered, clientsNotBack, unharmed, trials }: DrillResult): string[] {
  return [
    ...(unharmed > 0 ? [`the service was never down in ${unharmed} of ${trials.count} trials`] : []),
    ...(notDetected > 0 ? [`never detected in ${notDetected} of ${trials.count} trials`] : []),
    ...(notRecovered > 0 ? [`never restored in ${notRecovered} of ${trials.count} trials`] : []),
    ...(clientsNotBack > notRecovered ? [`clients never back in ${clientsNotBack} of ${trials.count} trials`] : []),
  ];
}

const downRow = (seconds: Quantiles): [string, Quantiles] => ["service down", seconds];

function bars({ histogram }: DrillResult, paint: Paint): string[] {
  return histogram.length === 0 ? [] : [paint.bold("Trials by time to recover"), ...histogramText(histogram)];
}

function grounds({ assumptions, notes }: DrillResult, paint: Paint, width: number): string[] {
  const assumed = assumptions.flatMap((one) => assumptionLines(one, width)).map(paint.dim);
  return [
    ...(assumed.length > 0 ? [paint.bold("Assumed"), ...assumed] : []),
    paint.bold("Notes"),
    ...listed(notes, width),
  ];
}

function origin({ seed, trials }: DrillResult, paint: Paint): string[] {
  return [paint.bold("Made by"), `  to replay: the same command with --seed ${quoted(seed)} --trials ${trials.count}`];
}
