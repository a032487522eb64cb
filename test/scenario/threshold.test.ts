import fc from "fast-check";
import { expect, it } from "vitest";
import { keeps, parseThreshold, rtoThreshold } from "../../src/scenario/drill/threshold.js";

it("a threshold is a metric, a statistic, an operator and a duration", () => {
  const threshold = { expression: "ttr p95 < 30s", metric: "ttr", statistic: "p95", operator: "<", limit: 30 };
  expect(parseThreshold("ttr p95 < 30s")).toEqual({ value: threshold });
  expect(parseThreshold("  ttr   p95<30 s ")).toEqual({ value: threshold });
  expect(rtoThreshold(30)).toEqual(threshold);
  expect(parseThreshold("ttd max <= 1h30m")).toMatchObject({ value: { metric: "ttd", operator: "<=", limit: 5400 } });
});

it.each([
  ["ttr < 30s", { metric: "ttr", operator: "<", limit: 30 }, "ttr < 30s"],
  ["errorRate == 0", { metric: "errorRate", operator: "==", limit: 0 }, "errorRate == 0%"],
  ["errorRate mean<=1.5%", { metric: "errorRate", statistic: "mean", limit: 0.015 }, "errorRate mean <= 1.5%"],
  ["p99 latency < 500ms", { metric: "latency", statistic: "p99", limit: 0.5 }, "latency p99 < 500ms"],
  ["splitBrain == 0s", { metric: "splitBrain", operator: "==", limit: 0 }, "splitBrain == 0s"],
  ["dataLoss == 0", { metric: "dataLoss", operator: "==", limit: 0 }, "dataLoss == 0s"],
  ["availability >= 99.9%", { metric: "availability", operator: ">=", limit: 0.999 }, "availability >= 99.9%"],
])("%j is one", (text, parts, expression) => {
  expect(parseThreshold(text)).toMatchObject({ value: { ...parts, expression } });
});

it("holds or not as it is written", () => {
  const holds = (text: string, value: number) => {
    const read = parseThreshold(text);
    return "value" in read && keeps(value, read.value);
  };
  expect([holds("ttr < 1s", 1), holds("ttr <= 1s", 1), holds("ttr < 1s", 0.5)]).toEqual([false, true, true]);
  expect([holds("availability > 99%", 0.99), holds("availability >= 99%", 0.99)]).toEqual([false, true]);
  expect([holds("errorRate == 0", 0), holds("errorRate == 0", 1e-9)]).toEqual([true, false]);
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
  ["latency < 30s", "does not say which latency"],
  ["p95 ttr max < 30s", "is not a threshold"],
  ["errorRate < 5s", "is not a share"],
  ["rto p95 < 30s", "is not a threshold"],
  ["ttr p90 < 30s", "is not a threshold"],
  ["ttr p95 >< 30s", "is not a threshold"],
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
