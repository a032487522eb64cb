import { studentTQuantile } from "../../special.js";
import { type Interval, requireLevel } from "../interval.js";
import { compensatedSum } from "../sum.js";

/**
 * Mean per event when events come in bunches: Σ sums / Σ counts over replications, with the standard error of a ratio
 * √(Σ (sᵣ − m·cᵣ)²)/Σ c and Student's t over the replications that had an event. So events of one replication may
 * depend on one another. Fewer than two such replications: no upper end.
 * Source: W. G. Cochran, Sampling Techniques, 1977, sec. 6.4.
 */
export function ratioInterval(sums: ArrayLike<number>, counts: ArrayLike<number>, level: number): Interval {
  requireLevel(level);
  const count = compensatedSum(counts);
  if (count === 0) return { mean: null, low: 0, high: Number.POSITIVE_INFINITY, level };
  const mean = compensatedSum(sums) / count;
  const squares = new Float64Array(sums.length);
  let bunches = 0;
  for (let r = 0; r < sums.length; r++) {
    const beyond = sums[r] - mean * counts[r];
    squares[r] = beyond * beyond;
    if (counts[r] > 0) bunches++;
  }
  if (bunches < 2) return { mean, low: 0, high: Number.POSITIVE_INFINITY, level };
  const error = Math.sqrt((compensatedSum(squares) * bunches) / (bunches - 1)) / count;
  const half = studentTQuantile((1 + level) / 2, bunches - 1) * error;
  return { mean, low: Math.max(0, mean - half), high: mean + half, level };
}
