import { describe, expect, it } from "vitest";
import { clusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import { ratioInterval } from "../../src/kernel/estimators/means/ratio.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { gamma } from "../../src/kernel/laws/gamma.js";
import { hyperexponentialFromMoments } from "../../src/kernel/laws/hyperexponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { mixture } from "../../src/kernel/laws/made/mixture.js";
import { shifted } from "../../src/kernel/laws/made/shifted.js";
import { uniform } from "../../src/kernel/laws/uniform.js";
import { weibull } from "../../src/kernel/laws/weibull.js";
import { DOWN, type Model } from "../../src/kernel/model.js";
import { Stream } from "../../src/kernel/stream.js";
import { masterKey } from "../../src/kernel/streams.js";
import { Acceleration, EFFORT, type Effort, Terms } from "../../src/readings/accelerate/accelerate.js";
import { lengthBiased } from "../../src/readings/accelerate/lengthBiased.js";
import { Column, type Observation } from "../../src/readings/simulate/observation.js";
import { acceleratedFigures } from "../../src/study/figures/acceleratedFigures.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import {
  type AcceleratedSample,
  accelerate,
  acceleratedUnavailability,
  crudeEvents,
} from "../../src/study/method/accelerated.js";
import { replicate } from "../../src/study/method/replications.js";
import { kOfN, ORACLES } from "./rareOracles.js";

const HOUR = 3600;
const Z = 3.5;

const asked = (warmup: number, rto = 60): Observation => ({ warmup, horizon: 1, rto, rtoFrom: "disruption" });
const plan = (seed: string, replications: number | "auto" = "auto", precision = 0.05) => ({
  seed,
  replications,
  precision,
  maxEvents: 20_000_000,
  level: 0.95,
});

function accelerated(model: Model, what: Observation, how = plan("seed"), effort: Effort = EFFORT): AcceleratedSample {
  const sample = accelerate(model, what, how, effort);
  if ("refused" in sample) throw new Error(sample.refused);
  return sample;
}

