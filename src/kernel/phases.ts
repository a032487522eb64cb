import type { Law } from "./law.js";
import type { Gamma } from "./laws/gamma.js";
import { type Branch, balancedBranches, type Hyperexponential } from "./laws/hyperexponential.js";
import { requirePositive } from "./laws/parameter.js";

/**
 * A duration as a walk through exponential phases, which is what a Markov chain can hold. It begins in phase i with
 * probability start[i], stays there 1/rates[i] seconds on average and goes on to next[i]; −1 is the end.
 */
export interface Phases {
  readonly start: readonly number[];
  /** Per second. */
  readonly rates: readonly number[];
  readonly next: readonly number[];
}

/** One phase of the given mean in seconds; +Infinity never ends. @throws RangeError unless mean > 0. */
export function exponentialPhases(mean: number): Phases {
  if (!(mean > 0)) throw new RangeError(`phases: mean must be above zero seconds, not ${mean}`);
  return { start: [1], rates: [1 / mean], next: [-1] };
}

/** k equal phases in a row, `mean` seconds in all: Erlang-k, cv² = 1/k. @throws RangeError unless k ≥ 1 is whole. */
export function erlangPhases(mean: number, k: number): Phases {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`phases: k must be a whole number of at least 1, not ${k}`);
  if (k === 1) return exponentialPhases(mean);
  requirePositive("phases", "mean", mean);
  return row(k, 0, k / mean);
}

/**
 * Few phases with the given mean (seconds) and variance (seconds²), by cv² = variance/mean²:
 * - below 1: Erlang(k−1) with probability p, else Erlang(k), at the common rate (k − p)/mean, where 1/k ≤ cv² ≤ 1/(k−1)
 *   and p = (k·cv² − √(k(1 + cv²) − k²cv²))/(1 + cv²);
 * - 1: one phase;
 * - above 1: two branches with balanced means.
 * When that needs more than `most` phases, Erlang(most): the mean stays exact, the variance comes out larger.
 * Source: H. C. Tijms, A First Course in Stochastic Models, 2003, appendix B.
 * @throws RangeError unless mean > 0 and variance ≥ 0, both finite.
 */
export function momentMatched(mean: number, variance: number, most = 100): Phases {
  requirePositive("phases", "mean", mean);
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`phases: variance must be a finite number, zero or more, not ${variance}`);
  }
  const cvSquared = variance / (mean * mean);
  if (cvSquared > 1) return parallel(balancedBranches(mean, cvSquared));
  if (cvSquared * most < 1) return erlangPhases(mean, most);
  const k = Math.ceil((1 - ROUNDING) / cvSquared);
  if (k <= 1) return exponentialPhases(mean);
  const root = Math.sqrt(Math.max(0, k * (1 + cvSquared) - k * k * cvSquared));
  const shorter = Math.min(1, Math.max(0, (k * cvSquared - root) / (1 + cvSquared)));
  return row(k, shorter, (k - shorter) / mean);
}

/** Keeps cv² = 1/3 computed from a mean and a variance at three phases. */
const ROUNDING = 1e-12;

/**
 * The phases of a law that is made of them: exponential, gamma with a whole shape, hyperexponential. Null for others,
 * which can only be approximated.
 */
export function exactPhases(law: Law): Phases | null {
  if (law.kind === "exponential") return exponentialPhases(law.mean);
  if (law.kind === "hyperexponential") return parallel((law as Hyperexponential).branches);
  if (law.kind !== "gamma") return null;
  const { shape } = law as Gamma;
  return Number.isInteger(shape) ? erlangPhases(law.mean, shape) : null;
}

/** k phases in a row, of which the first is skipped with probability `shorter`. */
function row(k: number, shorter: number, rate: number): Phases {
  return {
    start: Array.from({ length: k }, (_, i) => (i === 0 ? 1 - shorter : i === 1 ? shorter : 0)),
    rates: Array.from({ length: k }, () => rate),
    next: Array.from({ length: k }, (_, i) => (i === k - 1 ? -1 : i + 1)),
  };
}

function parallel(branches: readonly Branch[]): Phases {
  return {
    start: branches.map(({ weight }) => weight),
    rates: branches.map(({ mean }) => 1 / mean),
    next: branches.map(() => -1),
  };
}
