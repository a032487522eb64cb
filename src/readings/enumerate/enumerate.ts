import { DOWN, type Model } from "../../kernel/model.js";
import type { World } from "../../kernel/world.js";
import { Canon } from "./canon.js";
import { type Chain, componentLevel } from "./chain.js";
import { Clocks, STILL } from "./clocks.js";
import type { PhaseChoice } from "./standIns.js";
import { Steps } from "./steps.js";
import { MARKS, type Numbering, numbering, Walker } from "./walker.js";
import { withRoom } from "./words.js";

/** Thrown when a chain would be larger than allowed. */
export class TooManyStates extends Error {
  override readonly name = "TooManyStates";

  constructor(limit: number, forecast: number | null) {
    const size =
      forecast === null ? `more than ${limit} states` : `about ${rounded(forecast)} states, more than ${limit}`;
    super(`the chain has ${size}; use fewer phases or nodes, raise --max-states, or simulate instead`);
  }
}

/** A number of which only the size is known, in words a person can read. */
function rounded(states: number): string {
  return states < 1e12 ? String(Number(states.toPrecision(2))) : "10¹² or more";
}

export interface EnumerateOptions {
  readonly phases?: PhaseChoice;
  readonly maxStates?: number;
  /** Told now and then how many states have been followed, and how many are known so far. */
  readonly progress?: (done: number, known: number) => void;
}

const DEFAULT_MAX_STATES = 300_000;

/**
 * The enumerate reading: every pending activity is an edge of a Markov chain, a branch is walked all ways, immediate
 * activities are carried out on the spot, and states that differ only in which of equal nodes is which are one.
 * Knows nothing of clusters: a model's layout says what may be swapped.
 */
export function enumerate<W extends World>(model: Model<W>, options: EnumerateOptions = {}): Chain {
  refuseIfHopeless(model, options);
  return new Explorer(model, options).explore();
}

/** Counts, before phases multiply the states of a chain, about how many there will be. */
function refuseIfHopeless<W extends World>(model: Model<W>, options: EnumerateOptions): void {
  const { phases = {}, maxStates = DEFAULT_MAX_STATES } = options;
  if (Object.keys(phases).length === 0) return;
  const plain = new Explorer(model, { ...options, phases: {} });
  plain.explore();
  const states = plain.statesWith(phases);
  if (states > 2 * maxStates) throw new TooManyStates(maxStates, states);
}

class Explorer<W extends World> {
  private readonly numbers: Numbering;
  private readonly clocks: Clocks;
  private readonly canon: Canon;
  private readonly walker: Walker<W>;
  private readonly maxStates: number;
  /** Of each state its cells and its clocks, `width` integers in all. */
  private stored = new Int32Array(1 << 12);
  private readonly width: number;
  private states = 0;
  private readonly seen: Float64Array;
  private levels = new Float64Array(1 << 10);
  private marks = new Float64Array(1 << 10);
  private firstEdge = new Int32Array(1 << 10);
  private target = new Int32Array(1 << 10);
  private rate = new Float64Array(1 << 10);
  private stepOf = new Int32Array(1 << 10);
  private edges = 0;
  private readonly steps: Steps;
  /** The state whose edges are being found; −1 before the first. */
  private from = -1;
  /** Rate per second at which the activity being followed moves on, in all its alike members together. */
  private leaving = 0;
  /** The law under which it does. */
  private entry = -1;
  private readonly leaders: number[] = [];
  private readonly many: number[] = [];

  constructor(
    private readonly model: Model<W>,
    private readonly options: EnumerateOptions,
  ) {
    this.maxStates = options.maxStates ?? DEFAULT_MAX_STATES;
    this.numbers = numbering(model);
    this.clocks = new Clocks(
      model.activities.map(({ name }) => name),
      options.phases ?? {},
    );
    this.steps = new Steps(model, this.clocks);
    this.canon = new Canon(model, this.numbers.firstOf);
    this.walker = new Walker(model, this.numbers, this.clocks, (probability) => this.arrive(probability));
    this.width = this.walker.world.cells.length + this.walker.clocks.length;
    this.seen = new Float64Array(this.levelNames().length);
  }

  explore(): Chain {
    const { model, options } = this;
    this.walker.begin();
    for (let s = 0; s < this.states; s++) {
      this.expand(s);
      if (s % 256 === 0) options.progress?.(s, this.states);
    }
    return {
      states: this.states,
      firstEdge: this.firstEdge.slice(0, this.states + 1),
      target: this.target.slice(0, this.edges),
      rate: this.rate.slice(0, this.edges),
      stepOf: this.stepOf.slice(0, this.edges),
      steps: this.steps.list,
      levels: this.levels.slice(0, this.states * this.seen.length),
      levelNames: this.levelNames(),
      services: model.services.count,
      marks: this.marks.slice(0, this.states * MARKS),
      markCount: MARKS,
      approximated: this.clocks.approximations(),
    };
  }

