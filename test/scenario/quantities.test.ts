import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "../../src/notation/document/nearest.js";
import { parseDistance } from "../../src/notation/units/distance.js";
import { YEAR } from "../../src/notation/units/duration.js";
import { parseMoney, parseMoneyRate } from "../../src/notation/units/money.js";
import { parseShare } from "../../src/notation/units/share.js";
import { parseData, parseDataRate, parseWorkRate } from "../../src/notation/units/work.js";
import { parseFigure } from "../../src/scenario/prices/expectation.js";

describe("a share", () => {
  test.each([
    ["99.95%", 0.9995],
    ["99.9999999%", 0.999999999],
    ["0.9995", 0.9995],
    ["100%", 1],
    ["0%", 0],
    ["0", 0],
    ["four nines", 0.9999],
    ["5 nines", 0.99999],
  ])("%s", (text, expected) => expect(parseShare(text)).toEqual({ value: expected }));

  test.each([
    ["97.5", "97.5%"],
    ["101%", "100%"],
    ["200", "100%"],
    ["-5%", "5%"],
    ["99,95%", "99%"],
    ["NaN", "99.95%"],
    ["zero nines", "99.95%"],
  ])("%s is refused; perhaps %s was meant", (text, meant) =>
    expect(parseShare(text)).toMatchObject({ message: expect.any(String), suggestion: meant }),
  );
});

describe("money", () => {
  test.each([
    ["$5000", 5000, "USD"],
    ["€20k", 20_000, "EUR"],
    ["120 USD", 120, "USD"],
    ["USD 120", 120, "USD"],
    ["1.5M EUR", 1.5e6, "EUR"],
    ["£2bn", 2e9, "GBP"],
    ["20k€", 20_000, "EUR"],
  ])("%s", (text, amount, currency) => expect(parseMoney(text)).toEqual({ value: { amount, currency } }));

  test.each(["5000", "$", "$-5", "$5 EUR", "5 XYZ", "$5,000", "$5m", "-$5", "NaN USD"])("%s is refused", (text) =>
    expect(parseMoney(text)).toHaveProperty("message"),
  );

  test.each([
    ["$5000/min", 5000 / 60, "USD"],
    ["€1M/h", 1e6 / 3600, "EUR"],
    ["$300/month", 300 / (YEAR / 12), "USD"],
    ["$660 / y", 660 / YEAR, "USD"],
  ])("%s flows", (text, perSecond, currency) =>
    expect(parseMoneyRate(text)).toEqual({ value: { perSecond, currency } }),
  );

  test.each([
    ["$5000", "$5000/min"],
    ["5000/min", "$5000/min"],
    ["$5000/parsec", "$5000/min"],
  ])("%s is not money per time; perhaps %s was meant", (text, meant) =>
    expect(parseMoneyRate(text)).toMatchObject({ suggestion: meant }),
  );
});

describe("work and data", () => {
  test.each([
    ["1200/s", 1200],
    ["50/min", 50 / 60],
    ["4k requests/s", 4000],
    ["4000 req/s", 4000],
  ])("%s", (text, expected) => expect(parseWorkRate(text)).toEqual({ value: expected }));
  test.each(["1200", "1200 s", "-1/s", "1200/parsec"])("%s is refused", (text) =>
    expect(parseWorkRate(text)).toHaveProperty("message"),
  );
  test("sizes and flows", () => {
    expect(parseDistance("600km")).toEqual({ value: 6e5 });
    expect(parseDistance("1 mi")).toEqual({ value: 1609.344 });
    expect(parseDistance("600")).toMatchObject({ suggestion: "600km" });
    expect(parseData("500GB")).toEqual({ value: 5e11 });
    expect(parseData("2 TiB")).toEqual({ value: 2 * 2 ** 40 });
    expect(parseDataRate("100MB/s")).toEqual({ value: 1e8 });
    expect(parseData("500")).toMatchObject({ suggestion: "500GB" });
    expect(parseDataRate("100MB")).toHaveProperty("message");
  });
});

describe("an expected figure", () => {
  test.each([
    ["0.25", 0.25],
    ["-3", -3],
    ["276.26s", 276.26],
    ["2h", 7200],
    ["1.96e-5/h", (1.96e-5 / 3600) * YEAR],
    ["99.95%", 0.9995],
    ["$1200", 1200],
  ])("%s", (text, expected) => expect(parseFigure(text)).toEqual({ value: expected }));
  test("money per time is a year's", () => {
    const read = parseFigure("$10/h");
    expect("value" in read ? read.value : 0).toBeCloseTo(87_660, 6);
  });
});

test("no reader throws, whatever it is given", () => {
  const readers = [
    parseShare,
    parseMoney,
    parseMoneyRate,
    parseWorkRate,
    parseData,
    parseDataRate,
    parseDistance,
    parseFigure,
  ];
  fc.assert(fc.property(fc.string(), (text) => readers.every((read) => typeof read(text) === "object")));
  for (const read of readers) expect(read("$1/".repeat(40_000))).toHaveProperty("message");
});

describe("did you mean", () => {
  test("the nearest word, a swap of neighbours counting once", () => {
    expect(nearest("hardwear", ["hardware", "os"])).toBe("hardware");
    expect(nearest("ndoes", ["nodes", "node"])).toBe("nodes");
    expect(nearest("zebra", ["nodes", "node"])).toBeUndefined();
  });

  test("distance is a metric on short words, and never more than the longer word", () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const d = editDistance(a, b);
        expect(d).toBe(editDistance(b, a));
        expect(d === 0).toBe(a === b);
        expect(d).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
