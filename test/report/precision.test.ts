import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatShare } from "../../src/notation/units/share.js";
import { chance, duration, money, plain, rate, share } from "../../src/report/words/numbers.js";
import { exactly } from "../../src/study/figures/estimates.js";

const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: -16, max: 0, noNaN: true }).map((x) => 10 ** x),
  fc.double({ min: -16, max: 0, noNaN: true }).map((x) => 1 - 10 ** x),
);
/** Every number in a text. */
const numbers = (text: string) =>
  [
    ...text
      .replaceAll(",", "")
      .replaceAll("−", "-")
      .matchAll(/-?\d+(?:\.\d+)?(?:e[+-]\d+)?/g),
  ].map(([digits]) => digits);
const digitsIn = (number: string) =>
  number
    .replace(/e.*$/, "")
    .replace(/^-?[0.]*/, "")
    .replace(".", "").length;

describe("no figure says more than is known", () => {
  it("a probability near one is told by what is missing", () => {
    expect(chance(exactly(0.99999999999999588))).toBe("more than 99.9999 %");
    expect(chance(exactly(0.99995))).toBe("all but 0.005 %");
    expect(chance({ mean: 0.9995, low: 0.9993, high: 0.9997, level: 0.95 })).toBe("all but 0.050 % (0.030–0.070)");
    expect(chance(exactly(0.37))).toBe("37 %");
  });

  it("a share is never rounded to nothing or to the whole", () => {
    fc.assert(
      fc.property(probability, (p) => {
        const text = formatShare(p);
        if (p > 0 && p < 1) {
          expect(text).not.toMatch(/^(0|100)(\.0*)?%$/);
          expect(text.length).toBeLessThan(32);
        }
        const told = Number(text.replace(/^(less|more) than /, "").slice(0, -1)) / 100;
        const missing = Math.min(p, 1 - p);
        expect(Math.abs(told - p)).toBeLessThanOrEqual(missing * 0.006 + 1.1e-13);
      }),
    );
  });

  it("a chance is never told as certain or impossible, nor in more than a line of digits", () => {
    fc.assert(
      fc.property(probability, (p) => {
        if (p === 0 || p === 1) return;
        const text = chance(exactly(p));
        expect(text).not.toMatch(/(^|[^-.\d])100(\.0+)? %|(^|[^-.\d])0(\.0+)? %/);
        for (const number of numbers(text)) expect(digitsIn(number)).toBeLessThanOrEqual(14);
      }),
    );
  });

  const size = fc.double({ min: -9, max: 9, noNaN: true }).map((x) => 10 ** x);
  const width = fc.double({ min: -5, max: -0.05, noNaN: true }).map((x) => 10 ** x);

  it.each([
    ["plain", plain],
    ["rate", rate],
    ["duration", (e: Parameters<typeof money>[0]) => duration(e)],
    ["money", (e: Parameters<typeof money>[0]) => money(e, "USD")],
  ] as const)("%s: mean within its interval as printed, and at most two digits beyond its half-width", (_, format) => {
    fc.assert(
      fc.property(size, width, (mean, relative) => {
        const estimate = { mean, low: mean * (1 - relative), high: mean * (1 + relative), level: 0.95 };
        const [told, low, high] = numbers(format(estimate)).map(Number);
        if (high === undefined) return;
        expect(low).toBeLessThanOrEqual(told!);
        expect(told!).toBeLessThanOrEqual(high);
        // The last digit told is no finer than a hundredth of the half-width, as printed in the same unit.
        const step = Math.min(...numbers(format(estimate)).slice(0, 1).map(lastDigit));
        expect(step).toBeGreaterThanOrEqual(((high - low!) / 2) * 0.009);
      }),
    );
  });

  it("shares, next to nothing or next to the whole, alike", () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: -0.5, noNaN: true }), width, fc.boolean(), (x, relative, isNearOne) => {
        const p = 10 ** x;
        const small = { mean: p, low: p * (1 - relative), high: p * (1 + relative), level: 0.95 };
        const estimate = isNearOne ? { ...small, mean: 1 - p, low: 1 - small.high, high: 1 - small.low } : small;
        const [told, low, high] = numbers(share(estimate)).map(Number);
        if (high === undefined) return;
        expect(low).toBeLessThanOrEqual(told!);
        expect(told!).toBeLessThanOrEqual(high);
        expect(told).not.toBe(100);
      }),
    );
  });
});

/** The value of the last digit of a printed number that says something: zeros that end a whole number need not. */
function lastDigit(number: string): number {
  const [mantissa = "", exponent = "0"] = number.split("e");
  const zeros = mantissa.includes(".") ? 0 : (/0*$/.exec(mantissa)?.[0].length ?? 0);
  const decimals = mantissa.split(".")[1]?.length ?? -zeros;
  return 10 ** (Number(exponent) - decimals);
}
