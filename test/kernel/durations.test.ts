import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Durations } from "../../src/kernel/estimators/durations/durations.js";
import {
  leastForUpperBound,
  quantileRank,
  quantileRanks,
} from "../../src/kernel/estimators/durations/quantileRanks.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { BAND_400, binomialBetween, streamOf } from "./coverage.js";

function collect(values: readonly number[]): Durations {
  const durations = new Durations();
  for (const value of values) durations.add(value);
  return durations;
}

const duration = fc.oneof(
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 30, 30, 3600, Number.MIN_VALUE, Number.MAX_VALUE),
);
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe("ranks of a quantile", () => {
  it.each([
    [100, 0.95, 90, 100],
    [1000, 0.95, 936, 964],
    [300, 0.99, 293, 301],
    [59, 0.95, 52, 60],
    [20, 0.5, 6, 15],
  ])("n = %d, q = %d: SciPy's binom.ppf", (n, q, low, high) => {
    expect(quantileRanks(n, q, 0.95)).toMatchObject({ low, high });
  });

  it.each([
    [100, 0.95, 98.3],
    [1000, 0.95, 95.8],
  ])("n = %d, q = %d: covers %d %%", (n, q, percent) => {
    const { low, high } = quantileRanks(n, q, 0.95);
    expect(Math.abs(100 * binomialBetween(n, q, low, high - 1) - percent)).toBeLessThan(0.06);
  });

  it("never covers less than its level", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), share, (n, q) => {
        const { rank, low, high } = quantileRanks(n, q, 0.95);
        expect(binomialBetween(n, q, low, high - 1)).toBeGreaterThanOrEqual(0.95 - 1e-9);
        expect(low).toBeLessThanOrEqual(rank);
        expect(high).toBeGreaterThanOrEqual(rank);
      }),
      { seed: 60 },
    );
  });

  it("59 values bound p95 and 299 bound p99", () => {
    expect([0.95, 0.99].map((q) => leastForUpperBound(q, 0.95))).toEqual([59, 299]);
  });

  it("takes the 7th of 100 for 7 %", () => {
    expect(quantileRank(100, 0.07)).toBe(7);
    expect([quantileRank(1, 0.01), quantileRank(10, 0.999)]).toEqual([1, 10]);
  });

  it("refuses what has no quantile", () => {
    expect(() => quantileRanks(0, 0.5, 0.95)).toThrow(/at least one value/);
    expect(() => quantileRanks(9, 1, 0.95)).toThrow(/between 0 and 1, not 1/);
  });
});

describe("durations", () => {
  it("a constant comes out exactly", () => {
    const timeouts = collect(Array.from({ length: 1000 }, () => 30.1));
    expect(timeouts.quantile(0.01)).toBe(30.1);
    expect(timeouts.quantileInterval(0.95, 0.95)).toEqual({ mean: 30.1, low: 30.1, high: 30.1, level: 0.95 });
    expect([timeouts.min, timeouts.max, timeouts.count]).toEqual([30.1, 30.1, 1000]);
  });

  it("with few outages p99 may be more than the longest seen", () => {
    expect(collect([1, 2, 3]).quantileInterval(0.99, 0.95)).toMatchObject({ mean: 3, high: Number.POSITIVE_INFINITY });
  });

  it("nothing seen: nothing known", () => {
    const none = new Durations();
    expect(none.quantile(0.5)).toBeNull();
    expect(none.quantileInterval(0.5, 0.95)).toEqual({
      mean: null,
      low: 0,
      high: Number.POSITIVE_INFINITY,
      level: 0.95,
    });
    expect([none.count, none.max]).toEqual([0, 0]);
  });

  it("zero is a duration, a negative one is not", () => {
    expect(collect([0, -0, 5]).quantile(0.5)).toBe(0);
    expect(collect([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]).max).toBe(Number.POSITIVE_INFINITY);
    expect(() => new Durations().add(-1)).toThrow(/zero or more, not -1/);
    expect(() => new Durations().add(Number.NaN)).toThrow(RangeError);
  });

  it("says the same as a sorted list, within 0.4 %", () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), share, (values, q) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[quantileRank(sorted.length, q) - 1];
        const found = collect(values).quantile(q) ?? Number.NaN;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact / 256 + 1e-300);
        expect([collect(values).min, collect(values).max]).toEqual([sorted[0], sorted[sorted.length - 1]]);
      }),
      { seed: 61 },
    );
  });

  it("does not depend on order, nor on how parts were merged or stored", () => {
    fc.assert(
      fc.property(fc.array(duration, { maxLength: 200 }), fc.nat({ max: 200 }), (values, cut) => {
        const whole = collect(values).bins();
        const merged = collect(values.slice(cut));
        merged.merge(collect(values.slice(0, cut)));
        expect(merged.bins()).toEqual(whole);
        expect(merged.count).toBe(values.length);
        expect(collect([...values].reverse()).bins()).toEqual(whole);
        expect(Durations.fromBins(JSON.parse(JSON.stringify(whole))).bins()).toEqual(whole);
      }),
      { seed: 62 },
    );
  });

  it("quantiles rise with q", () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1 }), share, share, (values, a, b) => {
        const durations = collect(values);
        const [lower, upper] = [Math.min(a, b), Math.max(a, b)].map((q) => durations.quantile(q) ?? Number.NaN);
        expect(lower).toBeLessThanOrEqual(upper);
      }),
      { seed: 63 },
    );
  });

  it("covers the true p95 of lognormal durations in 95.8 % of runs, as the ranks do", () => {
    const stream = streamOf(64);
    const law = lognormal({ mean: 30, sigma: 0.5 });
    const truth = law.inverseHazard(Math.log(20));
    let hits = 0;
    for (let run = 0; run < 400; run++) {
      const { low, high } = collect(Array.from({ length: 1000 }, () => law.sample(stream))).quantileInterval(
        0.95,
        0.95,
      );
      if (low <= truth && truth <= high) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(BAND_400[0]);
    expect(hits).toBeLessThanOrEqual(396);
  });
});
