import { describe, expect, it } from "vitest";
import { type ClusterModel, clusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import type { FailureModeSpec } from "../../src/cluster/spec.js";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { erlang } from "../../src/kernel/laws/gamma.js";
import { hyperexponential } from "../../src/kernel/laws/hyperexponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { DOWN } from "../../src/kernel/model.js";
import { type Chain, levelVector, riseRates } from "../../src/readings/enumerate/chain.js";
import { type EnumerateOptions, enumerate, TooManyStates } from "../../src/readings/enumerate/enumerate.js";
import type { PhaseChoice } from "../../src/readings/enumerate/standIns.js";
import { recurrentStates } from "../../src/readings/longRun/recurrent.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { meanTimeToFirstOutage } from "../../src/readings/mission/firstPassage.js";
import { mission } from "../../src/readings/mission/mission.js";
import { simulatedFigures } from "../../src/study/figures/simulated.js";
import { replicate } from "../../src/study/method/replications.js";

const HOUR = 3600;
const hours = (mean: number): Law => exponential({ mean: mean * HOUR });
const never = exponential({ mean: Number.POSITIVE_INFINITY });

const hardware: FailureModeSpec = {
  name: "hardware",
  life: hours(100),
  detection: immediate(),
  repair: hours(10),
  needsCrew: true,
  recovery: "failover",
  parts: { count: 1, need: 1, swap: immediate() },
};

interface Told extends Partial<Omit<Plant, "classes" | "standby">> {
  readonly nodes: number;
  readonly modes?: readonly FailureModeSpec[];
  readonly factor?: number;
}

/** Nodes of one class, one slot unless told, everything but life and repair immediate. */
function plant({ nodes, modes = [hardware], factor = 1, ...rest }: Told): Plant {
  return {
    classes: [{ name: "node", count: nodes, modes }],
    slots: 1,
    need: 1,
    hosting: "each",
    crews: 1,
    takeover: { law: immediate(), coverage: 1, manual: immediate() },
    standby: { factor, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
    ...rest,
  };
}

const chainOf = (told: Told, options: EnumerateOptions = {}): Chain => enumerate(clusterModel(plant(told)), options);

function unavailability(told: Told, options: EnumerateOptions = {}): number {
  const chain = chainOf(told, options);
  return longRunMean(steadyState(chain), levelVector(chain, DOWN));
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const relativeError = (value: number, known: number): number => Math.abs(value / known - 1);

/** The 99.9 % interval of unavailability that a simulation of the true laws gives. */
function simulated(told: Told) {
  const model = clusterModel(plant(told));
  const observation = { warmup: 2000 * HOUR, horizon: 50_000 * HOUR, rto: HOUR, rtoFrom: "disruption" } as const;
  const asked = { seed: "enumerate", replications: 60, precision: 1, maxEvents: Infinity, level: 0.999 };
  return simulatedFigures(model, replicate(model, observation, asked), null, 0.999, HOUR).unavailability;
}

/** Laws of a mean of 10 h with their transform g(s) = E[e^(−sR)]. */
const MEAN = 10 * HOUR;
const branches = [
  { weight: 0.9, mean: 5 * HOUR },
  { weight: 0.1, mean: 55 * HOUR },
];
const repairs: Record<string, { law: Law; phases: PhaseChoice; transform: (s: number) => number }> = {
  exponential: { law: hours(10), phases: {}, transform: (s) => 1 / (1 + s * MEAN) },
  "Erlang-4": {
    law: erlang({ mean: MEAN, stages: 4 }),
    phases: { repair: 4 },
    transform: (s) => (1 + (s * MEAN) / 4) ** -4,
  },
  hyperexponential: {
    law: hyperexponential({ branches }),
    phases: { repair: "match" },
    transform: (s) => branches.reduce((sum, { weight, mean }) => sum + weight / (1 + s * mean), 0),
  },
};

describe("a pair with one crew, any repair law", () => {
  const lambda = 1 / (100 * HOUR);
  const cold = (g: number) => 1 - 1 / (lambda * MEAN + g);
  function hot(g: number): number {
    const overlap = (1 - g) / lambda;
    const up = overlap + g / (2 * lambda);
    const down = MEAN - overlap;
    return down / (up + down);
  }

  it("is down 0.009009… of the time with a cold standby and 0.01639… with a hot one", () => {
    expect(relativeError(unavailability({ nodes: 2, factor: 0 }), 0.009009009009009)).toBeLessThan(1e-12);
    expect(relativeError(unavailability({ nodes: 2, factor: 1 }), 0.01639344262295)).toBeLessThan(1e-12);
  });

  for (const [name, { law, phases, transform }] of Object.entries(repairs)) {
    const modes = [{ ...hardware, repair: law }];
    const g = transform(lambda);

    it(`is solved exactly with ${name} repair and says that nothing was replaced`, () => {
      expect(relativeError(unavailability({ nodes: 2, factor: 0, modes }, { phases }), cold(g))).toBeLessThan(1e-12);
      expect(relativeError(unavailability({ nodes: 2, factor: 1, modes }, { phases }), hot(g))).toBeLessThan(1e-12);
      expect(chainOf({ nodes: 2, modes }, { phases }).approximated).toEqual([]);
    });
  }

  it("comes near a deterministic repair as phases are added, and names the replacement", () => {
    const modes = [{ ...hardware, repair: deterministic({ value: MEAN }) }];
    const error = (repair: number) =>
      relativeError(unavailability({ nodes: 2, factor: 0, modes }, { phases: { repair } }), 0.004814130076301);
    expect(error(10)).toBeLessThan(0.2);
    expect(error(100)).toBeLessThan(error(10) / 9);
    expect(chainOf({ nodes: 2, modes }, { phases: { repair: 10 } }).approximated).toEqual([
      { activity: "repair", kind: "deterministic", by: expect.stringContaining("10 phases") },
    ]);
  });

  it("is simulated with the deterministic law itself", () => {
    const modes = [{ ...hardware, repair: deterministic({ value: MEAN }) }];
    for (const [factor, known] of [
      [0, 0.004814130076301],
      [1, 0.008756796171076],
    ]) {
      const { low, high } = simulated({ nodes: 2, factor, modes });
      expect(low).toBeLessThan(known);
      expect(high).toBeGreaterThan(known);
    }
  });
});

/*
 * Cold standby that takes over at once, but only when the loss is declared after D; one crew. When a node begins to
 * serve, the other has just gone to repair or has an exponential repair left, so each turn is alike: it serves
 * 1/λ, is undetected E[D], and waits 1/μ with the chance that the repair outlasts both, λ/(λ + μ) · E[e^(−μD)].
 */
describe("a detection that is not exponential", () => {
  const [lambda, mu, detection] = [1 / (100 * HOUR), 1 / (10 * HOUR), 2 * HOUR];
  const known = (g: number) => {
    const down = detection + ((lambda / (lambda + mu)) * g) / mu;
    return down / (down + 1 / lambda);
  };
  const told = (law: Law): Told => ({ nodes: 2, factor: 0, modes: [{ ...hardware, detection: law }] });

  it.each([1, 2, 10])("is exact for Erlang-%i", (k) => {
    const law = erlang({ mean: detection, stages: k });
    const value = unavailability(told(law), { phases: { detect: k } });
    expect(relativeError(value, known((1 + (mu * detection) / k) ** -k))).toBeLessThan(1e-12);
  });

  it("in ten phases stands for a fixed delay within the error of ten phases", () => {
    const value = unavailability(told(deterministic({ value: detection })), { phases: { detect: 10 } });
    expect(relativeError(value, known((1 + (mu * detection) / 10) ** -10))).toBeLessThan(1e-12);
    expect(relativeError(value, known(Math.exp(-mu * detection)))).toBeLessThan(1e-3);
  });

  it("is simulated as the fixed delay it is", () => {
    const { low, high } = simulated(told(deterministic({ value: detection })));
    expect(low).toBeLessThan(known(Math.exp(-mu * detection)));
    expect(high).toBeGreaterThan(known(Math.exp(-mu * detection)));
  });
});

/** n units with a repair of their own: each is down a share q of the time, whatever the laws. */
function independent(n: number, k: number, q: number): number {
  let choose = 1;
  let sum = 0;
  for (let broken = 1; broken <= n; broken++) {
    choose = (choose * (n - broken + 1)) / broken;
    if (broken > n - k) sum += choose * q ** broken * (1 - q) ** (n - broken);
  }
  return sum;
}

describe("k of n with a crew for each", () => {
  const told = (n: number, k: number, modes: readonly FailureModeSpec[] = [hardware]): Told => ({
    nodes: n,
    slots: n,
    need: k,
    hosting: "shared",
    crews: Number.POSITIVE_INFINITY,
    modes,
  });
  const q = 10 / 110;

  it.each(["match", 3, undefined] as const)(
    "depends on the mean of a lognormal repair alone (phases: %s)",
    (choice) => {
      const modes = [{ ...hardware, repair: lognormal({ mean: MEAN, sigma: 0.75 }) }];
      const phases = choice === undefined ? {} : { repair: choice };
      expect(relativeError(unavailability(told(4, 2, modes), { phases }), independent(4, 2, q))).toBeLessThan(1e-9);
    },
  );

  it("depends on the mean life alone, in Erlang phases too", () => {
    const modes = [{ ...hardware, life: erlang({ mean: 100 * HOUR, stages: 3 }) }];
    expect(
      relativeError(unavailability(told(3, 2, modes), { phases: { fail: 3 } }), independent(3, 2, q)),
    ).toBeLessThan(1e-9);
  });

  it("keeps every digit at 6e-19: 4 of 7, MTBF 8760 h, MTTR 0.1 h", () => {
    const modes = [{ ...hardware, life: hours(8760), repair: hours(0.1) }];
    const known = independent(7, 4, 0.1 / 8760.1);
    expect(known).toBeCloseTo(5.943e-19, 21);
    expect(relativeError(unavailability(told(7, 4, modes)), known)).toBeLessThan(1e-12);
  });

  it("merges equal nodes: n + 1 states, not 2^n", () => {
    expect(chainOf(told(7, 4)).states).toBe(8);
  });

  it("merges nodes with two ways to fail by how many have which", () => {
    const software = { ...hardware, name: "software", life: hours(50), repair: hours(1) };
    const one: Told = { nodes: 3, crews: Number.POSITIVE_INFINITY, modes: [hardware, software] };
    // Up to two in repair: 1 + 2 + 3 ways to be. All three: 4 ways, of which two may have lost the slot either way.
    expect(chainOf(one).states).toBe(12);
    const rho = 10 / 100 + 1 / 50;
    expect(relativeError(unavailability(one), (rho / (1 + rho)) ** 3)).toBeLessThan(1e-12);
  });
});

describe("parts within a node", () => {
  const supplies = { count: 2, need: 1, swap: hours(5) };
  const modes = [{ ...hardware, name: "power", parts: supplies }];

  it("merges dual power supplies: both work, one is being replaced, the node is in repair and one or none of them works", () => {
    // A replacement under way goes on while the node is in repair: that is the fourth state.
    expect(chainOf({ nodes: 1, modes }).states).toBe(4);
  });

  it("is solved as by hand", () => {
    // One node: 2 → 1 working at 2a, back at s, → node down at a. Down with the other's swap (s) still running, then
    // without; the repair (m) renews what has failed. x2, x1, xa, xb by balance, x1 = 1.
    const [a, s, m] = [1 / 100, 1 / 5, 1 / 10];
    const xa = a / (s + m);
    const xb = (s * xa) / m;
    const x2 = (s + m * xa + m * xb) / (2 * a);
    const known = (xa + xb) / (x2 + 1 + xa + xb);
    expect(relativeError(unavailability({ nodes: 1, modes }), known)).toBeLessThan(1e-12);
  });
});

/** The same model in which no member of any group is taken for another. */
function allDifferent(model: ClusterModel): ClusterModel {
  const groups = model.layout.groups.map((group) => ({ ...group, classes: Int32Array.from(group.classes.keys()) }));
  return { ...model, layout: { ...model.layout, groups } };
}

describe("a chain in which equal nodes are merged", () => {
  const software = { ...hardware, name: "software", life: hours(50), repair: hours(1), needsCrew: false };
  const supplies = { ...hardware, name: "power", parts: { count: 2, need: 1, swap: hours(5) } };
  const takeover = { law: hours(0.1), coverage: 0.9, manual: hours(1) };

  it.each<[string, Told]>([
    ["a pair with parts", { nodes: 2, modes: [supplies], takeover }],
    [
      "three slots on four nodes",
      { nodes: 4, slots: 3, need: 3, modes: [{ ...hardware, detection: hours(0.1) }], takeover },
    ],
    ["two ways to fail and a queue", { nodes: 3, slots: 2, need: 1, modes: [software, hardware], factor: 0.5 }],
    ["nodes that share a service", { nodes: 3, slots: 3, need: 2, hosting: "shared", modes: [software, supplies] }],
    [
      "a common cause",
      {
        nodes: 3,
        slots: 2,
        need: 2,
        commonCause: { every: hours(500), detection: hours(1), repair: hours(20), needsCrew: true },
      },
    ],
  ])("has the long run and the first outage of the one in which none are: %s", (_, told) => {
    const model = clusterModel(plant(told));
    const [merged, whole] = [enumerate(model), enumerate(allDifferent(model))];
    expect(whole.states).toBeGreaterThan(1.5 * merged.states);
    const figures = (chain: Chain) => {
      const pi = steadyState(chain);
      const levels = chain.levelNames.map((_, level) => longRunMean(pi, levelVector(chain, level)));
      const outages = longRunMean(pi, riseRates(chain, levelVector(chain, DOWN)));
      return [...levels, outages, meanTimeToFirstOutage(chain)];
    };
    const known = figures(whole);
    for (const [i, figure] of figures(merged).entries()) {
      if (known[i] === 0) expect(figure).toBe(0);
      else expect(relativeError(figure, known[i]!)).toBeLessThan(1e-11);
    }
  });
});

describe("the size of a chain", () => {
  const many: Told = { nodes: 6, slots: 5, need: 5, modes: [{ ...hardware, detection: hours(0.1) }] };

  it("is limited with a message that says what to do", () => {
    expect(() => chainOf(many, { maxStates: 20 })).toThrow(TooManyStates);
    expect(() => chainOf(many, { maxStates: 20 })).toThrow(/more than 20 states.*simulate/);
  });

  it("is forecast before phases multiply it", () => {
    const phases = { detect: 100, repair: 100 } as const;
    const modes = [{ ...hardware, detection: deterministic({ value: HOUR }), repair: deterministic({ value: HOUR }) }];
    expect(() => chainOf({ ...many, modes, crews: 3 }, { phases })).toThrow(/about \d{5,} states/);
  });

  it("is forecast well: merged nodes in phases are counted as merged", () => {
    const modes = [{ ...hardware, detection: deterministic({ value: HOUR }) }];
    const told: Told = { nodes: 5, slots: 4, need: 4, crews: 2, modes };
    const phases = { detect: 6 };
    const { states } = chainOf(told, { phases });
    const said = /about (\d+) states/.exec(String(thrownBy(() => chainOf(told, { phases, maxStates: 200 }))));
    expect(Number(said?.[1]) / states).toBeGreaterThan(0.95);
    expect(Number(said?.[1]) / states).toBeLessThan(1.1);
  });

  it("is told as it grows", () => {
    const seen: [number, number][] = [];
    chainOf({ ...many, slots: 5 }, { progress: (done, known) => seen.push([done, known]) });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(([done, known]) => done < known)).toBe(true);
  });

  it("is never more than was forecast", () => {
    const modes = [{ ...hardware, detection: deterministic({ value: HOUR }) }];
    const plain = chainOf({ nodes: 3, modes }).states;
    const phased = chainOf({ nodes: 3, modes }, { phases: { detect: 3 } }).states;
    expect(phased).toBeGreaterThan(plain);
    expect(phased).toBeLessThanOrEqual(plain * 3 ** 3);
  });
});

describe("a hyperexponential law", () => {
  it("begins in each of its branches with its weight", () => {
    const modes = [{ ...hardware, life: hyperexponential({ branches }) }];
    const chain = chainOf({ nodes: 1, modes }, { phases: { fail: "match" } });
    // Working in one branch or the other, or in repair. One unit: A = MTTF/(MTTF + MTTR).
    expect(chain.states).toBe(3);
    expect(relativeError(unavailability({ nodes: 1, modes }, { phases: { fail: "match" } }), 0.5)).toBeLessThan(1e-12);
  });
});

describe("states that are left for good", () => {
  it("have no part in the long run", () => {
    // A pair whose nodes cannot be mended ends with both broken.
    const chain = chainOf({ nodes: 2, modes: [{ ...hardware, repair: never }] });
    expect(recurrentStates(chain)).toHaveLength(1);
    expect(longRunMean(steadyState(chain), levelVector(chain, DOWN))).toBe(1);
    expect(relativeError(meanTimeToFirstOutage(chain), 150 * HOUR)).toBeLessThan(1e-12);
  });

  it("never fails, never down: no first outage", () => {
    const chain = chainOf({ nodes: 2, modes: [{ ...hardware, life: never }] });
    expect(chain.states).toBe(1);
    expect(meanTimeToFirstOutage(chain)).toBe(Number.POSITIVE_INFINITY);
    expect(mission(chain, HOUR)).toMatchObject({ downtime: 0, outages: 0, unreliability: 0 });
  });

  it("are refused a long run when chance decides which set is never left", () => {
    const fork: Chain = {
      ...chainOf({ nodes: 1 }),
      states: 3,
      firstEdge: Int32Array.of(0, 2, 2, 2),
      target: Int32Array.of(1, 2),
      rate: Float64Array.of(1, 1),
    };
    expect(() => steadyState(fork)).toThrow(/2 different sets/);
  });
});

/*
 * Of a single unit, with a = 1/life, m = 1/repair and r = a + m, over a mission of length t:
 * downtime = a/r · (t − (1 − e^(−rt))/r), outages = a·(t − downtime), P(an outage) = 1 − e^(−at).
 */
describe("a mission", () => {
  function single(life: number, repair: number, t: number) {
    const [a, m] = [1 / life, 1 / repair];
    const r = a + m;
    const downtime = (a / r) * (t + Math.expm1(-r * t) / r);
    return { downtime, outages: a * (t - downtime), unreliability: -Math.expm1(-a * t) };
  }

  it.each([
    ["by uniformization: few jumps", 100, 10, 1000],
    ["by squaring: 10⁹ jumps", 8760, 1e-5, 10_000],
    ["by squaring: stiff and rare", 1e6, 1e-3, 1e5],
  ])("of one unit is as by hand, %s", (_, life, repair, t) => {
    const chain = chainOf({ nodes: 1, modes: [{ ...hardware, life: hours(life), repair: hours(repair) }] });
    const over = mission(chain, t * HOUR);
    const known = single(life * HOUR, repair * HOUR, t * HOUR);
    expect(relativeError(over?.downtime ?? 0, known.downtime)).toBeLessThan(1e-9);
    expect(relativeError(over?.outages ?? 0, known.outages)).toBeLessThan(1e-9);
    expect(relativeError(over?.unreliability ?? 0, known.unreliability)).toBeLessThan(1e-9);
  });

  it("that is long has the long run's rate of outages", () => {
    const chain = chainOf({ nodes: 2 });
    const rate = longRunMean(steadyState(chain), riseRates(chain, levelVector(chain, DOWN)));
    const t = 1e9 * HOUR;
    expect(relativeError((mission(chain, t)?.outages ?? 0) / t, rate)).toBeLessThan(1e-6);
  });
});
