import fc from "fast-check";
import jstat from "jstat";
import { describe, expect, it, test } from "vitest";
import {
  betaI,
  betaQuantile,
  chiSquareQuantile,
  gammaP,
  gammaQ,
  gammaQuantile,
  inverseLogNormalSurvivalTail,
  logNormalSurvivalTail,
  normalCdf,
  normalQuantile,
  studentTQuantile,
} from "../../src/kernel/special.js";

/** Largest relative error allowed; then rows of arguments and the value, by mpmath with 50 or more digits. */
const reference: Record<string, { f: (...x: number[]) => number; allowed: number; rows: number[][] }> = {
  normalCdf: {
    f: normalCdf,
    allowed: 2e-15,
    rows: [
      [-37, 5.7255712225245768227e-300],
      [-20.3, 6.4292444676983463386e-92],
      [-5, 2.8665157187919391167e-7],
      [-1.96, 0.024997895148220436213],
      [-0.5, 0.30853753872598689636],
      [0.3, 0.61791142218895263307],
      [2, 0.9772498680518207928],
      [6, 0.99999999901341235496],
    ],
  },
  normalQuantile: {
    f: normalQuantile,
    allowed: 2e-15,
    rows: [
      [1e-300, -37.047096299361199237],
      [1e-100, -21.273453560965324294],
      [1e-12, -7.0344838253011319326],
      [0.001, -3.0902323061678135354],
      [0.075, -1.4395314709384559349],
      [0.2, -0.84162123357291416552],
      [0.6, 0.25334710313579974132],
      [0.975, 1.9599639845400538556],
    ],
  },
  logNormalSurvivalTail: {
    f: logNormalSurvivalTail,
    allowed: 2e-15,
    rows: [
      [-8, -6.2209605742717860585e-16],
      [-1, -0.17275377902344988953],
      [0, -Math.LN2],
      [1, -1.8410216450092635058],
      [1.9, -3.5502813255421345827],
      [10, -53.231285150512470578],
      [50, -1254.8313611394199013],
      [300, -45006.62273211866336],
    ],
  },
  inverseLogNormalSurvivalTail: {
    f: inverseLogNormalSurvivalTail,
    allowed: 2e-15,
    rows: [
      [-45006.62273211866336, 300],
      [-1254.8313611394199013, 50],
      [-53.231285150512470578, 10],
      [-1.8410216450092635058, 1],
      [-0.17275377902344988953, -1],
      [-6.2209605742717860585e-16, -8],
      [-5.7255712225245768227e-300, -37],
    ],
  },
  gammaP: {
    f: gammaP,
    allowed: 2e-13,
    rows: [
      [0.5, 0.001, 0.035670591729679885417],
      [0.5, 3, 0.98569412156457036047],
      [3, 0.5, 0.014387677966970686644],
      [10, 12, 0.75760783832948765132],
      [300, 250, 0.0011623936310546182942],
      [1000, 1010, 0.62767894473699472753],
    ],
  },
  gammaQ: {
    f: gammaQ,
    allowed: 2e-13,
    rows: [
      [0.5, 30, 9.4857375710738483885e-15],
      [3, 2, 0.67667641618306345947],
      [10, 40, 3.9259322262861881947e-9],
      [300, 350, 0.0028957725318222718011],
      [1000, 1100, 0.0010593232539299773489],
      [0.01, 1, 0.0022162346232279903431],
    ],
  },
  betaI: {
    f: betaI,
    allowed: 2e-13,
    rows: [
      [0.1, 0.5, 0.5, 0.20483276469913345754],
      [0.001, 3, 5, 3.4895125930015002177e-8],
      [0.5, 10, 7, 0.2272491455078125],
      [0.93, 200, 10, 0.075301791590084938498],
      [0.3, 500, 1200, 0.70453127241479736143],
      [0.02, 0.5, 300, 0.99949889381249129703],
    ],
  },
  gammaQuantile: {
    f: gammaQuantile,
    allowed: 2e-13,
    rows: [
      [0.025, 0.5, 0.0004910345585876280107],
      [0.5, 1, Math.LN2],
      [0.975, 3, 7.224687667723959647],
      [0.0001, 10, 2.1975813582245515618],
      [0.999, 200, 246.56587936997388843],
      [0.3, 0.02, 4.096909168424126407e-27],
    ],
  },
  betaQuantile: {
    f: betaQuantile,
    allowed: 2e-13,
    rows: [
      [0.025, 1, 100, 0.00025314603297742064807],
      [0.975, 4, 97, 0.085176052974280023264],
      [0.5, 0.5, 0.5, 0.5],
      [0.0001, 30, 20, 0.34191961192652924355],
      [0.99, 300, 5, 0.99577345017179929832],
      [0.3, 0.1, 0.2, 0.00025970009490093431384],
    ],
  },
  studentTQuantile: {
    f: studentTQuantile,
    allowed: 2e-13,
    rows: [
      [0.975, 1, 12.706204736174693314],
      [0.975, 2.5, 3.5746548420036817607],
      [0.025, 9, -2.2621571627982055086],
      [0.9995, 4, 8.6103015813795227571],
      [0.975, 29, 2.0452296421327038745],
      [0.995, 999, 2.5807596372676365285],
      [0.95, 123456.5, 1.6448659696037531238],
      [0.6, 0.3, 0.50230128205930502301],
    ],
  },
};

