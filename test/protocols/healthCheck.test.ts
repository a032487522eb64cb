import { describe, expect, it } from "vitest";
import { type HealthCheckSettings, healthCheck } from "../../src/cluster/protocols/balancers/healthCheck.js";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { misses, predict } from "./judge.js";
import { haproxyReading, judgedOf } from "./settings.js";

const times = (fault: FaultKind, changes: Partial<HealthCheckSettings> = {}) =>
  predict(healthCheck.incident({ ...healthCheck.defaults, ...changes }, fault), 2000);

/** Every time between the two, both reached within a hundredth of the interval. */
function expectBetween(seen: readonly number[], least: number, most: number): void {
  expect(seen[0]).toBeGreaterThanOrEqual(least);
  expect(seen[0]).toBeLessThan(least + 0.02);
  expect(seen.at(-1)).toBeLessThanOrEqual(most);
  expect(seen.at(-1)).toBeGreaterThan(most - 0.02);
}

describe("a health check", () => {
  it("counts refused checks, an interval apart", () => {
    expectBetween(times("kill").ttd, 4, 6);
    expectBetween(times("kill", { inter: 0.5, fall: 2 }).ttd, 0.5, 1);
    expectBetween(times("stop", { inter: 1, fall: 1 }).ttd, 0, 1);
  });

  it("waits an interval for each silent check as well", () => {
    expectBetween(times("partition").ttd, 10, 12);
    expectBetween(times("linkDown", { inter: 1, fall: 4 }).ttd, 7, 8);
  });

  it("never sees a frozen server when all it asks for is a connection", () => {
    expect(times("freeze").ttd[0]).toBe(Number.POSITIVE_INFINITY);
    expectBetween(times("freeze", { asks: "answer" }).ttd, 10, 12);
  });

  it("asks again sooner after a failure with fastinter", () => {
    expectBetween(times("kill", { fastinter: 0.1 }).ttd, 0.2, 2.2);
  });

  it("bounds the connection and the answer apart with timeout check", () => {
    const bounded = { inter: 10, fall: 2, timeoutConnect: 4, timeoutCheck: 1, asks: "answer" } as const;
    expect(times("partition", bounded).ttd[0]).toBeGreaterThanOrEqual(18);
    expect(times("partition", bounded).ttd.at(-1)).toBeLessThanOrEqual(28);
    expect(times("freeze", bounded).ttd[0]).toBeGreaterThanOrEqual(12);
    expect(times("freeze", bounded).ttd.at(-1)).toBeLessThanOrEqual(22);
  });
});

it("predicts HAProxy as measured", () => {
  const judged = judgedOf(haproxyReading);
  expect(judged).toHaveLength(4);
  // The silent backend sits in the upper half of its bounds, unexplained, yet not beyond what the judge lets pass.
  expect(misses(judged)).toEqual([]);
});
