/**
 * An estimate with its confidence interval. Nothing seen: mean null, and the ends say what can still be claimed.
 * An end about which the data say nothing is infinite.
 */
export interface Interval {
  readonly mean: number | null;
  readonly low: number;
  readonly high: number;
  /** Confidence level in (0, 1). */
  readonly level: number;
}

/** @throws RangeError unless level is strictly between 0 and 1. */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level lies between 0 and 1, not ${level}`);
}
