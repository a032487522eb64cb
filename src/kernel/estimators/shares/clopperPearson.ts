import { betaQuantile } from "../../special.js";
import { type Interval, requireLevel } from "../interval.js";
import { requireTrials, shareSeen } from "./trials.js";

/**
 * A share from `successes` among `n` trials: Clopper & Pearson's interval, which never covers less than its level, for
 * where a pass or a fail is claimed. When all or none succeeded the mean is null.
 * Source: C. J. Clopper & E. S. Pearson, Biometrika 26, 1934.
 * @throws RangeError unless 0 ≤ successes ≤ n are whole numbers and level is in (0, 1).
 */
export function clopperPearson(successes: number, n: number, level: number): Interval {
  requireLevel(level);
  requireTrials(successes, n);
  const tail = (1 - level) / 2;
  return {
    mean: shareSeen(successes, n),
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
    level,
  };
}
