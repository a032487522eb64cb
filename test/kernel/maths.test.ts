import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { erf, erfc, erfcScaled, exp, expm1, lnGamma, log, log1p, pow } from "../../src/kernel/maths.js";
import { Stream } from "../../src/kernel/stream.js";
import { ulps } from "./ulps.js";

/** Largest error allowed in units in the last place; then rows of arguments and the value, by mpmath with 60 digits. */
const reference: Record<string, { f: (...x: number[]) => number; allowed: number; rows: number[][] }> = {
  log: {
    f: log,
    allowed: 1,
    rows: [
      [5e-324, -744.44007192138126231],
      [1e-300, -690.77552789821370518],
      [0.1, -Math.LN10],
      [0.7073, -0.34630037494019274849],
      [0.9999999, -1.0000000494736474329e-7],
      [1.0000000001, 1.0000000826903709908e-10],
      [1.5, 0.40546510810816438198],
      [10, Math.LN10],
      [1.7e308, 709.72683689322824104],
    ],
  },
  log1p: {
    f: log1p,
    allowed: 1,
    rows: [
      [-0.999999, -13.81551055793551844],
      [-0.5, -Math.LN2],
      [-0.2929, -0.34658318037194192177],
      [-1e-9, -1.0000000005000000626e-9],
      [3e-17, 3.0000000000000000156e-17],
      [1e-5, 9.9999500003333316514e-6],
      [0.4143, 0.34663470904431708996],
      [7, 2.0794415416798359283],
      [1e20, 46.05170185988091368],
    ],
  },
  exp: {
    f: exp,
    allowed: 1,
    rows: [
      [-745, 5e-324],
      [-700.5, 5.9801961186397912064e-305],
      [-1, 0.3678794411714423216],
      [-1e-9, 0.9999999990000000005],
      [0.3, 1.349858807576003089],
      [0.5, 1.6487212707001281468],
      [10, 22026.465794806716517],
      [709.7, 1.6549840276802644031e308],
    ],
  },
  expm1: {
    f: expm1,
    allowed: 1,
    rows: [
      [-50, -1],
      [-2, -0.86466471676338730811],
      [-0.4, -0.32967995396436071414],
      [-1e-12, -9.9999999999949997989e-13],
      [1e-20, 9.9999999999999994516e-21],
      [0.1, 0.10517091807564763095],
      [0.34, 0.40494759056359383116],
      [1, 1.7182818284590452354],
      [20, 485165194.40979027797],
      [700, 1.0142320547350045095e304],
    ],
  },
  pow: {
    f: pow,
    allowed: 2,
    rows: [
      [2, 0.5, Math.SQRT2],
      [10, -3.7, 0.00019952623149688787852],
      [1.0000001, 12345678.9, 3.4368928742452223825],
      [0.9, 2000.5, 2.8982786215262226456e-92],
      [1e-300, 0.3, 1.0000000000000076767e-90],
      [5e-324, 0.125, 3.8612069756150542172e-41],
      [1.2247, 2.5, 1.6598708366808634707],
      [3, 400.3, 9.8093055883965155741e190],
      [0.37, 1.7, 0.18447729882244239294],
    ],
  },
  erf: {
    f: erf,
    allowed: 2,
    rows: [
      [1e-8, 1.1283791670955125599e-8],
      [0.3, 0.32862675945912741619],
      [0.9, 0.79690821242283213966],
      [1.5, 0.96610514647531072707],
      [-3, -0.99997790950300141456],
      [5.5, 0.99999999999999264215],
    ],
  },
  erfc: {
    f: erfc,
    allowed: 5,
    rows: [
      [-3, 1.9999779095030014146],
      [-0.5, 1.5204998778130465377],
      [0.1, 0.8875370839817151016],
      [0.5, 0.47950012218695346232],
      [0.9, 0.20309178757716786034],
      [1.3, 0.06599205505934755415],
      [2.9, 0.000041097878099458857996],
      [6, 2.1519736712498913117e-17],
      [15, 7.2129941724512066666e-100],
      [26.5, 2.2109076642637342759e-307],
    ],
  },
  erfcScaled: {
    f: erfcScaled,
    allowed: 4,
    rows: [
      [1.3, 0.35764266908609030883],
      [2.9, 0.18460182595559082468],
      [6, 0.092776567800538354389],
      [100, 0.0056416137829894329036],
      [1e6, 5.6418958354747419216e-7],
    ],
  },
  lnGamma: {
    f: lnGamma,
    allowed: 5,
    rows: [
      [1e-30, 69.077552789821370437],
      [0.1, 2.252712651734205902],
      [0.5, 0.57236494292470008707],
      [0.8, 0.15205967839983754592],
      [0.9999, 0.000057729791561193862808],
      [1.0001, -0.000057713342220471268005],
      [1.4616, -0.12148629003589732842],
      [1.9, -0.038984275923083361674],
      [2.0001, 0.000042281658112919946317],
      [3.5, 1.2009736023470742248],
      [7.9, 8.3242658680088096349],
      [12.3, 18.238983407092243696],
      [1e5, 1051287.7089736568949],
      [1e20, 4.505170185988091368e21],
    ],
  },
};

