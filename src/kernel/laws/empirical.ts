import type { Law } from "../law.js";
import { exp, log } from "../maths.js";
import type { Stream } from "../stream.js";
import { requireDuration } from "./parameter.js";

export interface Empirical extends Law {
  readonly kind: "empirical";
  /** Seconds, ascending. */
  readonly values: readonly number[];
}

/** Keeps n·exp(−ln(n/k)) at k in spite of rounding. */
const SLACK = 1e-12;

/**
 * One of the observed values in seconds, each equally likely. H steps up at the values, so the age at which it passes a
 * hazard is one of them; what is left at an age is drawn from the values above it.
 * @throws RangeError when there are no values or one is negative or not finite.
 */
export function empirical({ values }: { readonly values: readonly number[] }): Empirical {
  if (values.length === 0) throw new RangeError("empirical: at least one value is needed");
  for (const value of values) requireDuration("empirical", "a value", value);
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const pick = (first: number, stream: Stream): number =>
    sorted[first + Math.min(count - first - 1, Math.floor((count - first) * stream.uniform()))];

  return {
    kind: "empirical",
    values: sorted,
    mean,
    variance: sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / count,
    sample: (stream) => pick(0, stream),
    cumulativeHazard: (age) => -log((count - notAbove(sorted, age)) / count) + 0,
    inverseHazard: (hazard) => {
      const outlasting = Math.max(1, Math.ceil(count * exp(-hazard) * (1 - SLACK)));
      return sorted[count - outlasting];
    },
    residual: (age, stream) => {
      if (age <= 0) return pick(0, stream);
      const first = notAbove(sorted, age);
      return first < count ? pick(first, stream) - age : 0;
    },
  };
}

/** How many of the ascending values are ≤ age, by bisection. */
function notAbove(sorted: readonly number[], age: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= age) low = middle + 1;
    else high = middle;
  }
  return low;
}
