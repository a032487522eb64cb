// Elementary and special functions that give the same bits on every engine: only + - * / sqrt and views of the bits
// of a Float64, all of which IEEE 754 and ECMAScript fix exactly. (Math.log, Math.exp, Math.pow … are not so fixed.)
// Methods and coefficients follow fdlibm (Sun Microsystems 1993, freely distributable; www.netlib.org/fdlibm) and
// its descendants in FreeBSD msun and musl; written anew for TypeScript.

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

const LN2_HI = 6.9314718036912381649e-1;
const LN2_LO = 1.90821492927058770002e-10;
const INV_LN2 = 1.4426950408889634;
const TWO_54 = 18014398509481984;
const TWO_1023 = 8.98846567431158e307;
const TWO_M1022 = 2.2250738585072014e-308;
/** High word of sqrt(1/2); adding ONE - SQRT_HALF to a high word makes its exponent that of the nearest power of two. */
const SQRT_HALF = 0x3fe6a09e;
const ONE = 0x3ff00000;

/** x with the lower 32 bits of its significand cleared. */
function upperHalf(x: number): number {
  float[0] = x;
  words[LOW] = 0;
  return float[0];
}

/** 2^n for -1022 <= n <= 1023. */
function powerOfTwo(n: number): number {
  words[HIGH] = (1023 + n) << 20;
  words[LOW] = 0;
  return float[0];
}

/** x * 2^n for any n a result of exp or pow may need, |n| <= 2000. */
function scaled(x: number, n: number): number {
  if (n > 1023) return x * TWO_1023 * powerOfTwo(n - 1023 > 1023 ? 1023 : n - 1023);
  if (n >= -1022) return x * powerOfTwo(n);
  const rest = n + 969;
  return x * (TWO_M1022 * 9007199254740992) * powerOfTwo(rest < -1022 ? -1022 : rest);
}

/** c[0] + c[1]·x + c[2]·x² + …, by Horner's rule. */
export function polynomial(c: readonly number[], x: number): number {
  let sum = c[c.length - 1];
  for (let i = c.length - 2; i >= 0; i--) sum = c[i] + x * sum;
  return sum;
}

/** (ln(1+f) - f + f²/2) by the odd series in s = f/(2+f); sqrt(1/2) <= 1+f < sqrt(2). */
function logSeries(f: number, halfSquare: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return s * (halfSquare + (odd + even));
}

/** Natural logarithm, error below 1 ulp. log(0) = -Infinity, NaN below 0. */
export function log(x: number): number {
  float[0] = x;
  let high = words[HIGH];
  let k = 0;
  if (high < 0x00100000 || high >= 0x7ff00000) {
    if (x === 0) return -Infinity;
    if (!(x > 0)) return NaN;
    if (x === Infinity) return x;
    float[0] = x * TWO_54;
    high = words[HIGH];
    k = -54;
  }
  high += ONE - SQRT_HALF;
  k += (high >> 20) - 1023;
  words[HIGH] = (high & 0xfffff) + SQRT_HALF;
  const f = float[0] - 1;
  const halfSquare = 0.5 * f * f;
  return logSeries(f, halfSquare) + k * LN2_LO - halfSquare + f + k * LN2_HI;
}

/** ln(1 + x) without loss for small x, error below 1 ulp. log1p(-1) = -Infinity, NaN below -1. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < 1.1e-16 && x > -1.1e-16) return x;
  let k = 0;
  let f = x;
  let correction = 0;
  if (x <= -0.2928 || x >= 0.4142) {
    const u = 1 + x;
    float[0] = u;
    const high = words[HIGH] + (ONE - SQRT_HALF);
    k = (high >> 20) - 1023;
    if (k < 54) correction = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
    words[HIGH] = (high & 0xfffff) + SQRT_HALF;
    f = float[0] - 1;
  }
  const halfSquare = 0.5 * f * f;
  return logSeries(f, halfSquare) + (k * LN2_LO + correction) - halfSquare + f + k * LN2_HI;
}

/** r - r²·P(r²), from which exp(r) = 1 + r + r·c/(2-c); |r| <= ln(2)/2. */
function expRemainder(r: number): number {
  const z = r * r;
  return (
    r -
    z *
      (1.66666666666666019037e-1 +
        z *
          (-2.77777777770155933842e-3 +
            z * (6.61375632143793436117e-5 + z * (-1.6533902205465251539e-6 + z * 4.13813679705723846039e-8))))
  );
}

