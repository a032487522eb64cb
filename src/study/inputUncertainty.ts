import { compensatedSum } from "../kernel/estimators/sum.js";
import { SERVICE_DOWN } from "../kernel/model.js";
import { Column, YEAR } from "../readings/observation.js";
import { sampleOf } from "./answer.js";
import type { Ask } from "./ask.js";
import type { Contender } from "./compare.js";
import type { Result } from "./result.js";

/** A short run is enough: presets are uncertain by factors, not by per cents. */
const SHORT = { replications: "auto", precision: 0.15, maxEvents: 60_000 } as const;
/** Node-years of a replication: of many nodes less time is enough. */
const NODE_YEARS = 1_000;

/**
 * What the presets do not know: unavailability per service with every preset that was used at the favourable end of
 * its range, and at the unfavourable one; null where short runs see no outage either way. This is no confidence interval: all at one end together is unlikely.
 */
export function inputUncertainty(good: Contender, bad: Contender, ask: Ask): Result["inputUncertainty"] {
  const [one, other] = [good, bad].map((contender) => unavailability(contender, ask)) as [number, number];
  const high = Math.max(one, other);
  return high > 0 ? { low: Math.min(one, other), high } : null;
}

function unavailability({ scenario, design }: Contender, ask: Ask): number {
  const horizon = Math.min(scenario.horizon, (NODE_YEARS * YEAR) / scenario.spec.nodes);
  const sample = sampleOf({ ...scenario, horizon }, design, { ...ask, ...SHORT, progress: undefined, goOn: undefined });
  return compensatedSum(sample.column(Column.LEVELS + SERVICE_DOWN)) / sample.replications / sample.observation.horizon;
}
