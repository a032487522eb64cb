import type { Law } from "../../kernel/law.js";
import { type Chain, type Step, within } from "../enumerate/chain.js";
import { recurrentStates } from "./recurrent.js";
import { longRunMean } from "./steadyState.js";
import { untilReturn } from "./untilReturn.js";

/** By how many per cent a long-run mean rises when a parameter of the chain rises by one per cent: d ln mean / d ln parameter. */
export interface Elasticities {
  /** To the mean of each law of each activity, all its phases being stretched alike. */
  readonly laws: readonly { readonly activity: string; readonly law: Law; readonly elasticity: number }[];
  /** To the probability that a choice fails, where that is the same in every state. */
  readonly choices: readonly { readonly choice: string; readonly probability: number; readonly elasticity: number }[];
}

/**
 * Elasticities of the long-run mean U of a level ≥ 0. When the rate of edge s → t changes by dq, U changes by
 * πₛ dq (hₜ − hₛ), where hₛ is what state s earns beyond U until the chain comes back to its first state: the earnings
 * gₛ less U times the duration dₛ (perturbation of Markov chains: P. J. Schweitzer, "Perturbation theory and finite Markov chains", J. Appl. Prob., 1968). One
 * subtraction a figure, of numbers that differ widely where U is small, so that nothing is lost. Null when the mean is 0 or
 * sweeps do not settle.
 */
export function elasticities(chain: Chain, pi: Float64Array, level: Float64Array): Elasticities | null {
  const mean = longRunMean(pi, level);
  const excess = mean > 0 ? excessOf(chain, level, mean) : null;
  if (!excess) return null;
  const worth = new Float64Array(chain.steps.length);
  for (let s = 0; s < chain.states; s++) {
    if (pi[s] === 0) continue;
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++)
      worth[chain.stepOf[e]!]! += (pi[s]! * chain.rate[e]! * (excess[chain.target[e]!]! - excess[s]!)) / mean;
  }
  return { laws: lawElasticities(chain.steps, worth), choices: choiceElasticities(chain.steps, worth) };
}

/** hₛ for the states that last. */
function excessOf(chain: Chain, level: Float64Array, mean: number): Float64Array | null {
  const kept = recurrentStates(chain);
  const lasting = within(chain, kept);
  const earned = untilReturn(
    lasting,
    Float64Array.from(kept, (s) => level[s]!),
  );
  const lasted = untilReturn(lasting, new Float64Array(kept.length).fill(1));
  if (!earned || !lasted) return null;
  const all = new Float64Array(chain.states);
  for (const [i, s] of kept.entries()) all[s] = earned[i]! - mean * lasted[i]!;
  return all;
}

/** A law that lasts longer makes all its edges slower in proportion. */
function lawElasticities(steps: readonly Step[], worth: Float64Array): Elasticities["laws"] {
  const found: { activity: string; law: Law; elasticity: number }[] = [];
  for (const [i, { activity, law }] of steps.entries()) {
    const known = found.find((one) => one.activity === activity && one.law === law);
    if (known) known.elasticity -= worth[i]!;
    else found.push({ activity, law, elasticity: -worth[i]! });
  }
  return found;
}

/** With probability p to fail: the edges of that way grow by dp/p, those of the other shrink by dp/(1 − p). */
function choiceElasticities(steps: readonly Step[], worth: Float64Array): Elasticities["choices"] {
  const names = new Set(steps.flatMap(({ choices }) => choices.map(({ choice }) => choice)));
  return [...names].flatMap((choice) => {
    const met = steps.flatMap(({ choices }, i) =>
      choices.filter((one) => one.choice === choice).map((one) => ({ ...one, worth: worth[i]! })),
    );
    const ways = new Set(met.map(({ taken, weight }) => `${taken} ${weight}`));
    const wrong = met.find(({ failed }) => failed);
    if (ways.size !== 2 || !wrong) return [];
    const probability = wrong.weight;
    const share = (failed: boolean) => (failed ? 1 : -probability / (1 - probability));
    const elasticity = met.reduce((sum, one) => sum + one.worth * share(one.failed), 0);
    return [{ choice, probability, elasticity }];
  });
}