function meanAndError(values: ArrayLike<number>): { mean: number; error: number } {
  const n = values.length;
  const mean = Array.from(values).reduce((a, b) => a + b, 0) / n;
  const squares = Array.from(values).reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

function sigmasOff(sample: AcceleratedSample, exact: number): number {
  const { mean, error } = meanAndError(sample.column(Column.LEVELS + DOWN));
  return (mean / sample.observation.horizon - exact) / (error / sample.observation.horizon);
}

describe("rare downtime is known to ±5 % and agrees with known answers", () => {
  const squares: number[] = [];
  for (const { name, model, exact, warmup } of ORACLES) {
    it(`${name}: ${exact.toExponential(3)}`, () => {
      const sample = accelerated(model, asked(warmup), plan(name));
      const z = sigmasOff(sample, exact);
      squares.push(z * z);
      const { mean, high } = acceleratedUnavailability(sample, 0.95);
      expect((high - mean!) / mean!).toBeLessThan(0.05);
      expect(sample.cut).toBe(false);
      expect(Math.abs(z)).toBeLessThan(Z);
    });
  }

  it("by as much as chance allows", () => {
    expect(squares.length).toBeGreaterThanOrEqual(40);
    const mean = squares.reduce((a, b) => a + b, 0) / squares.length;
    expect(mean).toBeGreaterThan(0.42);
    expect(mean).toBeLessThan(1.9);
  });
});

describe("its figures are those of the exact reading", () => {
  for (const name of ["L2 changed", "3 of 5, 8760/1 h", "two failure modes"]) {
    it(name, () => {
      const { model, warmup } = ORACLES.find((oracle) => oracle.name === name)!;
      const decade = 87_660 * HOUR;
      const exact = exactFigures(model, decade);
      const found = acceleratedFigures(model, accelerated(model, asked(warmup), plan(name)), decade, 0.9999, HOUR);
      const pairs = [
        ["mttf", found.mttf, exact.mttf!],
        ["mission downtime", found.mission?.downtime, exact.mission!.downtime],
        ["mission outages", found.mission?.outages, exact.mission!.outages],
        ["unreliability", found.mission?.unreliability, exact.mission!.unreliability],
        ["unavailability", found.unavailability, exact.unavailability],
        ["served", found.served, exact.served],
        ["degraded", found.degraded, exact.degraded],
        ["outagesPerYear", found.outagesPerYear, exact.outagesPerYear],
        ["perService", found.perService.outagesPerYear, exact.perService.outagesPerYear],
        ...Object.entries(exact.downtimeByPhase).map(
          ([cause, value]) => [cause, found.downtimeByPhase[cause], value] as const,
        ),
        ...Object.entries(exact.downtimeByOrigin).map(
          ([cause, value]) => [cause, found.downtimeByOrigin[cause], value] as const,
        ),
        ...Object.entries(exact.figures).map(([level, value]) => [level, found.figures[level], value] as const),
      ] as const;
      for (const [figure, ours, theirs] of pairs) {
        expect(ours, figure).toBeDefined();
        expect(ours!.low, figure).toBeLessThanOrEqual(theirs.mean! * (1 + 1e-12));
        expect(ours!.high, figure).toBeGreaterThanOrEqual(theirs.mean! * (1 - 1e-12));
      }
    });
  }
});

describe("durations of rare outages, weighted", () => {
  const durations = (name: string, seed: string, replications: number | "auto" = "auto") => {
    const { model, warmup } = ORACLES.find((oracle) => oracle.name === name)!;
    const sample = accelerated(model, asked(warmup, HOUR / 4), plan(seed, replications));
    return acceleratedFigures(model, sample, HOUR, 0.9999, HOUR);
  };
  const QUANTILES = { p5: 0.05, p50: 0.5, p95: 0.95, p99: 0.99 } as const;

  // Three of five are down until the first of three repairs ends; a fourth failure meanwhile is one in ten thousand.
  const firstOfThree = (q: number) => (-Math.log1p(-q) * HOUR) / 3;
  // The second of three fails at any moment of the hour that the first is repaired in.
  const evenly = (q: number) => q * HOUR;
  it.each([
    ["3 of 5, 8760/1 h", firstOfThree, Math.exp(-3 / 4)],
    ["2 of 3 Weibull 2 / deterministic", evenly, 3 / 4],
  ])("%s: quantiles, and the share beyond an RTO of a quarter of an hour", (name, quantile, beyond) => {
    const { outageDuration, timeToRecover, violations } = durations(name, "lengths");
    for (const [key, q] of Object.entries(QUANTILES) as [keyof typeof QUANTILES, number][]) {
      const { low, high } = outageDuration![key];
      expect(low, key).toBeLessThan(quantile(q) * 1.004);
      expect(high, key).toBeGreaterThan(quantile(q) * 0.996);
    }
    // Hundreds of outages in effect: a median to within a few per cent of the weight.
    expect(outageDuration!.count).toBeGreaterThan(300);
    expect(outageDuration!.p50.high / outageDuration!.p50.low).toBeLessThan(1.6);
    expect(timeToRecover!.p50).toEqual(outageDuration!.p50);
    expect(violations!.withinShare!.low).toBeLessThan(1 - beyond);
    expect(violations!.withinShare!.high).toBeGreaterThan(1 - beyond);
  });

  it("the interval of a median covers it as often as it says", () => {
    const { model, warmup } = ORACLES.find((oracle) => oracle.name === "3 of 5, 8760/1 h")!;
    const runs = 200;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const { outage } = accelerated(model, asked(warmup), plan(`median ${run}`, 32)).durations;
      const { low, high } = outage.quantileInterval(0.5, 0.95);
      if (low <= firstOfThree(0.5) && firstOfThree(0.5) <= high) covered++;
    }
    // 99.9 % of runs of a method that covers 95 % of the time lie in this band (binomial).
    expect(covered).toBeGreaterThanOrEqual(180);
    expect(covered).toBeLessThanOrEqual(199);
  });
});

/** Six nodes, one a spare, with everything that a cluster can have, failing often enough for an ordinary simulation. */
function busy(changes: Partial<Plant> = {}): Plant {
  const mode = {
    name: "hardware",
    life: weibull({ mean: 1500 * HOUR, shape: 1.5 }),
    detection: deterministic({ value: 3.5 }),
    repair: lognormal({ mean: 12 * HOUR, sigma: 0.8 }),
    needsCrew: true,
    recovery: "failover" as const,
    parts: { count: 1, need: 1, swap: immediate() },
  };
  const disks = {
    ...mode,
    name: "disks",
    life: exponential({ mean: 4000 * HOUR }),
    repair: deterministic({ value: 6 * HOUR }),
    parts: { count: 2, need: 1, swap: gamma({ mean: 30 * HOUR, shape: 2 }) },
  };
  const restart = {
    ...mode,
    name: "os",
    life: exponential({ mean: 2000 * HOUR }),
    repair: deterministic({ value: 300 }),
    needsCrew: false,
    recovery: "in-place" as const,
  };
  return {
    classes: [{ name: "node", count: 6, modes: [mode, disks, restart] }],
    slots: 5,
    need: 5,
    hosting: "each",
    crews: 1,
    takeover: { law: deterministic({ value: 30 }), coverage: 0.9, manual: lognormal({ mean: HOUR, sigma: 0.5 }) },
    standby: { factor: 0.5, latent: 0.2, test: deterministic({ value: 50 * HOUR }) },
    commonCause: {
      every: exponential({ mean: 60_000 * HOUR }),
      detection: immediate(),
      repair: gamma({ mean: 5 * HOUR, shape: 2 }),
      needsCrew: true,
    },
    survivorsFailWhileDown: true,
    ...changes,
  };
}

