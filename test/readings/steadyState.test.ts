import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questionOf } from "../../src/cli/question.js";
import type { Transitions } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { byElimination } from "../../src/readings/longRun/elimination.js";
import { recurrentStates } from "../../src/readings/longRun/recurrent.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { bySweeps } from "../../src/readings/longRun/sweeps.js";
import { meanTimeToFirstOutage } from "../../src/readings/mission/firstPassage.js";
import { type Chain as PlainChain, longRunMean as plainMean } from "./plainSolver.js";
import { chainOf, type Edge, transitions } from "./transitions.js";

/** Units that fail at rate a and are mended at rate m, each by itself: state = how many are broken. */
function kOfN(n: number, a: number, m: number): Transitions {
  const edges = Array.from({ length: n }, (_, k): Edge[] => [
    [k, k + 1, (n - k) * a],
    [k + 1, k, (k + 1) * m],
  ]);
  return transitions(n + 1, edges.flat());
}

/** P(k of n units broken), each broken a share q of the time: C(n, k) qᵏ (1 − q)ⁿ⁻ᵏ. */
function binomial(n: number, q: number): number[] {
  let ways = 1;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) ways *= (n - k + 1) / k;
    return ways * q ** k * (1 - q) ** (n - k);
  });
}

function largestError(values: ArrayLike<number>, known: ArrayLike<number>): number {
  return Math.max(...Array.from(known, (k, i) => Math.abs(values[i]! / k - 1)));
}

