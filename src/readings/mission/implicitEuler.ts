import { leavingRates, only, reversed, type Transitions } from "../enumerate/chain.js";
import { components } from "../longRun/recurrent.js";
import { Shrinking } from "../longRun/sweeps.js";

const MOST_SWEEPS = 1_000;
/** As exact as rounding allows: what is made of several such steps takes their differences. */
const DEMANDS = { error: 1e-15, memory: 2, noise: 1e-14 };

/**
 * A step of the implicit Euler method: from chances p it goes to x with x (I − hQ) = p, Q being the rates of the chain.
 * Solved by sweeps of x_j = (p_j + h Σ x_i q_ij) / (1 + h q_j), which only add, multiply and divide positive numbers. The
 * states that lead to one another are solved together, each such set after those that lead to it; what must be left in
 * it in all is known beforehand, as nothing gets lost, and after each sweep it is scaled to that: so long steps take hardly
 * more sweeps than short ones.
 */
export class ImplicitEuler {
  /** Edges looked at so far. */
  work = 0;
  private readonly sets: readonly Int32Array[];
  /** Transitions within the sets and those from one to another, by where they lead. */
  private readonly inside: Transitions;
  private readonly between: Transitions;
  private readonly leaving: Float64Array;
  /** The rate at which each state is left for another set. */
  private readonly lost: Float64Array;
  private readonly given: Float64Array;
  private readonly share: Float64Array;

  constructor(chain: Transitions) {
    const set = components(chain);
    const between = only(chain, (from, to) => set[from] !== set[to]);
    this.sets = inOrder(set);
    this.inside = reversed(only(chain, (from, to) => set[from] === set[to]));
    this.between = reversed(between);
    this.leaving = leavingRates(chain);
    this.lost = leavingRates(between);
    this.given = new Float64Array(chain.states);
    this.share = new Float64Array(chain.states);
  }

  /** Takes chances `seconds` further, in place; false when the sweeps do not settle. */
  advance(chances: Float64Array, seconds: number): boolean {
    const { given, share, leaving } = this;
    for (let s = 0; s < share.length; s++) {
      share[s] = 1 / (1 + seconds * leaving[s]!);
      given[s] = chances[s]!;
    }
    return this.sets.every((set) => this.solve(set, chances, seconds));
  }

  private solve(set: Int32Array, x: Float64Array, h: number): boolean {
    const toBeLeft = this.receive(set, x, h);
    if (toBeLeft === 0) return true;
    if (set.length === 1) {
      x[set[0]!] = this.given[set[0]!]! * this.share[set[0]!]!;
      return true;
    }
    const shrinking = new Shrinking(DEMANDS);
    for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
      if (shrinking.isOverAfter(this.sweep(set, x, h, toBeLeft))) return true;
    }
    return false;
  }

  /** Adds what the sets before lead to this one, and returns what it is given in all. */
  private receive(set: Int32Array, x: Float64Array, h: number): number {
    const { given, between } = this;
    let all = 0;
    for (const s of set) {
      given[s]! += h * inflow(between, x, s);
      all += given[s]!;
    }
    return all;
  }

  /** One pass over a set, then scaled; returns the largest relative change. */
  private sweep(set: Int32Array, x: Float64Array, h: number, toBeLeft: number): number {
    const { given, share, lost } = this;
    const { firstEdge, target: source, rate } = this.inside;
    let largest = 0;
    let left = 0;
    let looks = 0;
    for (let i = 0; i < set.length; i++) {
      const s = set[i]!;
      let flow = 0;
      const [begin, end] = [firstEdge[s]!, firstEdge[s + 1]!];
      for (let e = begin; e < end; e++) flow += x[source[e]!]! * rate[e]!;
      looks += end - begin;
      const now = (given[s]! + h * flow) * share[s]!;
      const change = Math.abs(now - x[s]!);
      if (change > largest * now) largest = change / now;
      x[s] = now;
      left += now * (1 + h * lost[s]!);
    }
    const scale = toBeLeft / left;
    for (const s of set) x[s]! *= scale;
    this.work += looks;
    return largest;
  }
}

function inflow({ firstEdge, target: source, rate }: Transitions, x: Float64Array, s: number): number {
  let flow = 0;
  const end = firstEdge[s + 1]!;
  for (let e = firstEdge[s]!; e < end; e++) flow += x[source[e]!]! * rate[e]!;
  return flow;
}

/** The sets of states that lead to one another, each after those that lead to it; of each the first state last, as flow comes from it. */
function inOrder(set: Int32Array): Int32Array[] {
  const count = set.reduce((most, one) => Math.max(most, one + 1), 0);
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [s, one] of set.entries()) if (one >= 0) lists[one]!.push(s);
  return lists.reverse().map(([first, ...others]) => Int32Array.from([...others, first!]));
}
