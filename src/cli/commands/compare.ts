import type { Argv } from "yargs";
import { InputProblems, inputProblem } from "../../library/inputProblems.js";
import type { Problem } from "../../notation/document/problem.js";
import { briefCompare } from "../../report/briefCompare.js";
import { compareText } from "../../report/compareText.js";
import { resultCsv } from "../../report/csv.js";
import { comparisonJson } from "../../report/schemas/compareSchema.js";
import type { Overrides } from "../../scenario/overrides.js";
import { compare } from "../../study/compare/compare.js";
import type { Contender } from "../../study/compare/contender.js";
import type { SameWork } from "../../study/compare/purchases.js";
import { forSameWork } from "../../study/compare/sameWork.js";
import { fileToWrite, writeWhole } from "../files.js";
import { askOf, withAskFlags } from "../flags/askFlags.js";
import { textStyle, withOutputFlags } from "../flags/outputFlags.js";
import { overridesOf, withScenarioFlags } from "../flags/scenarioFlags.js";
import { questionOf, writtenNodes } from "../question.js";
import { svgOf } from "../svg.js";
import { Exit } from "../terminal/exit.js";
import { endProgress } from "../terminal/progress.js";
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
  const { contenders, work } = fieldOf(flags);
  const comparison = compare(contenders, ask, work);
  endProgress();
  if (csv) writeWhole(csv, resultCsv(comparison.results));
  if (chart)
    writeWhole(
      chart,
      await svgOf((await import("../../report/charts/comparisonChart.js")).comparisonChart(comparison)),
    );
  const told = flags.details ? compareText : briefCompare;
  process.stdout.write(flags.json ? comparisonJson(comparison) : told(comparison, textStyle()));
  return comparison.results.every((result) => exitOf(result) === Exit.DONE) ? Exit.DONE : Exit.MISSED;
}

/** What is compared, and for which work. @throws InputProblems */
function fieldOf(flags: Record<string, unknown>): { contenders: readonly Contender[]; work?: SameWork } {
  const overrides = overridesOf(flags);
  const files = [flags.scenario, ...((flags.others as string[] | undefined) ?? [])].filter(
    (file) => file !== undefined,
  );
  const names = overrides.architecture?.split(",").map((name) => name.trim());
  if (names === undefined || names.length === 1 || files.length > 1)
    return { contenders: eachAsItIs(files as string[], names, overrides) };
  const [file] = files as string[];
  const { nodes, architecture: _, ...others } = overrides;
  const field = forSameWork(names, nodes ?? nodesIn(file), (own) => attempt(file, { ...others, ...own }));
  if ("problems" in field) throw new InputProblems(field.problems);
  return field;
}

/** The nodes a file says; undefined where it says nothing, or there is none. */
function nodesIn(file: string | undefined): string | undefined {
  const written = file === undefined ? undefined : writtenNodes(file);
  return written === undefined ? undefined : String(written);
}

function attempt(file: string | undefined, overrides: Overrides): Contender | { problems: readonly Problem[] } {
  try {
    return questionOf(file, overrides);
  } catch (error) {
    if (error instanceof InputProblems) return { problems: error.problems };
    throw error;
  }
}

function eachAsItIs(files: readonly string[], names: readonly string[] | undefined, overrides: Overrides): Contender[] {
  const contenders = names
    ? names.flatMap((architecture) =>
        (files.length === 0 ? [undefined] : files).map((file) => questionOf(file, { ...overrides, architecture })),
      )
    : files.map((file) => questionOf(file, overrides));
  if (contenders.length > 1) return contenders;
  throw inputProblem("compare", "needs at least two designs", "--arch active-passive,n+1, or two scenario files");
}
