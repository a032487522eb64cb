import type { Complaint, Design } from "../architectures/architecture.js";
import { architectureNamed } from "../architectures/registry.js";
import type { EnumerateOptions } from "../readings/enumerate.js";
import { type Observation, YEAR } from "../readings/observation.js";
import type { Scenario } from "../scenario/scenario.js";
import { accelerate } from "./accelerated.js";
import { acceleratedFigures } from "./acceleratedFigures.js";
import { costOf } from "./cost.js";
import { complement, nines, times, UNKNOWN } from "./estimates.js";
import { exactFigures } from "./exact.js";
import type { Figures } from "./figures.js";
import { meanFirstOutage, meanTimeToFirstOutage } from "./firstOutage.js";
import { onPlatform } from "./onPlatform.js";
import { type Progress, replicate, type Sample } from "./replications.js";
import type { Method, Result } from "./result.js";
import { simulatedFigures } from "./simulated.js";
import { objectivesOf, rpoResult, rtoResult } from "./verdicts.js";
import { defaultWarmup, longestRepair } from "./warmup.js";
import { notModelled, warningsOf } from "./warnings.js";

/** How an answer is to be found. */
export interface Ask {
  readonly method: Method;
  readonly replications: number | "auto";
  /** Half-width of the 95 % interval of unavailability relative to it, where replications are "auto". */
  readonly precision: number;
  /** Activities after which an "auto" run stops all the same. */
  readonly maxEvents: number;
  /** Activities spent on the mean time to the first outage. */
  readonly mttfEvents: number;
  /** Confidence of the intervals. */
  readonly level: number;
  readonly exact?: EnumerateOptions;
  readonly progress?: Progress;
}

export const DEFAULT_ASK: Ask = {
  method: "crude",
  replications: "auto",
  precision: 0.05,
  maxEvents: 3_000_000,
  mttfEvents: 300_000,
  level: 0.95,
};

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
  if (ask.method === "accelerated") return accelerated(scenario, design, ask);
  if (ask.method === "crude") return answerFrom(scenario, design, sampleOf(scenario, design, ask), ask);
  return resultOf(scenario, design, exactFigures(design.model, scenario.horizon, ask.exact), ask.level);
}

/** The replications of a design. */
export function sampleOf(scenario: Scenario, { model }: Design, ask: Ask): Sample {
  return replicate(model, observationOf(scenario), { seed: scenario.seed, ...ask }, ask.progress);
}

function observationOf(scenario: Scenario): Observation {
  const { spec, objectives } = scenario;
  return {
    warmup: scenario.warmup ?? defaultWarmup(spec),
    horizon: scenario.horizon,
    rto: objectives.rto ?? Number.POSITIVE_INFINITY,
    rtoFrom: objectives.rtoFrom,
  };
}

/**
 * The accelerated reading, for outages too rare to be met by chance; where it cannot be done, or its guards do not hold,
 * the ordinary one, and the notes say why.
 */
function accelerated(scenario: Scenario, design: Design, ask: Ask): Result {
  const sample = accelerate(design.model, observationOf(scenario), { seed: scenario.seed, ...ask });
  const why = "refused" in sample ? [sample.refused] : sample.doubts;
  if ("refused" in sample || why.length > 0) {
    const result = answer(scenario, design, { ...ask, method: "crude" });
    return { ...result, notes: [`simulated without acceleration: ${why.join("; ")}`, ...result.notes] };
  }
  const figures = acceleratedFigures(design.model, sample, null, ask.level, longestRepair(scenario.spec));
  return resultOf(scenario, design, { method: "accelerated", ...figures }, ask.level);
}

/** What replications say of a design. */
export function answerFrom(scenario: Scenario, design: Design, sample: Sample, ask: Ask): Result {
  const mttf =
    meanFirstOutage(sample, ask.level) ?? meanTimeToFirstOutage(design.model, scenario.seed, ask.mttfEvents, ask.level);
  const figures = simulatedFigures(design.model, sample, mttf, ask.level, longestRepair(scenario.spec));
  return resultOf(scenario, design, figures, ask.level);
}

function resultOf(scenario: Scenario, design: Design, figures: Figures, level: number): Result {
  const { unavailability, perService, outageDuration } = figures;
  const rto = rtoResult(scenario.objectives, figures);
  const rpo = rpoResult(scenario, design.recoveryPoint, figures.dataLossesPerYear);
  return {
    formatVersion: "1.0",
    scenario: scenario.title,
    architecture: scenario.architecture,
    nodes: scenario.spec.nodes,
    understood: scenario.platform ? `${design.understood}, on ${scenario.platform.name}` : design.understood,
    seed: scenario.seed,
    method: figures.method,
    replications: figures.replications,
    simulatedYears: figures.simulatedYears,
    cut: figures.cut,
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
    planned: UNKNOWN,
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
    splitBrain: { incidentsPerYear: UNKNOWN, secondsPerYear: UNKNOWN },
    figures: figures.figures,
    notes: [...figures.notes, ...notesOf(scenario, design, figures)],
    assumptions: assumptionsOf(scenario, design),
    notModelled: notModelled(scenario, design),
    inputUncertainty: null,
    cost: costOf(scenario, design.buys, perService.unavailability, figures.yearly, level),
  };
}

/** The defaults that this design makes use of. */
export function assumptionsOf(
  { assumptions, spec }: Scenario,
  { recoveryPoint, model }: Design,
): Scenario["assumptions"] {
  const hasSpares = model.services.marked && spec.nodes > model.services.count;
  const unused = recoveryPoint === "backup" ? ["takeover", "coverage", "manualRecovery"] : ["backup"];
  if (!hasSpares) unused.push("standby");
  if (spec.takeover.coverage === 1) unused.push("manualRecovery");
  return assumptions.filter(({ what }) => !unused.some((name) => what === name || what.startsWith(`${name}.`)));
}

function notesOf({ state, spec, platform }: Scenario, { recoveryPoint, model }: Design, figures: Figures): string[] {
  return [
    ...(platform?.notes ?? []),
    ...(figures.mttf === null ? ["mttf: too few replications reached a first outage"] : []),
    ...(state === "stateless" ? ["stateless: nothing is lost with a node, so there is no recovery point"] : []),
    ...(state !== "stateless" && recoveryPoint === "shared"
      ? ["recovery point: the data is assumed to be on storage that all nodes reach, so a node failure loses none"]
      : []),
    ...(state !== "stateless" && recoveryPoint === "none"
      ? ["recovery point: there is no copy of the data; a lost disk is lost data"]
      : []),
    ...(model.services.count > 1
      ? ["objectives are judged per service; the cost of downtime is that of all services being down"]
      : []),
    ...(spec.load && !model.services.marked ? ["capacity counts as served evenly; nothing queues"] : []),
    "planned downtime and split-brain are not modelled: their figures are unknown, not zero",
  ];
}
