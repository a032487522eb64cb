import type { Law } from "../../kernel/law.js";
import type { Declare, Model } from "../../kernel/model.js";
import { fieldView, layOut, type World } from "../../kernel/world.js";
import { Mark } from "../vocabulary.js";

/** One stretch of an incident, from the end of the one before. */
export interface Step {
  readonly name: string;
  /** How long it lasts, in seconds. */
  readonly law: Law;
  /** The probability that it is taken and not passed over; 1 by default. */
  readonly chance?: number;
  /** What the cluster knows or does at its end, or that its clients are served again. */
  readonly ends?: "detected" | "restored" | "both" | "reached";
}

interface StepsWorld extends World {
  readonly served: Int32Array;
}

/** A model that can tell its steps, so that its times need not be sampled. */
export interface StepsModel extends Model<StepsWorld> {
  readonly steps: readonly Step[];
}

const WHOLE = 0;

/**
 * The model of an incident in which one thing follows another: the steps in their order, each once. No steps: the
 * fault is never seen. Names must differ.
 */
export function inSteps(steps: readonly Step[]): StepsModel {
  const layout = layOut([{ name: "service", size: 1, fields: { served: "value" } }]);
  const kinds = steps.map(({ name }) => ({ name, group: WHOLE }));
  return {
    steps,
    layout,
    activities: kinds,
    choices: kinds,
    levels: ["down", "serviceDown"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld(cells = new Int32Array(layout.size)) {
      return { cells, served: fieldView(layout, cells, "service", "served") };
    },
    begin: (_, declare) => takeNext(steps, 0, declare),
    fire(step, _, world, declare) {
      const { ends } = steps[step];
      if (ends === "detected" || ends === "both") declare.mark(Mark.DETECTED, 0);
      if (ends === "restored" || ends === "both") {
        world.served[0] = 1;
        declare.mark(Mark.RESTORED, 0);
      }
      if (ends === "reached") declare.mark(Mark.REACHED, 0);
      takeNext(steps, step + 1, declare);
    },
    measure(world, levels) {
      levels.fill(1 - world.served[0]);
    },
    attribute() {},
  };
}

/** Starts the first step from `from` on that is not passed over. */
function takeNext(steps: readonly Step[], from: number, declare: Declare): void {
  for (let step = from; step < steps.length; step++) {
    const { law, chance = 1 } = steps[step];
    if (declare.choose(step, WHOLE, [chance, 1 - chance]) === 0) return declare.start(step, WHOLE, law);
  }
}
