import type { Law } from "../../src/kernel/law.js";

/**
 * Mean and variance of a law from its survival function alone: E X = ∫ S(a) da, E X² = ∫ 2a S(a) da, by the trapezoid
 * rule over ln a, which converges at once for smooth survival functions and as the step for those with jumps.
 */
export function momentsFromSurvival(law: Law, near: number, step: number): { mean: number; variance: number } {
  let first = 0;
  let second = 0;
  for (let y = -45; y < 45; y += step) {
    const age = near * Math.exp(y);
    const survival = Math.exp(-law.cumulativeHazard(age));
    if (survival === 0) break;
    first += survival * age * step;
    second += 2 * survival * age * age * step;
  }
  return { mean: first, variance: second - first * first };
}

/** Largest distance between the empirical law of the values and P(X ≤ x) = 1 − exp(−H), ties and jumps included. */
export function kolmogorovDistance(values: readonly number[], atMost: (x: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  let distance = 0;
  sorted.forEach((value, i) => {
    if (sorted[i + 1] !== value) distance = Math.max(distance, Math.abs((i + 1) / sorted.length - atMost(value)));
    if (sorted[i - 1] !== value)
      distance = Math.max(distance, Math.abs(i / sorted.length - atMost(value * (1 - 1e-9))));
  });
  return distance;
}
