import { describe, expect, it } from "vitest";
import { type PacemakerSettings, pacemaker } from "../../src/cluster/protocols/corosync/pacemaker.js";
import { totem } from "../../src/cluster/protocols/corosync/totem.js";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { misses, predict } from "./judge.js";
import { judgedOf, pacemakerReading } from "./settings.js";

const ring = { ...totem.defaults, nodes: 2 };
const times = (fault: FaultKind, changes: Partial<PacemakerSettings> = {}) =>
  predict(pacemaker.incident({ ...pacemaker.defaults, ring, quorum: "two_node", ...changes }, fault), 2000);

describe("a resource of Pacemaker", () => {
  it("starts elsewhere after the ring has its new membership, half of the time a second later", () => {
    const { ttd, ttr } = times("partition");
    expect(ttd).toEqual(predict(totem.incident(ring, "partition"), 2000).ttd);
    // Two nodes: token 3 s less up to 561 ms of hold, consensus 3.6 s, 4 ms; then 0.14 to 0.23 s, and the pause.
    expect(ttr[0]).toBeGreaterThan(3 - 0.562 + 3.6 + 0.144);
    expect(ttr.at(-1)).toBeLessThan(3 + 3.6 + 0.234 + 1);
    const meanPause = mean(ttr) - mean(ttd) - 3.604 - 0.185;
    // Five standard errors of a share of 1/2 in 2000.
    expect(Math.abs(meanPause - 0.5)).toBeLessThan(5 * 0.0112);
  });

  it("waits for the fence", () => {
    const without = times("kill");
    const fenced = times("kill", { fencing: 20 });
    expect(mean(fenced.ttr) - mean(without.ttr)).toBeCloseTo(20, 9);
    expect(fenced.ttd).toEqual(without.ttd);
  });

  it("that dies alone is found by its monitor and started again where it was", () => {
    const { ttd, ttr } = times("databaseKill", { monitor: 4 });
    expect(ttd.at(-1)).toBeLessThan(4);
    expect(Math.abs(mean(ttd) - 2)).toBeLessThan(5 * 0.0258);
    expect(ttr[0]).toBeGreaterThan(0.1);
    expect(ttr.at(-1)).toBeLessThan(4.5);
  });
});

it("predicts Pacemaker as measured", () => {
  const judged = judgedOf(pacemakerReading);
  expect(judged.map(({ measured }) => measured.fault)).toEqual(["resource_vip_deleted"]);
  expect(misses(judged)).toEqual([]);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
