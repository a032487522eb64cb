import type { Transitions } from "../enumerate/chain.js";

/** What a chain that begins in state 0 has brought after some time. */
export interface Elapsed {
  /** Of each reward, what it is expected to have added up to. */
  readonly gained: readonly number[];
  /** Probability of each state then, to nine digits after the point. */
  readonly chances: Float64Array;
}

/**
 * A way to follow a chain over a time in seconds, with rewards ≥ 0 that its states earn a second. Null where it cannot to
 * nine digits of every gain, however small.
 */
export type Elapse = (chain: Transitions, time: number, rewards: readonly Float64Array[]) => Elapsed | null;

/** Σ aₛ bₛ over the states of b. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < b.length; s++) sum += a[s]! * b[s]!;
  return sum;
}
