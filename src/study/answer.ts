import type { Complaint, Design } from "../architectures/architecture.js";
import { architectureNamed } from "../architectures/registry.js";
import { promotes } from "../cluster/replication/replicationSection.js";
import { EFFORT } from "../readings/accelerate/accelerate.js";
import { type Observation, YEAR } from "../readings/simulate/observation.js";
import type { Scenario } from "../scenario/scenario.js";
import { costOf } from "./cost.js";
import { acceleratedFigures } from "./figures/acceleratedFigures.js";
import { complement, nines, times } from "./figures/estimates.js";
import { exactFigures } from "./figures/exact.js";
import type { Figures } from "./figures/figures.js";
import { meanFirstOutage, meanTimeToFirstOutage } from "./figures/firstOutage.js";
import { simulatedFigures } from "./figures/simulated.js";
import { simulatedYear } from "./figures/yearlyDowntime.js";
import { accelerate } from "./method/accelerated.js";
import type { Ask } from "./method/ask.js";
import { type Choice, chooseMethod } from "./method/choice.js";
import { replicate, type Sample } from "./method/replications.js";
import { signsOf } from "./method/signs.js";
import { defaultWarmup, longestRepair } from "./method/warmup.js";
import { onPlatform } from "./onPlatform.js";
import type { Result } from "./result.js";
import { objectivesOf, rpoResult, rtoResult } from "./verdicts.js";
import { notModelled, warningsOf } from "./warnings.js";

/**
 * The design a scenario names, and the scenario with the laws of its platform in force; or what does not fit the design.
 * @throws RangeError for a name that is not in the registry.
 */
export function designOf(asked: Scenario): { scenario: Scenario; design: Design } | { complaints: Complaint[] } {
  const architecture = architectureNamed(asked.architecture);
  if (!architecture) throw new RangeError(`no architecture is called "${asked.architecture}"`);
  const complaints = architecture.complaints(asked.spec);
  if (complaints.length > 0) return { complaints };
  const scenario = onPlatform(asked);
  return { scenario, design: architecture.design(scenario.spec) };
}

/** Everything `run` and `solve` say about a design. */
export function answer(scenario: Scenario, design: Design, ask: Ask): Result {
  return answerBy(choiceOf(scenario, design, ask), scenario, design, ask);
}

/** How the answer is to be found: as asked, or as the rule says. */
export function choiceOf(scenario: Scenario, { model }: Design, ask: Ask): Choice {
  switch (ask.method) {
    case "exact":
      return { method: "exact", sampling: null, why: AS_ASKED };
    case "crude":
    case "accelerated":
      return { method: ask.method, sampling: ask.method, why: AS_ASKED };
    case "auto":
      return chooseMethod(signsOf(model, observationOf(scenario), scenario.seed, ask));
  }
}

const AS_ASKED = "as asked";
/** Of an exact answer, the share of the work that goes into single outages. */
const FOR_OUTAGES = 0.1;

/** The answer found in a way that has been chosen. */
export function answerBy(choice: Choice, scenario: Scenario, design: Design, ask: Ask): Result {
  const { model } = design;
  const { sampling, why } = choice;
  const how = { asked: ask.method, why, fellBack: false };
  if (sampling === null) {
    const figures = exactFigures(model, scenario.horizon, ask.exact);
    const notes = [...figures.notes, ...unsolved(figures)];
    return resultOf(scenario, design, { ...figures, notes }, how, ask.level);
  }
  const less = choice.method === "exact" ? { ...ask, maxEvents: ask.maxEvents * FOR_OUTAGES } : ask;
  if (sampling === "crude") return answerFrom(choice, sampleOf(scenario, design, less), scenario, design, ask);
  const sample = accelerate(model, observationOf(scenario), { seed: scenario.seed, ...less }, EFFORT, ask.progress);
  const doubts = "refused" in sample ? [sample.refused] : sample.doubts;
  if ("refused" in sample || doubts.length > 0) return fallBack(doubts, choice, scenario, design, ask);
  const figures = acceleratedFigures(model, sample, scenario.horizon, ask.level, longestRepair(scenario.spec));
  return resultOf(scenario, design, completed(choice, figures, scenario, design, ask), how, ask.level);
}

