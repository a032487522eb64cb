// The library: what the command line does, as functions. Everything exported here is documented where it stands.
import { loadCatalogue } from "./library/catalogue.js";
import {
  askFrom,
  type Given,
  questionFrom,
  ScenarioError,
  textOf,
  textsIn,
  understood,
  wrongArgument,
} from "./library/given.js";
import { checksOf, verifyingAsk } from "./library/verifying.js";
import type { Problem } from "./notation/document/problem.js";
import { plan as planFor } from "./planner/plan.js";
import type { PlanResult } from "./planner/planResult.js";
import type { Overrides } from "./scenario/overrides.js";
import { answer } from "./study/answer.js";
import { compare as compareDesigns } from "./study/compare/compare.js";
import type { Comparison } from "./study/compare/comparison.js";
import { playDrill } from "./study/drill/drill.js";
import type { DrillResult } from "./study/drill/drillResult.js";
import { type Ask, DEFAULT_ASK } from "./study/method/ask.js";
import type { Result } from "./study/result.js";
import type { Check } from "./study/verify/verify.js";

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
/** Corosync's votequorum: a node's window ends; daemons start, die or leave, and the network falls into parts. */
export { windowEnds as votequorumWindowEnds } from "./cluster/quorum/corosync/votequorum.js";
export {
  kill as killVotequorumNode,
  leave as leaveVotequorum,
  regroup as regroupVotequorum,
  start as startVotequorumNode,
} from "./cluster/quorum/corosync/votequorumCluster.js";
/** The quorum section of corosync.conf as the daemon takes it, and what each node has seen. */
export {
  type VotequorumRules,
  type VotequorumSettings,
  votequorumRules,
} from "./cluster/quorum/corosync/votequorumRules.js";
export { newVotequorumWorld, type VotequorumWorld } from "./cluster/quorum/corosync/votequorumWorld.js";
/** Windows failover cluster: votes that move with the membership. */
export {
  balanceVotes,
  type DynamicQuorum,
  newDynamicQuorum,
  survives,
} from "./cluster/quorum/dynamic/dynamicQuorum.js";
/** Static majority: how many votes it takes, and the probability that a majority is alive. */
export { majority, majorityAlive } from "./cluster/quorum/majority.js";
export type { ClusterSpec } from "./cluster/spec.js";
export type { Law } from "./kernel/law.js";
export type { Declare, Model } from "./kernel/model.js";
export { type Given, ScenarioError } from "./library/given.js";
export type { Problem } from "./notation/document/problem.js";
export type { PlanResult } from "./planner/planResult.js";
export { enumerate } from "./readings/enumerate/enumerate.js";
export { steadyState } from "./readings/longRun/steadyState.js";
export type { Overrides } from "./scenario/overrides.js";
export type { Comparison, Difference } from "./study/compare/comparison.js";
export type { DrillResult } from "./study/drill/drillResult.js";
export { type Ask, DEFAULT_ASK } from "./study/method/ask.js";
export type { Cost, Estimate, Quantiles, Result } from "./study/result.js";
export type { Check } from "./study/verify/verify.js";

/**
 * Simulates a scenario, in the way that fits it unless `ask.method` says how; small chains are solved besides.
 * @param overrides fields by path in the notation of the file: `{ nodes: "6", "objectives.rto": "60s" }`.
 * @throws ScenarioError naming every problem.
 */
export function simulate(scenario: Given, overrides: Overrides = {}, ask: Partial<Ask> = {}): Result {
  const how = askFrom(ask);
  const { scenario: asked, design } = questionFrom(scenario, overrides);
  return answer(asked, design, how);
}

/** Solves a scenario exactly as a Markov chain; `notes` name the laws that had to be replaced. @throws ScenarioError */
export function solve(scenario: Given, overrides: Overrides = {}, ask: Partial<Ask> = {}): Result {
  return simulate(scenario, overrides, { ...ask, method: "exact" });
}

/** Compares scenarios on the same failures, each with the first; to compare designs, give `{ architecture, … }` of each. @throws ScenarioError */
export function compare(scenarios: readonly Given[], overrides: Overrides = {}, ask: Partial<Ask> = {}): Comparison {
  const how = askFrom(ask);
  if (!Array.isArray(scenarios) || scenarios.length < 2) throw wrongArgument("scenarios", "give a list of two or more");
  return compareDesigns(
    scenarios.map((one) => questionFrom(one, overrides)),
    how,
  );
}

/** Recommends what to buy for the `needs:` of a scenario, and says why. @throws ScenarioError */
export function plan(scenario: Given, overrides: Overrides = {}): PlanResult {
  const text = textOf(scenario);
  const planned = planFor({ text, fileName: "scenario", catalogue: loadCatalogue(), overrides: textsIn(overrides) });
  if ("problems" in planned) throw new ScenarioError(planned.problems);
  return planned;
}

/** Everything that is wrong with a scenario, what does not fit its design included; empty when it can be answered. Never throws. */
export function check(scenario: Given, overrides: Overrides = {}): Problem[] {
  try {
    const { scenario: asked } = understood(scenario, overrides);
    if (!asked.drill?.alone) questionFrom(scenario, overrides);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return [...error.problems];
  }
}

/** Holds what a scenario expects (`expect:`) against its readings, simulated with each of the seeds. @throws ScenarioError */
export function verify(scenario: Given, seeds?: readonly string[], ask: Partial<Ask> = {}): Check[] {
  const how = verifyingAsk(askFrom(ask), ask.maxEvents ?? DEFAULT_ASK.maxEvents);
  const { scenario: asked } = understood(scenario, {});
  if (asked.expect.length === 0) throw wrongArgument("scenario", "has nothing to verify (expect:)");
  const ways = { question: () => questionFrom(scenario, {}), plan: () => plan(scenario) };
  return checksOf(asked, ways, seeds, how);
}

/**
 * Strikes the platform of a scenario's `drill:` with its fault, trial by trial; `{ drill: { platform, fault } }` is enough.
 * @throws ScenarioError naming every problem, a missing drill included.
 */
export function drill(scenario: Given, overrides: Overrides = {}): DrillResult {
  const { scenario: asked } = understood(scenario, overrides);
  if (!asked.drill) throw wrongArgument("scenario", "has no drill: block");
  try {
    return playDrill(asked, asked.drill);
  } catch (error) {
    // Settings that make no sense together, as the platform finds.
    if (error instanceof RangeError) throw wrongArgument("scenario", error.message);
    throw error;
  }
}
