import type { Law } from "../kernel/law.js";
import { type Declare, DOWN, type Model } from "../kernel/model.js";
import type { World } from "../kernel/world.js";
import { Canon, type Pending } from "./canon.js";
import type { Approximation, Chain } from "./chain.js";
import { type PhaseChoice, type StandIn, standIn } from "./standIns.js";

/** Thrown when a chain would be larger than allowed. */
export class TooManyStates extends Error {
  override readonly name = "TooManyStates";

  constructor(limit: number, forecast: number | null) {
    const size =
      forecast === null ? `more than ${limit} states` : `about ${Math.round(forecast)} states, more than ${limit}`;
    super(`the chain has ${size}; use fewer phases or nodes, raise --max-states, or simulate instead`);
  }
}

export interface EnumerateOptions {
  readonly phases?: PhaseChoice;
  readonly maxStates?: number;
}

const MARKS = 16;
const IMMEDIATE_LIMIT = 100_000;
const DEFAULT_MAX_STATES = 20_000;

/**
 * The enumerate reading: every pending activity is an edge of a Markov chain, a branch is walked all ways, immediate
 * activities are carried out on the spot, and states that differ only in which of equal nodes is which are one.
 * Knows nothing of clusters: a model's layout says what may be swapped.
 */
export function enumerate<W extends World>(model: Model<W>, options: EnumerateOptions = {}): Chain {
  const phases = options.phases ?? {};
  const maxStates = options.maxStates ?? DEFAULT_MAX_STATES;
  if (Object.keys(phases).length > 0) forecast(model, phases, maxStates);
  return new Explorer(model, phases, maxStates).explore();
}

/** Refuses a chain whose phases would multiply it past the limit: each state times the phases of what is pending in it. */
function forecast<W extends World>(model: Model<W>, phases: PhaseChoice, maxStates: number): void {
  const plain = new Explorer(model, {}, maxStates);
  plain.explore();
  let total = 0;
  for (const { pending } of plain.found) {
    let copies = 1;
    for (const [id, law] of pending.law.entries()) {
      if (law >= 0) copies *= standIn(plain.laws[law]!.law, plain.nameOf(id), phases).phases.rates.length;
    }
    total += copies;
  }
  if (total > maxStates) throw new TooManyStates(maxStates, total);
}

interface State {
  readonly cells: Int32Array;
  readonly pending: Pending;
}

class Explorer<W extends World> {
  readonly found: State[] = [];
  readonly laws: { law: Law; activity: string; standIn: StandIn }[] = [];
  private readonly ids = new Map<string, number>();
  private readonly kindOf: Int32Array;
  private readonly subjectOf: Int32Array;
  private readonly canon: Canon;
  private readonly walker: Walker<W>;

  constructor(
    private readonly model: Model<W>,
    private readonly phases: PhaseChoice,
    private readonly maxStates: number,
  ) {
    const sizes = model.activities.map((kind) => model.layout.groups[kind.group]!.size);
    const firstOf = Int32Array.from(sizes, (_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0));
    this.kindOf = Int32Array.from(sizes.flatMap((size, k) => new Array<number>(size).fill(k)));
    this.subjectOf = Int32Array.from(sizes.flatMap((size) => Array.from({ length: size }, (_, i) => i)));
    this.canon = new Canon(model, firstOf);
    this.walker = new Walker(
      model,
      firstOf,
      this.kindOf,
      this.subjectOf,
      (law, id) => this.lawIndex(law, this.nameOf(id)),
      this.laws,
    );
  }

  nameOf(id: number): string {
    return this.model.activities[this.kindOf[id]!]!.name;
  }

  explore(): Chain {
    const { model, walker, found } = this;
    const firstEdge: number[] = [0];
    const target: number[] = [];
    const rate: number[] = [];
    const levels: number[] = [];
    const marks: number[] = [];
    const seen = new Float64Array(model.levels.length + model.causes.length);
    walker.begin((world, pending) => this.visit(world, pending));
    for (let s = 0; s < found.length; s++) {
      const state = found[s]!;
      const out = new Map<number, number>();
      const markRates = new Float64Array(MARKS);
      for (const [id, law] of state.pending.law.entries()) {
        if (law < 0 || state.pending.speed[id] === 0) continue;
        const { phases } = this.laws[law]!.standIn;
        const phase = state.pending.phase[id]!;
        const leaves = phases.rates[phase]! * state.pending.speed[id]!;
        if (!(leaves > 0)) continue;
        const arrive = (world: W, pending: Pending, probability: number) => {
          const to = this.visit(world, pending);
          if (to !== s) out.set(to, (out.get(to) ?? 0) + leaves * probability);
          for (let m = 0; m < MARKS; m++) markRates[m]! += leaves * probability * walker.marks[m]!;
        };
        walker.leave(state, id, phases.next[phase]!, arrive);
      }
      for (const [to, r] of out) {
        target.push(to);
        rate.push(r);
      }
      firstEdge.push(target.length);
      marks.push(...markRates);
      walker.world.cells.set(state.cells);
      seen.fill(0);
      model.measure(walker.world, seen);
      if (seen[DOWN]! > 0) model.attribute(walker.world, 1, seen, model.levels.length);
      levels.push(...seen);
    }
    return {
      states: found.length,
      firstEdge: Int32Array.from(firstEdge),
      target: Int32Array.from(target),
      rate: Float64Array.from(rate),
      levels: Float64Array.from(levels),
      levelNames: [...model.levels, ...model.causes],
      services: model.services.count,
      marks: Float64Array.from(marks),
      markCount: MARKS,
      approximated: this.approximations(),
    };
  }

