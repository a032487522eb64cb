import { erfc, erfcScaled, exp, expm1, lnGamma, log, log1p, polynomial } from "./maths.js";

// Distribution functions and their inverses, deterministic. Sources: W. J. Cody 1969 (splitting exp(-z²/2));
// M. J. Wichura 1988, AS 241 (normal quantile); C. Loader 2000 (densities through deviances, so that large parameters
// cost no digits); series and continued fractions of DLMF 8.7, 8.9 and 8.17(v).

const HALF_LN_2PI = 0.9189385332046728;
const SQRT_2_PI = 2.5066282746310002;

/** 1 - Φ(z) for z >= 1.8. */
function normalTail(z: number): number {
  const near = Math.floor(z * 16) / 16;
  return 0.5 * erfcScaled(z * Math.SQRT1_2) * exp(-0.5 * near * near) * exp(-0.5 * (z - near) * (z + near));
}

/** Φ(z), the probability that a standard normal is at most z; full relative accuracy for z >= -38. */
export function normalCdf(z: number): number {
  return z <= -1.8 ? (z < -40 ? 0 : normalTail(-z)) : 0.5 * erfc(-z * Math.SQRT1_2);
}

const CENTRE_P = [
  3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
  4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
];
const CENTRE_Q = [
  1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
  3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852854561e3,
];
const MIDDLE_P = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
];
const MIDDLE_Q = [
  1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1,
  1.51986665636164571966e-2, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const FAR_P = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1,
  2.6532189526576123093e-2, 1.2426609473880784386e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const FAR_Q = [
  1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/** The z with 1 - Φ(z) = exp(-h), for h >= -ln 0.075. */
function normalTailQuantile(h: number): number {
  const r = Math.sqrt(h);
  if (r <= 5) return polynomial(MIDDLE_P, r - 1.6) / polynomial(MIDDLE_Q, r - 1.6);
  if (r <= 27) return polynomial(FAR_P, r - 5) / polynomial(FAR_Q, r - 5);
  if (h === Infinity) return h;
  let z = Math.sqrt(2 * h - log(4 * Math.PI * h));
  for (let i = 0; i < 4; i++) {
    const hazard = 2 / (SQRT_2_PI * erfcScaled(z * Math.SQRT1_2));
    z += (h + logNormalSurvivalTail(z)) / hazard;
  }
  return z;
}

/** The z with Φ(z) = p, for 0 <= p <= 1; relative error about 1e-15 for p from 1e-307. NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_P, r)) / polynomial(CENTRE_Q, r);
  }
  return q < 0 ? -normalTailQuantile(-log(p)) : normalTailQuantile(-log(1 - p));
}

/** ln(1 - Φ(z)), accurate for every z, also where 1 - Φ(z) is too small for a number or too near 1. */
export function logNormalSurvivalTail(z: number): number {
  if (z >= 1.8) return log(0.5 * erfcScaled(z * Math.SQRT1_2)) - 0.5 * z * z;
  return z < -0.5 ? log1p(-normalCdf(z)) : log(0.5 * erfc(z * Math.SQRT1_2));
}

/** The z with ln(1 - Φ(z)) = v, for v <= 0 (0 gives -Infinity); NaN above. */
export function inverseLogNormalSurvivalTail(v: number): number {
  if (v < -2.6) return normalTailQuantile(-v);
  return v > -0.5 ? normalQuantile(-expm1(v)) : -normalQuantile(exp(v));
}

/** ln Γ(a) minus Stirling's (a - 1/2) ln a - a + ln(2π)/2. */
function stirlingError(a: number): number {
  if (a < 10) return lnGamma(a) - ((a - 0.5) * log(a) - a + HALF_LN_2PI);
  const z = 1 / (a * a);
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - (z * 691) / 360360))))) / a;
}

/** ln(1 + d), where 1 + d is also known directly as `ratio`. */
function logRatio(d: number, ratio: number): number {
  return d > -0.5 && d < 1 ? log1p(d) : log(ratio);
}

/** x^a e^-x / Γ(a): x times the density of the gamma law with shape a. */
function gammaWeight(a: number, x: number): number {
  const deviance = a * logRatio((x - a) / a, x / a) - (x - a);
  return (Math.sqrt(a) / SQRT_2_PI) * exp(deviance - stirlingError(a));
}

/** P and Q = 1 - P, the lesser without cancellation. */
interface Tails {
  readonly p: number;
  readonly q: number;
  /** x times the density at x. */
  readonly weight: number;
}

function gammaTails(a: number, x: number): Tails {
  if (x <= 0) return { p: 0, q: 1, weight: 0 };
  if (x === Infinity) return { p: 1, q: 0, weight: 0 };
  const weight = gammaWeight(a, x);
  if (x < a + 1) {
    let term = 1;
    let sum = 1;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const p = Math.min(1, (weight / a) * sum);
    return { p, q: 1 - p, weight };
  }
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1, step = 0; Math.abs(step - 1) > 2e-16 && n < 1e6; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    step = c * d;
    fraction *= step;
  }
  const q = Math.min(1, weight * fraction);
  return { p: 1 - q, q, weight };
}

/** P(a, x), the regularised lower incomplete gamma function; a > 0, x >= 0. */
export function gammaP(a: number, x: number): number {
  return a > 0 && x >= 0 ? gammaTails(a, x).p : NaN;
}