/** What no chain of this size tells. */
function unsolved({ yearlyDowntime }: Figures): string[] {
  const years = "single years: the chain is too large to be solved for them; simulate instead";
  return ["durations of single outages need a simulation", ...(yearlyDowntime ? [] : [years])];
}

const UNSEEN = "no outage was met; the exact reading (solve) has figures, with exponential laws in the place of others";

/** The ordinary simulation in place of an accelerated one that cannot be trusted. */
function fallBack(doubts: readonly string[], choice: Choice, scenario: Scenario, design: Design, ask: Ask): Result {
  const result = answerBy(
    { ...choice, method: choice.method === "exact" ? "exact" : "crude", sampling: "crude" },
    scenario,
    design,
    ask,
  );
  const why = `${choice.why}; simulated without acceleration: ${doubts.join("; ")}`;
  const notes = result.unavailability.mean === null ? [UNSEEN, ...result.notes] : result.notes;
  return { ...result, notes, choice: { asked: ask.method, why, fellBack: true } };
}

/** What ordinary replications say of a design. */
export function answerFrom(choice: Choice, sample: Sample, scenario: Scenario, design: Design, ask: Ask): Result {
  const { model } = design;
  const mttf =
    choice.method === "exact"
      ? null
      : (meanFirstOutage(sample, ask.level) ?? meanTimeToFirstOutage(model, scenario.seed, ask.mttfEvents, ask.level));
  const figures = simulatedFigures(model, sample, mttf, ask.level, longestRepair(scenario.spec));
  const how = { asked: ask.method, why: choice.why, fellBack: false };
  return resultOf(scenario, design, completed(choice, figures, scenario, design, ask), how, ask.level);
}

/** Where the chain is to be solved, its long-run figures stand in for the sampled ones. */
function completed(choice: Choice, sampled: Figures, scenario: Scenario, { model }: Design, ask: Ask): Figures {
  if (choice.method !== "exact") return sampled;
  const exact = exactFigures(model, scenario.horizon, ask.exact);
  return {
    ...sampled,
    ...exact,
    replications: sampled.replications,
    simulatedYears: sampled.simulatedYears,
    mttf: exact.mttf ?? sampled.mttf,
    mission: exact.mission ?? sampled.mission,
    timeToDetect: sampled.timeToDetect,
    timeToRecover: sampled.timeToRecover,
    outageDuration: sampled.outageDuration,
    violations: sampled.violations,
    yearly: sampled.yearly,
    notes: [
      ...exact.notes,
      `single outages are simulated${sampled.method === "accelerated" ? ", rare failures drawn more often and weighted" : ""}`,
    ],
    warnings: sampled.warnings,
  };
}

/** The replications of a design. */
export function sampleOf(scenario: Scenario, { model }: Design, ask: Ask): Sample {
  return replicate(model, observationOf(scenario), { seed: scenario.seed, ...ask }, ask.progress);
}

/** What a replication of a scenario is to see. */
export function observationOf(scenario: Scenario): Observation {
  const { spec, objectives } = scenario;
  return {
    warmup: scenario.warmup ?? defaultWarmup(spec),
    horizon: scenario.horizon,
    rto: objectives.rto ?? Number.POSITIVE_INFINITY,
    rtoFrom: objectives.rtoFrom,
  };
}