describe("every column means what it means in an ordinary simulation", () => {
  const { EVENTS, YEARS_VIOLATED, VIOLATION_AHEAD, MISSION_DOWN, MISSION_OUTAGES, MISSION_FAILED, FIRST_OUTAGE } =
    Column;
  const notEstimated: readonly number[] = [
    EVENTS,
    YEARS_VIOLATED,
    // Of one excursion alone; in an ordinary simulation the years ahead of several overlap. See yearWithout.test.ts.
    VIOLATION_AHEAD,
    MISSION_DOWN,
    MISSION_OUTAGES,
    MISSION_FAILED,
    FIRST_OUTAGE,
  ];
  const plants: Record<string, Plant> = {
    "n+1, heartbeat timeout, 30 s takeover, coverage, latent faults, redundant disks, common cause": busy(),
    "a shared service whose survivors rest while it is down": busy({
      slots: 6,
      need: 4,
      hosting: "shared",
      survivorsFailWhileDown: false,
    }),
  };
  for (const [name, plant] of Object.entries(plants)) {
    it(name, () => {
      const model = clusterModel(plant);
      const warmup = 6000 * HOUR;
      const fast = accelerated(model, asked(warmup), plan("fast", 200));
      const slow = replicate(model, { ...asked(warmup), horizon: fast.observation.horizon * 2 }, plan("slow", 200));
      let compared = 0;
      for (let c = 0; c < Column.LEVELS + model.levels.length + model.causes.length; c++) {
        if (notEstimated.includes(c)) continue;
        const a = meanAndError(fast.column(c));
        const b = meanAndError(slow.column(c).map((x) => x / 2));
        if (a.mean === 0 && b.mean === 0) continue;
        compared++;
        expect(
          Math.abs(a.mean - b.mean) / Math.hypot(a.error, b.error),
          `column ${c}: ${a.mean} for ${b.mean}`,
        ).toBeLessThan(4);
      }
      expect(compared).toBeGreaterThan(15);
    });
  }
});

