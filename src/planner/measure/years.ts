import { clopperPearson } from "../../kernel/estimators/shares/clopperPearson.js";
import type { Observation } from "../../readings/simulate/observation.js";
import { Replications, type Sample } from "../../study/method/replications.js";
import type { Estimate } from "../../study/result.js";
import type { Candidate } from "../candidates.js";

/** Years of a service that are there to be looked at, look by look. */
const LOOKS = [300, 3_000, 12_000] as const;
/** Activities after which no more years are simulated; the look that is reached then is the last. */
const MOST_EVENTS = 800_000;

/**
 * Years of a candidate, simulated as far as they are asked for. Of each only the longest recovery is kept: the share of
 * years without a longer one answers for every recovery time at once, and from the same years. So a longer time is never
 * kept in fewer years, and what is said at one time agrees with what is said at another.
 */
export class Years {
  private readonly run: Replications;
  private readonly worst: number[] = [];
  /** The longest recoveries of the years of each look, shortest first. Seconds. */
  private readonly looks: Float64Array[] = [];

  constructor({ design, scenario }: Candidate, observation: Observation, level: number) {
    // Carried further look by look: the number planned does not matter.
    const planned = { seed: scenario.seed, replications: LEAST, precision: 1, maxEvents: 0, level };
    this.run = new Replications(design.model, observation, planned);
  }

  /** Share of the years of this look, from 0, in which no recovery took longer than `rto` seconds; null: there are no more. */
  kept(rto: number, look: number, level: number): Estimate | null {
    const years = this.at(look);
    return years && clopperPearson(upTo(years, rto), years.length, level);
  }

  /** All that was seen, once as many years as the given look takes have been. */
  sample(look: number): Sample {
    this.at(look);
    return this.run.sample();
  }

  private at(look: number): Float64Array | null {
    while (this.looks.length <= look && !this.isSpent()) this.nextLook();
    return this.looks[look] ?? null;
  }

  private isSpent(): boolean {
    return this.looks.length === LOOKS.length || this.run.events >= MOST_EVENTS;
  }

  private nextLook(): void {
    const { run, worst } = this;
    const wanted = LOOKS[this.looks.length]!;
    while (run.done < LEAST || (worst.length < wanted && run.events < MOST_EVENTS)) {
      run.advance();
      worst.push(...run.worstOfYears);
    }
    this.looks.push(Float64Array.from(worst).sort());
  }
}

/** Two replications are the least. */
const LEAST = 2;

/** How many of these, which are sorted, are at most `most`. */
function upTo(sorted: Float64Array, most: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! <= most) from = middle + 1;
    else to = middle;
  }
  return from;
}
