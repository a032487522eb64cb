/** @throws RangeError unless 0 ≤ successes ≤ n are whole numbers. */
export function requireTrials(successes: number, n: number): void {
  if (!Number.isInteger(successes) || !Number.isInteger(n) || successes < 0 || successes > n) {
    throw new RangeError(`successes among trials are whole numbers, 0 ≤ ${successes} ≤ ${n} does not hold`);
  }
}

/** The share that succeeded; null where a sample cannot tell it from 0 % or 100 %. */
export function shareSeen(successes: number, n: number): number | null {
  return successes === 0 || successes === n ? null : successes / n;
}
