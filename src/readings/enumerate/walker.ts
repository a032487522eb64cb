import type { Law } from "../../kernel/law.js";
import type { Declare, Model } from "../../kernel/model.js";
import type { World } from "../../kernel/world.js";
import { type Clocks, STILL } from "./clocks.js";

/** Marks that a chain counts. */
export const MARKS = 16;
const IMMEDIATE_LIMIT = 100_000;

/** Every activity of a model has a number: those of one kind stand together, one for each member of its group. */
export interface Numbering {
  readonly firstOf: Int32Array;
  readonly kindOf: Int32Array;
  readonly subjectOf: Int32Array;
}

export function numbering({ activities, layout }: Model): Numbering {
  const sizes = activities.map((kind) => layout.groups[kind.group]!.size);
  return {
    firstOf: Int32Array.from(sizes, (_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0)),
    kindOf: Int32Array.from(sizes.flatMap((size, k) => new Array<number>(size).fill(k))),
    subjectOf: Int32Array.from(sizes.flatMap((size) => Array.from({ length: size }, (_, i) => i))),
  };
}

/**
 * Carries out one activity in every way its branches allow, and tells where each way arrives: in `world` and `clocks`,
 * with `marks` on the way, at the given probability. A script holds the branches taken so far on a walk.
 */
export class Walker<W extends World> implements Declare {
  readonly world: W;
  /** The clock pending for each activity, or STILL. */
  readonly clocks: Int32Array;
  readonly marks = new Float64Array(MARKS);
  /** The choices met on the way that could have gone another way: number, branch taken and its weight, one after another. */
  readonly choices: number[] = [];
  private readonly immediates: number[] = [];
  private script: readonly number[] = [];
  private step = 0;
  private probability = 1;
  private readonly others: (readonly number[])[] = [];

  constructor(
    private readonly model: Model<W>,
    private readonly numbers: Numbering,
    private readonly known: Clocks,
    private readonly arrive: (probability: number) => void,
  ) {
    this.world = model.newWorld();
    this.clocks = new Int32Array(numbers.kindOf.length).fill(STILL);
  }

  /** Every way a new world can begin. */
  begin(): void {
    const before = Int32Array.of(...this.world.cells, ...this.clocks);
    this.walk(before, 0, () => this.model.begin(this.world, this));
  }

  /** Every way activity `id` of the state at states[at] can move on: to clock `next`, or, when that is STILL, to its end. */
  leave(states: Int32Array, at: number, id: number, next: number): void {
    this.walk(states, at, () => {
      if (next === STILL) this.fire(id);
      else this.clocks[id] = next;
    });
  }

  /** Puts a stored state before us: cells, then clocks. */
  load(states: Int32Array, at: number): void {
    const { cells } = this.world;
    for (let i = 0; i < cells.length; i++) cells[i] = states[at + i]!;
    const from = at + cells.length;
    for (let i = 0; i < this.clocks.length; i++) this.clocks[i] = states[from + i]!;
  }

  start(activity: number, subject: number, law: Law, speed = 1): void {
    const id = this.numbers.firstOf[activity]! + subject;
    if (law.kind === "immediate") {
      this.immediates.push(id);
      return;
    }
    if (law.mean === Number.POSITIVE_INFINITY) {
      this.clocks[id] = STILL;
      return;
    }
    const entry = this.known.entry(activity, law);
    this.clocks[id] = this.known.clock(entry, this.branch(this.known.entries[entry]!.standIn.phases.start), speed);
  }

  cancel(activity: number, subject: number): void {
    const id = this.numbers.firstOf[activity]! + subject;
    this.clocks[id] = STILL;
    for (let i = this.immediates.length - 1; i >= 0; i--) if (this.immediates[i] === id) this.immediates.splice(i, 1);
  }

  scale(activity: number, subject: number, speed: number): void {
    const id = this.numbers.firstOf[activity]! + subject;
    if (this.clocks[id] !== STILL) this.clocks[id] = this.known.atSpeed(this.clocks[id]!, speed);
  }

  choose(choice: number, _subject: number, weights: readonly number[]): number {
    const taken = this.branch(weights);
    if (weights[taken] !== 1) this.choices.push(choice, taken, weights[taken]!);
    return taken;
  }

  mark(mark: number): void {
    this.marks[mark]!++;
  }

  private walk(states: Int32Array, at: number, move: () => void): void {
    this.script = [];
    for (let more = true; more; more = this.nextScript()) {
      this.load(states, at);
      this.marks.fill(0);
      this.choices.length = 0;
      this.step = 0;
      this.probability = 1;
      move();
      this.settle();
      this.arrive(this.probability);
    }
  }

  private nextScript(): boolean {
    const next = this.others.pop();
    if (next) this.script = next;
    return next !== undefined;
  }

  private settle(): void {
    for (let fired = 0; this.immediates.length > 0; fired++) {
      if (fired > IMMEDIATE_LIMIT) throw new Error("a loop of immediate activities: time cannot move on");
      this.fire(this.immediates.shift()!);
    }
  }

  private fire(id: number): void {
    this.clocks[id] = STILL;
    this.model.fire(this.numbers.kindOf[id]!, this.numbers.subjectOf[id]!, this.world, this);
  }

  /** Takes the branch the script says, or the first possible one, and notes the others for later walks. */
  private branch(weights: readonly number[]): number {
    const first = firstPossible(weights);
    if (weights[first] === 1) return first;
    if (this.step === this.script.length) {
      for (let other = first + 1; other < weights.length; other++)
        if (weights[other]! > 0) this.others.push([...this.script, other]);
      this.script = [...this.script, first];
    }
    const taken = this.script[this.step++]!;
    this.probability *= weights[taken]!;
    return taken;
  }
}

function firstPossible(weights: readonly number[]): number {
  let first = 0;
  while (!(weights[first]! > 0)) first++;
  return first;
}
