import type { DrillResult, ThresholdResult } from "../study/drillResult.js";
import { grouped } from "./digits.js";
import { faultText, thresholdsText } from "./drillText.js";
import { quantileRows } from "./durationsText.js";
import { quoted } from "./groundsText.js";
import { columns, wrapped } from "./layout.js";
import { type Paint, paintOf, type Style } from "./style.js";
import { budgeted, cut, moreLine } from "./tenSeconds.js";

/** Thresholds told one by one, the missed ones first. */
const THRESHOLDS = 6;

/** A drill on a platform in what a person reads in ten seconds: what struck, what was asked, how long it takes. */
export function briefDrill(result: DrillResult, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const { scenario, platform, fault, trials, seed } = result;
  const head = [
    ...(scenario === `${platform}, ${fault}` ? [] : [cut(scenario, width)]),
    ...wrapped(`${platform}: ${faultText(fault)}, ${grouped(String(trials.count))} trials`, width, 2).map(paint.bold),
  ];
  const body = [
    ...thresholdLines(result.thresholds, paint, width),
    ...timesLines(result),
    ...missingLines(result, paint),
    "",
    `to replay: the same command with --seed ${quoted(seed)} --trials ${trials.count}`,
    moreLine("a typical trial, all quantiles, the settings and their sources", paint, width),
  ];
  return budgeted({ head, warnings: [], body }, paint, width);
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

function timesLines({ timeToDetect, timeToRecover }: DrillResult): string[] {
  const rows = quantileRows([
    ["to detect", timeToDetect],
    ["to recover", timeToRecover],
  ]);
  return columns(rows.filter(([name]) => !["5 % within", "seen"].includes(name!)));
}

function missingLines({ notDetected, notRecovered, trials }: DrillResult, paint: Paint): string[] {
  const told = [
    ...(notDetected > 0 ? [`never detected in ${notDetected} of ${trials.count} trials`] : []),
    ...(notRecovered > 0 ? [`never restored in ${notRecovered} of ${trials.count} trials`] : []),
  ];
  return told.map((text) => paint.yellow(`  ${text}`));
}
