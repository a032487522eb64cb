import { describe, expect, it } from "vitest";
import { meanInterval } from "../../src/kernel/estimators/means/mean.js";
import { FIRST_LOOK, nextLook, precisionReached } from "../../src/kernel/estimators/stopping.js";
import { BAND_1000, streamOf } from "./coverage.js";

const estimate = (half: number) => ({ mean: 100, low: 100 - half, high: 100 + half, level: 0.95 });

describe("when to stop", () => {
  it("looks first at 30 replications, then at 10 % more each time", () => {
    const looks = [0];
    while (looks.length < 8) looks.push(nextLook(looks[looks.length - 1]));
    expect(looks).toEqual([0, 30, 33, 37, 41, 46, 51, 57]);
    expect([30, 60, 120].map((n) => nextLook(n, 1))).toEqual([60, 120, 240]);
    expect(nextLook(FIRST_LOOK - 1)).toBe(30);
    expect(nextLook(100)).toBe(110);
  });

  it("stops at half-widths of at most g/(1 + g) of the mean", () => {
    const asked = { relative: 0.25 };
    expect(precisionReached(30, estimate(20), 100, asked)).toBe(true);
    expect(precisionReached(30, estimate(20.1), 100, asked)).toBe(false);
  });

  it("goes on with few replications, few events, or nothing seen, however narrow the interval", () => {
    const asked = { relative: 0.05 };
    expect(precisionReached(29, estimate(0), 1e6, asked)).toBe(false);
    expect(precisionReached(300, estimate(0), 99, asked)).toBe(false);
    expect(precisionReached(300, estimate(0), 99, { ...asked, leastEvents: 50 })).toBe(true);
    expect(precisionReached(300, { mean: null, low: 0, high: 1, level: 0.95 }, 1e6, asked)).toBe(false);
    expect(() => precisionReached(300, estimate(0), 1e6, { relative: 0 })).toThrow(RangeError);
  });

  it("an interval that was stopped for being narrow still covers", () => {
    const stream = streamOf(70);
    let hits = 0;
    for (let run = 0; run < 1000; run++) {
      const values: number[] = [];
      let found = meanInterval(values, 0.95);
      while (!precisionReached(values.length, found, 1e6, { relative: 0.1 })) {
        const look = nextLook(values.length);
        while (values.length < look) values.push(stream.exponential());
        found = meanInterval(values, 0.95);
      }
      if (found.low <= 1 && 1 <= found.high) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(BAND_1000[0]);
    expect(hits).toBeLessThanOrEqual(BAND_1000[1]);
  });
});
