import { nearest } from "../notation/document/nearest.js";
import { formatProblem, type Problem, quote } from "../notation/document/problem.js";
import type { Overrides } from "../scenario/overrides.js";
import { readScenario } from "../scenario/readScenario.js";
import { type Ask, DEFAULT_ASK } from "../study/method/ask.js";
import { loadCatalogue } from "./catalogue.js";
import { InputProblems } from "./inputProblems.js";
import { knownArchitectures, type Question, questionIn } from "./question.js";

/** A scenario: YAML or JSON text, or the same as an object. */
export type Given = string | object;

/** What was given to a function of the library is wrong: the scenario, what overrides it, or how it is to be answered. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  /** The message has one problem a line. */
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
  }
}

/** One problem with an argument as a whole, or with one of its fields. */
export function wrongArgument(argument: string, message: string, suggestion?: string): ScenarioError {
  return new ScenarioError([{ file: argument, path: "", message, suggestion }]);
}

/** The scenario as text. @throws ScenarioError */
export function textOf(given: Given): string {
  if (typeof given === "string") return given;
  if (typeof given !== "object" || given === null)
    throw wrongArgument("scenario", `${quote(given ?? null)} is neither text nor an object`, "architecture: n+1");
  try {
    return JSON.stringify(given);
  } catch (error) {
    throw wrongArgument("scenario", `cannot be written as JSON: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** Overrides that are text, as their notation is. @throws ScenarioError naming each that is not. */
export function textsIn(overrides: Overrides): Overrides {
  if (typeof overrides !== "object" || overrides === null)
    throw wrongArgument("overrides", `${quote(overrides ?? null)} is no object`, '{ nodes: "6" }');
  const wrong = Object.entries(overrides).filter(([, text]) => typeof text !== "string");
  const problems = wrong.map(([path, value]): Problem => {
    const message = `must be text in the notation of the file, not ${quote(value ?? null)}`;
    return { file: "overrides", path, value, message, suggestion: `"${String(value)}"` };
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  return overrides;
}

/** A scenario that was read. @throws ScenarioError naming every problem. */
export function understood(given: Given, overrides: Overrides) {
  const read = readScenario(textOf(given), "scenario", loadCatalogue(), textsIn(overrides), knownArchitectures);
  if ("problems" in read) throw new ScenarioError(read.problems);
  return read;
}

/** The scenario and its design. @throws ScenarioError with what does not fit the design too. */
export function questionFrom(given: Given, overrides: Overrides): Question {
  const read = understood(given, overrides);
  try {
    return questionIn(read);
  } catch (error) {
    throw error instanceof InputProblems ? new ScenarioError(error.problems) : error;
  }
}

type Test = readonly [fits: (value: unknown) => boolean, wanted: string];

const aShare: Test = [(x) => typeof x === "number" && x > 0 && x < 1, "a number between 0 and 1"];
const whole = (least: number): Test => [
  (x) => Number.isSafeInteger(x) && Number(x) >= least,
  `a whole number of ${least} or more`,
];
const aFunction: Test = [(x) => typeof x === "function", "a function"];
const METHODS = ["auto", "crude", "accelerated", "exact"];

/** What each field of an Ask may be. */
const FIELDS: Readonly<Record<keyof Ask, Test>> = {
  method: [(x) => METHODS.includes(String(x)), `one of ${METHODS.join(", ")}`],
  replications: [(x) => x === "auto" || whole(2)[0](x), `"auto" or ${whole(2)[1]}`],
  precision: aShare,
  maxEvents: whole(1),
  mttfEvents: whole(1),
  level: aShare,
  exact: [(x) => typeof x === "object" && x !== null, "an object"],
  progress: aFunction,
  goOn: aFunction,
};

/** How to answer, with defaults for what is not said. @throws ScenarioError naming every field that is wrong. */
export function askFrom(given: Partial<Ask>): Ask {
  if (typeof given !== "object" || given === null) throw wrongArgument("ask", `${quote(given ?? null)} is no object`);
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const problems = said.flatMap(([path, value]): Problem[] => {
    if (!Object.hasOwn(FIELDS, path)) {
      const known = Object.keys(FIELDS);
      return [
        { file: "ask", path, message: `unknown; known here: ${known.join(", ")}`, suggestion: nearest(path, known) },
      ];
    }
    const [fits, wanted] = FIELDS[path as keyof Ask];
    const message = `must be ${wanted}, not ${quote(value)}`;
    return fits(value) ? [] : [{ file: "ask", path, value, message }];
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  return { ...DEFAULT_ASK, ...Object.fromEntries(said) };
}
