import { WeightedDurations } from "../../kernel/estimators/durations/weightedDurations.js";
import { DOWN, type Model } from "../../kernel/model.js";
import { Column, type Observation, YEAR } from "../simulate/observation.js";
import { type Collector, Paths } from "../simulate/paths.js";
import type { Listener } from "../simulate/simulation.js";
import type { Course } from "./course.js";

// Constants of this module, not fields of another's object: the compiler then knows their values in the hot paths.
const { LEVELS, OUTAGES, OUTAGE_SECONDS, OUTAGE_SQUARES, FIRST_HALF_DOWN } = Column;
const FIRST_PATH = Column.SERVICE_OUTAGES;
const LAST_PATH = Column.SPLITS;
const FOR_EVER = 1000 * YEAR;

/** Holds durations until the weight is known that they have. */
class Waiting implements Collector {
  readonly weighted = new WeightedDurations();
  private waiting = new Float64Array(16);
  private many = 0;

  add(seconds: number): void {
    if (this.many === this.waiting.length) {
      const longer = new Float64Array(2 * this.many);
      longer.set(this.waiting);
      this.waiting = longer;
    }
    this.waiting[this.many++] = seconds;
  }

  count(weight: number, replication: number): void {
    if (weight > 0) for (let i = 0; i < this.many; i++) this.weighted.add(this.waiting[i]!, weight, replication);
    this.many = 0;
  }
}

/**
 * Adds excursions up, in the columns of `Watch`: each contribution with the weight it has when it becomes known. Levels are
 * counted from their values with everything new.
 */
export class Tally implements Listener {
  readonly row: Float64Array;
  readonly paths: Paths<Waiting>;
  replication = 0;
  /** Has the present excursion had an outage? */
  hasFailed = false;
  /** Of the replication: excursions with an outage, and the seconds from its begin to their end, weighted. */
  failed = 0;
  failedSeconds = 0;
  /** True for an excursion that began in the first half of the long run. */
  firstHalf = false;

  private readonly model: Model;
  private readonly best: Float64Array;
  private readonly firstCause: number;
  /** What the paths have added since the last look, before it is weighted. */
  private readonly fresh: Float64Array;
  private readonly clock = { now: 0 };
  private course: Course;
  private origin = 0;
  private down = false;
  private downSince = 0;

  constructor(course: Course, { rto, rtoFrom }: Observation) {
    const { model } = course;
    this.model = model;
    this.course = course;
    this.best = new Float64Array(model.levels.length);
    model.measure(model.newWorld(), this.best);
    this.firstCause = LEVELS + model.levels.length;
    this.row = new Float64Array(this.firstCause + model.causes.length);
    this.fresh = new Float64Array(this.row.length);
    // An excursion has no years.
    this.paths = new Paths(model, { warmup: 0, horizon: FOR_EVER, rto, rtoFrom }, this.fresh, () => new Waiting(), 0);
  }

  /** An excursion begins on a course where all is well. Its paths are timed from there. */
  begin(course: Course): void {
    this.course = course;
    course.listener = this;
    this.origin = course.now;
    this.down = false;
    this.hasFailed = false;
    this.paths.begin(this.clock);
  }

  /** A replication begins. */
  open(replication: number): void {
    this.replication = replication;
    this.row.fill(0);
    this.failed = 0;
    this.failedSeconds = 0;
  }

  heard(mark: number, subject: number): void {
    this.clock.now = this.course.now - this.origin;
    this.paths.heard(mark, subject);
  }

  /** The world stayed as it is for some seconds. */
  pass(seconds: number, weight: number): void {
    const { row, best } = this;
    const { levels, world } = this.course;
    for (let i = 0; i < levels.length; i++) row[LEVELS + i]! += (levels[i]! - best[i]!) * seconds * weight;
    if (this.hasFailed) this.failedSeconds += seconds * weight;
    if (levels[DOWN] === 0) return;
    this.model.attribute(world, seconds * weight, this.row, this.firstCause);
    if (this.firstHalf) row[FIRST_HALF_DOWN]! += seconds * weight;
  }

  /** All is well for some seconds, which need not mean that every level has its value of a new world. */
  rest({ levels }: Course, seconds: number): void {
    for (let i = 0; i < levels.length; i++) this.row[LEVELS + i]! += (levels[i]! - this.best[i]!) * seconds;
  }

  /** An event has happened: outages begin, or end and count. */
  look(weight: number): void {
    const now = this.course.now - this.origin;
    this.clock.now = now;
    const down = this.course.levels[DOWN]! > 0;
    if (down !== this.down) {
      this.down = down;
      if (down) this.outageBegan(now, weight);
      else if (weight > 0) this.outageEnded(now - this.downSince, weight);
      this.paths.wholeTurned(down);
    }
    const { row, fresh, paths } = this;
    paths.detection.count(weight, this.replication);
    paths.recovery.count(weight, this.replication);
    paths.outage.count(weight, this.replication);
    for (let c = FIRST_PATH; c <= LAST_PATH; c++) {
      if (fresh[c] === 0) continue;
      row[c]! += weight * fresh[c]!;
      fresh[c] = 0;
    }
  }

  /** Closes the row of a replication: levels as integrals over the long run; of a mission with all new it says nothing. */
  finish(horizon: number, events: number): void {
    for (let i = 0; i < this.best.length; i++) this.row[LEVELS + i]! += this.best[i]! * horizon;
    this.row[Column.EVENTS] = events;
    this.row[Column.FIRST_OUTAGE] = Number.POSITIVE_INFINITY;
  }

  private outageBegan(now: number, weight: number): void {
    this.downSince = now;
    if (!this.hasFailed) this.failed += weight;
    this.hasFailed = true;
  }

  private outageEnded(seconds: number, weight: number): void {
    this.row[OUTAGES]! += weight;
    this.row[OUTAGE_SECONDS]! += weight * seconds;
    this.row[OUTAGE_SQUARES]! += weight * seconds * seconds;
  }
}
