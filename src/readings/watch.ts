import { Durations } from "../kernel/estimators/durations.js";
import { DOWN, type Model, SERVICE_DOWN } from "../kernel/model.js";
import { Column, type Observation, YEAR } from "./observation.js";
import { Paths } from "./paths.js";
import type { Simulation } from "./simulation.js";

/** Activities that may follow the horizon before an outage that does not end is given up. */
const FOLLOW_LIMIT = 1_000_000;

/**
 * Watches one replication after another: a row of sums for each, and durations over all of them. The long run
 * begins after the warm-up; the mission begins at once, with everything new; both last one horizon.
 */
export class Watch {
  readonly width: number;
  readonly row: Float64Array;
  readonly paths: Paths;
  /** Service-seconds down, over the number of services, in each whole year of the long run. */
  readonly yearly = new Durations();

  private readonly model: Model;
  private readonly what: Observation;
  private readonly levels: Float64Array;
  private readonly yearDown: Float64Array;
  private readonly end: number;
  private down = false;
  private downSince = 0;

  constructor(model: Model, what: Observation) {
    this.model = model;
    this.what = what;
    this.width = Column.LEVELS + model.levels.length;
    this.row = new Float64Array(this.width);
    this.paths = new Paths(model, what, this.row);
    this.levels = new Float64Array(model.levels.length);
    this.yearDown = new Float64Array(Math.floor(what.horizon / YEAR));
    this.end = what.warmup + what.horizon;
  }

  /** Runs one replication over warm-up and horizon, and on until the outages that began in it are over. */
  replicate(simulation: Simulation, replication: number): Float64Array {
    this.begin();
    simulation.listener = this.paths;
    simulation.reset(replication);
    this.look(simulation);
    for (let next = simulation.nextTime(); next < this.end; next = simulation.nextTime()) {
      this.pass(simulation.now, next);
      simulation.step();
      this.look(simulation);
    }
    this.pass(simulation.now, this.end);
    this.followOpenOutages(simulation);
    this.finish(simulation.events);
    return this.row;
  }

  private begin(): void {
    this.row.fill(0);
    this.yearDown.fill(0);
    this.paths.begin();
    this.down = false;
  }

  private followOpenOutages(simulation: Simulation): void {
    for (let more = 0; more < FOLLOW_LIMIT; more++) {
      const wholeOpen = this.down && this.counts(this.downSince);
      if (!wholeOpen && this.paths.open === 0) return;
      if (simulation.nextTime() === Number.POSITIVE_INFINITY) return;
      simulation.step();
      this.look(simulation);
    }
  }

  private finish(events: number): void {
    this.row[Column.EVENTS] = events;
    this.paths.finish();
    for (const seconds of this.yearDown) this.yearly.add(seconds);
  }

  /** Adds the time from `from` to `to`, during which nothing happened. */
  private pass(from: number, to: number): void {
    const { row, levels, what } = this;
    const down = levels[DOWN]! > 0;
    if (down && from < what.horizon) row[Column.MISSION_DOWN]! += (to < what.horizon ? to : what.horizon) - from;
    const begin = from > what.warmup ? from : what.warmup;
    if (to <= begin) return;
    const seconds = to - begin;
    const count = down ? levels.length : this.model.steady;
    for (let i = 0; i < count; i++) row[Column.LEVELS + i]! += levels[i]! * seconds;
    if (levels[SERVICE_DOWN]! > 0) this.chargeYears(begin - what.warmup, to - what.warmup, levels[SERVICE_DOWN]!);
    if (down) this.chargeHalves(begin, to);
  }

  private chargeYears(from: number, to: number, share: number): void {
    for (let year = Math.floor(from / YEAR); year < this.yearDown.length && year * YEAR < to; year++) {
      this.yearDown[year]! += (Math.min(to, (year + 1) * YEAR) - Math.max(from, year * YEAR)) * share;
    }
  }

  private chargeHalves(from: number, to: number): void {
    const middle = this.what.warmup + this.what.horizon / 2;
    this.row[Column.FIRST_HALF_DOWN]! += Math.max(0, Math.min(to, middle) - from);
    this.row[Column.SECOND_HALF_DOWN]! += Math.max(0, to - Math.max(from, middle));
  }

  /** Looks at the world after an activity and everything that followed at once. */
  private look(simulation: Simulation): void {
    const { now } = simulation;
    this.model.measure(simulation.world, this.levels);
    const down = this.levels[DOWN]! > 0;
    if (down === this.down) return;
    this.down = down;
    if (down) this.outageBegan(now);
    else if (this.counts(this.downSince)) this.outageEnded(now - this.downSince);
    this.paths.wholeTurned(down, now);
  }

  private counts(time: number): boolean {
    return time >= this.what.warmup && time < this.end;
  }

  private outageBegan(now: number): void {
    this.downSince = now;
    if (now > this.what.horizon) return;
    this.row[Column.MISSION_OUTAGES]!++;
    this.row[Column.MISSION_FAILED] = 1;
  }

  private outageEnded(seconds: number): void {
    this.row[Column.OUTAGES]!++;
    this.row[Column.OUTAGE_SECONDS]! += seconds;
    this.row[Column.OUTAGE_SQUARES]! += seconds * seconds;
  }
}
