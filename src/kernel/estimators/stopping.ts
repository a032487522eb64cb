import type { Interval } from "./interval.js";

/** How good is good enough. */
export interface Precision {
  /** Largest half-width of the interval relative to the true value: 0.05 for ±5 %. */
  readonly relative: number;
  /** Effective events (see effectiveEvents) that must have been seen. 100 unless stated. */
  readonly leastEvents?: number;
}

/** No look before this many replications: fewer make sequential intervals undercover. */
export const FIRST_LOOK = 30;

/**
 * The number of replications at which to look next, after `n`: 30, then each time `growth` more (10 % unless stated, 1
 * for doubling). Looks depend on nothing but n, so a run stops at the same replication whoever computed it when.
 */
export function nextLook(n: number, growth = 0.1): number {
  return n < FIRST_LOOK ? FIRST_LOOK : Math.ceil(n * (1 + growth) - 1e-9);
}

/**
 * Whether the first n replications, by index, are precise enough to stop: n ≥ 30, enough effective events, and
 * half-width ≤ g/(1 + g)·|mean|, which makes the error relative to the true value, rather than to the estimate, at most g.
 * Sources: Y. S. Chow & H. Robbins, Annals of Mathematical Statistics 36, 1965; A. M. Law, Simulation Modeling and Analysis.
 * @throws RangeError when the precision asked is not above zero.
 */
export function precisionReached(n: number, estimate: Interval, events: number, asked: Precision): boolean {
  if (!(asked.relative > 0)) throw new RangeError(`the precision asked must be above zero, not ${asked.relative}`);
  if (n < FIRST_LOOK || estimate.mean === null || events < (asked.leastEvents ?? 100)) return false;
  const half = (estimate.high - estimate.low) / 2;
  return half <= (asked.relative / (1 + asked.relative)) * Math.abs(estimate.mean);
}
