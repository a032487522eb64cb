import type { Chain } from "./chain.js";
import { recurrentStates } from "./recurrent.js";

/** Above this many states the elimination, which is cubic, is refused. */
export const STEADY_LIMIT = 3_000;

/**
 * Long-run probability of each state, by the elimination of Grassmann, Taksar and Heyman (Operations Research 33(5),
 * 1985): it never subtracts, so each probability keeps its full relative accuracy however small it is. States that
 * are left for good have probability 0.
 */
export function steadyState(chain: Chain): Float64Array {
  const kept = recurrentStates(chain);
  const n = kept.length;
  if (n > STEADY_LIMIT) throw new RangeError(`${n} states are too many for elimination (${STEADY_LIMIT})`);
  const rates = denseRates(chain, kept);
  const pi = new Float64Array(n);
  for (let k = n - 1; k > 0; k--) eliminate(rates, k);
  pi[0] = 1;
  let total = 1;
  for (let k = 1; k < n; k++) {
    let flow = 0;
    for (let i = 0; i < k; i++) flow += pi[i]! * rates[i]![k]!;
    pi[k] = flow;
    total += flow;
  }
  const all = new Float64Array(chain.states);
  for (const [i, state] of kept.entries()) all[state] = pi[i]! / total;
  return all;
}

/** Folds state k into the states below it; rates[i][k] is left as what enters k from i, relative to what leaves it. */
function eliminate(rates: Float64Array[], k: number): void {
  const row = rates[k]!;
  let leaving = 0;
  for (let j = 0; j < k; j++) leaving += row[j]!;
  for (let i = 0; i < k; i++) {
    const from = rates[i]!;
    if (from[k] === 0) continue;
    const share = from[k]! / leaving;
    from[k] = share;
    for (let j = 0; j < k; j++) from[j]! += share * row[j]!;
  }
}

/** Rates among the kept states as dense rows. */
export function denseRates(chain: Chain, kept: readonly number[]): Float64Array[] {
  const place = new Int32Array(chain.states).fill(-1);
  for (const [i, state] of kept.entries()) place[state] = i;
  return kept.map((state) => {
    const row = new Float64Array(kept.length);
    for (let e = chain.firstEdge[state]!; e < chain.firstEdge[state + 1]!; e++) {
      const to = place[chain.target[e]!]!;
      if (to >= 0) row[to]! += chain.rate[e]!;
    }
    return row;
  });
}

/** Long-run mean of a level or a rate. */
export function longRunMean(pi: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < pi.length; s++) sum += pi[s]! * values[s]!;
  return sum;
}
