import { Agenda } from "../../kernel/agenda.js";
import type { Law } from "../../kernel/law.js";
import type { Declare, Model } from "../../kernel/model.js";
import { Streams } from "../../kernel/streams.js";
import type { World } from "../../kernel/world.js";
import { branchAt } from "./branchAt.js";
import { type Snapshot, timedInOrder } from "./snapshot.js";

/** Hears the marks of handlers while a simulation runs; what time it is, it reads off the simulation. */
export interface Listener {
  heard(mark: number, subject: number): void;
}

const IMMEDIATE_LIMIT = 100_000;

/**
 * The simulate reading: a declared law becomes a delay drawn from the stream that belongs to (replication,
 * component, purpose), and the activity that is due first happens first. Immediates run first-in-first-out before
 * time moves on. A failure clock keeps the life it drew; scaling changes how fast that life is used up.
 */
export class Simulation<W extends World = World> implements Declare {
  readonly model: Model<W>;
  world: W;
  now = 0;
  /** When the next timed activity is due, in seconds; +Infinity when none is. */
  due = 0;
  /** Timed and immediate activities that have happened since the last reset. */
  events = 0;
  listener: Listener = { heard() {} };

  private readonly streams: Streams;
  private readonly agenda = new Agenda(64);
  /** First activity number of each kind, and the kind and subject of each activity number. */
  private readonly firstOf: Int32Array;
  private readonly kindOf: Int32Array;
  private readonly subjectOf: Int32Array;
  private readonly firstChoice: Int32Array;
  /** Of each activity: pending or not, the stamp of its entry in the agenda (0 = none), life left at `since`, ageing speed. */
  private readonly pending: Uint8Array;
  private readonly stamp: Int32Array;
  private readonly left: Float64Array;
  private readonly since: Float64Array;
  private readonly speed: Float64Array;
  private readonly immediates: number[] = [];
  private readonly newCells: Int32Array;
  /** The activity that is due next; it has left the agenda. */
  private next = -1;
  /** The stamp last given out: who started earlier has the lower one. */
  private sequence = 0;

  constructor(model: Model<W>, master: Int32Array) {
    this.model = model;
    this.world = model.newWorld();
    this.newCells = this.world.cells.slice();
    const activities = model.activities.flatMap((kind, k) =>
      model.layout.groups[kind.group]!.positions.map((position, subject) => ({
        k,
        subject,
        name: `${position}/${kind.name}`,
      })),
    );
    const choices = model.choices.map((kind) =>
      model.layout.groups[kind.group]!.positions.map((position) => `${position}/choice/${kind.name}`),
    );
    this.streams = new Streams(master, [...activities.map((a) => a.name), ...choices.flat()]);
    this.firstOf = Int32Array.from(model.activities, (_, k) => activities.findIndex((a) => a.k === k));
    this.firstChoice = Int32Array.from(choices, (_, c) => activities.length + choices.slice(0, c).flat().length);
    this.kindOf = Int32Array.from(activities, (a) => a.k);
    this.subjectOf = Int32Array.from(activities, (a) => a.subject);
    this.pending = new Uint8Array(activities.length);
    this.stamp = new Int32Array(activities.length);
    this.left = new Float64Array(activities.length);
    this.since = new Float64Array(activities.length);
    this.speed = new Float64Array(activities.length);
  }

  /** Makes everything new and starts the given replication. */
  reset(replication: number): void {
    this.now = 0;
    this.events = 0;
    this.sequence = 0;
    this.agenda.clear();
    this.pending.fill(0);
    this.immediates.length = 0;
    this.streams.replication(replication);
    this.world.cells.set(this.newCells);
    this.model.begin(this.world, this);
    this.settle();
    this.lookAhead();
  }

  /** Lets the activity that is due happen, and every immediate one that follows from it. */
  step(): void {
    this.now = this.due;
    this.happen(this.next);
    if (this.immediates.length > 0) this.settle();
    this.lookAhead();
  }

