import { leavingRates, reversed, type Transitions } from "../enumerate/chain.js";

/** Relative error allowed in each probability, as the sweeps themselves tell it. */
const ERROR = 1e-13;
/** A change of a few roundings is no change. */
const ROUNDING = 1e-15;
const MOST_SWEEPS = 20_000;

/**
 * Long-run probability of each state of a chain that comes back to all of them, by sweeps of its balance equations:
 * what a state holds is what flows into it over the rate at which it is left, πⱼ = Σᵢ πᵢ qᵢⱼ / qⱼ, with the newest
 * values at once (Gauss–Seidel). Only sums, products and quotients of positive numbers, so that small probabilities are
 * as accurate as large ones. States are swept in the order in which the chain found them, away from where all is
 * well, which is the way most of the flow goes: some tens of sweeps do.
 *
 * Ends when the largest relative change of any state, with all the changes that would still follow at the rate at which
 * they shrink, is below 1e-13. Null when 20 000 sweeps do not get there.
 */
export function bySweeps(chain: Transitions): Float64Array | null {
  const into = reversed(chain);
  const leaving = leavingRates(chain);
  const pi = new Float64Array(chain.states);
  pi[0] = 1;
  const shrinking = new Shrinking();
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
    const change = sweep(into, leaving, pi);
    if (shrinking.isOverAfter(change)) return pi;
  }
  return null;
}

/** One pass over all states, the first of them last: all flow came from it. Returns the largest relative change. */
function sweep(
  { states, firstEdge, target: source, rate }: Transitions,
  leaving: Float64Array,
  pi: Float64Array,
): number {
  let largest = 0;
  let total = 0;
  for (let i = 1; i <= states; i++) {
    const s = i === states ? 0 : i;
    let flow = 0;
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++) flow += pi[source[e]!]! * rate[e]!;
    const now = flow / leaving[s]!;
    const change = Math.abs(now - pi[s]!);
    if (change > largest * now) largest = change / now;
    pi[s] = now;
    total += now;
  }
  for (let s = 0; s < states; s++) pi[s]! /= total;
  return largest;
}

/** What a reading needs of its sweeps. */
interface Demands {
  /** Relative error allowed in each value. */
  readonly error: number;
  /** How many of the last changes tell how fast they shrink. */
  readonly memory: number;
  /** Changes below this that shrink no more are roundings. */
  readonly noise: number;
}

/** Tells from how the changes shrink when all that would still follow are too small to matter. */
export class Shrinking {
  private before = Number.POSITIVE_INFINITY;
  /** How much smaller than the one before the last few changes were, the slowest counting. */
  private readonly factors: number[];

  constructor(private readonly demands: Demands = { error: ERROR, memory: 4, noise: ROUNDING }) {
    this.factors = new Array<number>(demands.memory).fill(1);
  }

  /** @param change the largest relative change of a sweep */
  isOverAfter(change: number): boolean {
    const { error, noise } = this.demands;
    const isRounding = change <= ROUNDING || (change <= noise && change >= this.before);
    this.factors.push(change / this.before);
    this.factors.shift();
    this.before = change;
    const factor = Math.max(...this.factors);
    return isRounding || (factor < 1 && (change * factor) / (1 - factor) < error);
  }
}
