import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interval } from "../../src/kernel/estimators/interval.js";
import { meanInterval, pairedDifference } from "../../src/kernel/estimators/means/mean.js";
import { poissonRateInterval } from "../../src/kernel/estimators/means/poissonRate.js";
import { clopperPearson } from "../../src/kernel/estimators/shares/clopperPearson.js";
import { wilson } from "../../src/kernel/estimators/shares/wilson.js";
import { compensatedSum } from "../../src/kernel/estimators/sum.js";
import { BAND_1000, binomialBetween, streamOf } from "./coverage.js";

const infinite = Number.POSITIVE_INFINITY;

function expectEnds({ low, high }: Interval, [a, b]: readonly [number, number], digits = 10): void {
  expect(low).toBeCloseTo(a, digits);
  expect(high).toBeCloseTo(b, digits);
}

describe("the mean of replications", () => {
  it("is what SciPy's t.interval says", () => {
    const values = [4.2, 3.9, 5.1, 4.8, 4.4];
    expectEnds(meanInterval(values, 0.95), [3.888415185314205, 5.071584814685794]);
    expectEnds(meanInterval(values, 0.9), [4.025761526613106, 4.934238473386893]);
    expect(meanInterval(values, 0.95).mean).toBeCloseTo(4.48, 14);
  });

  it("says nothing of the spread after one replication, and nothing at all after none", () => {
    expect(meanInterval([3], 0.95)).toEqual({ mean: 3, low: -infinite, high: infinite, level: 0.95 });
    expect(meanInterval([], 0.95)).toEqual({ mean: null, low: -infinite, high: infinite, level: 0.95 });
  });

  it("is a point only when nothing varies", () => {
    expect(meanInterval([3, 3, 3], 0.95)).toEqual({ mean: 3, low: 3, high: 3, level: 0.95 });
    const barely = meanInterval([1, 1 + 2 ** -52, 1], 0.95);
    expect(barely.low).toBeLessThan(barely.high);
  });

  it("has ends that differ whenever values do, and contains the mean", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 }), (values) => {
        const { mean, low, high } = meanInterval(values, 0.95);
        expect(low).toBeLessThanOrEqual(mean ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(mean ?? Number.NaN);
        if (values.some((value) => value !== values[0])) expect(low).toBeLessThan(high);
      }),
      { seed: 40 },
    );
  });

  it("covers the answer in 95 % of runs of exponential data", () => {
    const stream = streamOf(41);
    let hits = 0;
    for (let run = 0; run < 1000; run++) {
      const { low, high } = meanInterval(
        Float64Array.from({ length: 200 }, () => stream.exponential()),
        0.95,
      );
      if (low <= 1 && 1 <= high) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(BAND_1000[0]);
    expect(hits).toBeLessThanOrEqual(BAND_1000[1]);
  });

  it("a paired difference forgets what the pairs share", () => {
    const storms = [10, 500, 3, 77];
    const better = storms.map((storm, i) => storm - 1 - 0.01 * i);
    expect(pairedDifference(storms, better, 0.95)).toMatchObject({ mean: expect.closeTo(1.015, 12) });
    expect(pairedDifference(storms, better, 0.95).high).toBeLessThan(1.05);
    expect(() => pairedDifference([1], [1, 2], 0.95)).toThrow(/as many of the one \(1\) as of the other \(2\)/);
  });

  it("sums without losing the small among the large", () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(compensatedSum([1, infinite])).toBe(infinite);
    expect(compensatedSum([])).toBe(0);
  });

  it("refuses a level that is no level", () => {
    for (const level of [0, 1, 95, Number.NaN]) expect(() => meanInterval([1, 2], level)).toThrow(RangeError);
  });
});

describe("the rate of a Poisson process", () => {
  it("is bounded by 3.0/T when nothing was seen", () => {
    const { mean, low, high } = poissonRateInterval(0, 200, 0.95);
    expect([mean, low]).toEqual([null, 0]);
    expect(high).toBeCloseTo(2.995732273553991 / 200, 14);
  });

  it.each([
    [1, 0.025317807984289876, 5.571643390938898],
    [5, 1.6234863901184207, 11.66833207932267],
    [20, 12.216519585403944, 30.8883779026746],
    [300, 267.00927523296633, 335.94112555257067],
  ])("is Garwood's for %d events, from SciPy's chi2", (count, low, high) => {
    expectEnds(poissonRateInterval(count, 1, 0.95), [low, high], 9);
    expectEnds(poissonRateInterval(count, 50, 0.95), [low / 50, high / 50], 9);
  });

  it("refuses what cannot be counted", () => {
    expect(() => poissonRateInterval(1.5, 1, 0.95)).toThrow(/whole number, not 1.5/);
    expect(() => poissonRateInterval(1, 0, 0.95)).toThrow(/exposure must be above zero/);
  });
});

describe("a share of trials", () => {
  it.each([
    [0, 20, [0, 0.16843347098308548], [0, 0.16112515805281935]],
    [3, 20, [0.03207093718554477, 0.37892682654529564], [0.05236874589621662, 0.3604188647407569]],
    [10, 10, [0.6915028921812371, 1], [0.7224672001371109, 1]],
    [999, 1000, [0.9944410757201502, 0.9999746825125083], [0.9943574414020421, 0.9998234536293739]],
    [37, 400, [0.06596594259068848, 0.1252433130966564], [0.06785393449857381, 0.12489858538387784]],
  ] as const)("%d of %d, from SciPy's proportion_ci", (successes, n, exact, score) => {
    expectEnds(clopperPearson(successes, n, 0.95), exact);
    expectEnds(wilson(successes, n, 0.95), score);
  });

  it("is never 0 % or 100 %, and unknown before the first trial", () => {
    for (const interval of [wilson, clopperPearson]) {
      expect(interval(0, 20, 0.95).mean).toBeNull();
      expect(interval(20, 20, 0.95).mean).toBeNull();
      expect(interval(0, 0, 0.95)).toEqual({ mean: null, low: 0, high: 1, level: 0.95 });
      expect(interval(5, 20, 0.95).mean).toBe(0.25);
      expect(() => interval(3, 2, 0.95)).toThrow(/0 ≤ 3 ≤ 2 does not hold/);
    }
  });

  it.each([
    [0.999, 1000, 92.0, 98.1],
    [0.99, 200, 94.8, 98.4],
  ])("covers p = %d, n = %d as tabulated", (p, n, score, exact) => {
    const covered = (interval: typeof wilson): number => {
      let sum = 0;
      for (let k = 0; k <= n; k++) {
        const { low, high } = interval(k, n, 0.95);
        if (low <= p && p <= high) sum += binomialBetween(n, p, k, k);
      }
      return 100 * sum;
    };
    expect(Math.abs(covered(wilson) - score)).toBeLessThan(0.06);
    expect(Math.abs(covered(clopperPearson) - exact)).toBeLessThan(0.06);
  });
});
