import { DOWN } from "../../kernel/model.js";
import { type Chain, levelVector, type Transitions, within } from "../enumerate/chain.js";
import { longRunMean, steadyState } from "../longRun/steadyState.js";

/**
 * Mean time in seconds from state 0 to the first state that is down, or in which another level is not 0; +Infinity when none can be
 * reached. It is the
 * mean time between outages of the chain that begins anew with each of them, so one over their long-run rate: the same
 * sums of positive numbers as the long run.
 */
export function meanTimeToFirstOutage(chain: Chain, level = DOWN): number {
  const down = levelVector(chain, level);
  if (down[0]! > 0) return 0;
  const up = [...down.keys()].filter((s) => down[s] === 0);
  const outage = Float64Array.from(up, (s) => rateInto(chain, s, down));
  return 1 / longRunMean(steadyState(begunAnew(chain, up, outage)), outage);
}

function rateInto(chain: Chain, state: number, down: Float64Array): number {
  let sum = 0;
  for (let e = chain.firstEdge[state]!; e < chain.firstEdge[state + 1]!; e++) {
    if (down[chain.target[e]!]! > 0) sum += chain.rate[e]!;
  }
  return sum;
}

/** The states that are up, with a way back to the first of them for every outage. */
function begunAnew(chain: Chain, up: readonly number[], outage: Float64Array): Transitions {
  const among = within(chain, up);
  const firstEdge = among.firstEdge.map((first, s) => first + Math.min(s, up.length));
  const target = new Int32Array(among.target.length + up.length);
  const rate = new Float64Array(target.length);
  for (let s = 0; s < up.length; s++) {
    const [from, to] = [among.firstEdge[s]!, among.firstEdge[s + 1]!];
    target.set(among.target.subarray(from, to), firstEdge[s]);
    rate.set(among.rate.subarray(from, to), firstEdge[s]);
    // From state 0 itself it is no step; elsewhere it is one back to 0, which is where a new array points.
    if (s > 0) rate[firstEdge[s + 1]! - 1] = outage[s]!;
  }
  return { states: up.length, firstEdge, target, rate };
}