  private visit(world: W, pending: Pending): number {
    const name = this.canon.name(world.cells, pending);
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = this.found.length;
    if (id >= this.maxStates) throw new TooManyStates(this.maxStates, null);
    this.ids.set(name, id);
    const { law, phase, speed } = pending;
    this.found.push({
      cells: world.cells.slice(),
      pending: { law: law.slice(), phase: phase.slice(), speed: speed.slice() },
    });
    return id;
  }

  private lawIndex(law: Law, activity: string): number {
    const known = this.laws.findIndex((entry) => entry.law === law && entry.activity === activity);
    if (known >= 0) return known;
    return this.laws.push({ law, activity, standIn: standIn(law, activity, this.phases) }) - 1;
  }

  private approximations(): Approximation[] {
    const list = this.laws.flatMap(({ law, activity, standIn: { by } }) =>
      by ? [{ activity, kind: law.kind, by }] : [],
    );
    return list.filter((a, i) => list.findIndex((b) => b.activity === a.activity && b.kind === a.kind) === i);
  }
}

type Arrive<W> = (world: W, pending: Pending, probability: number) => void;

/** Carries out one activity in every way its branches allow. A script holds the branches taken so far on this walk. */
class Walker<W extends World> implements Declare {
  readonly world: W;
  readonly marks = new Float64Array(MARKS);
  private readonly pending: Pending;
  private readonly newCells: Int32Array;
  private immediates: number[] = [];
  private script: number[] = [];
  private step = 0;
  private probability = 1;
  private others: number[][] = [];

  constructor(
    private readonly model: Model<W>,
    private readonly firstOf: Int32Array,
    private readonly kindOf: Int32Array,
    private readonly subjectOf: Int32Array,
    private readonly lawIndex: (law: Law, id: number) => number,
    private readonly laws: readonly { standIn: StandIn }[],
  ) {
    this.world = model.newWorld();
    this.newCells = this.world.cells.slice();
    const size = kindOf.length;
    this.pending = { law: new Int32Array(size).fill(-1), phase: new Int32Array(size), speed: new Float64Array(size) };
  }

  /** Every way a new world can begin. */
  begin(arrive: Arrive<W>): void {
    const nothing = {
      law: new Int32Array(this.kindOf.length).fill(-1),
      phase: new Int32Array(this.kindOf.length),
      speed: new Float64Array(this.kindOf.length),
    };
    this.walk({ cells: this.newCells, pending: nothing }, () => this.model.begin(this.world, this), arrive);
  }

  /** Every way activity `id` of a state can move on: to phase `next`, or, when that is −1, to its end and what follows. */
  leave(state: State, id: number, next: number, arrive: Arrive<W>): void {
    const move = () => {
      if (next >= 0) this.pending.phase[id] = next;
      else this.fire(id);
    };
    this.walk(state, move, arrive);
  }

  start(activity: number, subject: number, law: Law, speed = 1): void {
    const id = this.firstOf[activity]! + subject;
    if (law.kind === "immediate") {
      this.immediates.push(id);
      return;
    }
    if (law.mean === Number.POSITIVE_INFINITY) return this.forget(id);
    const index = this.lawIndex(law, id);
    this.pending.law[id] = index;
    this.pending.speed[id] = speed;
    this.pending.phase[id] = this.branch(this.laws[index]!.standIn.phases.start);
  }

  cancel(activity: number, subject: number): void {
    const id = this.firstOf[activity]! + subject;
    this.forget(id);
    this.immediates = this.immediates.filter((waiting) => waiting !== id);
  }

  scale(activity: number, subject: number, speed: number): void {
    const id = this.firstOf[activity]! + subject;
    if (this.pending.law[id]! >= 0) this.pending.speed[id] = speed;
  }

  choose(_choice: number, _subject: number, weights: readonly number[]): number {
    return this.branch(weights);
  }

  mark(mark: number): void {
    this.marks[mark]!++;
  }

  private walk(from: State, move: () => void, arrive: Arrive<W>): void {
    const scripts: number[][] = [[]];
    for (let script = scripts.pop(); script; script = scripts.pop()) {
      this.world.cells.set(from.cells);
      this.pending.law.set(from.pending.law);
      this.pending.phase.set(from.pending.phase);
      this.pending.speed.set(from.pending.speed);
      this.marks.fill(0);
      this.script = script;
      this.step = 0;
      this.probability = 1;
      this.others = [];
      this.immediates = [];
      move();
      this.settle();
      arrive(this.world, this.pending, this.probability);
      scripts.push(...this.others);
    }
  }

  private settle(): void {
    for (let fired = 0; this.immediates.length > 0; fired++) {
      if (fired > IMMEDIATE_LIMIT) throw new Error("a loop of immediate activities: time cannot move on");
      this.fire(this.immediates.shift()!);
    }
  }

  private fire(id: number): void {
    this.forget(id);
    this.model.fire(this.kindOf[id]!, this.subjectOf[id]!, this.world, this);
  }

  private forget(id: number): void {
    this.pending.law[id] = -1;
    this.pending.phase[id] = 0;
    this.pending.speed[id] = 0;
  }

  /** Takes the branch the script says, or the first possible one, and notes the others for later walks. */
  private branch(weights: readonly number[]): number {
    const possible = weights.flatMap((weight, i) => (weight > 0 ? [i] : []));
    if (possible.length === 1) return possible[0]!;
    if (this.step === this.script.length) {
      for (const other of possible.slice(1)) this.others.push([...this.script, other]);
      this.script = [...this.script, possible[0]!];
    }
    const taken = this.script[this.step++]!;
    this.probability *= weights[taken]!;
    return taken;
  }
}
