import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDuration, parseDuration, parseRate, YEAR } from "../../src/notation/units/duration.js";

const seconds = (text: string) => {
  const read = parseDuration(text);
  return "value" in read ? read.value : undefined;
};
const advice = (text: string) => {
  const read = parseDuration(text);
  return "value" in read ? undefined : read.suggestion;
};

describe("a duration", () => {
  test.each([
    ["500ms", 0.5],
    ["30s", 30],
    ["30 s", 30],
    ["5min", 300],
    ["5m", 300],
    ["8h", 28_800],
    ["1.5h", 5400],
    ["1h30m", 5400],
    ["1h 30min", 5400],
    ["2d", 172_800],
    ["1w", 604_800],
    ["5y", 5 * 8766 * 3600],
    ["2 years", 2 * 8766 * 3600],
    ["1e3s", 1000],
    ["0s", 0],
    ["276.26s", 276.26],
  ])("%s is %d seconds", (text, expected) => expect(seconds(text)).toBeCloseTo(expected, 9));

  test("without a unit is refused, as 8 could be anything", () => {
    expect(parseDuration("8")).toEqual({
      message: '"8" has no unit (a number with ms, s, min, h, d, w or y)',
      suggestion: "8s",
    });
  });

  test.each([
    ["2 parsec", "2h"],
    ["3 hors", "3hours"],
    ["10 secs", "10sec"],
    ["-5s", "5s"],
    ["3mo", "90d"],
    ["6 months", "180d"],
    ["NaN", "8h"],
    ["Infinity", "8h"],
    ["", "8h"],
    ["five hours", "8h"],
    ["0x10s", "0h"],
    ["1,5h", "1.5h"],
    ["5min 1h", "1h30m"],
    ["1h 1h", "1h30m"],
    ["1e400h", "8h"],
  ])("%s is refused with a way out", (text, expected) => {
    expect(seconds(text)).toBeUndefined();
    expect(advice(text)).toBe(expected);
  });

  test("its refusal of months says why", () => {
    expect(parseDuration("3mo")).toEqual({ message: '"3mo": months differ in length', suggestion: "90d" });
  });

  test("hostile texts of 100 kB are refused, and quoted short", () => {
    for (const text of ["1h".repeat(50_000), "9".repeat(100_000), " ".repeat(100_000), "-".repeat(100_000)]) {
      const read = parseDuration(text);
      expect("message" in read && read.message.length < 150).toBe(true);
    }
  });

  test("whatever a person types gives a value or a sentence, never a throw or NaN", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9.eE+-]{0,6} ?(ms|s|min|h|d|w|y|mo|parsec)$/)),
        (text) => {
          const read = parseDuration(text);
          if ("value" in read) expect(Number.isFinite(read.value) && read.value >= 0).toBe(true);
          else expect(read.message).toMatch(/\w/);
        },
      ),
    );
  });
});

describe("a duration for people", () => {
  test.each([
    [0, "0 s"],
    [3e-7, "0.3 µs"],
    [0.05, "50 ms"],
    [3.5, "3.5 s"],
    [59.97, "60 s"],
    [59.99, "1 min"],
    [3155.76, "52.6 min"],
    [28_800, "8 h"],
    [315_576, "87.7 h"],
    [30 * 24 * 3600, "30 d"],
    [30 * YEAR, "30 y"],
    [Number.POSITIVE_INFINITY, "never"],
  ])("%d s reads %s", (value, text) => expect(formatDuration(value)).toBe(text));

  test("is read back to the three digits it shows", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        const back = seconds(formatDuration(value)) ?? Number.NaN;
        expect(Math.abs(back - value)).toBeLessThanOrEqual(0.00501 * value);
      }),
    );
  });
});

describe("a rate", () => {
  test.each([
    ["2/y", 2 / YEAR],
    ["0.001/h", 0.001 / 3600],
    ["2.9%/y", 0.029 / YEAR],
    ["1 / min", 1 / 60],
  ])("%s", (text, expected) => expect(parseRate(text)).toEqual({ value: expected }));

  test.each(["2", "2y", "-2/y", "2/month", "/y", "2/"])("%s is refused", (text) =>
    expect(parseRate(text)).toHaveProperty("message"),
  );
});
