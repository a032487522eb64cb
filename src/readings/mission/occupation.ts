import { invertLaplace } from "../../kernel/invertLaplace.js";
import { type Chain, type Transitions, within } from "../enumerate/chain.js";
import { recurrentStates } from "../longRun/recurrent.js";
import { longRunMean } from "../longRun/steadyState.js";
import { zeros } from "./complexMatrix.js";
import { lossOverTime } from "./lossOverTime.js";

/** How much of a level there is in a stretch of time that begins at any moment of the long run. */
export interface Occupation {
  /** Probability of none at all. */
  readonly none: number;
  /** For each threshold in seconds the probability of no more than that. */
  readonly within: readonly number[];
}

/** Each value of the transform takes some twenty products of matrices: about a second for 36 states and five thresholds. */
const MOST_STATES = 36;

/**
 * The distribution of ∫ level dt over `time` seconds, for a level in [0, 1]. P(more than x) has the Laplace transform
 * (1 − E[exp(−s ∫ level dt)])/s, which is inverted at each threshold: probabilities are good to about 1e-7. Null where the chain
 * is too large for that.
 */
export function occupation(
  chain: Chain,
  pi: Float64Array,
  level: Float64Array,
  time: number,
  thresholds: readonly number[],
): Occupation | null {
  const kept = recurrentStates(chain);
  if (kept.length > MOST_STATES) return null;
  const lasting = within(chain, kept);
  const start = Float64Array.from(kept, (s) => pi[s]!);
  const earned = Float64Array.from(kept, (s) => level[s]!);
  const beyond = (x: number) =>
    invertLaplace((re, im) => {
      const { re: a, im: b } = expectedLoss(lasting, start, earned, time, re, im);
      return (a * re + b * im) / (re * re + im * im);
    }, x);
  return { none: 1 - anyOf(lasting, start, earned, time), within: thresholds.map((x) => known(1 - beyond(x))) };
}

/** The digits that the inversion knows. */
const known = (probability: number): number => Math.round(1e7 * Math.min(1, Math.max(0, probability))) / 1e7;

/** 1 − E[exp(−s ∫ level dt)] at s = re + im·i. */
function expectedLoss(
  chain: Transitions,
  start: Float64Array,
  level: Float64Array,
  time: number,
  re: number,
  im: number,
) {
  const lost = lossOverTime(chain, { re: level.map((x) => x * re), im: level.map((x) => x * im) }, time);
  return { re: longRunMean(start, lost.re), im: longRunMean(start, lost.im) };
}

/** Probability that the level is met at all: of beginning with it, or of a step into it from the states without. */
function anyOf(chain: Transitions, start: Float64Array, level: Float64Array, time: number): number {
  const without = [...level.keys()].filter((s) => level[s] === 0);
  const loss = zeros(without.length);
  for (const [i, s] of without.entries()) {
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++)
      if (level[chain.target[e]!]! > 0) loss.re[i]! += chain.rate[e]!;
  }
  const left = lossOverTime(within(chain, without), loss, time);
  const begins = start.reduce((sum, share, s) => (level[s]! > 0 ? sum + share : sum), 0);
  return (
    begins +
    longRunMean(
      Float64Array.from(without, (s) => start[s]!),
      left.re,
    )
  );
}
