import type { Argv } from "yargs";
import { isClusterModel } from "../../cluster/model.js";
import { prismModel, prismProperties } from "../../cluster/prism/prismModel.js";
import { inputProblem } from "../../library/inputProblems.js";
import type { Question } from "../../library/question.js";
import { enumerate } from "../../readings/enumerate/enumerate.js";
import { prismExplicit } from "../../readings/enumerate/prismExplicit.js";
import { scenarioJson } from "../../report/schemas/scenarioJson.js";
import { fileToWrite, writeTogether, writeWhole } from "../files.js";
import { askOf } from "../flags/askFlags.js";
import { overridesOf, withScenarioFlags } from "../flags/scenarioFlags.js";
import { questionOf } from "../question.js";
import { Exit } from "../terminal/exit.js";

export const command = "export [scenario]";
export const describe = "write a scenario down for another program: a model for PRISM, its list of states, or JSON";

/** What can be written, and how the file it goes to ends. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  prism: [".sm", ".prism"],
  "prism-explicit": [".tra", ""],
  json: [".json"],
};

const CHECKING = `Check a figure with PRISM (prismmodelchecker.org):
  hasim export pair.yaml --to prism --out pair.sm    writes pair.sm and pair.props
  prism pair.sm pair.props -sparse -gs -epsilon 1e-12 -maxiters 1000000
  hasim solve pair.yaml                              the same figures
Where that is refused, the list of states, any architecture:
  hasim export pair.yaml --to prism-explicit --out pair
  prism -ctmc -importmodel pair.all pair.props -sparse -gs -epsilon 1e-12 -maxiters 1000000
Rates are per hour and times in hours. Laws that are not exponential become
exponential with the same mean, as with solve; the files say which.
Without --out, prism and json are printed.`;

export const builder = (yargs: Argv): Argv =>
  withScenarioFlags(yargs)
    .option("to", { choices: Object.keys(ENDINGS), demandOption: true, describe: "the form", group: "Output:" })
    .option("out", {
      type: "string",
      describe: "file to write; prism-explicit writes several that begin so",
      requiresArg: true,
      group: "Output:",
    })
    .option("phases", {
      type: "string",
      array: true,
      describe: "prism-explicit: activity=k Erlang phases or activity=match",
      requiresArg: true,
      group: "Method:",
    })
    .option("max-states", {
      type: "string",
      describe: "prism-explicit: largest chain",
      requiresArg: true,
      group: "Method:",
    })
    .epilogue(CHECKING);

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const to = String(flags.to);
  const out = fileToWrite(flags, "out", ENDINGS[to]!);
  const question = questionOf(flags.scenario as string | undefined, overridesOf(flags));
  if (to === "json") print(scenarioJson(question.scenario, question.design.understood), out);
  else if (to === "prism") exportModel(question, out);
  else exportStates(question, out, flags);
  return Exit.DONE;
}

function print(text: string, out: string | undefined): void {
  if (out === undefined) process.stdout.write(text);
  else writeWhole(out, text);
}

/** The model, and beside it its properties; printed, the properties follow as comments. */
function exportModel({ scenario, design }: Question, out: string | undefined): void {
  const { title, horizon } = scenario;
  const text = isClusterModel(design.model)
    ? prismModel(design.model.cluster.plant, title, horizon)
    : { obstacles: ["the design brings a model of its own"] };
  if ("obstacles" in text) {
    throw inputProblem(
      "--to prism",
      `cannot be written as a model one can read: ${text.obstacles.join("; ")}`,
      "--to prism-explicit --out FILE",
    );
  }
  if (out !== undefined) {
    writeTogether([
      { file: out, text: text.model },
      { file: `${out.replace(/\.\w+$/, "")}.props`, text: text.properties },
    ]);
    return;
  }
  const comments = text.properties.trimEnd().split("\n");
  process.stdout.write(
    `${text.model}\n${comments.map((line) => (line === "" ? "" : `// ${line.replace(/^\/\/ /, "")}`)).join("\n")}\n`,
  );
}

function exportStates({ scenario, design }: Question, out: string | undefined, flags: Record<string, unknown>): void {
  if (out === undefined)
    throw inputProblem("--to prism-explicit", "is several files: say how their names begin", "--out pair");
  const { phases, "max-states": maxStates } = flags;
  const { exact } = askOf({ replications: "auto", phases, "max-states": maxStates });
  const chain = enumerate(design.model, exact);
  const base = out.replace(/\.tra$/, "");
  const files = prismExplicit(chain).map(({ ending, text }) => ({ file: base + ending, text }));
  const replaced = chain.approximated.map(({ activity, kind, by }) => `The ${kind} law of ${activity} became ${by}.`);
  const properties = prismProperties(scenario.title, scenario.horizon, replaced);
  writeTogether([...files, { file: `${base}.props`, text: properties }]);
}