  /** Levels, causes and components, in the order in which they are measured. */
  private levelNames(): string[] {
    const { levels, causes, components = [] } = this.model;
    return [...levels, ...causes, ...components.map((_, c) => componentLevel(c))];
  }

  /** About how many states these would be with phases. */
  statesWith(choice: PhaseChoice): number {
    const { canon, clocks, walker } = this;
    const phases = clocks.entryOf.map((entry) => clocks.phasesWith(entry, choice));
    let total = 0;
    for (let s = 0; s < this.states; s++) {
      walker.load(this.stored, s * this.width);
      canon.numberOf(walker.world.cells, walker.clocks);
      total += canon.variants(walker.world.cells, walker.clocks, phases);
    }
    return total;
  }

  /** Finds the edges of a state: one walk for all pending activities that are alike. */
  private expand(s: number): void {
    this.from = s;
    this.marks = withRoom(this.marks, (s + 1) * MARKS);
    this.findLeaders(s);
    const at = s * this.width;
    const clocksAt = at + this.walker.world.cells.length;
    for (const [i, id] of this.leaders.entries()) {
      const clock = this.stored[clocksAt + id]!;
      this.leaving = this.clocks.rateOf[clock]! * this.many[i]!;
      this.entry = this.clocks.entryOf[clock]!;
      this.walker.leave(this.stored, at, id, this.clocks.next(clock));
    }
    this.firstEdge = withRoom(this.firstEdge, s + 2);
    this.firstEdge[s + 1] = this.edges;
  }

  /** The activities that can end in a state, one of each that are alike, and how many it stands for. */
  private findLeaders(s: number): void {
    const { walker, canon, leaders, many, numbers } = this;
    walker.load(this.stored, s * this.width);
    canon.numberOf(walker.world.cells, walker.clocks);
    leaders.length = many.length = 0;
    let firstOfKind = 0;
    let kind = -1;
    for (let id = 0; id < walker.clocks.length; id++) {
      const clock = walker.clocks[id]!;
      if (clock === STILL || !(this.clocks.rateOf[clock]! > 0)) continue;
      if (numbers.kindOf[id] !== kind) firstOfKind = leaders.length;
      kind = numbers.kindOf[id]!;
      const leader = this.leaderOf(id, firstOfKind);
      if (leader === leaders.length) {
        leaders.push(id);
        many.push(1);
      } else many[leader]!++;
    }
  }

  private leaderOf(id: number, from: number): number {
    const { group } = this.model.activities[this.numbers.kindOf[id]!]!;
    const subject = this.numbers.subjectOf[id]!;
    let i = from;
    while (i < this.leaders.length && !this.canon.areAlike(group, this.numbers.subjectOf[this.leaders[i]!]!, subject))
      i++;
    return i;
  }

  /** A walk has ended: its state is numbered, and the way to it is an edge, or more of one. */
  private arrive(probability: number): void {
    const { walker } = this;
    const to = this.canon.numberOf(walker.world.cells, walker.clocks);
    if (to === this.states) this.store();
    if (this.from < 0) return;
    const rate = this.leaving * probability;
    for (let m = 0; m < MARKS; m++) this.marks[this.from * MARKS + m]! += rate * walker.marks[m]!;
    if (to !== this.from) this.addEdge(to, rate, this.steps.numberOf(this.entry, walker.choices));
  }

  private addEdge(to: number, rate: number, step: number): void {
    for (let e = this.firstEdge[this.from]!; e < this.edges; e++) {
      if (this.target[e] !== to || this.stepOf[e] !== step) continue;
      this.rate[e]! += rate;
      return;
    }
    this.stepOf = withRoom(this.stepOf, this.edges + 1);
    this.stepOf[this.edges] = step;
    this.target = withRoom(this.target, this.edges + 1);
    this.rate = withRoom(this.rate, this.edges + 1);
    this.target[this.edges] = to;
    this.rate[this.edges++] = rate;
  }

  private store(): void {
    const { world, clocks } = this.walker;
    if (this.states >= this.maxStates) throw new TooManyStates(this.maxStates, null);
    const at = this.states * this.width;
    this.stored = withRoom(this.stored, at + this.width);
    this.stored.set(world.cells, at);
    this.stored.set(clocks, at + world.cells.length);
    this.measure(this.states * this.seen.length);
    this.states++;
  }

  private measure(at: number): void {
    const { model, seen } = this;
    seen.fill(0);
    model.measure(this.walker.world, seen);
    if (seen[DOWN]! > 0) model.attribute(this.walker.world, 1, seen, model.levels.length);
    model.countFailed?.(this.walker.world, seen, model.levels.length + model.causes.length);
    this.levels = withRoom(this.levels, at + seen.length);
    this.levels.set(seen, at);
  }
}
