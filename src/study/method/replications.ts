import type { Durations } from "../../kernel/estimators/durations/durations.js";
import type { Events } from "../../kernel/estimators/events.js";
import { effectiveEvents } from "../../kernel/estimators/events.js";
import { positiveTotalInterval } from "../../kernel/estimators/means/positiveTotal.js";
import { FIRST_LOOK, nextLook, precisionReached } from "../../kernel/estimators/stopping.js";
import { compensatedSum } from "../../kernel/estimators/sum.js";
import { DOWN, type Model } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import { Column, type Observation } from "../../readings/simulate/observation.js";
import { Simulation } from "../../readings/simulate/simulation.js";
import { Watch } from "../../readings/simulate/watch.js";

/** How many replications, and when to stop. */
export interface Plan {
  readonly seed: string;
  /** A number, or "auto": until the unavailability is known to `precision`, or `maxEvents` have happened. */
  readonly replications: number | "auto";
  /** Half-width of the 95 % interval of unavailability relative to it. */
  readonly precision: number;
  readonly maxEvents: number;
  readonly level: number;
  /** Asked after each replication of an "auto" run; false ends it. Who asks for a time limit looks at the clock here. */
  readonly goOn?: (() => boolean) | undefined;
}

/** What replications gave: a row of sums for each, in order of their number. */
export interface Table {
  readonly replications: number;
  readonly observation: Observation;
  readonly levelNames: readonly string[];
  readonly events: number;
  /** True when the precision asked was not reached. */
  readonly cut: boolean;
  /** One column over the replications. */
  column(index: number): Float64Array;
}

/** Ordinary replications, and durations over all of them. */
export interface Sample extends Table {
  readonly durations: {
    readonly detection: Durations;
    readonly recovery: Durations;
    readonly outage: Durations;
    readonly yearly: Durations;
  };
}

const UNSEEN_OUTAGE = 3600;

/** Told now and then how far a long run has come: replications done and the largest number there may be, if known. */
export type Progress = (done: number, of: number | null) => void;

/** Starting a replication costs about as much as this many activities; they are counted as such. */
const START_WORK = 16;

/**
 * Replications 0, 1, 2… of one model, and whether they are enough. That depends only on rows of lower numbers, and work
 * is counted in activities, so the same seed stops at the same replication everywhere.
 */
export class Replications {
  /** Have there been as many as the plan asks for? It may be carried further. */
  enough = false;
  private readonly simulation: Simulation;
  private readonly watch: Watch;
  private readonly rows: Rows;
  private look = FIRST_LOOK;

  constructor(
    private readonly model: Model,
    private readonly observation: Observation,
    private readonly plan: Plan,
  ) {
    this.simulation = new Simulation(model, masterKey(plan.seed));
    this.watch = new Watch(model, observation);
    this.rows = new Rows(this.watch.width);
  }

  get done(): number {
    return this.rows.count;
  }

  /** Activities so far. */
  get events(): number {
    return this.rows.events;
  }

  /** Of the newest one: the longest recovery in each whole year of each service; seconds, 0 where nothing was down. */
  get worstOfYears(): Float64Array {
    return this.watch.paths.worstOfYears;
  }

  /** Runs the next one. */
  advance(): void {
    const { rows, plan, watch } = this;
    rows.add(watch.replicate(this.simulation, rows.count));
    const { count: done, events } = rows;
    if (plan.replications !== "auto") {
      this.enough ||= done === plan.replications;
    } else if (done >= LEAST && (events + START_WORK * done >= plan.maxEvents || plan.goOn?.() === false)) {
      this.enough = true;
    } else if (done === this.look) {
      this.enough ||= preciseEnough(this.sample(), plan);
      this.look = nextLook(done);
    }
  }

  /** What there is so far. */
  sample(): Sample {
    const { rows, watch, model, observation, plan } = this;
    const { detection, recovery, outage } = watch.paths;
    const sample = {
      replications: rows.count,
      observation,
      levelNames: [...model.levels, ...model.causes],
      durations: { detection, recovery, outage, yearly: watch.yearly },
      events: rows.events,
      column: (index: number) => rows.column(index),
    };
    return { ...sample, cut: !preciseEnough(sample, plan) };
  }
}

/** Runs replications until there are enough. */
export function replicate(model: Model, observation: Observation, plan: Plan, progress: Progress = () => {}): Sample {
  const replications = new Replications(model, observation, plan);
  const wanted = plan.replications === "auto" ? null : plan.replications;
  while (!replications.enough) {
    replications.advance();
    progress(replications.done, wanted);
  }
  return replications.sample();
}

/** Two replications are the least from which an interval can be made. */
const LEAST = 2;

function preciseEnough(sample: Counted, plan: Plan): boolean {
  const events = outageEvents(sample);
  const estimate = unavailability(sample, plan.level);
  return precisionReached(sample.replications, estimate, effectiveEvents(events), { relative: plan.precision });
}

type Counted = Omit<Table, "cut">;

/** Long-run unavailability of the whole, with its interval. */
function unavailability(sample: Counted, level: number) {
  const totals = sample.column(Column.LEVELS + DOWN);
  return positiveTotalInterval(totals, sample.observation.horizon, outageEvents(sample), level, UNSEEN_OUTAGE);
}

/** The outages of the whole, as sized events. */
export function outageEvents(sample: Counted): Events {
  return eventsOf(sample, Column.OUTAGES, Column.OUTAGE_SECONDS, Column.OUTAGE_SQUARES);
}

/** The outages of services, as sized events. */
export function serviceOutageEvents(sample: Sample): Events {
  return eventsOf(sample, Column.SERVICE_OUTAGES, Column.SERVICE_SECONDS, Column.SERVICE_SQUARES);
}

function eventsOf(sample: Counted, count: number, sum: number, squares: number): Events {
  const total = (column: number) => compensatedSum(sample.column(column));
  return { count: total(count), sum: total(sum), sumOfSquares: total(squares) };
}

/** A table of numbers that grows by rows and is kept by columns, as it is read. */
class Rows {
  count = 0;
  events = 0;
  private columns: Float64Array[];

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => new Float64Array(64));
  }

  add(row: Float64Array): void {
    if (this.count === this.columns[0]!.length) this.grow();
    for (let i = 0; i < row.length; i++) this.columns[i]![this.count] = row[i]!;
    this.count++;
    this.events += row[Column.EVENTS]!;
  }

  /** One column, as it is so far: not to be written to. */
  column(index: number): Float64Array {
    return this.columns[index]!.subarray(0, this.count);
  }

  private grow(): void {
    this.columns = this.columns.map((column) => {
      const longer = new Float64Array(2 * column.length);
      longer.set(column);
      return longer;
    });
  }
}