  start(activity: number, subject: number, law: Law, speed = 1): void {
    const id = this.firstOf[activity]! + subject;
    this.pending[id] = 1;
    if (law.kind === "immediate") {
      this.stamp[id] = 0;
      this.immediates.push(id);
      return;
    }
    const stream = this.streams.of(id);
    // Most laws are exponential: drawn here, they cost no call and put no number on the heap.
    if (law.kind === "exponential") this.left[id] = law.mean * stream.exponential();
    else this.left[id] = law.sample(stream);
    this.since[id] = this.now;
    this.speed[id] = speed;
    this.book(id, ++this.sequence);
  }

  cancel(activity: number, subject: number): void {
    const id = this.firstOf[activity]! + subject;
    if (this.pending[id] === 0) return;
    this.pending[id] = 0;
    this.stamp[id] = 0;
    const waiting = this.immediates.indexOf(id);
    if (waiting >= 0) this.immediates.splice(waiting, 1);
  }

  scale(activity: number, subject: number, speed: number): void {
    const id = this.firstOf[activity]! + subject;
    const before = this.speed[id]!;
    if (this.pending[id] === 0 || before === speed) return;
    this.left[id] = Math.max(0, this.left[id]! - (this.now - this.since[id]!) * before);
    this.since[id] = this.now;
    this.speed[id] = speed;
    this.book(id, ++this.sequence);
  }

  choose(choice: number, subject: number, weights: readonly number[]): number {
    if (weights[0]! >= 1) return 0;
    return branchAt(this.streams.of(this.firstChoice[choice]! + subject).uniform(), weights);
  }

  mark(mark: number, subject: number): void {
    this.listener.heard(mark, subject);
  }

  /** Everything that decides what comes next, as plain data; to be taken between steps. */
  snapshot(): Snapshot {
    return {
      now: this.now,
      events: this.events,
      sequence: this.sequence,
      cells: this.world.cells.slice(),
      pending: this.pending.slice(),
      stamp: this.stamp.slice(),
      left: this.left.slice(),
      since: this.since.slice(),
      speed: this.speed.slice(),
      streams: this.streams.positions(),
    };
  }

  /** Goes on from where a simulation of the same model was; the agenda is rebuilt, ties included. */
  restore(from: Snapshot): void {
    this.now = from.now;
    this.events = from.events;
    this.sequence = from.sequence;
    this.world.cells.set(from.cells);
    this.pending.set(from.pending);
    this.stamp.set(from.stamp);
    this.left.set(from.left);
    this.since.set(from.since);
    this.speed.set(from.speed);
    this.streams.moveTo(from.streams);
    this.immediates.length = 0;
    this.agenda.clear();
    for (const id of timedInOrder(from)) this.book(id, from.stamp[id]!);
    this.lookAhead();
  }

  /** Puts a timed activity into the agenda, unless it stands still or never ends. */
  private book(id: number, stamp: number): void {
    this.stamp[id] = stamp;
    const speed = this.speed[id]!;
    const left = this.left[id]!;
    if (!(speed > 0 && left < Number.POSITIVE_INFINITY)) return;
    this.agenda.schedule(this.since[id]! + (speed === 1 ? left : left / speed), id, stamp);
  }

  /** Takes the next activity that is still pending out of the agenda. */
  private lookAhead(): void {
    const { agenda, stamp } = this;
    this.due = Number.POSITIVE_INFINITY;
    for (let id = agenda.take(); id >= 0; id = agenda.take()) {
      if (agenda.takenStamp !== stamp[id]) continue;
      this.next = id;
      this.due = agenda.takenTime;
      return;
    }
  }

  private happen(id: number): void {
    this.pending[id] = 0;
    this.events++;
    this.model.fire(this.kindOf[id]!, this.subjectOf[id]!, this.world, this);
  }

  private settle(): void {
    for (let fired = 0; this.immediates.length > 0; fired++) {
      if (fired > IMMEDIATE_LIMIT) throw new Error("a loop of immediate activities: time cannot move on");
      this.happen(this.immediates.shift()!);
    }
  }
}
