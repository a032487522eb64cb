import type { Law } from "../../kernel/law.js";
import { DOWN, type Model } from "../../kernel/model.js";
import type { Stream } from "../../kernel/stream.js";
import { Streams } from "../../kernel/streams.js";
import { Column, type Observation } from "../simulate/observation.js";
import { naturally } from "./chance.js";
import { Course } from "./course.js";
import { follow, type Share, untilGood } from "./excursion.js";
import { Forcing, hasHazard, PUSH, type Push } from "./forcing.js";
import { lengthBiased } from "./lengthBiased.js";
import { Tally } from "./tally.js";

/** How the accelerated reading goes about it; none of it changes what is estimated. */
export interface Effort extends Push {
  /** Branches for each excursion of the trunk. */
  readonly branches: number;
}

export const EFFORT: Effort = { ...PUSH, branches: 2 };

/** A clock with less than this share of the average rate is rare: the trunk would hardly see what it begins. */
const RARE = 0.25;

const BEFORE_SECOND: Share = { from: 0, to: 2, factor: 1 };
const NOTHING: Share = { from: 0, to: 0, factor: 0 };

/** How much of the downtime rests on how few terms of the sum. */
export class Terms {
  count = 0;
  sum = 0;
  squares = 0;
  largest = 0;

  add(x: number): void {
    if (!(x > 0)) return;
    this.count++;
    this.sum += x;
    this.squares += x * x;
    if (x > this.largest) this.largest = x;
  }

  /** (Σx)²/Σx²; 0 without terms. */
  get effective(): number {
    return this.squares > 0 ? (this.sum / this.squares) * this.sum : 0;
  }
}

/**
 * The accelerated reading. The trunk is an ordinary simulation. Whenever a fault strikes while all is well, an excursion
 * begins; what of it is over before a second clock strikes, or a choice goes a rare way (a takeover that does not work), is
 * counted on the trunk, as it is frequent. What comes after is rare and is measured on branches: copies of the excursion from its
 * first fault on, pushed towards further faults and rare ways and weighted by their likelihood ratio. So a row has the columns of `Watch`, and rare and frequent downtime one interval.
 *
 * Excursions that a rare clock begins (a common cause) are taken off the trunk: in each stretch in which all is well,
 * a branch begins with such a strike at a time drawn by its hazard, weighted by the hazard of the stretch (Campbell's
 * formula). Excursions count whole when they begin in the long run.
 * Source: Nicola, Shahabuddin, Heidelberger, Glynn, FTCS-23, 1993, with hazards in place of rates.
 */
export class Acceleration {
  readonly terms = new Terms();
  /** Excursions that did not come back within the limit: a reason to refuse. */
  lost = 0;
  excursions = 0;
  /** Those of them that had an outage on the trunk, which nothing biases: a check on the weights. */
  outages = 0;
  /** Mean of the rarest clock that cannot be drawn more often, in seconds; 0 = there is none. */
  readonly seldomest: number;

  private readonly what: Observation;
  private readonly effort: Effort;
  private readonly trunk: Course;
  private readonly branch: Course;
  private readonly forcing: Forcing;
  readonly tally: Tally;
  private readonly streams: Streams;
  private readonly trunkStream: Stream;
  private readonly branchStream: Stream;
  private readonly rare: Uint8Array;
  private readonly rareHazard: Float64Array;
  private readonly again: Share;

  /** `reach` is the mean length of an excursion in seconds, roughly. */
  constructor(model: Model, master: Int32Array, what: Observation, reach: number, effort: Effort = EFFORT) {
    this.what = what;
    this.effort = effort;
    this.streams = new Streams(master, ["accelerated/trunk", "accelerated/branches"]);
    this.trunkStream = this.streams.of(0);
    this.branchStream = this.streams.of(1);
    this.trunk = new Course(model, naturally(this.trunkStream));
    this.branch = new Course(model, naturally(this.branchStream));
    this.forcing = new Forcing(this.branch, this.branchStream, reach, effort);
    this.branch.chance = this.forcing;
    this.tally = new Tally(this.trunk, what);
    this.again = { from: 2, to: Number.POSITIVE_INFINITY, factor: 1 / effort.branches };
    this.trunk.reset();
    this.rare = rareClocks(this.trunk, canBeForced);
    const unforced = rareClocks(this.trunk, (law) => !canBeForced(law));
    this.seldomest = unforced.reduce((most, is, id) => (is ? Math.max(most, this.trunk.law[id]!.mean) : most), 0);
    this.rareHazard = new Float64Array(this.rare.length);
  }

