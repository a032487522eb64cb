import type { Law } from "../../law.js";
import { expm1, log, log1p } from "../../maths.js";
import { firstAboveBetween } from "./firstAbove.js";
import { residualByHazard } from "./residual.js";

export interface Sum extends Law {
  readonly kind: "sum";
  readonly terms: readonly [Law, Law];
}

/** Moments of the second term that stand for all of them where a survival is asked. */
const POINTS = 128;

/**
 * One thing after another, independent of one another. Mean, variance and samples are exact; P(X + Y > a) is the mean of
 * P(X > a − y) over the middles y of 128 equal shares of Y's law, so `y` should be the narrower of the two.
 */
export function sumOf(x: Law, y: Law): Sum {
  const middles = Float64Array.from({ length: POINTS }, (_, i) => y.inverseHazard(-log1p(-(i + 0.5) / POINTS)));

  function cumulativeHazard(age: number): number {
    let ended = 0;
    for (const middle of middles) if (age > middle) ended -= expm1(-x.cumulativeHazard(age - middle)) / POINTS;
    if (ended < 0.5) return -log1p(-ended) + 0;
    let lasts = 0;
    for (const middle of middles) lasts += age > middle ? survival(x, age - middle) / POINTS : 1 / POINTS;
    return lasts > 0 ? -log(lasts) : Number.POSITIVE_INFINITY;
  }
  const inverseHazard = (hazard: number): number => {
    const [low, high] = [x.inverseHazard(0) + middles[0]!, x.inverseHazard(hazard) + middles[POINTS - 1]!];
    return hazard === Number.POSITIVE_INFINITY || !(high > low)
      ? high
      : firstAboveBetween(cumulativeHazard, hazard, low, high);
  };
  return {
    kind: "sum",
    terms: [x, y],
    mean: x.mean + y.mean,
    variance: x.variance + y.variance,
    sample: (stream) => x.sample(stream) + y.sample(stream),
    cumulativeHazard,
    inverseHazard,
    residual: residualByHazard({ cumulativeHazard, inverseHazard }),
  };
}

const survival = (law: Law, age: number): number => 1 + expm1(-law.cumulativeHazard(age));
