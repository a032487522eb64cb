import type { Law } from "../law.js";

export interface Exponential extends Law {
  readonly kind: "exponential";
}

/**
 * Memoryless: what is left never depends on the age. H(a) = a/mean. `mean` in seconds, above zero; +Infinity
 * stands for something that never happens.
 * @throws RangeError when the mean is zero, negative or not a number.
 */
export function exponential({ mean }: { readonly mean: number }): Exponential {
  if (!(mean > 0)) throw new RangeError(`exponential: mean must be above zero seconds, not ${mean}`);
  if (mean === Number.POSITIVE_INFINITY) return never;
  return {
    kind: "exponential",
    mean,
    variance: mean * mean,
    sample: (stream) => mean * stream.exponential(),
    cumulativeHazard: (age) => age / mean,
    inverseHazard: (hazard) => mean * hazard,
    residual: (_age, stream) => mean * stream.exponential(),
  };
}

const never: Exponential = {
  kind: "exponential",
  mean: Number.POSITIVE_INFINITY,
  variance: Number.POSITIVE_INFINITY,
  sample: () => Number.POSITIVE_INFINITY,
  cumulativeHazard: () => 0,
  inverseHazard: () => Number.POSITIVE_INFINITY,
  residual: () => Number.POSITIVE_INFINITY,
};
