import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { majority, majorityAlive } from "../../src/cluster/quorum/majority.js";

/** The slow twin: every set of nodes that may be alive, counted one by one. */
function majorityAliveByCounting(nodes: number, failed: number): number {
  let sum = 0;
  for (let alive = 0; alive < 1 << nodes; alive++) {
    const up = [...alive.toString(2)].filter((bit) => bit === "1").length;
    if (2 * up > nodes) sum += (1 - failed) ** up * failed ** (nodes - up);
  }
  return sum;
}

describe("a majority", () => {
  it("is more than half, so that two never stand side by side", () => {
    expect([1, 2, 3, 4, 5, 6].map(majority)).toEqual([1, 2, 2, 3, 3, 4]);
  });

  it("lives as often as counting all cases says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (nodes, failed) => {
        expect(majorityAlive(nodes, failed)).toBeCloseTo(majorityAliveByCounting(nodes, failed), 10);
      }),
      { seed: 1 },
    );
  });

  it("refuses what is no cluster or no probability", () => {
    expect(() => majorityAlive(0, 0.1)).toThrow(RangeError);
    expect(() => majorityAlive(3, 1.1)).toThrow(RangeError);
  });

  // "Real Life Is Uncertain. Consensus Should Be Too!", HotOS 2025, table 2, for failures of 1, 2, 4 and 8 %. It rounds, but
  // for 9 nodes at 1 and 4 %, which are cut.
  it.each([
    [3, ["99.97", "99.88", "99.53", "98.18"]],
    [5, ["99.9990", "99.992", "99.94", "99.55"]],
    [7, ["99.99997", "99.9995", "99.992", "99.88"]],
    [9, ["99.999998", "99.99996", "99.9988", "99.97"]],
  ] as const)("of %i nodes is safe and live as printed for Raft", (nodes, printed) => {
    for (const [i, failed] of [0.01, 0.02, 0.04, 0.08].entries()) {
      const digits = printed[i].length - 1 - printed[i].indexOf(".");
      const exact = 100 * majorityAlive(nodes, failed) * 10 ** digits;
      const cut = nodes === 9 && (failed === 0.01 || failed === 0.04);
      expect(cut ? Math.floor(exact) : Math.round(exact)).toBe(Math.round(Number(printed[i]) * 10 ** digits));
    }
  });
});
