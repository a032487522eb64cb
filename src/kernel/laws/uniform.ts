import type { Law } from "../law.js";
import { expm1, log1p } from "../maths.js";
import { requireDuration } from "./parameter.js";

export interface Uniform extends Law {
  readonly kind: "uniform";
  /** Seconds. */
  readonly from: number;
  /** Seconds. */
  readonly to: number;
}

/**
 * Any length between `from` and `to` seconds, equally likely. P(longer than a) = (to − a)/(to − from) in between.
 * @throws RangeError unless 0 ≤ from < to, both finite.
 */
export function uniform({ from, to }: { readonly from: number; readonly to: number }): Uniform {
  requireDuration("uniform", "from", from);
  requireDuration("uniform", "to", to);
  if (!(from < to)) throw new RangeError(`uniform: from (${from}) must be below to (${to})`);
  const width = to - from;

  function cumulativeHazard(age: number): number {
    if (age <= from) return 0;
    return age < to ? -log1p((from - age) / width) : Number.POSITIVE_INFINITY;
  }

  return {
    kind: "uniform",
    from,
    to,
    mean: from + width / 2,
    variance: (width * width) / 12,
    sample: (stream) => from + width * stream.uniform(),
    cumulativeHazard,
    inverseHazard: (hazard) => Math.min(to, from - width * expm1(-hazard)),
    residual: (age, stream) => {
      const start = Math.max(age, from);
      return start < to ? start - age + (to - start) * stream.uniform() : 0;
    },
  };
}
