import { describe, expect, it } from "vitest";
import { activeActive } from "../../src/architectures/activeActive.js";
import { nPlusOne } from "../../src/architectures/nPlusOne.js";
import type { ClusterSpec, FailureModeSpec } from "../../src/cluster/spec.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { exactFigures } from "../../src/study/figures/exact.js";

const HOUR = 3600;
const YEAR = 8766 * HOUR;
const hours = (mean: number) => exponential({ mean: mean * HOUR });

function mode(name: string, life: number, repair: number): FailureModeSpec {
  return {
    name,
    life: hours(life),
    detection: immediate(),
    repair: hours(repair),
    needsCrew: false,
    recovery: "failover",
    parts: { count: 1, need: 1, swap: immediate() },
  };
}

function specWith(nodes: number, modes: FailureModeSpec[]): ClusterSpec {
  return {
    nodes,
    classes: [{ name: "node", count: nodes, modes }],
    crews: Number.POSITIVE_INFINITY,
    takeover: { law: immediate(), coverage: 1, manual: immediate() },
    standby: { factor: 1, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
    backup: { every: 0, takes: 0, declare: immediate(), provision: immediate(), restore: immediate() },
  };
}

describe("downtime is charged to the fault that began it", () => {
  it("two servers of which both are needed: each broken one is charged for its own repair", () => {
    // A node is up, in a long or in a short repair, independently of the other: shares p0, p1, p2 in proportion to
    // 1, a = λ₁R₁ and b = λ₂R₂. With both down the second is split: half to each.
    const figures = exactFigures(
      activeActive.design({ ...specWith(2, [mode("long", 1000, 100), mode("short", 1000, 1)]), need: 2 }).model,
      YEAR,
    );
    const a = 100 / 1000;
    const b = 1 / 1000;
    const p = [1, a, b].map((x) => x / (1 + a + b));
    const long = 2 * p[0] * p[1] + p[1] * p[1] + 2 * p[1] * p[2] * 0.5;
    const short = 2 * p[0] * p[2] + p[2] * p[2] + 2 * p[1] * p[2] * 0.5;
    expect(figures.downtimeByOrigin.long.mean).toBeCloseTo(long * YEAR, 3);
    expect(figures.downtimeByOrigin.short.mean).toBeCloseTo(short * YEAR, 3);
  });

  it("n+1 does not need more services up than there are", () => {
    expect(nPlusOne.complaints({ ...specWith(3, [mode("any", 1000, 10)]), need: 3 })).toEqual([
      { path: "service.need", message: "3 must serve, but only 2 do", suggestion: "2" },
    ]);
  });
});
