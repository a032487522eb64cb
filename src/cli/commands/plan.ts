import type { Argv } from "yargs";
import { loadCatalogue } from "../../library/catalogue.js";
import { InputProblems } from "../../library/inputProblems.js";
import { plan } from "../../planner/plan.js";
import type { PlanResult } from "../../planner/planResult.js";
import { briefPlan, planText } from "../../planner/planText.js";
import { jsonText } from "../../report/schemas/jsonText.js";
import type { Overrides } from "../../scenario/overrides.js";
import { readText } from "../files.js";
import { needsOverridesOf, withNeedsFlags } from "../flags/needsFlags.js";
import { textStyle, withDetailsFlag } from "../flags/outputFlags.js";
import { overridesOf, withScenarioFlags } from "../flags/scenarioFlags.js";
import { Exit } from "../terminal/exit.js";
import { endProgress, progressLine } from "../terminal/progress.js";

export const command = "plan [scenario]";
export const describe = "recommend: no redundancy, DR or HA, which architecture, how many nodes, which repair contract";

export const builder = (yargs: Argv): Argv =>
  withDetailsFlag(withNeedsFlags(withScenarioFlags(yargs)))
    .option("json", { type: "boolean", describe: "print the plan as JSON", group: "Output:" })
    .example("$0 plan --rto 48h", "two days to recover: what does it take?")
    .example("$0 plan --rto 60s --downtime-cost '$200/min'", "a minute, and downtime has a price");

/** Plans, and says in the exit code whether anything considered will do. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const file = flags.scenario as string | undefined;
  const planned = planFor(file, { ...overridesOf(flags), ...needsOverridesOf(flags) });
  process.stdout.write(flags.json ? jsonText(planned) : (flags.details ? planText : briefPlan)(planned, textStyle()));
  return planned.recommendation ? Exit.DONE : Exit.MISSED;
}

/** The plan of a file, or of flags alone. @throws InputProblems */
export function planFor(file: string | undefined, overrides: Overrides): PlanResult {
  const text = file === undefined ? "needs: {}" : readText(file);
  const question = { text, fileName: file ?? "plan", catalogue: loadCatalogue(), overrides };
  const result = plan(question, progressLine("candidates"));
  endProgress();
  if ("problems" in result) throw new InputProblems(result.problems);
  return result;
}
