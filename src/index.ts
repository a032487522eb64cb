// The library: what the command line does, as functions. Everything exported here is documented where it stands.
import { loadCatalogue } from "./cli/files.js";
import { knownArchitectures } from "./cli/question.js";
import type { Overrides } from "./scenario/overrides.js";
import { formatProblem } from "./scenario/problem.js";
import { readScenario } from "./scenario/readScenario.js";
import { type Ask, answer, DEFAULT_ASK, designOf } from "./study/answer.js";
import type { Result } from "./study/result.js";

export type { Architecture, Complaint, Design } from "./architectures/architecture.js";
export { ARCHITECTURES, architectureNamed } from "./architectures/registry.js";
export type { ClusterSpec } from "./cluster/spec.js";
export type { Law } from "./kernel/law.js";
export type { Declare, Model } from "./kernel/model.js";
export { enumerate } from "./readings/enumerate.js";
export { steadyState } from "./readings/steadyState.js";
export { type Ask, DEFAULT_ASK } from "./study/answer.js";
export type { Cost, Estimate, Quantiles, Result } from "./study/result.js";

/** What a scenario written by hand gets wrong, one problem a line. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

/**
 * Simulates a scenario: YAML or JSON text, or the same as an object.
 * @param overrides fields by path in the notation of the file: `{ nodes: "6", "objectives.rto": "60s" }`.
 * @throws ScenarioError naming every problem.
 */
export function simulate(scenario: string | object, overrides: Overrides = {}, ask: Partial<Ask> = {}): Result {
  return answered(scenario, overrides, { ...DEFAULT_ASK, ...ask, method: "crude" });
}

/** Solves a scenario exactly as a Markov chain; `notes` name the laws that had to be replaced. @throws ScenarioError */
export function solve(scenario: string | object, overrides: Overrides = {}, ask: Partial<Ask> = {}): Result {
  return answered(scenario, overrides, { ...DEFAULT_ASK, ...ask, method: "exact" });
}

function answered(given: string | object, overrides: Overrides, ask: Ask): Result {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const read = readScenario(text, "scenario", loadCatalogue(), overrides, knownArchitectures);
  if ("problems" in read) throw new ScenarioError(read.problems.map(formatProblem).join("\n"));
  const fitted = designOf(read.scenario);
  if ("design" in fitted) return answer(read.scenario, fitted.design, ask);
  const problems = fitted.complaints.map((c) => read.problemAt({ ...c, path: c.path.split(".") }));
  throw new ScenarioError(problems.map(formatProblem).join("\n"));
}
