import { wholePower } from "./falseSuspicion.js";

/**
 * SWIM (Das, Gupta, Motivala, DSN 2002): every period each member pings one other at random; without an answer it asks
 * `indirect` others to ping it too.
 */

/**
 * Expected periods from a crash to the first member that notices, in a group of `members` ≥ 2: 1/(1 − (1 − 1/(n−1))ⁿ⁻¹),
 * → e/(e − 1).
 */
export function swimDetectionPeriods(members: number): number {
  return 1 / swimProbed(members);
}

/** Probability that a given member is pinged by anyone in one period. */
function swimProbed(members: number): number {
  if (!Number.isInteger(members) || members < 2) throw new RangeError(`SWIM needs at least 2 members, not ${members}`);
  return 1 - wholePower(1 - 1 / (members - 1), members - 1);
}

/** Periods within which a crash is noticed for certain when each member goes through the others in a shuffled round. */
export function swimRoundRobinBound(members: number): number {
  return 2 * members - 1;
}

/**
 * Probability that one probe of a living member fails, so that it is suspected: (1 − q²)(1 − q⁴)ᴷ, where each of the 2
 * legs of a ping and the 4 of an indirect one is lost with probability `legLoss`, q = 1 − legLoss, K = `indirect` ≥ 0.
 * Times the probability that nobody refutes the suspicion in time, it is the loss of a `falseSuspicionLaw` of one miss.
 */
export function swimFalseSuspicion(legLoss: number, indirect: number): number {
  const kept = (1 - legLoss) * (1 - legLoss);
  return (1 - kept) * wholePower(1 - kept * kept, indirect);
}
