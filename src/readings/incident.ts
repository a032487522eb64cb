import { Mark } from "../cluster/vocabulary.js";
import { DOWN } from "../kernel/model.js";
import type { Simulation } from "./simulation.js";

/** One incident played: seconds from the fault; NaN for what did not happen. */
export interface Incident {
  readonly detected: number;
  /** 0 where the service was never down. */
  readonly restored: number;
  /** How many of these seconds the service was down; +Infinity where it is down for good. */
  readonly down: number;
}

const MOST_EVENTS = 1_000_000;

/** Plays one incident of a protocol until the service is restored. */
export function playIncident(simulation: Simulation, replication: number): Incident {
  const { model } = simulation;
  const levels = new Float64Array(model.levels.length);
  let detected = Number.NaN;
  let restored = Number.NaN;
  let down = 0;
  simulation.listener = {
    heard(mark) {
      if (mark === Mark.DETECTED && Number.isNaN(detected)) detected = simulation.now;
      if (mark === Mark.RESTORED && Number.isNaN(restored)) restored = simulation.now;
    },
  };
  simulation.reset(replication);
  while (Number.isNaN(restored) && simulation.events < MOST_EVENTS) {
    model.measure(simulation.world, levels);
    // Where nothing is due any more, what is now stays so.
    if (levels[DOWN]! > 0) down += levels[DOWN]! * (simulation.due - simulation.now);
    if (simulation.due === Number.POSITIVE_INFINITY) break;
    simulation.step();
  }
  const unharmed = down === 0 && !Number.isNaN(restored);
  return { detected, restored: unharmed ? 0 : restored, down };
}
