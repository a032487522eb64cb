import { lawOfSteps } from "../../cluster/protocols/stepLaw.js";
import type { StepsModel } from "../../cluster/protocols/steps.js";
import type { IncidentClass } from "../../cluster/spec.js";
import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { empirical } from "../../kernel/laws/empirical.js";
import { immediate } from "../../kernel/laws/immediate.js";
import type { Model } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import { type IncidentEnd, playIncident } from "./incident.js";
import { Simulation } from "./simulation.js";

/**
 * What is left of a protocol for the years: the law of how soon one fault is declared, and then over: the service serves
 * again, or, of a model with clients in it, they are served again.
 */
export interface Distilled {
  /** From the fault to its declaration, whatever comes after. */
  readonly detection: Law;
  /** The same and the recovery after it, in classes within which the two are independent; none: it never ends by itself. */
  readonly classes: readonly IncidentClass[];
  /** Incidents played; 0 = the laws are exact. */
  readonly sampled: number;
}

/** Of a fault that nobody notices. */
export type Unseen = "never detected";

const INCIDENTS = 4096;
/** Classes of equal share by time to detect, where recovery depends on it. */
const CLASSES = 16;
/** Four standard errors of the correlation of independent samples. */
const CORRELATED = 4 / Math.sqrt(INCIDENTS);
const SEED = "distil";
/** Nobody sees a microsecond of a failover; a law that narrow is a number. */
const NARROW = 1e-6;

interface Pair {
  readonly detection: number;
  readonly recovery: number;
}

/**
 * Distils the model of an incident into a joint law of (time to detect, time from there to its end): exactly where
 * steps follow one another with at most one of them random before the declaration and one after it, else as the
 * empirical law of a sample with a fixed seed. Where the two times are correlated the incidents are divided into
 * classes by the first.
 */
export function distil(model: Model, end: IncidentEnd = "restored"): Distilled | Unseen {
  return ("steps" in model && exactly(model as StepsModel, end)) || sampled(model, end);
}

function exactly({ steps }: StepsModel, end: IncidentEnd): Distilled | undefined {
  const declared = steps.findIndex(({ ends }) => ends === "detected" || ends === "both");
  const over = steps.findIndex(({ ends }) => ends === end || (end === "restored" && ends === "both"));
  if (declared < 0 || (over >= 0 && over < declared)) return undefined;
  if (steps.some(({ ends, chance = 1 }) => ends !== undefined && chance < 1)) return undefined;
  const detection = lawOfSteps(steps.slice(0, declared + 1));
  if (detection && over < 0) return { detection, classes: [], sampled: 0 };
  const recovery = lawOfSteps(steps.slice(declared + 1, over + 1));
  return detection && recovery && { detection, classes: [{ share: 1, detection, recovery }], sampled: 0 };
}

function sampled(model: Model, end: IncidentEnd): Distilled | Unseen {
  const simulation = new Simulation(model, masterKey(SEED));
  const pairs: Pair[] = [];
  for (let replication = 0; replication < INCIDENTS; replication++) {
    const { detected, [end]: over } = playIncident(simulation, replication, end);
    if (Number.isNaN(detected)) return "never detected";
    pairs.push({ detection: detected, recovery: Math.max(0, over - detected) });
  }
  const detection = lawOf(pairs.map((pair) => pair.detection));
  if (pairs.some(({ recovery }) => Number.isNaN(recovery))) return { detection, classes: [], sampled: INCIDENTS };
  pairs.sort((a, b) => a.detection - b.detection);
  const count = Math.abs(correlation(pairs)) > CORRELATED ? CLASSES : 1;
  const classes = Array.from({ length: count }, (_, i) =>
    classOf(pairs.slice((i * INCIDENTS) / count, ((i + 1) * INCIDENTS) / count), 1 / count),
  );
  return { detection, classes, sampled: INCIDENTS };
}

function classOf(pairs: readonly Pair[], share: number): IncidentClass {
  return {
    share,
    detection: lawOf(pairs.map(({ detection }) => detection)),
    recovery: lawOf(pairs.map(({ recovery }) => recovery)),
  };
}

function lawOf(values: readonly number[]): Law {
  const law = empirical({ values });
  if (law.values[law.values.length - 1]! - law.values[0]! >= NARROW) return law;
  return law.mean < NARROW ? immediate() : deterministic({ value: law.mean });
}

/** Pearson's, 0 where one of the two does not vary. */
function correlation(pairs: readonly Pair[]): number {
  const mean = (of: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const meanDetection = mean(({ detection }) => detection);
  const meanRecovery = mean(({ recovery }) => recovery);
  const moment = (of: (x: number, y: number) => number) =>
    mean(({ detection, recovery }) => of(detection - meanDetection, recovery - meanRecovery));
  const spread = Math.sqrt(moment((x) => x * x) * moment((_, y) => y * y));
  return spread < NARROW * NARROW ? 0 : moment((x, y) => x * y) / spread;
}