/** e^x, error below 1 ulp. */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x;
  if (x < -745.1332191019411) return 0;
  const k = (INV_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
  const high = x - k * LN2_HI;
  const low = k * LN2_LO;
  const r = high - low;
  const c = expRemainder(r);
  const y = 1 + ((r * c) / (2 - c) - low + high);
  if (k >= -1022 && k <= 1023) {
    words[HIGH] = (1023 + k) << 20;
    words[LOW] = 0;
    return y * float[0];
  }
  return scaled(y, k);
}

/** e^x - 1 without loss for small x, error below 1 ulp. */
export function expm1(x: number): number {
  if (Number.isNaN(x) || x >= 709.782712893384) return Number.isNaN(x) ? x : exp(x);
  if (x < -38) return -1;
  if (x < 5.5e-17 && x > -5.5e-17) return x;
  let k = 0;
  let r = x;
  let c = 0;
  if (x > 0.34657359027997264 || x < -0.34657359027997264) {
    k = (INV_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    const high = x - k * LN2_HI;
    const low = k * LN2_LO;
    r = high - low;
    c = high - r - low;
  }
  const half = 0.5 * r;
  const z = r * half;
  const r1 =
    1 +
    z *
      (-3.33333333333331316428e-2 +
        z *
          (1.58730158725481460165e-3 +
            z * (-7.93650757867487942473e-5 + z * (4.00821782732936239552e-6 + z * -2.01099218183624371326e-7))));
  const t = 3 - r1 * half;
  let e = z * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - z);
  e = r * (e - c) - c - z;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k < 0 || k > 56) return scaled(r - e + 1, k) - 1;
  if (k < 20) return (r - e + (1 - powerOfTwo(-k))) * powerOfTwo(k);
  return (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}

/** x^y for x >= 0, error below 2 ulp; NaN for x < 0. log2(x) is carried in two parts of 64 bits together. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1 || Number.isNaN(x)) return x;
  if (!(x >= 0) || Number.isNaN(y)) return NaN;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -1) return 1 / x;
  if (x === 1) return 1;
  if (x === 0 || x === Infinity) return (x === 0) === y > 0 ? 0 : Infinity;
  if (y > 1e21 || y < -1e21) return x > 1 === y > 0 ? Infinity : 0;

  let n = 0;
  let a = x;
  if (x < TWO_M1022) {
    a *= TWO_54;
    n = -54;
  }
  float[0] = a;
  const bits = words[HIGH];
  n += (bits >> 20) - 1023;
  const fraction = bits & 0xfffff;
  let high = fraction | ONE;
  // a is brought near 1 or 1.5: [sqrt(3)/2, sqrt(3/2)] or [sqrt(3/2), sqrt(3)].
  const nearer = fraction > 0x3988e && fraction < 0xbb67a ? 1.5 : 1;
  if (fraction >= 0xbb67a) {
    n += 1;
    high -= 0x00100000;
  }
  words[HIGH] = high;
  a = float[0];
  const u = a - nearer;
  const v = 1 / (a + nearer);
  const s = u * v;
  const sHigh = upperHalf(s);
  words[HIGH] = ((high >> 1) | 0x20000000) + 0x00080000 + (nearer === 1.5 ? 0x40000 : 0);
  words[LOW] = 0;
  const sumHigh = float[0];
  const sumLow = a - (sumHigh - nearer);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
  const z = s * s;
  const series =
    z *
      z *
      (5.99999999999994648725e-1 +
        z *
          (4.28571428578550184252e-1 +
            z *
              (3.33333329818377432918e-1 +
                z * (2.72728123808534006489e-1 + z * (2.30660745775561754067e-1 + z * 2.06975017800338417784e-1))))) +
    sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const cubicHigh = upperHalf(3 + square + series);
  const cubicLow = series - (cubicHigh - 3 - square);
  const p = sHigh * cubicHigh;
  const q = sLow * cubicHigh + cubicLow * s;
  const pHigh = upperHalf(p + q);
  const pLow = q - (pHigh - p);
  const zHigh = 9.61796700954437255859e-1 * pHigh;
  const offsetHigh = nearer === 1.5 ? 5.84962487220764160156e-1 : 0;
  const offsetLow = nearer === 1.5 ? 1.35003920212974897128e-8 : 0;
  const zLow = -7.02846165095275826516e-9 * pHigh + pLow * 9.61796693925975554329e-1 + offsetLow;
  const logHigh = upperHalf(zHigh + zLow + offsetHigh + n);
  const logLow = zLow - (logHigh - n - offsetHigh - zHigh);

  const yHigh = upperHalf(y);
  const low = (y - yHigh) * logHigh + y * logLow;
  const main = yHigh * logHigh;
  const exponent = low + main;
  if (Number.isNaN(exponent) || exponent > 1024.0001) return x > 1 === y > 0 ? Infinity : 0;
  if (exponent < -1075.0001) return 0;
  const whole = Math.floor(exponent + 0.5);
  const rest = main - whole;
  const t = upperHalf(low + rest);
  const lnHigh = t * 6.93147182464599609375e-1;
  const lnLow = (low - (t - rest)) * 6.93147180559945286227e-1 + t * -1.90465429995776804525e-9;
  const r = lnHigh + lnLow;
  const error = lnLow - (r - lnHigh);
  const c = expRemainder(r);
  return scaled(1 - ((r * c) / (c - 2) - (error + r * error) - r), whole);
}

const ERF_AT_1 = 8.45062911510467529297e-1;
const ERF_SMALL_P = [
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3,
  -2.37630166566501626084e-5,
];
const ERF_SMALL_Q = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4,
  -3.9602282787753681232e-6,
];
const ERF_ONE_P = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1,
  -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.166375594868790843e-3,
];
const ERF_ONE_Q = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1,
  1.36370839120290507362e-2, 1.1984499846799107417e-2,
];
const ERFC_MID_R = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1,
  -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
];
const ERFC_MID_S = [
  1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2,
  4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
];
const ERFC_FAR_R = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2,
  -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2,
];
const ERFC_FAR_S = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3,
  2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1,
];

/** erf(x)/x - 1 for |x| < 0.84375. */
function erfSmall(x: number): number {
  const z = x * x;
  return polynomial(ERF_SMALL_P, z) / polynomial(ERF_SMALL_Q, z);
}