/** |actual/expected - 1|, or 0 when equal. */
function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual / expected - 1);
}

const options = { seed: 1, numRuns: 300 };
const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const shape = fc.double({ min: 0.3, max: 500, noNaN: true });

describe("distribution functions", () => {
  describe.each(Object.entries(reference))("%s", (_, { f, allowed, rows }) => {
    test.each(rows)("at %d %d %d agrees with 50-digit arithmetic", (...row) => {
      expect(relativeError(f(...row.slice(0, -1)), row[row.length - 1])).toBeLessThan(allowed);
    });
  });

  it("reproduces printed tables", () => {
    // Abramowitz and Stegun, tables 26.5 (normal), 26.8 (chi-square) and 26.10 (Student's t).
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 14);
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.84146, 5);
    expect(chiSquareQuantile(0.99, 10)).toBeCloseTo(23.2093, 4);
    expect(chiSquareQuantile(0.05, 30)).toBeCloseTo(18.4927, 4);
    expect(studentTQuantile(0.975, 10)).toBeCloseTo(2.228, 3);
    expect(studentTQuantile(0.995, 2)).toBeCloseTo(9.925, 3);
    expect(studentTQuantile(0.95, 120)).toBeCloseTo(1.658, 3);
  });

  it("agrees with closed forms", () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 0.2, max: 20, noNaN: true }), (p, x) => {
        expect(relativeError(gammaQ(1, x), Math.exp(-x))).toBeLessThan(1e-14);
        expect(relativeError(gammaQuantile(p, 1), -Math.log1p(-p))).toBeLessThan(1e-13);
        expect(relativeError(betaI(p, 1, x), -Math.expm1(x * Math.log1p(-p)))).toBeLessThan(1e-13);
        expect(relativeError(betaQuantile(p, x, 1), p ** (1 / x))).toBeLessThan(1e-13);
        const half = p / 2;
        const cauchy = -1 / Math.tan(Math.PI * half);
        expect(Math.abs(studentTQuantile(half, 1) - cauchy)).toBeLessThan(1e-13 * (1 + Math.abs(cauchy)));
        const two = (2 * half - 1) / Math.sqrt(2 * half * (1 - half));
        expect(Math.abs(studentTQuantile(half, 2) - two)).toBeLessThan(1e-13 * (1 + Math.abs(two)));
      }),
      options,
    );
  });

  it("agrees with jstat, whose own continued fractions stop at about 1e-8", () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        const x = gammaQuantile(p, a);
        expect(gammaP(a, x)).toBeCloseTo(jstat.gamma.cdf(x, a, 1), 7);
        const y = betaQuantile(p, a, b);
        expect(betaI(y, a, b)).toBeCloseTo(jstat.beta.cdf(y, a, b), 7);
        expect(jstat.studentt.cdf(studentTQuantile(p, a + 1), a + 1)).toBeCloseTo(p, 7);
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(jstat.normal.cdf(normalQuantile(p), 0, 1), 7);
      }),
      options,
    );
  });

  it("inverts itself", () => {
    const anyDeviation = fc.double({ min: -35, max: 1e6, noNaN: true });
    const tiny = fc.double({ min: 1e-60, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(tiny, anyDeviation, shape, shape, (q, deviation, a, b) => {
        expect(relativeError(normalCdf(normalQuantile(q)), q)).toBeLessThan(1e-12);
        const z = inverseLogNormalSurvivalTail(logNormalSurvivalTail(deviation));
        expect(Math.abs(z - deviation)).toBeLessThan(1e-13 * (1 + Math.abs(deviation)));
        expect(relativeError(gammaP(a, gammaQuantile(q, a)), q)).toBeLessThan(1e-10);
        expect(relativeError(betaI(betaQuantile(q, a, b), a, b), q)).toBeLessThan(1e-10);
      }),
      options,
    );
  });

  it("is symmetric where the laws are", () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        expect(relativeError(studentTQuantile(1 - p, a), -studentTQuantile(p, a))).toBeLessThan(1e-8);
        expect(Math.abs(betaI(p, a, b) + betaI(1 - p, b, a) - 1)).toBeLessThan(1e-11);
        expect(Math.abs(gammaP(a, b) + gammaQ(a, b) - 1)).toBeLessThan(1e-14);
      }),
      options,
    );
  });

  it("knows the ends of its ranges", () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1), normalQuantile(2)]).toEqual([
      -Infinity,
      0,
      Infinity,
      NaN,
    ]);
    expect([inverseLogNormalSurvivalTail(0), inverseLogNormalSurvivalTail(-Infinity)]).toEqual([-Infinity, Infinity]);
    expect([gammaQuantile(0, 2), gammaQuantile(1, 2), gammaQuantile(0.5, -1)]).toEqual([0, Infinity, NaN]);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaI(0, 2, 3), betaI(1, 2, 3)]).toEqual([0, 1, 0, 1]);
    expect([studentTQuantile(0, 3), studentTQuantile(0.5, 3), studentTQuantile(1, 3)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
    expect(studentTQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
  });
});
