import { leavingRates, type Transitions } from "../enumerate/chain.js";
import { Shrinking } from "./sweeps.js";

const MOST_SWEEPS = 20_000;

/**
 * What is expected to be gained from each state of a chain until its first state is next entered, when a state earns
 * `reward` ≥ 0 a second; 0 for the first state itself. By sweeps of gₛ = (rewardₛ + Σ qₛₜ gₜ) / qₛ, which add positive
 * numbers only. Null when they do not settle.
 */
export function untilReturn(chain: Transitions, reward: Float64Array): Float64Array | null {
  const leaving = leavingRates(chain);
  const gained = new Float64Array(chain.states);
  const shrinking = new Shrinking();
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
    if (shrinking.isOverAfter(sweep(chain, leaving, reward, gained))) return gained;
  }
  return null;
}

/** One pass against the order in which the chain found its states: most of what follows a state was found after it. */
function sweep(
  { states, firstEdge, target, rate }: Transitions,
  leaving: Float64Array,
  reward: Float64Array,
  gained: Float64Array,
): number {
  let largest = 0;
  for (let s = states - 1; s > 0; s--) {
    let sum = reward[s]!;
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++) sum += rate[e]! * gained[target[e]!]!;
    const now = sum / leaving[s]!;
    const change = Math.abs(now - gained[s]!);
    if (change > largest * now) largest = change / now;
    gained[s] = now;
  }
  return largest;
}