/** Q(a, x) = 1 - P(a, x), accurate also when tiny; a > 0, x >= 0. */
export function gammaQ(a: number, x: number): number {
  return a > 0 && x >= 0 ? gammaTails(a, x).q : NaN;
}

/**
 * The x > 0 at which a law has lower tail p and upper tail q = 1 - p: Newton's steps on the logarithm of the lesser
 * tail against ln x (log-concave for gamma and beta laws, so they hardly ever overshoot), kept between low and high.
 */
function quantile(p: number, q: number, start: number, high: number, tails: (x: number) => Tails): number {
  const lower = p < q;
  const target = log(lower ? p : q);
  let x = start;
  let from = 0;
  let to = high;
  for (let i = 0; i < 200 && x > 0; i++) {
    const at = tails(x);
    const tail = lower ? at.p : at.q;
    const excess = lower ? log(tail) - target : target - log(tail);
    if (excess > 0) to = x;
    else from = x;
    const step = (-excess * tail) / at.weight;
    const next = x * exp(step);
    if (Math.abs(step) < 1e-15 || next === x) return next;
    if (next >= from && next <= to) x = next;
    else if (to === Infinity) x *= 2;
    else x = from > 0 ? Math.sqrt(from) * Math.sqrt(to) : to / 16;
  }
  return x;
}

/** The x with P(a, x) = p: quantile of the gamma law with shape a > 0 and scale 1; 0 <= p <= 1. */
export function gammaQuantile(p: number, a: number): number {
  if (!(p >= 0 && p <= 1 && a > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  const root = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a));
  const wilsonHilferty = a * root * root * root;
  const small = exp((log(p) + lnGamma(a + 1)) / a);
  return quantile(p, 1 - p, a > 0.5 && root > 0.2 ? wilsonHilferty : small, Infinity, (x) => gammaTails(a, x));
}

/** The x with probability p below it, for a chi-square law with df > 0 degrees of freedom (need not be whole). */
export function chiSquareQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2);
}

/** x^a y^b / B(a, b) with y = 1 - x. */
function betaWeight(x: number, y: number, a: number, b: number): number {
  const sum = a + b;
  const d = x * b - a * y;
  const deviance = a * logRatio(d / a, (x / a) * sum) + b * logRatio(-d / b, (y / b) * sum);
  const error = stirlingError(sum) - stirlingError(a) - stirlingError(b);
  return ((Math.sqrt(a / sum) * Math.sqrt(b)) / SQRT_2_PI) * exp(deviance + error);
}

/** The continued fraction of I_x(a, b), for x < (a + 1) / (a + b + 2). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1, step = 0; Math.abs(step - 1) > 2e-16 && m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    step = d * c;
    fraction *= step;
  }
  return fraction;
}

function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (x <= 0) return { p: 0, q: 1, weight: 0 };
  if (y <= 0) return { p: 1, q: 0, weight: 0 };
  const product = betaWeight(x, y, a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const p = Math.min(1, (product / a) * betaFraction(x, a, b));
    return { p, q: 1 - p, weight: product / y };
  }
  const q = Math.min(1, (product / b) * betaFraction(y, b, a));
  return { p: 1 - q, q, weight: product / y };
}

/** I_x(a, b), the regularised incomplete beta function; 0 <= x <= 1, a > 0, b > 0. */
export function betaI(x: number, a: number, b: number): number {
  return x >= 0 && x <= 1 && a > 0 && b > 0 ? betaTails(x, 1 - x, a, b).p : NaN;
}

/** The x, not much above 1/2, with lower tail p and upper tail q. */
function betaLesser(p: number, q: number, a: number, b: number): number {
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const small = exp((log(p) + log(a) + lnBeta) / a);
  const mean = a / (a + b);
  const start = small < 0.1 * mean ? small : Math.min(0.5, mean);
  return quantile(p, q, start, 1, (x) => betaTails(x, 1 - x, a, b));
}

/** The x with lower tail p and upper tail q, as the pair (x, 1 - x), the lesser found without cancellation. */
function betaSplit(p: number, q: number, a: number, b: number): { x: number; y: number } {
  const half = betaTails(0.5, 0.5, a, b);
  if (p < q ? p <= half.p : q >= half.q) {
    const x = betaLesser(p, q, a, b);
    return { x, y: 1 - x };
  }
  const y = betaLesser(q, p, b, a);
  return { x: 1 - y, y };
}

/** The x with I_x(a, b) = p: quantile of the beta law; 0 <= p <= 1, a > 0, b > 0. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return NaN;
  return p === 0 || p === 1 ? p : betaSplit(p, 1 - p, a, b).x;
}

/** The t with probability p below it, for Student's law with df > 0 degrees of freedom (need not be whole). */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (df >= 1e6) {
    // Cornish-Fisher (Abramowitz and Stegun 26.7.5).
    const z = normalQuantile(p);
    const square = z * z;
    return z + (z * (square + 1) + (z * ((5 * square + 16) * square + 3)) / (24 * df)) / (4 * df);
  }
  const { x, y } = betaSplit(2 * Math.min(p, 1 - p), Math.abs(2 * p - 1), df / 2, 0.5);
  const t = Math.sqrt((df * y) / x);
  return p < 0.5 ? -t : t;
}
