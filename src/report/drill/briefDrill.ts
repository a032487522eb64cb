import type { DrillResult, ThresholdResult } from "../../study/drill/drillResult.js";
import { quoted } from "../words/groundsText.js";
import { columns, wrapped } from "../words/layout.js";
import { type Paint, paintOf, type Style } from "../words/style.js";
import { budgeted, cut, moreLine } from "../words/tenSeconds.js";
import { askedText, neverTexts, settings, thresholdsText, timelineText, timesTable } from "./drillText.js";

/** Thresholds told one by one, the missed ones first. */
const THRESHOLDS = 6;

/** A drill on a platform in what a person reads in ten seconds: what struck, what was asked, how long it takes. */
export function briefDrill(result: DrillResult, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const { scenario, platform, fault, trials, seed } = result;
  const head = [
    ...(scenario === `${platform}, ${fault}` ? [] : [cut(scenario, width)]),
    ...wrapped(askedText(result), width, 2).map(paint.bold),
  ];
  const body = [
    ...changedSettings(result, paint, width),
    ...thresholdLines(result.thresholds, paint, width),
    ...columns(timesTable(result).filter(([name]) => !LEFT_OUT.includes(name!))),
    ...neverTexts(result).map((text) => paint.yellow(`  ${text}`)),
    ...storyLines(result, paint, width),
    "",
    `to replay: the same command with --seed ${quoted(seed)} --trials ${trials.count}`,
    moreLine("a typical trial, all quantiles, the settings and their sources", paint, width),
  ];
  return budgeted({ head, warnings: [], body }, paint, width);
}

/** Rows of the quantiles that ten seconds are not enough for. */
const LEFT_OUT = ["5 % within", "seen"];
/** Lines on settings that the software uses otherwise. */
const SETTINGS = 6;

/** Where members are away, it is the order of events that people want to see. */
const EVENTS = 7;

function storyLines(result: DrillResult, paint: Paint, width: number): string[] {
  if (result.absences.length === 0) return [];
  const lines = timelineText(result).map((line) => cut(line, width));
  const more = lines.length - EVENTS;
  const kept = more > 0 ? [...lines.slice(0, EVENTS - 2), `  … ${more + 1} more`, ...lines.slice(-1)] : lines;
  return ["", paint.bold(`Trial ${result.typical}, of median recovery`), ...kept];
}

function changedSettings(result: DrillResult, paint: Paint, width: number): string[] {
  const lines = settings(result, paint, width);
  return lines.length === 0 ? [] : [...lines.slice(0, SETTINGS), ...(lines.length > SETTINGS ? ["    …"] : []), ""];
}

/** Each threshold with what came out; those that were missed come first. */
export function thresholdLines(thresholds: readonly ThresholdResult[], paint: Paint, width: number): string[] {
  if (thresholds.length === 0) return [];
  const inOrder = [...thresholds].sort((a, b) => Number(a.passed) - Number(b.passed));
  const lines = thresholdsText("", inOrder.slice(0, THRESHOLDS), paint).slice(1);
  const rest = inOrder.slice(THRESHOLDS);
  const missed = rest.filter(({ passed }) => !passed).length;
  const more =
    rest.length === 0 ? [] : [`  and ${rest.length} more, ${missed === 0 ? "all kept" : `${missed} missed`}`];
  return [...lines.map((line) => cut(line, width + line.length - plain(line).length)), ...more, ""];
}

/** Without colour codes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character.
const plain = (line: string): string => line.replace(/\u001b\[\d+m/g, "");
