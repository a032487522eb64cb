import { lnGamma, log, log1p } from "./maths.js";
import { gammaP, gammaQ } from "./special.js";

/** Below this Q loses digits, then vanishes. */
const TINY = 1e-290;

/**
 * ln Q(a, x), Q = Γ(a, x)/Γ(a): the logarithm of the chance that a gamma variate of shape a > 0 and scale 1 exceeds
 * x ≥ 0, accurate also where Q is nearly one or too small for a double. There Q = xᵃe⁻ˣ/Γ(a) times the even part of the
 * continued fraction DLMF 8.9.2.
 */
export function lnGammaTail(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x < a) return log1p(-gammaP(a, x));
  const q = gammaQ(a, x);
  return q > TINY ? log(q) : a * log(x) - x - lnGamma(a) + log(tailFraction(a, x));
}

/** 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))) by Lentz's method, for x far above a. */
function tailFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1, factor = 0; Math.abs(factor - 1) > 2e-16 && n < 10_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    factor = c * d;
    value *= factor;
  }
  return value;
}
