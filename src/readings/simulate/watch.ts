import { Durations } from "../../kernel/estimators/durations/durations.js";
import { DOWN, type Model, SERVICE_DOWN } from "../../kernel/model.js";
import { Column, type Observation, YEAR } from "./observation.js";
import { Paths } from "./paths.js";
import type { Simulation } from "./simulation.js";

// Constants of this module, not fields of another's object: the compiler then knows their values in the hot paths.
const {
  LEVELS,
  EVENTS,
  MISSION_DOWN,
  FIRST_HALF_DOWN,
  MISSION_OUTAGES,
  MISSION_FAILED,
  FIRST_OUTAGE,
  OUTAGES,
  OUTAGE_SECONDS,
  OUTAGE_SQUARES,
} = Column;

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
  /** What a second of the world as it is adds to each level and, while it is down, to each cause. */
  private readonly levels: Float64Array;
  private readonly levelCount: number;
  /** Of each whole year of the long run, and behind them of the rest. */
  private readonly yearDown: Float64Array;
  private readonly years: number;
  private readonly end: number;
  private readonly middle: number;
  /** The year of the long run in which downtime was last charged, and its end. */
  private year = 0;
  private yearEnd = 0;
  private down = false;
  private downSince = 0;

  constructor(model: Model, what: Observation) {
    this.model = model;
    this.what = what;
    this.levelCount = model.levels.length;
    this.levels = new Float64Array(model.levels.length + model.causes.length);
    this.width = LEVELS + this.levels.length;
    this.row = new Float64Array(this.width);
    this.paths = new Paths(model, what, this.row, () => new Durations());
    this.years = Math.floor(what.horizon / YEAR);
    this.yearDown = new Float64Array(this.years + 1);
    this.end = what.warmup + what.horizon;
    this.middle = what.warmup + what.horizon / 2;
  }

  /** Runs one replication over warm-up and horizon, and on until the outages that began in it are over. */
  replicate(simulation: Simulation, replication: number): Float64Array {
    this.begin(simulation);
    simulation.listener = this.paths;
    simulation.reset(replication);
    this.look(simulation);
    while (simulation.due < this.end) {
      this.pass(simulation);
      simulation.step();
      this.look(simulation);
    }
    this.pass(simulation);
    this.followOpenOutages(simulation);
    this.finish(simulation.events);
    return this.row;
  }

  private begin(simulation: Simulation): void {
    this.row.fill(0);
    this.row[FIRST_OUTAGE] = Number.POSITIVE_INFINITY;
    this.yearDown.fill(0);
    this.paths.begin(simulation);
    this.down = false;
    this.year = 0;
    this.yearEnd = this.endOfYear();
  }

  private followOpenOutages(simulation: Simulation): void {
    for (let more = 0; more < FOLLOW_LIMIT; more++) {
      const wholeOpen = this.down && this.counts(this.downSince);
      if (!wholeOpen && this.paths.open === 0) return;
      if (simulation.due === Number.POSITIVE_INFINITY) return;
      simulation.step();
      this.look(simulation);
    }
  }

  private finish(events: number): void {
    this.row[EVENTS] = events;
    this.paths.finish();
    for (let year = 0; year < this.years; year++) this.yearly.add(this.yearDown[year]!);
  }

  /** Adds the time until the next activity, during which nothing happens. */
  private pass(simulation: Simulation): void {
    const { row, levels, what } = this;
    const from = simulation.now;
    const to = simulation.due < this.end ? simulation.due : this.end;
    const down = levels[DOWN]! > 0;
    if (down && from < what.horizon) row[MISSION_DOWN]! += (to < what.horizon ? to : what.horizon) - from;
    const begin = from > what.warmup ? from : what.warmup;
    if (to <= begin) return;
    const seconds = to - begin;
    const seen = down ? levels.length : this.levelCount;
    for (let i = 0; i < seen; i++) row[LEVELS + i]! += levels[i]! * seconds;
    const share = levels[SERVICE_DOWN]!;
    if (share > 0) {
      if (to > this.yearEnd) this.chargeYears(begin, to, share);
      else this.yearDown[this.year]! += seconds * share;
    }
    if (down && begin < this.middle) row[FIRST_HALF_DOWN]! += (to < this.middle ? to : this.middle) - begin;
  }

  /** Adds a share of the services being down to the years it falls in, when the present one is over. */
  private chargeYears(from: number, to: number, share: number): void {
    let begin = from;
    while (to > this.yearEnd) {
      if (this.yearEnd > begin) {
        this.yearDown[this.year]! += (this.yearEnd - begin) * share;
        begin = this.yearEnd;
      }
      this.year++;
      this.yearEnd = this.endOfYear();
    }
    this.yearDown[this.year]! += (to - begin) * share;
  }

  private endOfYear(): number {
    return this.year < this.years ? this.what.warmup + (this.year + 1) * YEAR : Number.POSITIVE_INFINITY;
  }

  /** Looks at the world after an activity and everything that followed at once. */
  private look(simulation: Simulation): void {
    const { model, levels } = this;
    model.measure(simulation.world, levels);
    const down = levels[DOWN]! > 0;
    if (down) {
      for (let i = this.levelCount; i < levels.length; i++) levels[i] = 0;
      model.attribute(simulation.world, 1, levels, this.levelCount);
    }
    if (down === this.down) return;
    this.down = down;
    if (down) this.outageBegan(simulation);
    else if (this.counts(this.downSince)) this.outageEnded(simulation);
    this.paths.wholeTurned(down);
  }

  private counts(time: number): boolean {
    return time >= this.what.warmup && time < this.end;
  }

  private outageBegan({ now }: Simulation): void {
    this.downSince = now;
    if (now < this.row[FIRST_OUTAGE]!) this.row[FIRST_OUTAGE] = now;
    if (now > this.what.horizon) return;
    this.row[MISSION_OUTAGES]!++;
    this.row[MISSION_FAILED] = 1;
  }

  private outageEnded({ now }: Simulation): void {
    const seconds = now - this.downSince;
    this.row[OUTAGES]!++;
    this.row[OUTAGE_SECONDS]! += seconds;
    this.row[OUTAGE_SQUARES]! += seconds * seconds;
  }
}