  /** The row of one replication. */
  replicate(replication: number): Float64Array {
    const { trunk, branch, tally, what } = this;
    const end = what.warmup + what.horizon;
    this.begin(replication);
    while (trunk.now < end && trunk.allGood) {
      const next = trunk.lookAhead();
      const due = Math.min(trunk.due, end);
      if (due > what.warmup) tally.rest(trunk, due - Math.max(trunk.now, what.warmup));
      if (due > what.warmup) this.rareBegin(Math.max(trunk.now, what.warmup), due, end);
      if (next < 0 || trunk.due >= end) break;
      const counts = trunk.due >= what.warmup;
      if (counts) this.excursions++;
      tally.firstHalf = trunk.due < what.warmup + what.horizon / 2;
      if (counts && this.rare[next] === 0) {
        for (let b = 0; b < this.effort.branches; b++) this.setOut(next, trunk.due, this.again);
        trunk.now = trunk.due;
        this.goOn(next, BEFORE_SECOND);
      } else {
        trunk.now = trunk.due;
        this.goOn(next, NOTHING);
      }
      if (counts && tally.hasFailed) this.outages++;
    }
    tally.finish(what.horizon, trunk.events + branch.events);
    return tally.row;
  }

  private begin(replication: number): void {
    const { trunk, branch, tally } = this;
    this.streams.replication(replication);
    this.streams.of(0);
    this.streams.of(1);
    tally.open(replication);
    trunk.events = 0;
    branch.events = 0;
    trunk.reset();
    for (let i = 0; i < trunk.runs; i++) this.grownUp(trunk.running[i]!);
    if (!untilGood(trunk)) this.lost++;
  }

  /** Clocks with a memory start as if they had been running for long, which shortens the warm-up. */
  private grownUp(id: number): void {
    const { trunk } = this;
    const law = trunk.law[id]!;
    if (trunk.isClock[id] === 0 || law.kind === "exponential") return;
    const sampler = lengthBiased(law);
    if (sampler === null) return;
    trunk.age[id] = this.trunkStream.uniform() * sampler(this.trunkStream);
    trunk.redraw(id);
  }

  private goOn(first: number, share: Share): void {
    const before = this.downSeconds;
    if (!follow(this.trunk, first, this.tally, share, null)) this.lost++;
    this.terms.add(this.downSeconds - before);
  }

  /** A branch that begins with a strike of clock `first` at a time when all is well on the trunk. */
  private setOut(first: number, at: number, share: Share): void {
    const before = this.downSeconds;
    this.branch.enter(this.trunk, at);
    this.forcing.begin();
    if (!follow(this.branch, first, this.tally, share, this.forcing)) this.lost++;
    this.terms.add(this.downSeconds - before);
  }

  /** A branch for the rare clocks, in a stretch of the trunk in which all is well. */
  private rareBegin(from: number, to: number, end: number): void {
    const { trunk, rare, rareHazard, branchStream } = this;
    let total = 0;
    let count = 0;
    for (let i = 0; i < trunk.runs; i++) {
      const id = trunk.running[i]!;
      if (rare[id] === 0) continue;
      const law = trunk.law[id]!;
      rareHazard[id] = law.cumulativeHazard(trunk.ageAt(id, to)) - law.cumulativeHazard(trunk.ageAt(id, from));
      if (!(rareHazard[id]! > 0)) continue;
      total += rareHazard[id]!;
      count++;
    }
    if (count === 0) return;
    const evenly = branchStream.uniform() < 0.5;
    let left = branchStream.uniform() * (evenly ? count : total);
    let chosen = -1;
    for (let i = 0; i < trunk.runs && left >= 0; i++) {
      const id = trunk.running[i]!;
      if (rare[id] === 0 || !(rareHazard[id]! > 0)) continue;
      chosen = id;
      left -= evenly ? 1 : rareHazard[id]!;
    }
    const chance = 0.5 / count + (0.5 * rareHazard[chosen]!) / total;
    const at = this.strikeTime(chosen, from, to);
    this.tally.firstHalf = at < end - this.what.horizon / 2;
    this.setOut(chosen, at, { from: 0, to: Number.POSITIVE_INFINITY, factor: rareHazard[chosen]! / chance });
  }

  /** When a clock strikes that is known to strike between two times, drawn by its hazard. */
  private strikeTime(id: number, from: number, to: number): number {
    const { trunk } = this;
    const law = trunk.law[id]!;
    const age = trunk.ageAt(id, from);
    const hazard = law.cumulativeHazard(age) + this.branchStream.uniform() * this.rareHazard[id]!;
    return Math.min(to, from + Math.max(0, law.inverseHazard(hazard) - age) / trunk.speed[id]!);
  }

  private get downSeconds(): number {
    return this.tally.row[Column.LEVELS + DOWN]!;
  }
}

/** Which clocks of a new world strike so seldom, next to the others, that branches begin with them, if their laws allow that. */
function rareClocks(course: Course, wanted: (law: Law) => boolean): Uint8Array {
  const ids = [...course.running.subarray(0, course.runs)].filter((id) => course.isClock[id] === 1);
  const average = ids.reduce((sum, id) => sum + 1 / course.law[id]!.mean, 0) / ids.length;
  const rare = new Uint8Array(course.law.length);
  for (const id of ids) {
    const law = course.law[id]!;
    rare[id] = law.mean < Number.POSITIVE_INFINITY && wanted(law) && 1 / law.mean < RARE * average ? 1 : 0;
  }
  return rare;
}

const canBeForced = (law: Law): boolean => hasHazard(law) && law.kind !== "uniform";
