import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { erlang, gamma } from "../../src/kernel/laws/gamma.js";
import { hyperexponentialFromMoments } from "../../src/kernel/laws/hyperexponential.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { erlangPhases, exactPhases, exponentialPhases, momentMatched, type Phases } from "../../src/kernel/phases.js";

/** First two moments by walking back from the end: m₁ᵢ = 1/rᵢ + m₁(next), m₂ᵢ = 2/rᵢ² + 2/rᵢ·m₁(next) + m₂(next). */
function moments({ start, rates, next }: Phases): { mean: number; variance: number } {
  const first: number[] = [];
  const second: number[] = [];
  for (let i = rates.length - 1; i >= 0; i--) {
    const [m1, m2] = next[i] < 0 ? [0, 0] : [first[next[i]], second[next[i]]];
    first[i] = 1 / rates[i] + m1;
    second[i] = 2 / rates[i] ** 2 + (2 / rates[i]) * m1 + m2;
  }
  const expected = (of: number[]): number => start.reduce((sum, p, i) => sum + p * of[i], 0);
  return { mean: expected(first), variance: expected(second) - expected(first) ** 2 };
}

const mean = fc.double({ min: -3, max: 7, noNaN: true }).map((power) => 10 ** power);

describe("phases", () => {
  it("a known law is its own phases, another is not", () => {
    expect(exactPhases(exponential({ mean: 4 }))).toEqual({ start: [1], rates: [0.25], next: [-1] });
    expect(exactPhases(erlang({ mean: 6, stages: 3 }))).toEqual({
      start: [1, 0, 0],
      rates: [0.5, 0.5, 0.5],
      next: [1, 2, -1],
    });
    expect(exactPhases(hyperexponentialFromMoments({ mean: 60, cv: 3 }))?.next).toEqual([-1, -1]);
    expect(exactPhases(gamma({ mean: 3, shape: 2.5 }))).toBeNull();
    expect(exactPhases(lognormal({ mean: 3, sigma: 1 }))).toBeNull();
  });

  it("exact phases have the law's mean and variance", () => {
    for (const law of [
      exponential({ mean: 7 }),
      erlang({ mean: 7, stages: 5 }),
      hyperexponentialFromMoments({ mean: 7, cv: 2 }),
    ]) {
      const phases = exactPhases(law);
      const found = moments(phases ?? exponentialPhases(1));
      expect(found.mean).toBeCloseTo(law.mean, 12);
      expect(found.variance / law.variance).toBeCloseTo(1, 12);
    }
  });

  it("matched phases have the mean and variance asked, and are a law", () => {
    fc.assert(
      fc.property(mean, fc.double({ min: 0.11, max: 30, noNaN: true }), (m, cv) => {
        const phases = momentMatched(m, (cv * m) ** 2);
        const found = moments(phases);
        expect(found.mean / m).toBeCloseTo(1, 12);
        expect(found.variance / (cv * m) ** 2).toBeCloseTo(1, 9);
        expect(phases.start.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
        for (const p of phases.start) expect(p).toBeGreaterThanOrEqual(0);
      }),
      { seed: 30 },
    );
  });

  it("takes no more phases than needed or allowed", () => {
    expect(momentMatched(7, 49).rates.length).toBe(1);
    expect(momentMatched(7, 49 / 3)).toEqual(erlangPhases(7, 3));
    expect(momentMatched(7, 0, 20)).toEqual(erlangPhases(7, 20));
    expect(momentMatched(7, 49 * 0.4).rates.length).toBe(3);
    expect(momentMatched(7, 49 * 4).rates.length).toBe(2);
  });

  it("refuses what no law has", () => {
    expect(() => momentMatched(-1, 1)).toThrow(/mean must be a finite number above zero/);
    expect(() => momentMatched(1, Number.NaN)).toThrow(/variance/);
    expect(() => erlangPhases(1, 0)).toThrow(/k must be a whole number/);
    expect(() => exponentialPhases(0)).toThrow(RangeError);
  });
});
