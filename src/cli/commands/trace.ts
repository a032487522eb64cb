import type { Argv } from "yargs";
import { inputProblem } from "../../library/inputProblems.js";
import { nearest } from "../../notation/document/nearest.js";
import { traceText } from "../../report/drill/storyText.js";
import { jsonText } from "../../report/schemas/jsonText.js";
import type { Scenario } from "../../scenario/scenario.js";
import { type Trace, traceExperiment, traceOutage } from "../../study/drill/trace.js";
import { whole } from "../flags/askFlags.js";
import { textStyle } from "../flags/outputFlags.js";
import { overridesOf, withScenarioFlags } from "../flags/scenarioFlags.js";
import { questionOf } from "../question.js";
import { Exit } from "../terminal/exit.js";

export const command = "trace [scenario]";
export const describe = "one replication as a story: status before, what happened and why, status after";

export const builder = (yargs: Argv): Argv => {
  const text = { type: "string", requiresArg: true, group: "Story:" } as const;
  return withScenarioFlags(yargs)
    .option("replication", { ...text, describe: "which replication; unless told, the first with such an outage" })
    .option("outage", { ...text, describe: 'which outage of it, 1 being the first, or "longest"' })
    .option("origin", { ...text, describe: "only outages begun by this failure mode, or commonCause" })
    .option("json", { type: "boolean", describe: "print the story as JSON", group: "Output:" })
    .example("$0 trace --arch n+1 --nodes 6", "the first outage of a service")
    .example("$0 trace --arch n+1 --nodes 6 --outage longest", "the longest of the first thousand years or so")
    .example("$0 trace drill.yaml --seed b", "an experiment, as another seed has it") as Argv;
};

/** Tells the experiment of a scenario, or else an outage of a run. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const trace = told(flags);
  process.stdout.write(flags.json ? jsonText(trace) : traceText(trace, textStyle()));
  return Exit.DONE;
}

function told(flags: Record<string, unknown>): Trace {
  const number = (flag: string) => (flags[flag] === undefined ? undefined : whole(`--${flag}`, flags[flag], 1));
  const replication = number("replication");
  const outage = flags.outage === "longest" ? "longest" : number("outage");
  const { scenario, design } = questionOf(flags.scenario as string | undefined, overridesOf(flags));
  if (scenario.experiment) {
    if (outage !== undefined) throw inputProblem("--outage", "an experiment is told whole", "--replication 2");
    return traceExperiment(scenario, design, scenario.experiment, replication);
  }
  const origin = originOf(flags.origin as string | undefined, scenario);
  const trace = traceOutage(scenario, design, { replication, outage: outage ?? 1, origin });
  if (trace) return trace;
  const where = replication === undefined ? "in millions of activities" : `in replication ${replication}`;
  const which = outage === "longest" ? "" : ` ${outage ?? 1}`;
  throw inputProblem(
    "--outage",
    `there is no outage${which} ${where}`,
    "a smaller number, --outage longest, or --years 100",
  );
}

/** A name of a failure mode the scenario has. */
function originOf(origin: string | undefined, { spec }: Scenario): string | undefined {
  const modes = spec.classes.flatMap(({ modes }) => modes.map(({ name }) => name));
  const known = [...new Set([...modes, ...(spec.commonCause ? ["commonCause"] : [])])];
  if (origin === undefined || known.includes(origin)) return origin;
  throw inputProblem("--origin", `"${origin}" is not one of ${known.join(", ")}`, nearest(origin, known));
}
