import type { Law } from "../../kernel/law.js";
import { type Declare, DOWN, type Model, SERVICE_DOWN } from "../../kernel/model.js";
import type { World } from "../../kernel/world.js";
import { branchAt } from "../simulate/branchAt.js";
import type { Listener } from "../simulate/simulation.js";
import { type Chance, isRareWay, rareShare } from "./chance.js";

const IMMEDIATE_LIMIT = 100_000;

/**
 * A course of events from a given world on, of which copies can be set out at any moment. Clocks know their age, not when
 * they will strike: what is left is drawn anew, given the age, when a copy is made or their speed changes, which
 * the laws allow. For few hundred activities: the next one is found by looking at all.
 */
export class Course<W extends World = World> implements Declare {
  readonly model: Model<W>;
  readonly world: W;
  readonly levels: Float64Array;
  now = 0;
  /** When the activity found by `lookAhead` is due. */
  due = Number.POSITIVE_INFINITY;
  events = 0;
  /** Choices that went a rare way. */
  surprises = 0;
  chance: Chance;
  listener: Listener = { heard() {} };

  /** Of each activity: is it a clock, its law, age of a clock (life left of another) at `since`, speed, when it is due. */
  readonly isClock: Uint8Array;
  readonly law: Law[];
  readonly age: Float64Array;
  readonly speed: Float64Array;
  readonly dueAt: Float64Array;
  /** The timed activities that are pending, in no order: running[0 … runs − 1]; `timers` of them are no clocks. */
  readonly running: Int32Array;
  runs = 0;
  timers = 0;
  /** Grows whenever a clock starts, strikes, is cancelled or changes its speed. */
  clockChanges = 0;

  private readonly since: Float64Array;
  private readonly place: Int32Array;
  private readonly stamp: Float64Array;
  private readonly kindOf: Int32Array;
  private readonly subjectOf: Int32Array;
  private readonly firstOf: Int32Array;
  private readonly immediates: number[] = [];
  private readonly newCells: Int32Array;
  private sequence = 0;

  constructor(model: Model<W>, chance: Chance) {
    this.model = model;
    this.chance = chance;
    this.world = model.newWorld();
    this.newCells = this.world.cells.slice();
    this.levels = new Float64Array(model.levels.length);
    const sizes = model.activities.map((kind) => model.layout.groups[kind.group]!.size);
    this.firstOf = Int32Array.from(sizes, (_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0));
    this.kindOf = Int32Array.from(sizes.flatMap((size, k) => new Array<number>(size).fill(k)));
    this.subjectOf = Int32Array.from(sizes.flatMap((size) => Array.from({ length: size }, (_, i) => i)));
    const size = this.kindOf.length;
    this.isClock = Uint8Array.from(this.kindOf, (k) => (model.activities[k]!.clock ? 1 : 0));
    this.law = new Array<Law>(size);
    this.age = new Float64Array(size);
    this.since = new Float64Array(size);
    this.speed = new Float64Array(size);
    this.dueAt = new Float64Array(size);
    this.stamp = new Float64Array(size);
    this.place = new Int32Array(size).fill(-1);
    this.running = new Int32Array(size);
  }

  /** Makes everything new. */
  reset(): void {
    this.clear(0);
    this.world.cells.set(this.newCells);
    this.model.begin(this.world, this);
    this.settle();
    this.model.measure(this.world, this.levels);
  }

  /** Becomes a copy of another course in which only clocks run, as it is at time `at`; no clock is due before it is drawn. */
  enter(other: Course<W>, at: number): void {
    this.clear(at);
    this.world.cells.set(other.world.cells);
    for (let i = 0; i < other.runs; i++) {
      const id = other.running[i]!;
      this.law[id] = other.law[id]!;
      this.age[id] = other.ageAt(id, at);
      this.since[id] = at;
      this.speed[id] = other.speed[id]!;
      this.dueAt[id] = Number.POSITIVE_INFINITY;
      this.add(id);
    }
  }

  /** Only clocks run and every service is served: nothing is left of any fault. */
  get allGood(): boolean {
    return this.timers === 0 && this.levels[DOWN] === 0 && this.levels[SERVICE_DOWN] === 0;
  }