describe("the accelerated reading", () => {
  const { model, warmup, exact } = ORACLES.find(({ name }) => name === "2 of 3, 8760/1 h")!;

  it("gives the same rows for the same seed, and others for another", () => {
    const rows = (seed: string) => accelerated(model, asked(warmup), plan(seed, 20)).column(Column.LEVELS + DOWN);
    expect(rows("a")).toEqual(rows("a"));
    expect(rows("a")).not.toEqual(rows("b"));
  });

  it("gives a replication the same row whichever were computed before it", () => {
    const what = { ...asked(warmup), horizon: 1e8 };
    const reading = () => new Acceleration(model, masterKey("s"), what, HOUR);
    const inOrder = reading();
    const rows = [0, 1, 2, 3].map((r) => inOrder.replicate(r).slice());
    const other = reading();
    for (const r of [3, 1]) expect(other.replicate(r)).toEqual(rows[r]);
  });

  it("is right however hard it pushes, and from however many branches", () => {
    for (const effort of [
      { force: 0.3, balance: 0, branches: 1 },
      { force: 0.6, balance: 1, branches: 5 },
    ]) {
      expect(Math.abs(sigmasOff(accelerated(model, asked(warmup), plan("push"), effort), exact))).toBeLessThan(Z);
    }
  });

  it("would show a likelihood ratio that is wrong by 1 %", () => {
    // Two nodes are left for an hour: one of them fails with probability 1 − e^(−2·1/8760), and that is an outage.
    const three = clusterModel(kOfN(2, 3, exponential({ mean: 8760 * HOUR }), deterministic({ value: HOUR })));
    const exactly = -Math.expm1(-2 / 8760);
    const off = (misweight: number) => {
      const what = { ...asked(0), horizon: 1e9 };
      const reading = new Acceleration(three, masterKey("mutant"), what, HOUR, { ...EFFORT, misweight });
      const counts: number[] = [];
      const outages = Array.from({ length: 400 }, (_, r) => {
        const before = reading.excursions;
        const found = reading.replicate(r)[Column.OUTAGES]!;
        counts.push(reading.excursions - before);
        return found;
      });
      const { mean, high } = ratioInterval(outages, counts, 0.95);
      return (mean! - exactly) / ((high - mean!) / 1.966);
    };
    expect(Math.abs(off(1))).toBeLessThan(Z);
    expect(Math.abs(off(1.01))).toBeGreaterThan(Z);
    expect(Math.abs(off(0.99))).toBeGreaterThan(Z);
  });

  it("says whether an ordinary simulation could do it", () => {
    const events = (name: string) => {
      const oracle = ORACLES.find((o) => o.name === name)!;
      const sample = accelerated(oracle.model, asked(oracle.warmup));
      return crudeEvents(sample, sample.eventsPerSecond, 0.05);
    };
    expect(events("2 of 3, 200/4 h")).toBeLessThan(3e6);
    expect(events("3 of 5, 8760/1 h")).toBeGreaterThan(1e9);
  });

  it("refuses where all is seldom well, and says why", () => {
    const crowd = clusterModel(kOfN(1000, 2000, exponential({ mean: 1000 * HOUR }), exponential({ mean: 100 * HOUR })));
    expect(accelerate(crowd, asked(0), plan("s"))).toEqual({ refused: "all was never well again in a pilot run" });
  });

  it("doubts weights that expect fewer outages than the trunk saw without them", () => {
    const frequent = ORACLES.find(({ name }) => name === "2 of 3, 200/4 h")!;
    const of = (misweight: number) =>
      accelerated(frequent.model, asked(frequent.warmup), plan("seen", 100), { ...EFFORT, misweight }).doubts.join();
    expect(of(1)).toBe("");
    expect(of(0.5)).toMatch(/had an outage by chance where the weights expect/);
  });

  it("doubts a result that rests on few terms", () => {
    const sample = accelerated(model, asked(warmup), plan("s", 2));
    expect(sample.doubts.join()).toMatch(/effective sample size is \d+, below 100/);
    const terms = new Terms();
    for (const x of [1, 1, 1, 1]) terms.add(x);
    expect(terms.effective).toBe(4);
    terms.add(1000);
    expect(terms.effective).toBeLessThan(1.01);
  });
});

describe("a length-biased law", () => {
  const laws = {
    exponential: exponential({ mean: 3 }),
    lognormal: lognormal({ mean: 3, sigma: 0.7 }),
    gamma: gamma({ mean: 3, shape: 2.5 }),
    weibull: weibull({ mean: 3, shape: 1.7 }),
    uniform: uniform({ from: 1, to: 5 }),
    hyperexponential: hyperexponentialFromMoments({ mean: 3, cv: 2 }),
    shifted: shifted({ by: 1, law: gamma({ mean: 2, shape: 2 }) }),
    mixture: mixture({
      parts: [
        { weight: 1, law: weibull({ mean: 1, shape: 2 }) },
        { weight: 2, law: exponential({ mean: 4 }) },
      ],
    }),
  };
  for (const [name, law] of Object.entries(laws)) {
    it(`of ${name} has mean (variance + mean²)/mean, and the density x·g(x)/mean`, () => {
      const stream = new Stream();
      stream.seed(1, 2, 3, 4);
      const sample = lengthBiased(law)!;
      const values = Array.from({ length: 40_000 }, () => sample(stream));
      const first = meanAndError(values);
      expect(Math.abs(first.mean - (law.variance + law.mean * law.mean) / law.mean) / first.error).toBeLessThan(4);
      const reciprocal = meanAndError(values.map((x) => 1 / (1 + x)));
      const plain = meanAndError(
        Array.from({ length: 40_000 }, () => law.sample(stream)).map((x) => x / law.mean / (1 + x)),
      );
      expect(Math.abs(reciprocal.mean - plain.mean) / Math.hypot(reciprocal.error, plain.error)).toBeLessThan(4);
    });
  }

  it("is not offered for a law without spread", () => {
    expect(lengthBiased(deterministic({ value: 5 }))).toBeNull();
  });
});
