import { log1p } from "../../maths.js";
import { chiSquareQuantile } from "../../special.js";
import { type Interval, requireLevel } from "../interval.js";

/**
 * The rate of a Poisson process of which `count` events were seen in `exposure` (any unit of time; the rate is per that
 * unit): Garwood's exact two-sided interval χ²(2N, α/2)/2T … χ²(2N + 2, 1 − α/2)/2T.
 * No event: mean null and the one-sided bound −ln(1 − level)/T, 3.0/T at 95 %.
 * Sources: F. Garwood, Biometrika 28, 1936; Hanley & Lippman-Hand, JAMA 249, 1983.
 * @throws RangeError when count is not a whole number ≥ 0, exposure not above zero or level not in (0, 1).
 */
export function poissonRateInterval(count: number, exposure: number, level: number): Interval {
  requireLevel(level);
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a count of events is a whole number, not ${count}`);
  if (!(exposure > 0)) throw new RangeError(`exposure must be above zero, not ${exposure}`);
  if (count === 0) return { mean: null, low: 0, high: noneSeenRate(exposure, level), level };
  const tail = (1 - level) / 2;
  return {
    mean: count / exposure,
    low: chiSquareQuantile(tail, 2 * count) / 2 / exposure,
    high: chiSquareQuantile(1 - tail, 2 * count + 2) / 2 / exposure,
    level,
  };
}

/** The largest rate at which seeing nothing in `exposure` still has probability 1 − level. */
export function noneSeenRate(exposure: number, level: number): number {
  return -log1p(-level) / exposure;
}