describe("deterministic maths", () => {
  describe.each(Object.entries(reference))("%s", (_, { f, allowed, rows }) => {
    test.each(rows)("at %d %d agrees with 60-digit arithmetic", (...row) => {
      expect(ulps(f(...row.slice(0, -1)), row[row.length - 1])).toBeLessThanOrEqual(allowed);
    });
  });

  it("knows the ends of its ranges", () => {
    expect([log(0), log(-1), log(Infinity), log(NaN)]).toEqual([-Infinity, NaN, Infinity, NaN]);
    expect([log1p(-1), log1p(-2), log1p(Infinity), log1p(NaN)]).toEqual([-Infinity, NaN, Infinity, NaN]);
    expect([exp(710), exp(-746), exp(-Infinity), exp(NaN), exp(0)]).toEqual([Infinity, 0, 0, NaN, 1]);
    expect([expm1(710), expm1(-Infinity), expm1(NaN), expm1(0)]).toEqual([Infinity, -1, NaN, 0]);
    expect([pow(0, 2), pow(0, -2), pow(Infinity, 2), pow(2, 1024), pow(2, -1075)]).toEqual([
      0,
      Infinity,
      Infinity,
      Infinity,
      0,
    ]);
    expect([pow(NaN, 0), pow(0, 0), pow(-8, 3), pow(2, NaN), pow(0.5, 1e300)]).toEqual([1, 1, NaN, NaN, 0]);
    expect([erfc(-Infinity), erfc(28), erfc(NaN), erf(Infinity), erf(-Infinity)]).toEqual([2, 0, NaN, 1, -1]);
    expect([lnGamma(0), lnGamma(1), lnGamma(2), lnGamma(Infinity), lnGamma(-1)]).toEqual([
      Infinity,
      0,
      0,
      Infinity,
      NaN,
    ]);
  });

  it("stays within 2 ulp of this engine's own functions, which are themselves within 1", () => {
    const positive = fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true });
    const moderate = fc.double({ min: -700, max: 700, noNaN: true });
    const small = fc.double({ min: -1, max: 1, noNaN: true, minExcluded: true });
    fc.assert(
      fc.property(positive, moderate, small, (p, m, s) => {
        expect(ulps(log(p), Math.log(p))).toBeLessThanOrEqual(2);
        expect(ulps(exp(m), Math.exp(m))).toBeLessThanOrEqual(2);
        expect(ulps(log1p(s), Math.log1p(s))).toBeLessThanOrEqual(2);
        expect(ulps(log1p(p), Math.log1p(p))).toBeLessThanOrEqual(2);
        expect(ulps(expm1(s), Math.expm1(s))).toBeLessThanOrEqual(2);
        expect(ulps(expm1(m), Math.expm1(m))).toBeLessThanOrEqual(2);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it("keeps exact powers exact", () => {
    for (let n = -1074; n <= 1023; n++) expect(pow(2, n)).toBe(2 ** n);
    for (let n = 1; n <= 22; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
    for (let n = 3; n <= 33; n++) expect(pow(3, n)).toBe(Number(3n ** BigInt(n)));
  });

  it("obeys Γ(x + 1) = x Γ(x) and n! = Γ(n + 1)", () => {
    const x = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(x, (a) => {
        expect(Math.abs(lnGamma(a + 1) - lnGamma(a) - log(a))).toBeLessThan(1e-15 * (10 + 3 * Math.abs(lnGamma(a))));
      }),
      { seed: 1 },
    );
    let factorial = 1n;
    for (let n = 1; n <= 150; n++) {
      factorial *= BigInt(n);
      expect(Math.abs(exp(lnGamma(n + 1)) / Number(factorial) - 1)).toBeLessThan(3e-13);
    }
  });

  it("gives the same bits on every engine (golden)", () => {
    const stream = new Stream();
    stream.seed(1, 2, 3, 4);
    const value = new Float64Array(1);
    const words = new Uint32Array(value.buffer);
    let hash = 0;
    const add = (x: number) => {
      value[0] = x;
      for (const word of [Math.min(words[0], words[1]), Math.max(words[0], words[1])]) {
        hash = Math.imul(hash ^ word, 0x9e3779b1);
        hash ^= hash >>> 15;
      }
    };
    for (let i = 0; i < 20000; i++) {
      const u = stream.uniform();
      const wide = 1400 * (stream.uniform() - 0.5);
      const x = exp(wide);
      for (const y of [x, log(x), log(u), log1p(u), log1p(-u), log1p(x), expm1(u), expm1(wide), exp(u)]) add(y);
      add(pow(u, wide));
      add(pow(x, u));
      add(erfc(54 * u - 27));
      add(erf(6 * u - 3));
      add(lnGamma(20 * u));
      add(lnGamma(x));
    }
    expect(hash >>> 0).toBe(2320067957);
  });
});
