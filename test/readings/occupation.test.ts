import { describe, expect, it } from "vitest";
import { questionOf } from "../../src/cli/question.js";
import { clusterModel } from "../../src/cluster/model.js";
import { invertLaplace } from "../../src/kernel/invertLaplace.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { gammaP } from "../../src/kernel/special.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { steadyState } from "../../src/readings/longRun/steadyState.js";
import { occupation } from "../../src/readings/mission/occupation.js";
import { YEAR } from "../../src/readings/simulate/observation.js";
import { answer } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";

const HOUR = 3600;

describe("inverting a Laplace transform", () => {
  it.each([0.01, 0.5, 1, 3, 10])("gives e^−t and t²e^−t at %d", (t) => {
    expect(invertLaplace((re, im) => (re + 1) / ((re + 1) ** 2 + im ** 2), t)).toBeCloseTo(Math.exp(-t), 7);
    // 2/(s + 1)³
    const cube = (re: number, im: number) => {
      const [a, b] = [re + 1, im];
      return (2 * (a ** 3 - 3 * a * b * b)) / (a * a + b * b) ** 3;
    };
    expect(invertLaplace(cube, t)).toBeCloseTo(t * t * Math.exp(-t), 7);
  });
});

/** One server: up Exp(1/life), down Exp(1/repair), in hours. */
function server(life: number, repair: number) {
  const hours = (mean: number) => exponential({ mean: mean * HOUR });
  const mode = {
    name: "hardware",
    life: hours(life),
    detection: immediate(),
    repair: hours(repair),
    needsCrew: true,
    recovery: "failover" as const,
    parts: { count: 1, need: 1, swap: immediate() },
  };
  const model = clusterModel({
    classes: [{ name: "node", count: 1, modes: [mode] }],
    slots: 1,
    need: 1,
    hosting: "each",
    crews: 1,
    takeover: { law: immediate(), coverage: 1, manual: immediate() },
    standby: { factor: 1, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
  });
  const chain = enumerate(model);
  return { chain, pi: steadyState(chain), down: levelVector(chain, 0) };
}

/*
 * Downtime by time T is at most x when uptime reaches T − x with no more than x down so far. By then the number of
 * failures is Poisson with mean a(T − x), and downtimes add up to a gamma time; if it begins down, there is one more.
 */
function atMost(x: number, T: number, life: number, repair: number): number {
  const mean = (T - x) / life;
  const U = repair / (life + repair);
  let sum = 0;
  for (let n = 0, weight = Math.exp(-mean); n < mean + 40 * Math.sqrt(mean) + 40; weight *= mean / ++n) {
    const [up, down] = [n === 0 ? 1 : gammaP(n, x / repair), gammaP(n + 1, x / repair)];
    sum += weight * ((1 - U) * up + U * down);
  }
  return sum;
}

describe("downtime in a year", () => {
  it.each([
    [1000, 10],
    [8766, 1],
    [100_000, 24],
    [200, 1 / 60],
    [1e6, 1 / 3600],
  ])("of one server, life %d h, repair %d h, is as by hand", (life, repair) => {
    const { chain, pi, down } = server(life, repair);
    const T = 8766;
    const thresholds = [0.01, 0.1, 1, 3].map((part) => part * Math.max(repair, (repair * T) / life));
    const found = occupation(
      chain,
      pi,
      down,
      T * HOUR,
      thresholds.map((x) => x * HOUR),
    )!;
    const none = (life / (life + repair)) * Math.exp(-T / life);
    expect(Math.abs(found.none - none)).toBeLessThan(1e-12 + 1e-9 * none);
    for (const [i, x] of thresholds.entries())
      expect(Math.abs(found.within[i] - atMost(x, T, life, repair))).toBeLessThan(2e-7);
  });

  it("is left to the simulation where the chain is large", () => {
    const { design } = questionOf(undefined, { architecture: "n+1", nodes: "3" });
    const chain = enumerate(design.model);
    expect(occupation(chain, steadyState(chain), levelVector(chain, 0), YEAR, [60])).toBeNull();
  });

  it("is the same solved and simulated, in every threshold, on a pair that takes over", () => {
    const { scenario, design } = questionOf("scenarios/reference/L1.yaml", {});
    const exact = answer(scenario, design, { ...DEFAULT_ASK, method: "exact" }).yearlyDowntime!;
    const ask = { ...DEFAULT_ASK, method: "crude" as const, replications: 300, level: 0.999 };
    const simulated = answer({ ...scenario, horizon: 10 * YEAR }, design, ask).yearlyDowntime!;
    const holds = ({ low, high }: { low: number; high: number }, { mean }: { mean: number | null }) => {
      expect(low).toBeLessThanOrEqual(mean!);
      expect(high).toBeGreaterThanOrEqual(mean!);
      return high - low < 0.2 && mean! > 0.01 && mean! < 0.99;
    };
    const telling = [
      holds(simulated.without, exact.without),
      ...exact.within.map(({ probability }, i) => holds(simulated.within[i]!.probability, probability)),
    ];
    expect(telling.filter((tells) => tells).length).toBeGreaterThanOrEqual(2);
  });
});