  /** Finds the activity that is due first; −1 when none is. */
  lookAhead(): number {
    const { running, dueAt, stamp, runs } = this;
    let next = -1;
    let due = Number.POSITIVE_INFINITY;
    for (let i = 0; i < runs; i++) {
      const id = running[i]!;
      const at = dueAt[id]!;
      if (at < due || (at === due && next >= 0 && stamp[id]! < stamp[next]!)) {
        due = at;
        next = id;
      }
    }
    this.due = due;
    return next;
  }

  /** Lets a pending activity happen now, and every immediate one that follows. */
  happen(id: number): void {
    this.remove(id);
    this.fire(id);
    if (this.immediates.length > 0) this.settle();
    this.model.measure(this.world, this.levels);
  }

  /** The age of a clock at a time, not before its last change. */
  ageAt(id: number, time: number): number {
    return this.age[id]! + (time - this.since[id]!) * this.speed[id]!;
  }

  /** Draws what is left of a clock. */
  redraw(id: number): void {
    this.age[id] = this.ageAt(id, this.now);
    this.since[id] = this.now;
    const speed = this.speed[id]!;
    const left = speed > 0 ? this.chance.life(id, this.law[id]!, this.age[id]!) : Number.POSITIVE_INFINITY;
    this.dueAt[id] = this.now + (left === Number.POSITIVE_INFINITY ? left : left / speed);
  }

  start(activity: number, subject: number, law: Law, speed = 1): void {
    const id = this.firstOf[activity]! + subject;
    if (law.kind === "immediate") {
      this.immediates.push(id);
      return;
    }
    if (this.place[id]! >= 0) this.remove(id);
    this.law[id] = law;
    this.since[id] = this.now;
    this.speed[id] = speed;
    this.add(id);
    if (this.isClock[id] === 1) {
      this.age[id] = 0;
      this.redraw(id);
    } else {
      this.age[id] = this.chance.delay(law);
      this.dueAt[id] = speed > 0 ? this.now + this.age[id]! / speed : Number.POSITIVE_INFINITY;
    }
  }

  cancel(activity: number, subject: number): void {
    const id = this.firstOf[activity]! + subject;
    if (this.place[id]! >= 0) this.remove(id);
    const waiting = this.immediates.indexOf(id);
    if (waiting >= 0) this.immediates.splice(waiting, 1);
  }

  scale(activity: number, subject: number, speed: number): void {
    const id = this.firstOf[activity]! + subject;
    if (this.place[id]! < 0 || this.speed[id] === speed) return;
    if (this.isClock[id] === 1) {
      this.age[id] = this.ageAt(id, this.now);
      this.since[id] = this.now;
      this.speed[id] = speed;
      this.clockChanges++;
      this.redraw(id);
      return;
    }
    this.age[id] = Math.max(0, this.age[id]! - (this.now - this.since[id]!) * this.speed[id]!);
    this.since[id] = this.now;
    this.speed[id] = speed;
    this.dueAt[id] = speed > 0 ? this.now + this.age[id]! / speed : Number.POSITIVE_INFINITY;
  }

  choose(_choice: number, _subject: number, weights: readonly number[]): number {
    if (weights[0]! >= 1) return 0;
    const rare = rareShare(weights);
    if (rare === 0) return branchAt(this.chance.uniform(), weights);
    const way = this.chance.branch(weights, rare);
    if (isRareWay(weights[way]!)) this.surprises++;
    return way;
  }

  mark(mark: number, subject: number): void {
    this.listener.heard(mark, subject);
  }

  private clear(now: number): void {
    this.now = now;
    this.runs = 0;
    this.timers = 0;
    this.place.fill(-1);
    this.immediates.length = 0;
  }

  private add(id: number): void {
    this.stamp[id] = ++this.sequence;
    this.place[id] = this.runs;
    this.running[this.runs++] = id;
    if (this.isClock[id] === 0) this.timers++;
    else this.clockChanges++;
  }

  private remove(id: number): void {
    const hole = this.place[id]!;
    const last = this.running[--this.runs]!;
    this.running[hole] = last;
    this.place[last] = hole;
    this.place[id] = -1;
    if (this.isClock[id] === 0) this.timers--;
    else this.clockChanges++;
  }

  private settle(): void {
    for (let fired = 0; this.immediates.length > 0; fired++) {
      if (fired > IMMEDIATE_LIMIT) throw new Error("a loop of immediate activities: time cannot move on");
      this.fire(this.immediates.shift()!);
    }
  }

  private fire(id: number): void {
    this.events++;
    this.model.fire(this.kindOf[id]!, this.subjectOf[id]!, this.world, this);
  }
}
