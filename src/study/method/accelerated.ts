import type { WeightedDurations } from "../../kernel/estimators/durations/weightedDurations.js";
import type { Interval } from "../../kernel/estimators/interval.js";
import { meanInterval } from "../../kernel/estimators/means/mean.js";
import { poissonRateInterval } from "../../kernel/estimators/means/poissonRate.js";
import { nextLook, precisionReached } from "../../kernel/estimators/stopping.js";
import { compensatedSum } from "../../kernel/estimators/sum.js";
import { DOWN, type Model } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import { Acceleration, EFFORT, type Effort, type Terms } from "../../readings/accelerate/accelerate.js";
import { type Pilot, pilot } from "../../readings/accelerate/pilot.js";
import { Column, type Observation } from "../../readings/simulate/observation.js";
import { rough } from "./choice.js";
import type { Plan, Progress, Table } from "./replications.js";

/** A sample of weighted rows: outages are not whole numbers, and only sums over replications mean something. */
export interface AcceleratedSample extends Table {
  readonly terms: Terms;
  readonly durations: {
    readonly detection: WeightedDurations;
    readonly recovery: WeightedDurations;
    readonly outage: WeightedDurations;
  };
  /** Excursions from all well with an outage, and the seconds from its begin until all is well again. */
  readonly failed: Float64Array;
  readonly failedSeconds: Float64Array;
  /** Activities of an ordinary simulation for each second it simulates. */
  readonly eventsPerSecond: number;
  /** No life has a memory, and nodes are alike: all well is as good as new. */
  readonly renews: boolean;
  /** Why its intervals should not be trusted; empty when every guard held. */
  readonly doubts: readonly string[];
}

/** What of a sample says how much it knows. */
type Counted = Pick<Table, "replications" | "observation" | "events" | "column">;

/** Activities of the pilot. */
export const PILOT_EVENTS = 3_000;
/** Excursions of a replication, on average. */
const EXCURSIONS = 32;
/** Weighted rows are skewed: fewer replications, or more looks, make sequential intervals undercover. */
const LEAST_REPLICATIONS = 100;
const GROWTH = 0.2;
/** More activities than that in one excursion, and too little time is left in which all is well. */
const LONGEST_EXCURSION = 200;

const LEAST_EFFECTIVE = 100;
const LEAST_STRIKES = 20;
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
  progress: Progress = () => {},
): AcceleratedSample | { readonly refused: string } {
  const master = masterKey(plan.seed);
  const seen = pilot(model, master, PILOT_EVENTS);
  const refused = refusal(model, seen);
  if (refused !== null) return { refused };
  const observation: Observation = { ...what, horizon: EXCURSIONS * seen.cycle };
  const reading = new Acceleration(model, master, observation, seen.excursion, effort);
  const { paths } = reading.tally;
  const rows: Float64Array[] = [];
  const failed: number[] = [];
  const failedSeconds: number[] = [];
  let events = 0;
  const precise = () =>
    precisionReached(rows.length, mean(rows, observation, plan.level), reading.terms.effective, {
      relative: plan.precision,
    });
  const eventsPerSecond = seen.eventsPerExcursion / seen.cycle;
  const wanted = plan.replications === "auto" ? null : plan.replications;
  const first = Math.min(LEAST_REPLICATIONS, wanted ?? LEAST_REPLICATIONS);
  let look = LEAST_REPLICATIONS;
  let frequent: string[] = [];
  for (let enough = false; !enough; ) {
    const row = reading.replicate(rows.length).slice();
    rows.push(row);
    failed.push(reading.tally.failed);
    failedSeconds.push(reading.tally.failedSeconds);
    events += row[Column.EVENTS]!;
    const done = rows.length;
    progress(done, wanted);
    if (done === first) frequent = needless(rows, observation, eventsPerSecond, events, plan);
    if (frequent.length > 0) {
      enough = true;
    } else if (wanted !== null) {
      enough = done === wanted;
    } else if (done >= LEAST_REPLICATIONS && (events >= plan.maxEvents || plan.goOn?.() === false)) {
      enough = true;
    } else if (done === look) {
      enough = precise();
      look = nextLook(done, GROWTH);
    }
  }
  return {
    replications: rows.length,
    observation,
    levelNames: [...model.levels, ...model.causes],
    durations: {
      detection: paths.detection.weighted,
      recovery: paths.recovery.weighted,
      outage: paths.outage.weighted,
    },
    failed: Float64Array.from(failed),
    failedSeconds: Float64Array.from(failedSeconds),
    events,
    cut: !precise(),
    column: (index) => Float64Array.from(rows, (row) => row[index]!),
    terms: reading.terms,
    eventsPerSecond,
    renews: seen.ageing === 0 && model.renews === true,
    doubts: [
      ...frequent,
      ...doubts(reading, rows, observation),
      ...fewerThanSeen(reading.outages, compensatedSum(failed)),
    ],
  };
}

