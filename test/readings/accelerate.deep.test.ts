import { describe, expect, it } from "vitest";
import { EFFORT } from "../../src/readings/accelerate/accelerate.js";
import { accelerate, acceleratedUnavailability } from "../../src/study/method/accelerated.js";
import { ORACLES } from "./rareOracles.js";

/**
 * Runs one after another until it is decided whether their intervals cover as 95 % do or as 88 %: A. Wald's sequential
 * test, Annals of Mathematical Statistics 16, 1945. A method that covers 95 % is refused once in a thousand times, one that
 * covers 88 % accepted once in twenty; about a hundred runs decide. `npm run bench:rare` counts a thousand and more.
 */
function covers(hold: (run: number) => boolean): { accepted: boolean; runs: number } {
  const [good, bad] = [0.95, 0.88];
  let evidence = 0;
  for (let runs = 0; ; runs++) {
    if (evidence > Math.log(1 / 0.001)) return { accepted: false, runs };
    if (evidence < Math.log(0.05)) return { accepted: true, runs };
    evidence += hold(runs) ? Math.log(bad / good) : Math.log((1 - bad) / (1 - good));
  }
}

describe("95 % intervals of runs that stop by themselves cover the truth as often as they say", () => {
  it.each(["L2", "2 of 3, 8760/1 h", "cold standby, gamma repair"])("%s", (name) => {
    const { model, exact, warmup } = ORACLES.find((oracle) => oracle.name === name)!;
    const what = { warmup, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" as const };
    const found = covers((run) => {
      const plan = { seed: `run ${run}`, replications: "auto" as const, precision: 0.05, maxEvents: 2e7, level: 0.95 };
      const sample = accelerate(model, what, plan);
      if ("refused" in sample) throw new Error(sample.refused);
      const { low, high } = acceleratedUnavailability(sample, 0.95);
      return low <= exact && exact <= high;
    });
    expect(found.accepted).toBe(true);
  });

  it("the test itself refuses intervals that cover 85 %", () => {
    expect(covers((run) => run % 20 >= 3).accepted).toBe(false);
  });
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
