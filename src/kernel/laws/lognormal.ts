import type { Law } from "../law.js";
import { exp, expm1, log, log1p } from "../maths.js";
import { inverseLogNormalSurvivalTail, logNormalSurvivalTail, normalQuantile } from "../special.js";
import { requirePositive } from "./parameter.js";
import { type Percentiles, readPercentiles } from "./percentiles.js";

export interface Lognormal extends Law {
  readonly kind: "lognormal";
  /** Seconds; half last longer. */
  readonly median: number;
  /** Standard deviation of the logarithm. */
  readonly sigma: number;
}

/**
 * ln X is normal with standard deviation `sigma`; `mean` in seconds, so median = mean·e^(−sigma²/2).
 * @throws RangeError when a parameter is not a finite number above zero.
 */
export function lognormal({ mean, sigma }: { readonly mean: number; readonly sigma: number }): Lognormal {
  requirePositive("lognormal", "mean", mean);
  requirePositive("lognormal", "sigma", sigma);
  return lognormalWith(mean * exp((-sigma * sigma) / 2), sigma, mean);
}

/**
 * The lognormal law with the given median and 95th or 99th percentile, in seconds: sigma = ln(xₚ/x₅₀)/z(p).
 * @throws RangeError unless 0 < p50 < the other percentile.
 */
export function lognormalFromQuantiles(percentiles: Percentiles): Lognormal {
  const { median, upper, probability } = readPercentiles("lognormal", percentiles);
  const sigma = log(upper / median) / normalQuantile(probability);
  return lognormalWith(median, sigma, median * exp((sigma * sigma) / 2));
}

/**
 * The lognormal law with a mean in seconds and a coefficient of variation: sigma² = ln(1 + cv²).
 * @throws RangeError when a parameter is not a finite number above zero.
 */
export function lognormalFromMoments({ mean, cv }: { readonly mean: number; readonly cv: number }): Lognormal {
  requirePositive("lognormal", "cv", cv);
  return lognormal({ mean, sigma: Math.sqrt(log1p(cv * cv)) });
}

function lognormalWith(median: number, sigma: number, mean: number): Lognormal {
  function cumulativeHazard(age: number): number {
    if (age <= 0) return 0;
    return age < Number.POSITIVE_INFINITY
      ? -logNormalSurvivalTail(log(age / median) / sigma)
      : Number.POSITIVE_INFINITY;
  }
  function inverseHazard(hazard: number): number {
    return hazard > 0 ? median * exp(sigma * inverseLogNormalSurvivalTail(-hazard)) : 0;
  }
  return {
    kind: "lognormal",
    median,
    sigma,
    mean,
    variance: mean * mean * expm1(sigma * sigma),
    sample: (stream) => median * exp(sigma * stream.normal()),
    cumulativeHazard,
    inverseHazard,
    residual: (age, stream) => Math.max(0, inverseHazard(cumulativeHazard(age) + stream.exponential()) - age),
  };
}
