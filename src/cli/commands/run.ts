import type { Argv } from "yargs";
import { briefText } from "../../report/answer/briefText.js";
import { resultText } from "../../report/answer/resultText.js";
import { resultCsv } from "../../report/csv.js";
import { toJson } from "../../report/schemas/jsonText.js";
import { answer } from "../../study/answer.js";
import { defaultsThatMatter, inputUncertainty } from "../../study/inputUncertainty.js";
import type { Result } from "../../study/result.js";
import { fileToWrite, writeWhole } from "../files.js";
import { askOf, withAskFlags } from "../flags/askFlags.js";
import { textStyle, withOutputFlags } from "../flags/outputFlags.js";
import { overridesOf, withScenarioFlags } from "../flags/scenarioFlags.js";
import { questionAtEnds, questionOf, questionsAtWorst } from "../question.js";
import { svgOf } from "../svg.js";
import { Exit } from "../terminal/exit.js";
import { endProgress } from "../terminal/progress.js";

export const command = "run [scenario]";
export const describe = "simulate one architecture: availability, downtime and why, recovery times, cost";

export const builder = (yargs: Argv): Argv => withOutputFlags(withAskFlags(withScenarioFlags(yargs)));

/** Answers one question and says whether its objectives are met. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const csv = fileToWrite(flags, "csv", [".csv"]);
  const chart = fileToWrite(flags, "chart", [".svg"]);
  const ask = askOf(flags);
  const file = flags.scenario as string | undefined;
  const question = questionOf(file, overridesOf(flags));
  const ends = questionAtEnds(question, file, overridesOf(flags));
  const found = answer(question.scenario, question.design, ask);
  const spread = ends && inputUncertainty({ asked: question, ...ends }, found.perService.unavailability.mean, ask);
  const worse = questionsAtWorst(question, file, overridesOf(flags));
  const result: Result = {
    ...found,
    inputUncertainty: spread,
    defaultsThatMatter: defaultsThatMatter(question, worse, ask),
  };
  endProgress();
  if (csv) writeWhole(csv, resultCsv([result]));
  if (chart) writeWhole(chart, await svgOf((await import("../../report/charts/resultChart.js")).resultChart(result)));
  process.stdout.write(flags.json ? toJson(result) : textOf(result, flags));
  return exitOf(result);
}

/** 1 when an objective is missed or undecided. */
export function exitOf(result: Result): number {
  return result.objectives.every((objective) => objective.verdict === "met") ? Exit.DONE : Exit.MISSED;
}

function textOf(result: Result, { details }: Record<string, unknown>): string {
  return details ? resultText(result, textStyle()) : briefText(result, textStyle());
}
