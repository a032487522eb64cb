import { normalQuantile } from "../../special.js";
import { type Interval, requireLevel } from "../interval.js";
import { requireTrials, shareSeen } from "./trials.js";

/**
 * A share from `successes` among `n` trials: Wilson's score interval, for display; its coverage is right on average.
 * When nothing is known or all or none succeeded the mean is null: a sample never shows 0 % or 100 %.
 * Sources: E. B. Wilson, JASA 22, 1927; Brown, Cai & DasGupta, Statistical Science 16, 2001.
 * @throws RangeError unless 0 ≤ successes ≤ n are whole numbers and level is in (0, 1).
 */
export function wilson(successes: number, n: number, level: number): Interval {
  requireLevel(level);
  requireTrials(successes, n);
  if (n === 0) return { mean: null, low: 0, high: 1, level };
  const z = normalQuantile((1 + level) / 2);
  const share = successes / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = ((z / n) * Math.sqrt(share * (n - successes) + (z * z) / 4)) / (1 + (z * z) / n);
  return {
    mean: shareSeen(successes, n),
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
    level,
  };
}
