import { describe, expect, it } from "vitest";
import { EFFORT } from "../../src/readings/accelerate.js";
import { accelerate, acceleratedUnavailability } from "../../src/study/accelerated.js";
import { ORACLES } from "./rareOracles.js";

/** Runs, and how many of them a 95 % interval covers at least with probability 99.95 % (binomial). */
const RUNS = 100;
const LEAST = 87;

describe("95 % intervals of runs that stop by themselves cover the truth as often as they say", () => {
  for (const name of ["2 of 3 with a common cause each 1e9 h"]) {
    it(name, () => {
      const { model, exact, warmup } = ORACLES.find((oracle) => oracle.name === name)!;
      let covered = 0;
      let high = 0;
      for (let run = 0; run < RUNS; run++) {
        const what = { warmup, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" as const };
        const plan = {
          seed: `run ${run}`,
          replications: "auto" as const,
          precision: 0.05,
          maxEvents: 2e7,
          level: 0.95,
        };
        const sample = accelerate(model, what, plan);
        if ("refused" in sample) throw new Error(sample.refused);
        const interval = acceleratedUnavailability(sample, 0.95);
        if (interval.low <= exact && exact <= interval.high) covered++;
        if (interval.mean! > exact) high++;
      }
      expect(covered).toBeGreaterThanOrEqual(LEAST);
      // No lean to either side: half of the runs, within 3.3 standard deviations.
      expect(Math.abs(high - RUNS / 2)).toBeLessThan(16.5);
    });
  }
});

it("a likelihood ratio that is wrong by 1 % is seen", () => {
  const { model, exact, warmup } = ORACLES.find(({ name }) => name === "2 of 3 Weibull 2 / deterministic")!;
  const off = (misweight: number) => {
    const what = { warmup, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" as const };
    const plan = { seed: "mutant", replications: 6000, precision: 0.05, maxEvents: 2e7, level: 0.999 };
    const sample = accelerate(model, what, plan, { ...EFFORT, misweight });
    if ("refused" in sample) throw new Error(sample.refused);
    const { low, high } = acceleratedUnavailability(sample, 0.999);
    return exact < low || exact > high;
  };
  expect(off(1)).toBe(false);
  expect(off(1.01)).toBe(true);
});
