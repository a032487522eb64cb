import { describe, expect, it } from "vitest";
import { clusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import { PARTS } from "../../src/cluster/wiring.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import type { Observation } from "../../src/readings/simulate/observation.js";
import { simulatedFigures } from "../../src/study/figures/simulated.js";
import { replicate } from "../../src/study/method/replications.js";
import { powerFeed } from "./powerFeed.js";

const HOUR = 3600;
const YEAR = 8766 * HOUR;
const feed = { life: 400 * HOUR, repair: 20 * HOUR, reboot: 2 * HOUR };

const never = exponential({ mean: Number.POSITIVE_INFINITY });

/** One server that never fails by itself: all its downtime comes from its feeds. */
const server: Plant = {
  classes: [
    {
      name: "server",
      count: 1,
      modes: [
        {
          name: "hardware",
          life: never,
          detection: immediate(),
          repair: never,
          needsCrew: false,
          recovery: "failover",
          parts: { count: 1, need: 1, swap: immediate() },
        },
      ],
    },
  ],
  slots: 1,
  need: 1,
  hosting: "each",
  crews: 1,
  takeover: { law: immediate(), coverage: 1, manual: immediate() },
  standby: { factor: 1, latent: 0, test: immediate() },
  survivorsFailWhileDown: true,
};

/** The whole change: one line. */
const parts = [
  ...PARTS,
  powerFeed({
    rack: [0],
    life: exponential({ mean: feed.life }),
    repair: exponential({ mean: feed.repair }),
    reboot: exponential({ mean: feed.reboot }),
  }),
];

/**
 * By hand: with a = 1/life, m = 1/repair, g = 1/reboot the feeds are an M/M/2 pair on their own, dark a share d = (a/(a+m))².
 * A server that is off boots at rate g, whatever the feeds do meanwhile (its fault is repaired in place), and is struck again only
 * when it works. States (feeds down, server up or off): u0 u1 u2 o0 o1 o2; u2 comes from o2 alone.
 */
function byHand() {
  const [a, m, g] = [1 / feed.life, 1 / feed.repair, 1 / feed.reboot];
  // Balance of u0 u1 u2 o0 o1 o2, solved by elimination: rows are flow out minus flow in.
  const q = [
    [-2 * a, 2 * a, 0, 0, 0, 0],
    [m, -(m + a), 0, 0, 0, a],
    [0, 2 * m, -2 * m, 0, 0, 0],
    [g, 0, 0, -(g + 2 * a), 2 * a, 0],
    [0, g, 0, m, -(g + m + a), a],
    [0, 0, g, 0, 2 * m, -(g + 2 * m)],
  ];
  const pi = stationary(q);
  return { off: pi[3] + pi[4] + pi[5], dark: pi[2] + pi[5], darkInClosedForm: (a / (a + m)) ** 2 };
}

/** The distribution that a generator leaves as it is: Gauss-Jordan with the last equation replaced by the sum. */
function stationary(q: readonly (readonly number[])[]): number[] {
  const n = q.length;
  const rows = Array.from({ length: n }, (_, j) => [
    ...(j < n - 1 ? q.map((row) => row[j]) : q.map(() => 1)),
    j < n - 1 ? 0 : 1,
  ]);
  for (let i = 0; i < n; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + k : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= n; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

describe("a part added from outside, in one file and one line", () => {
  const model = clusterModel(server, parts);
  const known = byHand();

  it("is in every reading: the chain agrees with the balance solved by hand", () => {
    const chain = enumerate(model);
    const pi = steadyState(chain);
    expect(longRunMean(pi, levelVector(chain, 0)) / known.off).toBeCloseTo(1, 10);
    expect(longRunMean(pi, levelVector(chain, model.levels.indexOf("dark"))) / known.dark).toBeCloseTo(1, 10);
    expect(known.dark / known.darkInClosedForm).toBeCloseTo(1, 12);
  });

  it("simulated, it covers the same, and its downtime is charged to it", () => {
    const observation: Observation = { warmup: 1000 * HOUR, horizon: 20 * YEAR, rto: HOUR, rtoFrom: "disruption" };
    const plan = { seed: "feeds", replications: 60, precision: 1, maxEvents: Infinity, level: 0.999 };
    const figures = simulatedFigures(model, replicate(model, observation, plan), null, 0.999, feed.reboot);
    expect(figures.unavailability.low).toBeLessThan(known.off);
    expect(figures.unavailability.high).toBeGreaterThan(known.off);
    const { power, hardware } = figures.downtimeByOrigin;
    expect(power.mean! / (figures.unavailability.mean! * YEAR)).toBeCloseTo(1, 12);
    expect(hardware?.mean ?? 0).toBe(0);
  });

  it("its feeds are among the things that can fail, beside the node", () => {
    expect(model.components?.map(({ name, fault, count }) => `${count} ${name}: ${fault}`)).toEqual([
      "1 node: hardware",
      "1 node: power",
      "2 power feed: feed",
    ]);
  });

  it("two parts may not own the same thing", () => {
    expect(() => clusterModel(server, [...parts, parts.at(-1)!])).toThrow('two parts own "feed"');
  });
});
