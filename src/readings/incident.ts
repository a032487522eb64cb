import { Mark } from "../cluster/vocabulary.js";
import type { Simulation } from "./simulation.js";

/** One incident played: seconds from the fault; NaN for what did not happen. */
export interface Incident {
  readonly detected: number;
  readonly restored: number;
}

const MOST_EVENTS = 1_000_000;

/** Plays one incident of a protocol until the service is restored. */
export function playIncident(simulation: Simulation, replication: number): Incident {
  let detected = Number.NaN;
  let restored = Number.NaN;
  simulation.listener = {
    heard(mark) {
      if (mark === Mark.DETECTED && Number.isNaN(detected)) detected = simulation.now;
      if (mark === Mark.RESTORED && Number.isNaN(restored)) restored = simulation.now;
    },
  };
  simulation.reset(replication);
  while (Number.isNaN(restored) && simulation.due < Number.POSITIVE_INFINITY && simulation.events < MOST_EVENTS)
    simulation.step();
  return { detected, restored };
}
