import { lnGammaTail } from "../gammaTail.js";
import type { Law } from "../law.js";
import { log, pow } from "../maths.js";
import type { Stream } from "../stream.js";
import { firstAbove } from "./made/firstAbove.js";
import { requirePositive } from "./parameter.js";

export interface Gamma extends Law {
  readonly kind: "gamma";
  /** An integer k means k exponential stages in a row (Erlang); the coefficient of variation is 1/√shape. */
  readonly shape: number;
}

/**
 * The gamma law with the given mean in seconds and shape: H(a) = −ln Q(shape, a·shape/mean), Q being the upper
 * regularised incomplete gamma function.
 * @throws RangeError when a parameter is not a finite number above zero.
 */
export function gamma({ mean, shape }: { readonly mean: number; readonly shape: number }): Gamma {
  requirePositive("gamma", "mean", mean);
  requirePositive("gamma", "shape", shape);
  const scale = mean / shape;

  function cumulativeHazard(age: number): number {
    if (age <= 0) return 0;
    return age < Number.POSITIVE_INFINITY ? -lnGammaTail(shape, age / scale) : Number.POSITIVE_INFINITY;
  }
  function inverseHazard(hazard: number): number {
    if (hazard <= 0) return 0;
    return hazard < Number.POSITIVE_INFINITY ? firstAbove(cumulativeHazard, hazard, mean) : Number.POSITIVE_INFINITY;
  }

  return {
    kind: "gamma",
    shape,
    mean,
    variance: mean * scale,
    sample: (stream) => scale * standardGamma(shape, stream),
    cumulativeHazard,
    inverseHazard,
    residual: (age, stream) => Math.max(0, inverseHazard(cumulativeHazard(age) + stream.exponential()) - age),
  };
}

/** The gamma law with a mean in seconds and a coefficient of variation: shape = 1/cv². @throws RangeError */
export function gammaFromMoments({ mean, cv }: { readonly mean: number; readonly cv: number }): Gamma {
  requirePositive("gamma", "cv", cv);
  return gamma({ mean, shape: 1 / (cv * cv) });
}

/**
 * `stages` exponential stages in a row, `mean` seconds in all.
 * @throws RangeError unless stages is a whole number of at least 1.
 */
export function erlang({ mean, stages }: { readonly mean: number; readonly stages: number }): Gamma {
  if (!Number.isInteger(stages) || stages < 1) {
    throw new RangeError(`erlang: stages must be a whole number of at least 1, not ${stages}`);
  }
  return gamma({ mean, shape: stages });
}

const FEW_STAGES = 8;

/** A gamma variate of scale 1: the sum of its stages when they are few, else by rejection. */
function standardGamma(shape: number, stream: Stream): number {
  if (shape <= FEW_STAGES && Number.isInteger(shape)) {
    let sum = 0;
    for (let stage = 0; stage < shape; stage++) sum += stream.exponential();
    return sum;
  }
  if (shape >= 1) return byRejection(shape, stream);
  return byRejection(shape + 1, stream) * pow(stream.uniform(), 1 / shape);
}

/** For shape ≥ 1: Marsaglia & Tsang, A simple method for generating gamma variables, ACM TOMS 26(3), 2000. */
function byRejection(shape: number, stream: Stream): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = stream.uniform();
    if (log(u) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}
