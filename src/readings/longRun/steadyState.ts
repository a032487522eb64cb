import { type Transitions, within } from "../enumerate/chain.js";
import { byElimination } from "./elimination.js";
import { recurrentStates } from "./recurrent.js";
import { bySweeps } from "./sweeps.js";

/** Up to this many states elimination is as fast as sweeps; up to the other it is bearable. */
const ELIMINATED = 400;
const ELIMINATED_IF_NEED_BE = 4_000;

/**
 * Long-run probability of each state, with full relative accuracy however small it is: by elimination where the chain
 * is small, else by sweeps. States that are left for good have probability 0.
 * @throws RangeError when the chain is large and sweeps do not settle: it hardly moves between parts of it.
 */
export function steadyState(chain: Transitions): Float64Array {
  const kept = recurrentStates(chain);
  const pi = balanced(within(chain, kept));
  const all = new Float64Array(chain.states);
  for (const [i, state] of kept.entries()) all[state] = pi[i]!;
  return all;
}

function balanced(chain: Transitions): Float64Array {
  const pi = (chain.states > ELIMINATED && bySweeps(chain)) || null;
  if (pi) return pi;
  if (chain.states <= ELIMINATED_IF_NEED_BE) return byElimination(chain);
  throw new RangeError(`the long run of ${chain.states} states could not be found: they hardly mix; simulate instead`);
}

/** Long-run mean of a level or a rate. */
export function longRunMean(pi: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < pi.length; s++) sum += pi[s]! * values[s]!;
  return sum;
}
