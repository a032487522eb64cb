import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type VrrpSettings, vrrp } from "../../src/cluster/protocols/balancers/vrrp.js";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { misses, predict } from "./judge.js";
import { judgedOf, keepalivedReading } from "./settings.js";

const times = (fault: FaultKind, changes: Partial<VrrpSettings> = {}, incidents = 2000) =>
  predict(vrrp.incident({ ...vrrp.defaults, ...changes }, fault), incidents);

describe("a backup of VRRP", () => {
  it("takes over at once, but for its skew, from a master that says goodbye", () => {
    expect(times("stop").ttd).toEqual(Array(2000).fill(156 / 256));
  });

  it("waits three advertisements and its skew for one that falls silent", () => {
    // Priority 100: 3.61 s, priority 128: 3.5 s at most, an advertisement less at least.
    for (const [backupPriority, most] of [
      [100, 3.609],
      [128, 3.5],
    ]) {
      const { ttd } = times("partition", { backupPriority });
      expect(ttd[0]).toBeCloseTo(most - 1, 2);
      expect(ttd.at(-1)).toBeCloseTo(most, 2);
    }
  });

  it("sees no difference between a killed, a frozen and an unreachable master", () => {
    const killed = times("kill");
    for (const fault of ["freeze", "linkDown", "partition"] as const) expect(times(fault)).toEqual(killed);
  });

  it("has the skew shrink with the interval in version 3 only", () => {
    const advert = 0.25;
    expect(times("stop", { version: 3, advert }).ttd[0]).toBeCloseTo((156 / 256) * 0.25, 12);
    expect(times("stop", { version: 2, advert }).ttd[0]).toBeCloseTo(156 / 256, 12);
  });
});

it("the time without a master is between missed − 1 and missed intervals and the skew, evenly", () => {
  const settings = fc.record({
    version: fc.constantFrom(2 as const, 3 as const),
    advert: fc.double({ min: 0.01, max: 10, noNaN: true }),
    backupPriority: fc.integer({ min: 1, max: 254 }),
    missed: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(settings, (given) => {
      const { version, advert, backupPriority, missed } = given;
      const skew = ((256 - backupPriority) / 256) * (version === 3 ? advert : 1);
      const { ttd, ttr } = times("kill", given, 400);
      expect(ttr).toEqual(ttd);
      expect(ttd[0]).toBeGreaterThanOrEqual((missed - 1) * advert + skew - 1e-9);
      expect(ttd.at(-1)).toBeLessThanOrEqual(missed * advert + skew + 1e-9);
      const mean = ttd.reduce((sum, time) => sum + time, 0) / ttd.length;
      // Standard error of the mean of 400 uniform values: 0.289/20 of the width.
      expect(Math.abs(mean - (missed - 0.5) * advert - skew)).toBeLessThan(5 * 0.01443 * advert);
    }),
    { seed: 3, numRuns: 40 },
  );
});

it("predicts keepalived as measured", () => {
  const judged = judgedOf(keepalivedReading);
  expect(judged.map(({ measured }) => measured.fault).sort()).toEqual(["blackhole", "linkdown", "sigkill", "sigterm"]);
  expect(misses(judged)).toEqual([]);
});
