// The library: what the command line does, as functions. Everything exported here is documented where it stands.
import { loadCatalogue } from "./cli/files.js";
import { knownArchitectures } from "./cli/question.js";
import type { Overrides } from "./scenario/overrides.js";
import { formatProblem } from "./scenario/problem.js";
import { readScenario } from "./scenario/readScenario.js";
import { answer, designOf } from "./study/answer.js";
import { type Ask, DEFAULT_ASK } from "./study/ask.js";
import { playDrill } from "./study/drill.js";
import type { DrillResult } from "./study/drillResult.js";
import type { Result } from "./study/result.js";

export type { Architecture, Complaint, Design } from "./architectures/architecture.js";
export { ARCHITECTURES, architectureNamed } from "./architectures/registry.js";
/** Heartbeats lost at random: until a living node is falsely declared dead, and from a crash to its declaration. */
export { crashDetection } from "./cluster/detectors/crashUnderLoss.js";
export { falseSuspicionLaw, type LossSetting } from "./cluster/detectors/falseSuspicion.js";
/** Bursty loss (Gilbert-Elliott): until a living node is falsely declared dead. */
export { burstySuspicionLaw, type GilbertElliott, meanLoss } from "./cluster/detectors/gilbertElliott.js";
/** The phi accrual detector as a timeout, and that as heartbeats missed. */
export { type PhiShape, phiMisses, phiTimeout } from "./cluster/detectors/phiAccrual.js";
/** SWIM: periods until a crash is noticed, and how often a living member is suspected. */
export { swimDetectionPeriods, swimFalseSuspicion, swimRoundRobinBound } from "./cluster/detectors/swim.js";
/** What each platform does between a fault and the service restored. */
export type { FaultKind, Protocol } from "./cluster/protocols/protocol.js";
export { PLATFORMS, type Platform } from "./cluster/protocols/registry.js";
/** Windows failover cluster: votes that move with the membership. */
export { balanceVotes, type DynamicQuorum, newDynamicQuorum, survives } from "./cluster/quorum/dynamicQuorum.js";
/** Static majority: how many votes it takes, and the probability that a majority is alive. */
export { majority, majorityAlive } from "./cluster/quorum/majority.js";
/** Corosync's votequorum: a node's window ends; daemons start, die or leave, and the network falls into parts. */
export { windowEnds as votequorumWindowEnds } from "./cluster/quorum/votequorum.js";
export {
  kill as killVotequorumNode,
  leave as leaveVotequorum,
  regroup as regroupVotequorum,
  start as startVotequorumNode,
} from "./cluster/quorum/votequorumCluster.js";
/** The quorum section of corosync.conf as the daemon takes it, and what each node has seen. */
export { type VotequorumRules, type VotequorumSettings, votequorumRules } from "./cluster/quorum/votequorumRules.js";
export { newVotequorumWorld, type VotequorumWorld } from "./cluster/quorum/votequorumWorld.js";
export type { ClusterSpec } from "./cluster/spec.js";
export type { Law } from "./kernel/law.js";
export type { Declare, Model } from "./kernel/model.js";
export { enumerate } from "./readings/enumerate.js";
export { steadyState } from "./readings/steadyState.js";
export { type Ask, DEFAULT_ASK } from "./study/ask.js";
export type { DrillResult } from "./study/drillResult.js";
export type { Cost, Estimate, Quantiles, Result } from "./study/result.js";

/** What a scenario written by hand gets wrong, one problem a line. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

/**
 * Simulates a scenario, in the way that fits it unless `ask.method` says how; small chains are solved besides. The scenario
 * is YAML or JSON text, or the same as an object.
 * @param overrides fields by path in the notation of the file: `{ nodes: "6", "objectives.rto": "60s" }`.
 * @throws ScenarioError naming every problem.
 */
export function simulate(scenario: string | object, overrides: Overrides = {}, ask: Partial<Ask> = {}): Result {
  return answered(scenario, overrides, { ...DEFAULT_ASK, ...ask });
}

/** Solves a scenario exactly as a Markov chain; `notes` name the laws that had to be replaced. @throws ScenarioError */
export function solve(scenario: string | object, overrides: Overrides = {}, ask: Partial<Ask> = {}): Result {
  return answered(scenario, overrides, { ...DEFAULT_ASK, ...ask, method: "exact" });
}

/**
 * Strikes the platform of a scenario's `drill:` with its fault, trial by trial; `{ drill: { platform, fault } }` is enough.
 * @throws ScenarioError naming every problem, a missing drill included.
 */
export function drill(scenario: string | object, overrides: Overrides = {}): DrillResult {
  const { scenario: asked } = understood(scenario, overrides);
  if (asked.drill) return playDrill(asked, asked.drill);
  throw new ScenarioError("scenario: has no drill: block");
}

function answered(given: string | object, overrides: Overrides, ask: Ask): Result {
  const read = understood(given, overrides);
  const fitted = designOf(read.scenario);
  if ("design" in fitted) return answer(fitted.scenario, fitted.design, ask);
  const problems = fitted.complaints.map((c) => read.problemAt({ ...c, path: c.path.split(".") }));
  throw new ScenarioError(problems.map(formatProblem).join("\n"));
}

function understood(given: string | object, overrides: Overrides) {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const read = readScenario(text, "scenario", loadCatalogue(), overrides, knownArchitectures);
  if ("problems" in read) throw new ScenarioError(read.problems.map(formatProblem).join("\n"));
  return read;
}
