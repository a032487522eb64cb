import type { Law } from "../law.js";
import { exp, expm1, lnGamma, log, pow } from "../maths.js";
import { requirePositive } from "./parameter.js";
import { type Percentiles, readPercentiles } from "./percentiles.js";

export interface Weibull extends Law {
  readonly kind: "weibull";
  /** Below 1: wears in (infant mortality); 1: exponential; above 1: wears out. */
  readonly shape: number;
  /** Seconds; the age that a share 1/e outlives. */
  readonly scale: number;
}

/**
 * H(a) = (a/scale)^shape with mean = scale·Γ(1 + 1/shape). `mean` in seconds.
 * variance/mean² = Γ(1 + 2/shape)/Γ(1 + 1/shape)² − 1.
 * @throws RangeError when a parameter is not a finite number above zero.
 */
export function weibull({ mean, shape }: { readonly mean: number; readonly shape: number }): Weibull {
  requirePositive("weibull", "mean", mean);
  requirePositive("weibull", "shape", shape);
  return weibullWith(shape, mean * exp(-lnGamma(1 + 1 / shape)), mean);
}

/**
 * The Weibull law with the given median and 95th or 99th percentile, in seconds:
 * shape = ln(ln(1/(1 − p))/ln 2)/ln(xₚ/x₅₀).
 * @throws RangeError unless 0 < p50 < the other percentile.
 */
export function weibullFromQuantiles(percentiles: Percentiles): Weibull {
  const { median, upper, lnOneOverTail } = readPercentiles("weibull", percentiles);
  const shape = log(lnOneOverTail / LN_TWO) / log(upper / median);
  const scale = median * pow(LN_TWO, -1 / shape);
  return weibullWith(shape, scale, scale * exp(lnGamma(1 + 1 / shape)));
}

const LN_TWO = 0.6931471805599453;

function weibullWith(shape: number, scale: number, mean: number): Weibull {
  const cumulativeHazard = (age: number): number => pow(age / scale, shape);
  const inverseHazard = (hazard: number): number => scale * pow(hazard, 1 / shape);
  return {
    kind: "weibull",
    shape,
    scale,
    mean,
    variance: mean * mean * expm1(lnGamma(1 + 2 / shape) - 2 * lnGamma(1 + 1 / shape)),
    sample: (stream) => inverseHazard(stream.exponential()),
    cumulativeHazard,
    inverseHazard,
    residual: (age, stream) => Math.max(0, inverseHazard(cumulativeHazard(age) + stream.exponential()) - age),
  };
}