function resultOf(
  scenario: Scenario,
  design: Design,
  figures: Figures,
  choice: Result["choice"],
  level: number,
): Result {
  const { unavailability, perService, outageDuration } = figures;
  const rto = rtoResult(scenario, figures);
  const rpo = rpoResult(scenario, design.recoveryPoint, {
    dataLosses: figures.dataLossesPerYear,
    splits: figures.splitBrain.incidentsPerYear,
  });
  return {
    formatVersion: "1.0",
    scenario: scenario.title,
    architecture: scenario.architecture,
    nodes: scenario.spec.nodes,
    understood: scenario.platform ? `${design.understood}, on ${scenario.platform.name}` : design.understood,
    seed: scenario.seed,
    method: figures.method,
    choice,
    replications: figures.replications,
    simulatedYears: figures.simulatedYears,
    cut: figures.cut,
    effectiveSampleSize: figures.effectiveSampleSize,
    availability: complement(unavailability),
    nines: nines(unavailability),
    unavailability,
    served: figures.served,
    downtimePerYear: times(unavailability, YEAR),
    downtimePerMonth: times(unavailability, YEAR / 12),
    outagesPerYear: figures.outagesPerYear,
    degraded: figures.degraded,
    perService: { ...perService, downtimePerYear: times(perService.unavailability, YEAR) },
    downtimeByPhase: figures.downtimeByPhase,
    downtimeByOrigin: figures.downtimeByOrigin,
    planned: figures.planned,
    mttf: figures.mttf,
    mission: figures.mission,
    timeToDetect: figures.timeToDetect,
    timeToRecover: figures.timeToRecover,
    outageDuration,
    rto,
    rpo,
    promise: { rto95: outageDuration?.p95.mean ?? null, rto99: outageDuration?.p99.mean ?? null },
    objectives: objectivesOf(scenario, figures, rto, rpo),
    warnings: warningsOf(scenario, design, figures),
    splitBrain: figures.splitBrain,
    figures: figures.figures,
    notes: [...figures.notes, ...notesOf(scenario, design, figures)],
    assumptions: assumptionsOf(scenario, design),
    settingChanges: scenario.platform?.changes ?? [],
    notModelled: notModelled(scenario, design),
    yearlyDowntime: figures.yearlyDowntime ?? (figures.yearly ? simulatedYear(figures.yearly, level) : null),
    insight: figures.insight ?? null,
    inputUncertainty: null,
    defaultsThatMatter: [],
    cost: costOf(scenario, design.buys, perService.unavailability, figures.yearly, level),
  };
}

/** Of a backup, what only a server that is rebuilt from it takes. */
const REBUILD = ["backup.declare", "backup.provision", "backup.restore"];

/** The defaults that this design makes use of. */
export function assumptionsOf(
  { assumptions, spec }: Scenario,
  { recoveryPoint, model }: Design,
): Scenario["assumptions"] {
  const hasSpares = model.services.marked && spec.nodes > model.services.count;
  const unused = recoveryPoint === "backup" ? ["takeover", "coverage", "manualRecovery"] : [];
  if (recoveryPoint !== "backup") unused.push(...(spec.corruption ? REBUILD : ["backup"]));
  if (!hasSpares) unused.push("standby");
  if (promotes(spec) === 1) unused.push("manualRecovery");
  return assumptions.filter(({ what }) => !unused.some((name) => what === name || what.startsWith(`${name}.`)));
}

function notesOf({ state, spec, platform }: Scenario, { recoveryPoint, model }: Design, figures: Figures): string[] {
  return [
    ...(platform?.notes ?? []),
    ...(figures.mttf === null && figures.method !== "accelerated"
      ? ["mttf: too few replications reached a first outage"]
      : []),
    ...(state === "stateless" ? ["stateless: nothing is lost with a node, so there is no recovery point"] : []),
    ...(state !== "stateless" && recoveryPoint === "shared"
      ? ["recovery point: the data is assumed to be on storage that all nodes reach, so a node failure loses none"]
      : []),
    ...(state !== "stateless" && recoveryPoint === "replicas"
      ? ["recovery point: another member has every write that counts, so a node failure loses none"]
      : []),
    ...(state !== "stateless" && recoveryPoint === "copy"
      ? ["recovery point: each takeover loses what the copy that takes over lags behind"]
      : []),
    ...(state !== "stateless" && recoveryPoint === "none"
      ? ["recovery point: there is no copy of the data; a lost disk is lost data"]
      : []),
    ...(model.services.count > 1
      ? ["objectives are judged per service; the cost of downtime is that of all services being down"]
      : []),
    ...(spec.load && !model.services.marked ? ["capacity counts as served evenly; nothing queues"] : []),
    ...unmodelled(model.levels),
  ];
}

/** What has a figure in every answer, and none in this one. */
function unmodelled(levels: readonly string[]): string[] {
  const missing = [
    ...(levels.includes("planned") ? [] : ["planned downtime"]),
    ...(levels.includes("twoWriters") ? [] : ["split-brain"]),
  ];
  if (missing.length === 0) return [];
  if (missing.length === 1) return [`${missing[0]} is not modelled: its figure is unknown, not zero`];
  return [`${missing.join(" and ")} are not modelled: their figures are unknown, not zero`];
}