describe("sweeps and elimination", () => {
  it.each([
    [7, 8760, 0.1],
    [12, 8760, 0.1],
    [20, 1000, 100],
    [30, 10, 100],
  ])("give the product form of %i units, life %d h, repair %d h, each term to 1e-12", (n, life, repair) => {
    const chain = kOfN(n, 1 / life, 1 / repair);
    const known = binomial(n, repair / (life + repair));
    expect(largestError(bySweeps(chain)!, known)).toBeLessThan(1e-12);
    expect(largestError(byElimination(chain), known)).toBeLessThan(1e-12);
  });

  it("reach 1e-18 and far below: 4 of 7 with 8760 h and 0.1 h", () => {
    const down = (pi: Float64Array) => pi.subarray(4).reduce((sum, p) => sum + p, 0);
    const known = binomial(7, 0.1 / 8760.1)
      .slice(4)
      .reduce((sum, p) => sum + p, 0);
    expect(known).toBeGreaterThan(5e-19);
    expect(known).toBeLessThan(7e-19);
    const chain = kOfN(7, 1 / 8760, 10);
    expect(Math.abs(down(bySweeps(chain)!) / known - 1)).toBeLessThan(1e-13);
    expect(Math.abs(down(byElimination(chain)) / known - 1)).toBeLessThan(1e-13);
  });

  it("agree on any chain with rates over twelve decades, each probability to 1e-9, and the reader in test/ with both", () => {
    const rate = fc.double({ min: -6, max: 6, noNaN: true }).map((power) => 10 ** power);
    const chains = fc.integer({ min: 2, max: 25 }).chain((states) =>
      fc.record({
        states: fc.constant(states),
        around: fc.array(rate, { minLength: states, maxLength: states }),
        others: fc.array(fc.tuple(fc.nat(states - 1), fc.nat(states - 1), rate), { maxLength: 3 * states }),
      }),
    );
    let settled = 0;
    fc.assert(
      fc.property(chains, ({ states, around, others }) => {
        const ring = around.map((r, s): Edge => [s, (s + 1) % states, r]);
        const edges = [...ring, ...others.filter(([from, to]) => from !== to)];
        const chain = transitions(states, edges);
        const swept = bySweeps(chain);
        const known = byElimination(chain);
        const last = new Float64Array(states);
        last[states - 1] = 1;
        const plain: PlainChain = { states, edges: edges.map(([from, to, rate]) => ({ from, to, rate })) };
        expect(Math.abs(plainMean(plain, last) / known[states - 1]! - 1)).toBeLessThan(1e-11);
        if (!swept) return;
        settled++;
        expect(largestError(swept, known)).toBeLessThan(1e-9);
      }),
      { seed: 7, numRuns: 300 },
    );
    expect(settled).toBeGreaterThan(200);
  });

  it("settle on a chain that drifts away from its first state, too", () => {
    // A queue of 800 places with more arrivals than services: P(k) grows as 1.1ᵏ.
    const n = 800;
    const edges = Array.from({ length: n - 1 }, (_, k): Edge[] => [
      [k, k + 1, 1.1],
      [k + 1, k, 1],
    ]).flat();
    const pi = steadyState(transitions(n, edges));
    expect(Math.abs((pi[n - 1]! * 11) / (1 - 1.1 ** -n) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(pi[500]! / pi[400]! / 1.1 ** 100 - 1)).toBeLessThan(1e-9);
  });

  it("say so when sweeps do not settle: two halves that hardly ever meet", () => {
    const edges: Edge[] = [
      [0, 1, 1],
      [1, 0, 1],
      [1, 2, 1e-13],
      [2, 1, 3e-13],
      [2, 3, 1],
      [3, 2, 1],
    ];
    const chain = transitions(4, edges);
    expect(bySweeps(chain)).toBeNull();
    expect(largestError(steadyState(chain), [3 / 8, 3 / 8, 1 / 8, 1 / 8])).toBeLessThan(1e-12);
  });
});

describe("on chains of clusters both can do", () => {
  it.each([
    ["active-active", "2"],
    ["active-passive", "2"],
  ])("%s with %s nodes: every probability is the same to 1e-9", (architecture, nodes) => {
    const { design } = questionOf(undefined, { architecture, nodes });
    const chain = enumerate(design.model);
    expect(chain.states).toBeLessThan(1500);
    expect(recurrentStates(chain)).toHaveLength(chain.states);
    const known = byElimination(chain);
    expect(Math.min(...known)).toBeLessThan(1e-12);
    expect(largestError(bySweeps(chain)!, known)).toBeLessThan(1e-9);
  });
});

describe("mean time to the first outage", () => {
  /** Up while at least k of n units work. */
  const kUp = (n: number, k: number, a: number, m: number) => chainOf(kOfN(n, a, m), (broken) => n - broken < k);

  it("of mirrored disks, 100 000 h and 10 h: 500 150 000 h (Silberschatz gives 500·10⁶)", () => {
    expect(meanTimeToFirstOutage(kUp(2, 1, 1 / 100_000, 1 / 10)) / 500_150_000).toBeCloseTo(1, 12);
  });

  /*
   * Birth and death, from k to k + 1 broken: Tₖ = 1/bₖ + dₖ/bₖ · Tₖ₋₁, all positive; their sum over k = 0 … is the mean
   * time until one more than n − k are broken.
   */
  it.each([
    [7, 4, 8760, 0.1],
    [12, 6, 50_000, 0.5],
    [5, 5, 1000, 10],
    [40, 2, 10, 3],
  ])("of %i units of which %i are needed, life %d h, repair %d h", (n, k, life, repair) => {
    let [total, step] = [0, 0];
    for (let broken = 0; broken <= n - k; broken++) {
      const birth = (n - broken) / life;
      step = 1 / birth + (broken / repair / birth) * step;
      total += step;
    }
    expect(Math.abs(meanTimeToFirstOutage(kUp(n, k, 1 / life, 1 / repair)) / total - 1)).toBeLessThan(1e-11);
  });

  it("is the same on a chain large enough for sweeps", () => {
    const n = 600;
    let [total, step] = [0, 0];
    for (let broken = 0; broken <= 20; broken++) {
      const birth = (n - broken) / 5000;
      step = 1 / birth + (broken / 10 / birth) * step;
      total += step;
    }
    expect(Math.abs(meanTimeToFirstOutage(kUp(n, n - 20, 1 / 5000, 1 / 10)) / total - 1)).toBeLessThan(1e-11);
  });
});

it("a mean over the long run takes every state", () => {
  expect(longRunMean(Float64Array.of(0.25, 0.75), Float64Array.of(4, 8))).toBe(7);
});