/** erf(x) - ERF_AT_1 for 0.84375 <= x < 1.25. */
function erfNearOne(x: number): number {
  return polynomial(ERF_ONE_P, x - 1) / polynomial(ERF_ONE_Q, x - 1);
}

/** ln(erfc(x)·x·exp(x²)) + 0.5625 for x >= 1.25. */
function erfcExponent(x: number): number {
  const s = 1 / (x * x);
  return x < 2.857142857142857
    ? polynomial(ERFC_MID_R, s) / polynomial(ERFC_MID_S, s)
    : polynomial(ERFC_FAR_R, s) / polynomial(ERFC_FAR_S, s);
}

/** erfc(x) for x >= 1.25; exp(-x²) is formed in two exact parts so that the far tail keeps its digits. */
function erfcTail(x: number): number {
  if (x >= 28) return 0;
  const z = upperHalf(x);
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + erfcExponent(x))) / x;
}

/** The error function 2/sqrt(pi) · the integral of exp(-t²) from 0 to x, error about 1 ulp. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 0.84375) return x + x * erfSmall(x);
  if (Number.isNaN(x)) return x;
  const magnitude = a < 1.25 ? ERF_AT_1 + erfNearOne(a) : 1 - erfcTail(a);
  return x < 0 ? -magnitude : magnitude;
}

/** 1 - erf(x), relative error below 1e-14 also in the far tail (0 from x = 27.3). */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0.25) return x > -0.84375 ? 1 - (x + x * erfSmall(x)) : 1 - erf(x);
  if (x < 0.84375) return 0.5 - (x * erfSmall(x) + (x - 0.5));
  if (x < 1.25) return 1 - ERF_AT_1 - erfNearOne(x);
  return erfcTail(x);
}

/** erfc(x)·exp(x²) for x >= 1.25, which stays in range where erfc itself has vanished. */
export function erfcScaled(x: number): number {
  return exp(erfcExponent(x) - 0.5625) / x;
}

