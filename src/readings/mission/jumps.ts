import { exp } from "../../kernel/maths.js";
import { leavingRates, type Transitions } from "../enumerate/chain.js";

/**
 * A chain that jumps at one rate wherever it is, some jumps leading nowhere: as many in a time as a Poisson variable
 * says (uniformization: A. Jensen, Skandinavisk Aktuarietidskrift 36, 1953).
 */
export interface Jumps {
  /** Jumps a second. */
  readonly rate: number;
  /** Chance that a jump from a state leads nowhere; at least 2 % by the choice of the rate, so nothing cancels in it. */
  readonly staying: Float64Array;
  /** Chance that a jump takes an edge of the chain. */
  readonly taking: Float64Array;
}

export function jumpsOf(chain: Transitions): Jumps {
  const leaving = leavingRates(chain);
  const rate = jumpRate(leaving);
  return { rate, staying: leaving.map((one) => 1 - one / rate), taking: chain.rate.map((one) => one / rate) };
}

/** A little above the largest rate at which a state is left. */
export const jumpRate = (leaving: Float64Array): number => 1.02 * leaving.reduce((most, one) => Math.max(most, one), 0);

/**
 * Poisson probabilities of mean q ≤ 600, as many as carry anything, and for each k the probability of more than k. At least
 * sixty beyond the mean, so that states some tens of jumps away have their share however short the time.
 */
export function poisson(q: number): { at: number[]; above: number[] } {
  const at: number[] = [exp(-q)];
  for (let k = 1; k < q + 60 || at[k - 1]! > 1e-40; k++) at.push((at[k - 1]! * q) / k);
  const above = new Array<number>(at.length).fill(0);
  for (let k = at.length - 2; k >= 0; k--) above[k] = above[k + 1]! + at[k + 1]!;
  return { at, above };
}

/** Made to add up to one again. */
export function normalised(chances: Float64Array): Float64Array {
  let sum = 0;
  for (const x of chances) sum += x;
  return chances.map((x) => x / sum);
}
