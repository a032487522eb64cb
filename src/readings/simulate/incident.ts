import { Mark } from "../../cluster/vocabulary.js";
import { DOWN } from "../../kernel/model.js";
import type { Simulation } from "./simulation.js";

/** One incident played: seconds from the fault; NaN for what did not happen. */
export interface Incident {
  readonly detected: number;
  /** The service serves again; 0 where it was never down. */
  readonly restored: number;
  /** Its clients are served again; 0 where they always were. Of a model without clients it never happens. */
  readonly reached: number;
  /** How many of these seconds the service was down; +Infinity where it is down for good. */
  readonly down: number;
}

/** When an incident is over: as soon as the service serves again, or when its clients are back. */
export type IncidentEnd = "restored" | "reached";

const MOST_EVENTS = 1_000_000;

/** Plays one incident of a protocol to its end; `hear` is told of every mark, with the seconds from the fault. */
export function playIncident(
  simulation: Simulation,
  replication: number,
  end: IncidentEnd = "restored",
  hear: (mark: number, subject: number, at: number) => void = () => {},
): Incident {
  const { model } = simulation;
  const levels = new Float64Array(model.levels.length);
  const at = { detected: Number.NaN, restored: Number.NaN, reached: Number.NaN };
  let down = 0;
  simulation.listener = {
    heard(mark, subject) {
      hear(mark, subject, simulation.now);
      const what = WHEN[mark];
      if (what && Number.isNaN(at[what])) at[what] = simulation.now;
    },
  };
  simulation.reset(replication);
  while (Number.isNaN(at[end]) && simulation.events < MOST_EVENTS) {
    model.measure(simulation.world, levels);
    // Where nothing is due any more, what is now stays so.
    if (levels[DOWN]! > 0) down += levels[DOWN]! * (simulation.due - simulation.now);
    if (simulation.due === Number.POSITIVE_INFINITY) break;
    simulation.step();
  }
  const unharmed = down === 0 && !Number.isNaN(at.restored);
  return unharmed ? { ...at, restored: 0, reached: 0, down } : { ...at, down };
}

const WHEN: Readonly<Record<number, "detected" | "restored" | "reached">> = {
  [Mark.DETECTED]: "detected",
  [Mark.RESTORED]: "restored",
  [Mark.REACHED]: "reached",
};
