import { meanInterval } from "../../kernel/estimators/means/mean.js";
import { DOWN, type Model } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import { Column } from "../../readings/simulate/observation.js";
import { Simulation } from "../../readings/simulate/simulation.js";
import type { Sample } from "../method/replications.js";
import type { Estimate } from "../result.js";

const LEAST = 30;
const MOST = 4_000;

/**
 * Mean time in seconds from everything new to the first outage, each replication followed until it has one. Null when
 * fewer than 30 had one within `maxEvents` activities. The last replication is always finished, so that long ones are
 * not left out.
 */
export function meanTimeToFirstOutage(model: Model, seed: string, maxEvents: number, level: number): Estimate | null {
  const simulation = new Simulation(model, masterKey(`${seed}/first outage`));
  const levels = new Float64Array(model.levels.length);
  const times: number[] = [];
  let left = maxEvents;
  while (times.length < MOST && (left > 0 || times.length === 0)) {
    simulation.reset(times.length);
    do {
      if (simulation.due === Number.POSITIVE_INFINITY || simulation.events > maxEvents) return null;
      simulation.step();
      model.measure(simulation.world, levels);
    } while (levels[DOWN] === 0);
    left -= simulation.events;
    times.push(simulation.now);
  }
  return times.length < LEAST ? null : positive(meanInterval(times, level));
}

/** The same from replications of a study, when every one of them had an outage; null otherwise: the late ones would be missing. */
export function meanFirstOutage(sample: Sample, level: number): Estimate | null {
  const times = sample.column(Column.FIRST_OUTAGE);
  const isComplete = times.length >= LEAST && times.every((time) => time < Number.POSITIVE_INFINITY);
  return isComplete ? positive(meanInterval(times, level)) : null;
}

const positive = ({ mean, low, high, level }: Estimate): Estimate => ({ mean, low: Math.max(0, low), high, level });
