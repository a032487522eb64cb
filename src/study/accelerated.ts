import { Durations } from "../kernel/estimators/durations.js";
import type { Interval } from "../kernel/estimators/interval.js";
import { meanInterval } from "../kernel/estimators/mean.js";
import { nextLook, precisionReached } from "../kernel/estimators/stopping.js";
import { compensatedSum } from "../kernel/estimators/sum.js";
import { DOWN, type Model } from "../kernel/model.js";
import { masterKey } from "../kernel/streams.js";
import { Acceleration, EFFORT, type Effort, type Terms } from "../readings/accelerate.js";
import { Column, type Observation } from "../readings/observation.js";
import { type Pilot, pilot } from "../readings/pilot.js";
import type { Plan, Sample } from "./replications.js";

/** A sample of weighted rows: outages are not whole numbers, and only sums over replications mean something. */
export interface AcceleratedSample extends Sample {
  readonly weighted: true;
  readonly terms: Terms;
  /** Activities of an ordinary simulation for each second it simulates. */
  readonly eventsPerSecond: number;
  /** Why its intervals should not be trusted; empty when every guard held. */
  readonly doubts: readonly string[];
}

/** Activities of the pilot. */
const PILOT = 3_000;
/** Excursions of a replication, on average. */
const EXCURSIONS = 32;
/** Weighted rows are skewed: fewer replications, or more looks, make sequential intervals undercover. */
const LEAST_REPLICATIONS = 100;
const GROWTH = 0.2;
/** More activities than that in one excursion, and too little time is left in which all is well. */
const LONGEST_EXCURSION = 200;

const LEAST_EFFECTIVE = 100;
const LARGEST_SHARE = 0.05;
const HALVES_SIGMAS = 3;

/**
 * Runs the accelerated reading until the unavailability of the whole is known to the precision of the plan. The length
 * of a replication is its own choice, as only long-run figures come of it.
 * @returns why it cannot be done, where all is seldom well.
 */
export function accelerate(
  model: Model,
  what: Observation,
  plan: Plan,
  effort: Effort = EFFORT,
): AcceleratedSample | { readonly refused: string } {
  const master = masterKey(plan.seed);
  const seen = pilot(model, master, PILOT);
  const refused = refusal(model, seen);
  if (refused !== null || seen === null) return { refused: refused ?? "" };
  const observation: Observation = { ...what, horizon: EXCURSIONS * seen.cycle };
  const reading = new Acceleration(model, master, observation, seen.excursion, effort);
  const rows: Float64Array[] = [];
  let events = 0;
  let look = LEAST_REPLICATIONS;
  let cut = false;
  for (let enough = false; !enough; ) {
    const row = reading.replicate(rows.length).slice();
    rows.push(row);
    events += row[Column.EVENTS]!;
    const done = rows.length;
    if (plan.replications !== "auto") {
      enough = done === plan.replications;
    } else if (events >= plan.maxEvents && done >= LEAST_REPLICATIONS) {
      enough = cut = true;
    } else if (done === look) {
      const { effective } = reading.terms;
      enough = precisionReached(done, mean(rows, observation, plan.level), effective, { relative: plan.precision });
      look = nextLook(done, GROWTH);
    }
  }
  return {
    replications: rows.length,
    observation,
    levelNames: [...model.levels, ...model.causes],
    durations: {
      detection: new Durations(),
      recovery: new Durations(),
      outage: new Durations(),
      yearly: new Durations(),
    },
    events,
    cut,
    column: (index) => Float64Array.from(rows, (row) => row[index]!),
    weighted: true,
    terms: reading.terms,
    eventsPerSecond: seen.eventsPerExcursion / seen.cycle,
    doubts: doubts(reading, rows, observation),
  };
}

/** Unavailability of the whole, by Student's t over replications. */
export function acceleratedUnavailability(sample: AcceleratedSample, level: number): Interval {
  return perSecond(sample.column(Column.LEVELS + DOWN), sample.observation, level);
}

/**
 * About how many activities an ordinary simulation needs for the same precision at 95 %: outages taken as a Poisson process
 * with the sizes found here, those that it may never see included.
 */
export function crudeEvents(sample: AcceleratedSample, precision: number): number {
  const total = (column: number) => compensatedSum(sample.column(column));
  const squares = total(Column.OUTAGE_SQUARES);
  const seconds = total(Column.OUTAGE_SECONDS);
  if (!(seconds > 0)) return Number.POSITIVE_INFINITY;
  const time = sample.replications * sample.observation.horizon;
  const effectivePerSecond = ((seconds / squares) * seconds) / time;
  const wanted = NORMAL_95 / precision;
  return ((wanted * wanted) / effectivePerSecond) * sample.eventsPerSecond;
}

const NORMAL_95 = 1.959963984540054;

function mean(rows: readonly Float64Array[], what: Observation, level: number): Interval {
  return perSecond(
    Float64Array.from(rows, (row) => row[Column.LEVELS + DOWN]!),
    what,
    level,
  );
}

function perSecond(totals: Float64Array, { horizon }: Observation, level: number): Interval {
  return meanInterval(
    totals.map((x) => x / horizon),
    level,
  );
}

function refusal(model: Model, seen: Pilot | null): string | null {
  if (!model.activities.some((kind) => kind.clock)) return "the model does not say which of its activities are faults";
  if (seen === null) return "all was never well again in a pilot run";
  if (seen.eventsPerExcursion > LONGEST_EXCURSION) {
    return `all is seldom well: ${Math.round(seen.eventsPerExcursion)} activities from one such moment to the next`;
  }
  return null;
}

function doubts(reading: Acceleration, rows: readonly Float64Array[], what: Observation): string[] {
  const { terms, lost } = reading;
  const list: string[] = [];
  if (lost > 0) list.push(`${lost} excursions did not come back to all well`);
  if (terms.effective < LEAST_EFFECTIVE)
    list.push(`the effective sample size is ${Math.round(terms.effective)}, below ${LEAST_EFFECTIVE}`);
  if (terms.largest > LARGEST_SHARE * terms.sum)
    list.push(`one term makes up ${Math.round((100 * terms.largest) / terms.sum)} % of the downtime`);
  const even = spread(
    rows.filter((_, r) => r % 2 === 0),
    what,
  );
  const odd = spread(
    rows.filter((_, r) => r % 2 === 1),
    what,
  );
  const apart = Math.abs(even.mean - odd.mean);
  const sigma = Math.sqrt(even.error * even.error + odd.error * odd.error);
  if (!(apart <= HALVES_SIGMAS * sigma))
    list.push("the two halves of the run differ by more than three standard errors");
  return list;
}

const ONE_SIGMA = 0.6826894921370859;

function spread(rows: readonly Float64Array[], what: Observation): { mean: number; error: number } {
  const { mean: centre, high } = mean(rows, what, ONE_SIGMA);
  return { mean: centre ?? 0, error: high - (centre ?? 0) };
}
