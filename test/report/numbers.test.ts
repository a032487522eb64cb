import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  availability,
  count,
  duration,
  money,
  ninesOf,
  onceIn,
  rate,
  share,
  signed,
  sum,
} from "../../src/report/words/numbers.js";
import { complement, exactly, UNKNOWN } from "../../src/study/figures/estimates.js";
import type { Estimate } from "../../src/study/result.js";
import { noneSeen } from "./samples.js";

const between = (low: number, mean: number, high: number): Estimate => ({ mean, low, high, level: 0.95 });

describe("an interval decides how many digits are shown", () => {
  it.each([
    ["three digits within a tenth", duration(between(2946, 3156, 3378), "/year"), "52.6 min/year (49.1–56.3)"],
    ["two when it is wide", duration(between(600, 3156, 12_000), "/year"), "53 min/year (10–200)"],
    ["more when it is narrow", duration(between(3155, 3156, 3157)), "52.60 min (52.58–52.62)"],
    ["one unit for all three", duration(between(50, 70, 4000)), "1.2 min (0.83–67)"],
    ["an availability keeps its nines", share(between(0.999893, 0.9999, 0.999907)), "99.9900 % (99.9893–99.9907)"],
    ["a small share", share(between(0.00045, 0.0005, 0.00055)), "0.050 % (0.045–0.055)"],
    ["a count near a whole number", count(between(5.9904, 5.991, 5.9916)), "5.99100 (5.99040–5.99160)"],
    ["money in whole units", money(between(48_918, 52_600, 56_282), "USD"), "$52,600 (48,900–56,300)"],
    ["money without a symbol", money(between(48_918, 52_600, 56_282), "SEK"), "52,600 SEK (48,900–56,300)"],
    ["a loss", money(between(-300, -200, -100), "EUR"), "−€200 (−300 to −100)"],
  ])("%s", (_, text, wanted) => expect(text).toBe(wanted));
});

describe("figures without error have no interval", () => {
  it.each([
    [duration(exactly(3155.76), "/year"), "52.6 min/year"],
    [duration(exactly(3.5)), "3.5 s"],
    [share(exactly(0.999899726)), "99.98997 %"],
    [ninesOf(exactly(3.99881)), "3.999"],
    [rate(exactly(0.03123)), "0.03123/year"],
    [sum(1_314_900, "USD"), "$1,314,900"],
    [sum(3.5, "GBP"), "£3.50"],
    [money(exactly(43_160), "JPY"), "¥43,160"],
  ])("%s", (text, wanted) => expect(text).toBe(wanted));
});

describe("what was not seen is not zero, and what was not lost is not 100 %", () => {
  it.each([
    ["no downtime seen", duration(noneSeen(44.18), "/year"), "none seen; at most 44 s/year"],
    ["no outage seen", rate(noneSeen(0.003)), "none seen; at most 0.0030/year"],
    ["its availability", share(complement(noneSeen(1.4e-6))), "at least 99.99986 %"],
    ["a bound of the model, not of a sample", rate({ ...noneSeen(5), level: 1 }), "at most 5.0/year"],
    ["a figure nobody has", duration(UNKNOWN), "not known"],
    ["a share nobody has", share({ mean: null, low: 0, high: 1, level: 1 }), "not known"],
    ["what cannot happen", duration(exactly(0)), "none in this model"],
    ["what was seen to take no time", duration(between(0, 0, 0)), "0 s"],
    ["a certainty", share(exactly(1)), "more than 99.9999 %"],
    ["endless nines", ninesOf(exactly(Number.POSITIVE_INFINITY)), "no downtime in this model"],
    [
      "no upper bound",
      ninesOf({ mean: 4.2, low: 3.9, high: Number.POSITIVE_INFINITY, level: 0.95 }),
      "4.2 (3.9 or more)",
    ],
    ["a share that may be all", share(between(0.9, 0.98, 1)), "98.0 % (90.0 or more)"],
  ])("%s", (_, text, wanted) => expect(text).toBe(wanted));
});

describe("an availability keeps its digits however many nines it has", () => {
  it.each([
    ["three nines", availability(between(0.0009, 0.001, 0.0011)), "99.9000 % (99.8900–99.9100)"],
    ["seventeen", availability(exactly(8.514e-18)), "1 − 8.514e-18"],
    ["seventeen, sampled", availability(between(8e-18, 8.5e-18, 9e-18)), "1 − 8.50e-18 (8.00e-18–9.00e-18)"],
    ["none seen", availability(noneSeen(3e-15)), "at least 1 − 3.0e-15"],
    ["no faults", availability(exactly(0)), "no downtime in this model"],
  ])("%s", (_, text, wanted) => expect(text).toBe(wanted));
});

test("rare events are also told as the time between them", () => {
  expect(onceIn(exactly(0.0312))).toBe("once in 32.1 y");
  expect(onceIn(exactly(3))).toBe("");
  expect(onceIn(noneSeen(0.1))).toBe("");
});

test("a difference has a sign, and says when chance could have made it", () => {
  const perYear = (e: Estimate) => duration(e, "/year");
  expect(signed(between(929, 936, 943), perYear)).toBe("+15.6 min/year (15.5–15.7)");
  expect(signed(between(-4.1, 4.9, 14), perYear)).toBe("+4.9 s/year (−4.1 to 14), not clear");
  expect(signed(between(-4100, -3600, -3100), perYear)).toBe("−1.0 h/year (−1.1 to −0.86)");
  expect(signed(between(0, 0, 0), perYear)).toBe("no difference seen");
});

describe("laws", () => {
  const estimates = fc
    .tuple(fc.double({ min: 1e-12, max: 1, noNaN: true }), fc.double({ min: 1e-4, max: 0.9, noNaN: true }))
    .map(([mean, relative]) => between(mean * (1 - relative), mean, Math.min(1, mean * (1 + relative))));

  test("no share is ever printed as 0 % or 100 %", () => {
    fc.assert(
      fc.property(estimates, fc.boolean(), (estimate, most) => {
        const text = share(most ? complement(estimate) : estimate);
        expect(text).not.toMatch(/(^|[^\d.])100(\.0*)?([^\d.]|$)/);
        expect(text).not.toMatch(/(^|[^\d.])0(\.0*)? %/);
      }),
      { seed: 1 },
    );
  });

  test("rounding moves a figure by at most a quarter of its interval", () => {
    fc.assert(
      fc.property(estimates, ({ mean, low, high }) => {
        const text = rate({ mean, low, high, level: 0.95 });
        expect(Math.abs(Number.parseFloat(text) - (mean ?? 0))).toBeLessThanOrEqual(((high - low) / 4) * (1 + 1e-9));
      }),
      { seed: 2 },
    );
  });
});
