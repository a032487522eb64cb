import { exp } from "./maths.js";

/** e⁻ᴬ bounds the error of the series for a function within [0, 1]. */
const A = 18.4;
const TERMS = 15;
/** Partial sums averaged with binomial weights, which sums the alternating rest (Euler). */
const AVERAGED = 11;

/**
 * A function with values in [0, 1] at t > 0 from its Laplace transform, given as the real part of it at a complex
 * argument: f(t) ≈ e^(A/2)/t · (½ f̂(A/2t) + Σₖ (−1)ᵏ Re f̂((A + 2kπi)/2t)), summed by Euler's method. About eight digits
 * after the point where f is smooth; 27 values of the transform.
 * Source: J. Abate and W. Whitt, "Numerical inversion of Laplace transforms of probability distributions", ORSA Journal
 * on Computing 7(1), 1995.
 */
export function invertLaplace(realPart: (re: number, im: number) => number, t: number): number {
  let sum = realPart(A / (2 * t), 0) / 2;
  let average = 0;
  let weight = 1;
  for (let k = 1; k <= TERMS + AVERAGED; k++) {
    sum += (k % 2 === 0 ? 1 : -1) * realPart(A / (2 * t), (k * Math.PI) / t);
    if (k < TERMS) continue;
    average += weight * sum;
    weight *= (TERMS + AVERAGED - k) / (k - TERMS + 1);
  }
  return (exp(A / 2) / t) * (average / (1 << AVERAGED));
}
