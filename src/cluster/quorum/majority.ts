import { betaI } from "../../kernel/special.js";

/** More than half: ⌊n/2⌋ + 1 of n equal votes. */
export function majority(votes: number): number {
  return Math.floor(votes / 2) + 1;
}

/**
 * P(a majority-quorum protocol is safe and live): at most ⌈n/2⌉ − 1 of n nodes are failed, each with probability p
 * independently; Σ_{j ≥ majority} C(n, j) (1 − p)^j p^{n − j}, as a regularised incomplete beta function.
 * Source: "Real Life Is Uncertain. Consensus Should Be Too!", HotOS 2025, table 2.
 * @throws RangeError unless n ≥ 1 is whole and 0 ≤ p ≤ 1.
 */
export function majorityAlive(nodes: number, failed: number): number {
  if (!Number.isInteger(nodes) || nodes < 1) throw new RangeError(`a cluster has at least one node, not ${nodes}`);
  if (!(failed >= 0 && failed <= 1)) throw new RangeError(`a probability lies between 0 and 1, not ${failed}`);
  const need = majority(nodes);
  return betaI(1 - failed, need, nodes - need + 1);
}
