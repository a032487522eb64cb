import type { Argv } from "yargs";
import { comparisonJson } from "../../report/compareSchema.js";
import { compareText } from "../../report/compareText.js";
import { resultCsv } from "../../report/csv.js";
import { type Contender, compare } from "../../study/compare.js";
import { askOf, withAskFlags } from "../askFlags.js";
import { Exit } from "../exit.js";
import { fileToWrite, writeWhole } from "../files.js";
import { inputProblem } from "../outcome.js";
import { textStyle, withOutputFlags } from "../outputFlags.js";
import { endProgress } from "../progress.js";
import { questionOf } from "../question.js";
import { overridesOf, withScenarioFlags } from "../scenarioFlags.js";
import { svgOf } from "../svg.js";
import { exitOf } from "./run.js";

export const command = "compare [scenario] [others..]";
export const describe = "several architectures, or several scenarios, on the same failures";

export const builder = (yargs: Argv): Argv =>
  withOutputFlags(withAskFlags(withScenarioFlags(yargs)))
    .positional("others", { type: "string", array: true, describe: "more scenario files" })
    .example("$0 compare --arch active-passive,n+1", "two architectures, each with its own number of nodes")
    .example("$0 compare a.yaml b.yaml --chart both.svg", "two scenarios, with a chart");

/** Compares and says which differences are more than chance. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const csv = fileToWrite(flags, "csv", [".csv"]);
  const chart = fileToWrite(flags, "chart", [".svg"]);
  const ask = askOf(flags);
  const contenders = contendersOf(flags);
  const comparison = compare(contenders, ask);
  endProgress();
  if (csv) writeWhole(csv, resultCsv(comparison.results));
  if (chart)
    writeWhole(chart, await svgOf((await import("../../report/comparisonChart.js")).comparisonChart(comparison)));
  process.stdout.write(flags.json ? comparisonJson(comparison) : compareText(comparison, textStyle()));
  return comparison.results.every((result) => exitOf(result) === Exit.DONE) ? Exit.DONE : Exit.MISSED;
}

function contendersOf(flags: Record<string, unknown>): Contender[] {
  const files = [flags.scenario, ...((flags.others as string[] | undefined) ?? [])].filter(
    (f) => f !== undefined,
  ) as string[];
  const overrides = overridesOf(flags);
  const names = overrides.architecture?.split(",").map((name) => name.trim());
  const contenders = names
    ? names.flatMap((architecture) =>
        (files.length === 0 ? [undefined] : files).map((file) => questionOf(file, { ...overrides, architecture })),
      )
    : files.map((file) => questionOf(file, overrides));
  if (contenders.length > 1) return contenders;
  throw inputProblem("compare", "needs at least two designs", "--arch active-passive,n+1, or two scenario files");
}