/**
 * Where outages are frequent the weights of branches spread more than outages do, and their rare heavy ones may never be seen: the
 * estimate is low then, and more sure of itself than it may be. An ordinary simulation is better there, and cheaper.
 */
function needless(
  rows: readonly Float64Array[],
  observation: Observation,
  eventsPerSecond: number,
  events: number,
  { precision }: Plan,
): string[] {
  const sample = {
    replications: rows.length,
    observation,
    events,
    column: (index: number) => Float64Array.from(rows, (row) => row[index]!),
  };
  const [crude, own] = [crudeEvents(sample, eventsPerSecond, precision), acceleratedEvents(sample, precision)];
  if (!(crude < own)) return [];
  return [
    `outages are frequent: an ordinary simulation needs about ${rough(crude)} events, an accelerated one ${rough(own)}`,
  ];
}

/** Unavailability of the whole, by Student's t over replications. */
export function acceleratedUnavailability(sample: Counted, level: number): Interval {
  return perSecond(sample.column(Column.LEVELS + DOWN), sample.observation, level);
}

/**
 * About how many activities an ordinary simulation needs for the same precision at 95 %: outages taken as a Poisson process
 * with the sizes found here, those that it may never see included. +Infinity when none was found.
 */
export function crudeEvents(sample: Counted, eventsPerSecond: number, precision: number): number {
  const total = (column: number) => compensatedSum(sample.column(column));
  const squares = total(Column.OUTAGE_SQUARES);
  const seconds = total(Column.OUTAGE_SECONDS);
  if (!(seconds > 0)) return Number.POSITIVE_INFINITY;
  const time = sample.replications * sample.observation.horizon;
  const effectivePerSecond = ((seconds / squares) * seconds) / time;
  const wanted = (NORMAL_95 * (1 + precision)) / precision;
  return ((wanted * wanted) / effectivePerSecond) * eventsPerSecond;
}

/** The same for the accelerated reading itself, by the spread of its replications. */
export function acceleratedEvents(sample: Counted, precision: number): number {
  const { mean: centre, high } = acceleratedUnavailability(sample, 0.95);
  if (centre === null || !(centre > 0)) return Number.POSITIVE_INFINITY;
  const wide = ((high - centre) / centre) * ((1 + precision) / precision);
  return Math.max(LEAST_REPLICATIONS / sample.replications, wide * wide) * sample.events;
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

function refusal(model: Model, { outcome, eventsPerExcursion }: Pilot): string | null {
  if (!model.activities.some((kind) => kind.clock)) return "the model does not say which of its activities are faults";
  if (outcome === "quiet") return "nothing failed in a pilot run";
  if (outcome === "lost") return "all was never well again in a pilot run";
  if (eventsPerExcursion > LONGEST_EXCURSION) {
    return `all is seldom well: ${Math.round(eventsPerExcursion)} activities from one such moment to the next`;
  }
  return null;
}

function doubts(reading: Acceleration, rows: readonly Float64Array[], what: Observation): string[] {
  const { terms, lost } = reading;
  const list: string[] = [];
  if (lost > 0) list.push(`${lost} excursions did not come back to all well`);
  const strikes = (rows.length * what.horizon) / reading.seldomest;
  if (strikes < LEAST_STRIKES)
    list.push(`a rare fault whose law cannot be drawn more often was due ${strikes.toPrecision(2)} times`);
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

/** What the trunk saw is a lower bound: at most one run in a thousand sees so many more than are expected. */
function fewerThanSeen(seen: number, expected: number): string[] {
  if (seen === 0 || poissonRateInterval(seen, 1, SEEN_LEVEL).low <= expected) return [];
  return [`${seen} excursions had an outage by chance where the weights expect ${expected.toPrecision(2)}`];
}

const SEEN_LEVEL = 0.998;
const ONE_SIGMA = 0.6826894921370859;

function spread(rows: readonly Float64Array[], what: Observation): { mean: number; error: number } {
  const { mean: centre, high } = mean(rows, what, ONE_SIGMA);
  return { mean: centre ?? 0, error: high - (centre ?? 0) };
}