const GAMMA_TWO = [
  7.72156649015328655494e-2, 3.22467033424113591611e-1, 6.73523010531292681824e-2, 2.05808084325167332806e-2,
  7.38555086081402883957e-3, 2.89051383673415629091e-3, 1.19270763183362067845e-3, 5.10069792153511336608e-4,
  2.20862790713908385557e-4, 1.08011567247583939954e-4, 2.52144565451257326939e-5, 4.4864094961891516015e-5,
];
const GAMMA_MINIMUM_AT = 1.46163214496836224576;
const GAMMA_MINIMUM = -1.21486290535849611461e-1;
const GAMMA_MINIMUM_LOW = -3.63867699703950536541e-18;
const GAMMA_MIDDLE = [
  4.83836122723810047042e-1, -1.47587722994593911752e-1, 6.46249402391333854778e-2, -3.27885410759859649565e-2,
  1.79706750811820387126e-2, -1.0314224129834143745e-2, 6.10053870246291332635e-3, -3.6845201678113825676e-3,
  2.2596478090061247225e-3, -1.40346469989232843813e-3, 8.81081882437654011382e-4, -5.38595305356740546715e-4,
  3.15632070903625950361e-4, -3.12754168375120860518e-4, 3.35529192635519073543e-4,
];
const GAMMA_ONE_U = [
  -7.72156649015328655494e-2, 6.32827064025093366517e-1, 1.45492250137234768737, 9.77717527963372745603e-1,
  2.28963728064692451092e-1, 1.33810918536787660377e-2,
];
const GAMMA_ONE_V = [
  1, 2.45597793713041134822, 2.12848976379893395361, 7.69285150456672783825e-1, 1.04222645593369134254e-1,
  3.2170924228242391181e-3,
];
const GAMMA_ABOVE_S = [
  -7.72156649015328655494e-2, 2.14982415960608852501e-1, 3.25778796408930981787e-1, 1.46350472652464452805e-1,
  2.6642270303363860956e-2, 1.84028451407337715652e-3, 3.19475326584100867617e-5,
];
const GAMMA_ABOVE_R = [
  1, 1.39200533467621045958, 7.21935547567138069525e-1, 1.71933865632803078993e-1, 1.86459191715652901344e-2,
  7.77942496381893596434e-4, 7.32668430744625636189e-6,
];
const GAMMA_STIRLING = [
  8.33333333333329678849e-2, -2.7777777772877553647e-3, 7.936505586430195585e-4, -5.95187557450339963135e-4,
  8.36339918996282139126e-4, -1.63092934096575273989e-3,
];

/** ln of the gamma function for x >= 0, relative error about 1e-15 (its zeros at 1 and 2 included); NaN below 0. */
export function lnGamma(x: number): number {
  if (!(x >= 0)) return NaN;
  if (x < 8.5e-22) return -log(x);
  if (x === 1 || x === 2) return 0;
  if (x < 2) {
    const down = x <= 0.9 ? 1 : 0;
    const base = down === 1 ? -log(x) : 0;
    const shifted = x + down;
    if (shifted >= 1.7316) {
      const y = down === 1 ? 1 - x : 2 - x;
      return base + (y * polynomial(GAMMA_TWO, y) - 0.5 * y);
    }
    if (shifted >= 1.2316) {
      const y = x - (GAMMA_MINIMUM_AT - down);
      return base + (GAMMA_MINIMUM + (y * y * polynomial(GAMMA_MIDDLE, y) - GAMMA_MINIMUM_LOW));
    }
    const y = down === 1 ? x : x - 1;
    return base + (-0.5 * y + (y * polynomial(GAMMA_ONE_U, y)) / polynomial(GAMMA_ONE_V, y));
  }
  if (x < 8) {
    const whole = Math.floor(x);
    const y = x - whole;
    let product = 1;
    for (let i = 2; i < whole; i++) product *= y + i;
    return 0.5 * y + (y * polynomial(GAMMA_ABOVE_S, y)) / polynomial(GAMMA_ABOVE_R, y) + log(product);
  }
  if (x > 2.9e17) return x * (log(x) - 1);
  const z = 1 / x;
  return (x - 0.5) * (log(x) - 1) + (4.18938533204672725052e-1 + z * polynomial(GAMMA_STIRLING, z * z));
}
