import { loadCatalogue } from "../library/catalogue.js";
import { InputProblems, inputProblem } from "../library/inputProblems.js";
import { knownArchitectures, type Question, questionIn } from "../library/question.js";
import { readYaml } from "../notation/document/yamlText.js";
import { atBothEnds, worstOf } from "../notation/presets/presetEnds.js";
import type { Catalogue } from "../notation/presets/presets.js";
import type { Overrides } from "../scenario/overrides.js";
import { readScenario } from "../scenario/readScenario.js";
import { assumptionsOf } from "../study/answer.js";
import { readText } from "./files.js";

/** The scenario of a file, of flags alone, or of both. @throws InputProblems with everything that is wrong. */
function scenarioOf(file: string | undefined, overrides: Overrides, catalogue = loadCatalogue()) {
  if (file === undefined && overrides.architecture === undefined) {
    throw inputProblem("--arch", "say what to look at: a scenario file or an architecture", "--arch n+1");
  }
  return scenarioRead(file, `${overrides.architecture}`, overrides, catalogue);
}

/** The scenario of a file with flags over it, or of flags alone, which `name` then stands for. @throws InputProblems */
export function scenarioRead(
  file: string | undefined,
  name: string,
  overrides: Overrides = {},
  catalogue = loadCatalogue(),
) {
  const text = file === undefined ? "{}" : readText(file);
  const read = readScenario(text, file ?? name, catalogue, overrides, knownArchitectures);
  if ("problems" in read) throw new InputProblems(read.problems);
  return read;
}

/** Has the file an experiment? Whether it is sound is another question. */
export function hasExperiment(file: string): boolean {
  const { data } = readYaml(readText(file), file);
  return typeof data === "object" && data !== null && "experiment" in data;
}

/** The number of nodes a file says; undefined where it says none, or none that is a number. */
export function writtenNodes(file: string): number | undefined {
  const { data } = readYaml(readText(file), file);
  const nodes = typeof data === "object" && data !== null && "nodes" in data ? data.nodes : undefined;
  return typeof nodes === "number" ? nodes : undefined;
}

/** The scenario and its design. @throws InputProblems with everything that is wrong, what does not fit the design included. */
export function questionOf(file: string | undefined, overrides: Overrides, catalogue?: Catalogue): Question {
  return questionIn(scenarioOf(file, overrides, catalogue));
}

/** The same question with the presets it leans on at the favourable ends of their ranges, and at the others; null without such. */
export function questionAtEnds(
  question: Question,
  file: string | undefined,
  overrides: Overrides,
): { good: Question; bad: Question } | null {
  const assumptions = uncertainOf(question);
  if (assumptions.length === 0) return null;
  const { good, bad } = atBothEnds(loadCatalogue(), assumptions);
  return { good: questionOf(file, overrides, good), bad: questionOf(file, overrides, bad) };
}

/** The same question again and again, each time with one of the presets it leans on at its unfavourable end. */
export function questionsAtWorst(question: Question, file: string | undefined, overrides: Overrides) {
  return uncertainOf(question).map((one) => ({
    what: one.what,
    value: one.value,
    worst: worstOf(one),
    contender: questionOf(file, overrides, atBothEnds(loadCatalogue(), [one]).bad),
  }));
}

/** What it leans on of which only a range is known; prices do not move the downtime. */
const uncertainOf = ({ scenario, design }: Question) =>
  assumptionsOf(scenario, design).filter(({ low, preset }) => low !== undefined && !isMoney(preset));

const isMoney = (preset: string): boolean => /^prices\.|\.price$/.test(preset);
