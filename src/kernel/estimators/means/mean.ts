import { studentTQuantile } from "../../special.js";
import { type Interval, requireLevel } from "../interval.js";
import { compensatedSum } from "../sum.js";

/**
 * The mean of independent replications: x̄ ± t(n−1)·s/√n. Two-sided. No value: mean null; one value: no ends, as its
 * spread is unknown. The ends meet only when all values are the same.
 * Source: A. M. Law, Simulation Modeling and Analysis, ch. 4. For few or skewed events see positiveTotalInterval.
 * @throws RangeError when level is not in (0, 1).
 */
export function meanInterval(values: ArrayLike<number>, level: number): Interval {
  requireLevel(level);
  const n = values.length;
  if (n === 0) return { mean: null, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, level };
  const mean = compensatedSum(values) / n;
  if (n === 1) return { mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, level };
  const half = studentTQuantile((1 + level) / 2, n - 1) * standardError(values, mean);
  if (mean - half < mean && mean + half > mean) return { mean, low: mean - half, high: mean + half, level };
  return { mean, ...range(values), level };
}

/**
 * The mean of the differences aᵢ − bᵢ of replications that met the same storms.
 * @throws RangeError when the two differ in length or level is not in (0, 1).
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, level: number): Interval {
  if (a.length !== b.length)
    throw new RangeError(`pairs need as many of the one (${a.length}) as of the other (${b.length})`);
  return meanInterval(
    Float64Array.from(a, (value, i) => value - b[i]),
    level,
  );
}

/** s/√n about the given mean, for two values or more. */
function standardError(values: ArrayLike<number>, mean: number): number {
  const squares = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) squares[i] = (values[i] - mean) * (values[i] - mean);
  return Math.sqrt(compensatedSum(squares) / (values.length - 1) / values.length);
}

/** Stands in for an interval narrower than the floats around it. */
function range(values: ArrayLike<number>): { low: number; high: number } {
  let low = values[0];
  let high = values[0];
  for (let i = 1; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return { low, high };
}
