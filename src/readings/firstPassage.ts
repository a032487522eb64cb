import { DOWN } from "../kernel/model.js";
import { type Chain, levelVector } from "./chain.js";
import { denseRates } from "./steadyState.js";

/**
 * Mean time in seconds from state 0 to the first state that is down; +Infinity when none can be reached. By the same
 * elimination without subtraction as the steady state: time spent and rates to failure are folded forward.
 */
export function meanTimeToFirstOutage(chain: Chain): number {
  const down = levelVector(chain, DOWN);
  const up = [...down.keys()].filter((s) => down[s] === 0);
  const rates = denseRates(chain, up);
  const lost = Float64Array.from(up, (s) => rateInto(chain, s, down));
  const time = new Float64Array(up.length).fill(1);
  for (let k = up.length - 1; k > 0; k--) {
    const row = rates[k]!;
    let leaving = lost[k]!;
    for (let j = 0; j < k; j++) leaving += row[j]!;
    if (leaving === 0) continue;
    for (let i = 0; i < k; i++) {
      const from = rates[i]!;
      if (from[k] === 0) continue;
      const share = from[k]! / leaving;
      time[i]! += share * time[k]!;
      lost[i]! += share * lost[k]!;
      for (let j = 0; j < k; j++) if (j !== i) from[j]! += share * row[j]!;
    }
  }
  return time[0]! / lost[0]!;
}

function rateInto(chain: Chain, state: number, down: Float64Array): number {
  let sum = 0;
  for (let e = chain.firstEdge[state]!; e < chain.firstEdge[state + 1]!; e++) {
    if (down[chain.target[e]!]! > 0) sum += chain.rate[e]!;
  }
  return sum;
}
