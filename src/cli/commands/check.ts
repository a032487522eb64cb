import type { Argv } from "yargs";
import { InputProblems } from "../../library/inputProblems.js";
import type { Problem } from "../../notation/document/problem.js";
import { problemsJson } from "../../report/schemas/problemsSchema.js";
import { questionOf, scenarioRead } from "../question.js";
import { Exit } from "../terminal/exit.js";

export const command = "check <scenarios..>";
export const describe = "validate scenario files: every problem with file:line:column and a fix";

export const builder = (yargs: Argv): Argv =>
  yargs
    .positional("scenarios", { type: "string", array: true, describe: "scenario files", demandOption: true })
    .option("json", { type: "boolean", describe: "print the problems as JSON" });

/** Checks every file before it complains. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const problems: Problem[] = [];
  for (const file of flags.scenarios as string[]) {
    try {
      const words = understood(file);
      if (!flags.json) process.stdout.write(`${file}: ${words}\n`);
    } catch (error) {
      if (!(error instanceof InputProblems)) throw error;
      problems.push(...error.problems);
    }
  }
  if (flags.json) {
    process.stdout.write(problemsJson(problems));
    return problems.length > 0 ? Exit.INPUT : Exit.DONE;
  }
  if (problems.length > 0) throw new InputProblems(problems);
  return Exit.DONE;
}

function understood(file: string): string {
  const { drill, needs } = scenarioRead(file, file).scenario;
  const played = drill && `a drill of ${drill.platform}, ${drill.fault}`;
  if (played && drill.alone) return played;
  const { scenario, design } = questionOf(file, {});
  const asked = needs ? "a question for hasim plan" : `${scenario.architecture}, ${design.understood}`;
  return played ? `${asked}; ${played}` : asked;
}
