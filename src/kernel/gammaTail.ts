import { exp, lnGamma, log, log1p } from "./maths.js";

/**
 * ln Q(a, x), Q = Γ(a, x)/Γ(a): the logarithm of the chance that a gamma variate of shape a > 0 and scale 1 exceeds
 * x ≥ 0. Stays accurate where Q itself is too small for a double (far tail) and where it is nearly one.
 * Source: series DLMF 8.7.1 below x = a + 1, beyond it the even part of the continued fraction DLMF 8.9.2.
 */
export function lnGammaTail(a: number, x: number): number {
  if (x <= 0) return 0;
  const lnPower = a * log(x) - x - lnGamma(a);
  return x < a + 1 ? log1p(-exp(lnPower) * lowerSeries(a, x)) : lnPower + log(upperFraction(a, x));
}

/** Σ xⁿ/(a(a+1)…(a+n)) = P(a, x)·Γ(a)/(xᵃe⁻ˣ). */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))) by Lentz's method = Q(a, x)·Γ(a)/(xᵃe⁻ˣ). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
