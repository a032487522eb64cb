import { describe, expect, it } from "vitest";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { sumOf } from "../../src/kernel/laws/made/sum.js";
import { uniform } from "../../src/kernel/laws/uniform.js";
import { Stream } from "../../src/kernel/stream.js";

/** P(X + Y > a) for X uniform on (2, 3) and Y on (0, 0.4): a trapezium. */
function trapezium(a: number): number {
  const part = (x: number) => (x <= 0 ? 0 : (x * x) / 2);
  return 1 - (part(a - 2) - part(a - 3) - part(a - 2.4) + part(a - 3.4)) / 0.4;
}

describe("one time after another", () => {
  const law = sumOf(uniform({ from: 2, to: 3 }), uniform({ from: 0, to: 0.4 }));

  it("has the mean and the variance of both", () => {
    expect([law.mean, law.variance]).toEqual([expect.closeTo(2.7, 12), expect.closeTo((1 + 0.16) / 12, 12)]);
  });

  it("lasts beyond an age as the convolution says", () => {
    for (const a of [0, 1.9, 2.05, 2.2, 2.5, 2.8, 3.1, 3.3, 3.39]) {
      expect(Math.exp(-law.cumulativeHazard(a))).toBeCloseTo(trapezium(a), 4);
    }
    expect(law.cumulativeHazard(3.4)).toBe(Number.POSITIVE_INFINITY);
    const slow = sumOf(exponential({ mean: 3 }), exponential({ mean: 1 }));
    for (const a of [0.5, 2, 6]) {
      expect(Math.exp(-slow.cumulativeHazard(a))).toBeCloseTo((3 * Math.exp(-a / 3) - Math.exp(-a)) / 2, 2);
    }
  });

  it("is drawn as it lasts, also what is left at an age", () => {
    const stream = new Stream();
    stream.seed(1, 2, 3, 4);
    const share = (draw: () => number, beyond: number, n: number) =>
      Array.from({ length: n }, draw).filter((time) => time > beyond).length / n;
    expect(Math.abs(share(() => law.sample(stream), 2.8, 20_000) - trapezium(2.8))).toBeLessThan(
      (3.5 * 0.5) / Math.sqrt(20_000),
    );
    const left = share(() => law.residual(2.5, stream), 0.3, 500);
    expect(Math.abs(left - trapezium(2.8) / trapezium(2.5))).toBeLessThan((3.5 * 0.5) / Math.sqrt(500));
  });

  it("has its hazard's inverse", () => {
    for (const hazard of [0.01, 0.5, 2, 4])
      expect(law.cumulativeHazard(law.inverseHazard(hazard))).toBeCloseTo(hazard, 6);
    expect(law.inverseHazard(Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(3.4);
  });
});
