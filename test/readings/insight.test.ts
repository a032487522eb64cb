import { describe, expect, it } from "vitest";
import { questionOf } from "../../src/cli/question.js";
import { clusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import type { FailureModeSpec } from "../../src/cluster/spec.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { SERVICE_DOWN } from "../../src/kernel/model.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import type { PhaseChoice } from "../../src/readings/enumerate/standIns.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { insightOf } from "../../src/study/figures/insight.js";
import type { Insight } from "../../src/study/result.js";

const HOUR = 3600;
const hours = (mean: number) => exponential({ mean: mean * HOUR });

interface Told {
  nodes: number;
  slots?: number;
  need?: number;
  life?: number;
  repair?: number;
  detection?: number;
  takeover?: number;
  manual?: number;
  fails?: number;
  unseen?: number;
  hosting?: "each" | "shared";
  crews?: number;
}

function mode(name: string, { life = 100, repair = 10, detection = 0 }: Partial<Told>): FailureModeSpec {
  return {
    name,
    life: hours(life),
    detection: detection > 0 ? hours(detection) : immediate(),
    repair: hours(repair),
    needsCrew: true,
    recovery: "failover",
    parts: { count: 1, need: 1, swap: immediate() },
  };
}

function plant(told: Told, modes = [mode("hardware", told)]): Plant {
  const { nodes, slots = nodes, need = slots, takeover = 0, manual = 0, fails = 0, unseen = 0 } = told;
  return {
    classes: [{ name: "node", count: nodes, modes }],
    slots,
    need,
    hosting: told.hosting ?? "shared",
    crews: told.crews ?? Number.POSITIVE_INFINITY,
    takeover: {
      law: takeover > 0 ? hours(takeover) : immediate(),
      coverage: 1 - fails,
      manual: manual > 0 ? hours(manual) : immediate(),
    },
    standby: { factor: 1, latent: unseen, test: hours(50) },
    survivorsFailWhileDown: true,
  };
}

function solved(of: Plant, phases: PhaseChoice = {}): { unavailability: number; insight: Insight } {
  const model = clusterModel(of);
  const chain = enumerate(model, { phases });
  const pi = steadyState(chain);
  return { unavailability: longRunMean(pi, levelVector(chain, SERVICE_DOWN)), insight: insightOf(model, chain, pi) };
}

const elasticityOf = ({ insight }: { insight: Insight }, parameter: string) =>
  insight.sensitivity.find((one) => one.parameter === parameter)?.elasticity ?? 0;

describe("elasticities", () => {
  it("of one unit: 1 − U to its repair and −(1 − U) to its life", () => {
    const found = solved(plant({ nodes: 1 }));
    expect(elasticityOf(found, "repair of hardware")).toBeCloseTo(1 - 10 / 110, 12);
    expect(elasticityOf(found, "life of hardware")).toBeCloseTo(-(1 - 10 / 110), 12);
  });

  /*
   * k of n units, each broken a share q = MTTR/(MTTF + MTTR): U = Σ_{j>n−k} C(n, j) qʲ (1 − q)ⁿ⁻ʲ, so that
   * dU/dq = n C(n − 1, k − 1) qⁿ⁻ᵏ (1 − q)ᵏ⁻¹, and d ln q = (1 − q) d ln MTTR = −(1 − q) d ln MTTF.
   */
  it.each([
    [3, 2, 8760, 1, 2],
    [3, 2, 100, 30, 1],
    [5, 3, 8760, 1, 3],
    [7, 4, 8760, 0.1, 4],
  ])("of %i units of which %i are needed, life %d h, repair %d h: about %i", (n, k, life, repair, about) => {
    const q = repair / (life + repair);
    const choose = (a: number, b: number) =>
      Array.from({ length: b }, (_, i) => (a - i) / (i + 1)).reduce((x, y) => x * y, 1);
    let known = 0;
    for (let j = n - k + 1; j <= n; j++) known += choose(n, j) * q ** j * (1 - q) ** (n - j);
    const slope = n * choose(n - 1, k - 1) * q ** (n - k) * (1 - q) ** (k - 1);
    const found = solved(plant({ nodes: n, need: k, life, repair }));
    expect(found.unavailability / known).toBeCloseTo(1, 9);
    const elasticity = (slope * q * (1 - q)) / known;
    expect(Math.round(elasticity)).toBe(about);
    expect(elasticityOf(found, "repair of hardware") / elasticity).toBeCloseTo(1, 9);
    expect(elasticityOf(found, "life of hardware") / -elasticity).toBeCloseTo(1, 9);
  });

  const pair: Told = {
    nodes: 3,
    slots: 2,
    life: 1000,
    repair: 8,
    detection: 0.1,
    takeover: 0.2,
    manual: 2,
    fails: 0.1,
    unseen: 0.2,
    hosting: "each",
    crews: 1,
  };
  const parameters: [string, keyof Told][] = [
    ["life of hardware", "life"],
    ["repair of hardware", "repair"],
    ["detection of hardware", "detection"],
    ["takeover", "takeover"],
    ["manual recovery", "manual"],
    ["share of takeovers that fail", "fails"],
    ["share of spare failures unseen", "unseen"],
  ];

  it.each(parameters)("to %s is the slope of two solutions close by", (name, parameter) => {
    const value = pair[parameter] as number;
    const step = 1e-4;
    const at = (factor: number) => Math.log(solved(plant({ ...pair, [parameter]: value * factor })).unavailability);
    const slope = (at(1 + step) - at(1 - step)) / (Math.log1p(step) - Math.log1p(-step));
    expect(Math.abs(slope)).toBeGreaterThan(1e-4);
    expect(elasticityOf(solved(plant(pair)), name)).toBeCloseTo(slope, 6);
  });

  it("to all durations together is none: a share of time does not depend on the clock", () => {
    for (const phases of [{}, { repair: 3, detect: 2 }]) {
      const found = solved(plant(pair), phases);
      const durations = found.insight.sensitivity.filter(({ parameter }) => !parameter.startsWith("share"));
      expect(durations.length).toBe(6);
      expect(Math.abs(durations.reduce((sum, { elasticity }) => sum + elasticity, 0))).toBeLessThan(1e-9);
    }
  });

  it("stretch all the phases of a law", () => {
    const slow = (factor: number) => ({
      ...mode("hardware", { life: 100 }),
      repair: lognormal({ mean: 10 * HOUR * factor, sigma: 0.8 }),
    });
    const told: Told = { nodes: 2, slots: 1, crews: 1 };
    const at = (factor: number) => solved(plant(told, [slow(factor)]), { repair: "match" });
    const slope =
      Math.log(at(1.0001).unavailability / at(0.9999).unavailability) / (Math.log1p(1e-4) - Math.log1p(-1e-4));
    expect(elasticityOf(at(1), "repair of hardware")).toBeCloseTo(slope, 6);
  });

  it("of parameters that several faults share are named after all of them, once", () => {
    const [hardware, software] = [mode("hardware", {}), mode("software", { life: 50 })];
    const names = solved(plant({ nodes: 2, slots: 1 }, [hardware, { ...software, repair: hardware.repair }])).insight;
    expect(names.sensitivity.map(({ parameter }) => parameter).toSorted()).toEqual([
      "life of hardware",
      "life of software",
      "repair of hardware, software",
    ]);
  });
});

describe("importance", () => {
  it("of a node among 2 of 3 is Birnbaum's 2q(1 − q)", () => {
    const q = 10 / 110;
    const [node] = solved(plant({ nodes: 3, need: 2 })).insight.importance;
    expect(node).toMatchObject({ component: "node", fault: null, count: 3 });
    expect(node!.failed).toBeCloseTo(q, 12);
    expect(node!.birnbaum).toBeCloseTo(2 * q * (1 - q), 12);
  });

  it("of what joins two nodes that must both agree on every write is all that the nodes leave", () => {
    const network = {
      racks: [
        { name: "a", nodes: 1 },
        { name: "b", nodes: 1 },
      ],
      rings: 1,
      links: [{ between: [0, 1] as const, paths: 1, life: hours(200), repair: hours(5) }],
      detection: immediate(),
      resync: immediate(),
    };
    const quorum = { policy: "majority", commits: true, whenLost: "stop", stop: immediate() } as const;
    const pair = {
      ...plant({ nodes: 2, slots: 1, hosting: "each" }),
      membership: { network, quorum, fencing: undefined },
    };
    const { insight, unavailability } = solved(pair);
    const [q, l] = [10 / 110, 5 / 205];
    expect(unavailability).toBeCloseTo(1 - (1 - q) ** 2 * (1 - l), 12);
    const [node, link] = insight.importance.filter(({ fault }) => fault === null);
    expect(node!.birnbaum).toBeCloseTo((1 - q) * (1 - l), 12);
    expect(link).toMatchObject({ component: "link a–b", count: 1 });
    expect(link!.failed).toBeCloseTo(l, 12);
    expect(link!.birnbaum).toBeCloseTo((1 - q) ** 2, 12);
  });

  it("tells the ways of failing apart: of two nodes in series each is all", () => {
    const modes = [mode("hardware", {}), mode("software", { life: 50, repair: 1 })];
    const { unavailability, insight } = solved(plant({ nodes: 2, need: 2 }, modes));
    const q = 1 / (1 + 1 / (10 / 100 + 1 / 50));
    expect(insight.importance.map(({ fault }) => fault)).toEqual([null, "hardware", "software"]);
    for (const { birnbaum } of insight.importance) expect(birnbaum).toBeCloseTo(1 - q, 12);
    expect(unavailability).toBeCloseTo(1 - (1 - q) ** 2, 12);
  });
});

describe("cut sets", () => {
  const found = (of: Plant) =>
    solved(of).insight.cutSets.map(({ faults, outage }) => `${faults.join(" + ")}: ${outage}`);

  it("one server: any failure", () => {
    expect(found(plant({ nodes: 1 }))).toEqual(["hardware: lasting"]);
  });

  it("2 of 3: no single fault, any two", () => {
    expect(found(plant({ nodes: 3, need: 2 }))).toEqual(["hardware + hardware: lasting"]);
  });

  it("3 of 5: nothing under three", () => {
    expect(found(plant({ nodes: 5, need: 3 }))).toEqual([]);
  });

  it("a pair that takes over: a gap, and a takeover that fails lasts", () => {
    const pair = plant({ nodes: 2, slots: 1, detection: 0.1, takeover: 0.1, manual: 1, fails: 0.1 });
    expect(found(pair)).toEqual([
      "hardware: gap",
      "hardware + hardware: lasting",
      "hardware + failed takeover: lasting",
    ]);
  });

  it("a pair that takes over at once has no gap", () => {
    expect(found(plant({ nodes: 2, slots: 1 }))).toEqual(["hardware + hardware: lasting"]);
  });

  it("a common cause is a single point of failure, and classes are told apart", () => {
    const [old, young] = [mode("hardware", {}), mode("hardware", { life: 200 })];
    const classes = [
      { name: "old", count: 1, modes: [old] },
      { name: "young", count: 1, modes: [young] },
    ];
    const commonCause = { every: hours(1e4), detection: immediate(), repair: hours(5), needsCrew: true };
    expect(found({ ...plant({ nodes: 2, slots: 1 }), classes, commonCause })).toEqual([
      "common cause: lasting",
      "hardware (old) + hardware (young): lasting",
    ]);
  });

  it("a service repaired in place goes with its node", () => {
    const inPlace = { ...mode("application", {}), recovery: "in-place" as const, needsCrew: false };
    expect(found(plant({ nodes: 2, slots: 1 }, [inPlace]))).toContain("application: lasting");
  });
});

describe("a cluster of which the nodes may not all reach one another", () => {
  const insightFor = (file: string) => {
    const { design } = questionOf(`scenarios/reference/${file}`, {});
    const chain = enumerate(design.model);
    return insightOf(design.model, chain, steadyState(chain));
  };

  it("two votes here and one there: any two votes, or a cut and a vote of the larger side", () => {
    expect(insightFor("Q1.yaml").cutSets.map(({ faults }) => faults.join(" + "))).toEqual([
      "hardware + hardware",
      "hardware + link",
    ]);
  });

  it("names its links, and durations together move nothing", () => {
    const { sensitivity } = insightFor("Q2.yaml");
    expect(sensitivity.map(({ parameter }) => parameter).toSorted()).toEqual([
      "life of hardware",
      "life of links",
      "repair of hardware",
      "repair of links",
    ]);
    expect(Math.abs(sensitivity.reduce((sum, { elasticity }) => sum + elasticity, 0))).toBeLessThan(1e-9);
  });
});
