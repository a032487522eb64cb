import fc from "fast-check";
import { expect, it } from "vitest";
import { parseThreshold, rtoThreshold } from "../../src/scenario/threshold.js";

it("a threshold is a metric, a statistic, an operator and a duration", () => {
  const threshold = { expression: "ttr p95 < 30s", metric: "ttr", statistic: "p95", operator: "<", limit: 30 };
  expect(parseThreshold("ttr p95 < 30s")).toEqual({ value: threshold });
  expect(parseThreshold("  ttr   p95<30 s ")).toEqual({ value: threshold });
  expect(rtoThreshold(30)).toEqual(threshold);
  expect(parseThreshold("ttd max <= 1h30m")).toMatchObject({ value: { metric: "ttd", operator: "<=", limit: 5400 } });
});

it("its expression says the limit to the last digit", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (limit) => {
      const { expression } = rtoThreshold(limit);
      expect(parseThreshold(expression)).toMatchObject({ value: { limit, expression } });
    }),
    { seed: 3 },
  );
});

it.each([
  ["", "is not a threshold"],
  ["ttr < 30s", "is not a threshold"],
  ["rto p95 < 30s", "is not a threshold"],
  ["ttr p90 < 30s", "is not a threshold"],
  ["ttr p95 > 30s", "is not a threshold"],
  ["ttr p95 = 30s", "is not a threshold"],
  ["ttr p95 << 30s", "is not a threshold"],
  ["ttr p95 <", "is not a threshold"],
  ["ttr p95 < 30", '"30" has no unit'],
  ["ttr p95 < -30s", "is negative"],
  ["ttr p95 < 30s and so on", "is not a duration"],
])("%j is none", (text, why) => {
  const read = parseThreshold(text);
  expect("message" in read && read.message).toContain(why);
});
