import type { Transitions } from "../enumerate/chain.js";

/**
 * Long-run probability of each state of a chain that comes back to all of them, by the elimination of Grassmann,
 * Taksar and Heyman (Operations Research 33(5), 1985): it never subtracts, so each probability keeps its full relative
 * accuracy however small it is. Its work is cubic, its memory square.
 */
export function byElimination(chain: Transitions): Float64Array {
  const n = chain.states;
  const rates = denseRates(chain);
  for (let k = n - 1; k > 0; k--) eliminate(rates, k);
  const pi = new Float64Array(n);
  pi[0] = 1;
  let total = 1;
  for (let k = 1; k < n; k++) {
    let flow = 0;
    for (let i = 0; i < k; i++) flow += pi[i]! * rates[i]![k]!;
    pi[k] = flow;
    total += flow;
  }
  return pi.map((share) => share / total);
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

function denseRates({ states, firstEdge, target, rate }: Transitions): Float64Array[] {
  return Array.from({ length: states }, (_, s) => {
    const row = new Float64Array(states);
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++) row[target[e]!]! += rate[e]!;
    return row;
  });
}
