import { log } from "../../maths.js";
import { betaI } from "../../special.js";
import { requireLevel } from "../interval.js";

/** Ranks among n sorted values, 1 the least. 0 and n + 1 mean that the sample has no such value. */
export interface QuantileRanks {
  readonly rank: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Which of n independent sorted values estimate the q-quantile and bound it: rank ⌈nq⌉, and the order statistics at
 * the α/2 and 1 − α/2 quantiles of the binomial (n, q), the upper one plus one. Free of any assumption on the law; covers
 * at least `level` for continuous values. high = n + 1: the quantile may exceed every value seen.
 * Source: H. A. David & H. N. Nagaraja, Order Statistics, 2003, sec. 7.1.
 * @throws RangeError unless n ≥ 1 is whole and q and level are in (0, 1).
 */
export function quantileRanks(n: number, q: number, level: number): QuantileRanks {
  requireLevel(level);
  requireQuantile(q);
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`a quantile needs at least one value, not ${n}`);
  const tail = (1 - level) / 2;
  return {
    rank: quantileRank(n, q),
    low: binomialQuantile(tail, n, q),
    high: binomialQuantile(1 - tail, n, q) + 1,
  };
}

/** ⌈nq⌉, at least 1; the slack keeps 100 · 0.07 at 7. */
export function quantileRank(n: number, q: number): number {
  return Math.min(n, Math.max(1, Math.ceil(n * q * (1 - 1e-14))));
}

/**
 * The least sample whose maximum bounds the q-quantile from above with the given one-sided confidence:
 * 1 − qⁿ ≥ level. 59 for p95 and 299 for p99, at 95 %. @throws RangeError unless q and level are in (0, 1).
 */
export function leastForUpperBound(q: number, level: number): number {
  requireLevel(level);
  requireQuantile(q);
  return Math.ceil(log(1 - level) / log(q));
}

/** The least k with P(Binomial(n, p) ≤ k) ≥ probability. */
function binomialQuantile(probability: number, n: number, p: number): number {
  let low = -1;
  let high = n;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (betaI(1 - p, n - middle, middle + 1) >= probability) high = middle;
    else low = middle;
  }
  return high;
}

function requireQuantile(q: number): void {
  if (!(q > 0 && q < 1)) throw new RangeError(`a quantile lies between 0 and 1, not ${q}`);
}
