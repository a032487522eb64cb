import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { empirical } from "../../src/kernel/laws/empirical.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { erlang, gamma, gammaFromMoments } from "../../src/kernel/laws/gamma.js";
import { hyperexponential, hyperexponentialFromMoments } from "../../src/kernel/laws/hyperexponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal, lognormalFromMoments, lognormalFromQuantiles } from "../../src/kernel/laws/lognormal.js";
import { mixture } from "../../src/kernel/laws/made/mixture.js";
import { shifted } from "../../src/kernel/laws/made/shifted.js";
import { uniform } from "../../src/kernel/laws/uniform.js";
import { weibull, weibullFromQuantiles } from "../../src/kernel/laws/weibull.js";
import { Stream } from "../../src/kernel/stream.js";
import { kolmogorovDistance, momentsFromSurvival } from "./lawMoments.js";

const HOUR = 3600;

function streamOf(seed: number): Stream {
  const stream = new Stream();
  stream.seed(seed, 2, 3, 4);
  return stream;
}

const survival = (law: Law, age: number): number => Math.exp(-law.cumulativeHazard(age));

describe("stories", () => {
  it("a timeout of 30 s has 20 s left after 10 s and nothing left after a minute", () => {
    const timeout = deterministic({ value: 30 });
    expect(timeout.residual(10, streamOf(1))).toBe(20);
    expect(timeout.residual(60, streamOf(1))).toBe(0);
    expect(timeout.sample(streamOf(1))).toBe(30);
    expect([timeout.cumulativeHazard(29.9), timeout.cumulativeHazard(30)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it("an immediate takes no time", () => {
    expect(immediate().sample(streamOf(1))).toBe(0);
    expect(immediate().residual(0, streamOf(1))).toBe(0);
    expect([immediate().mean, immediate().cumulativeHazard(0), immediate().inverseHazard(9)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      0,
    ]);
  });

  it("what never happens never happens", () => {
    const never = exponential({ mean: Number.POSITIVE_INFINITY });
    expect(never.sample(streamOf(1))).toBe(Number.POSITIVE_INFINITY);
    expect(never.cumulativeHazard(1e12)).toBe(0);
    expect(never.inverseHazard(0)).toBe(Number.POSITIVE_INFINITY);
  });

  it("a failover quoted as 30 s median and 2 min at 95 % has those percentiles", () => {
    for (const law of [lognormalFromQuantiles({ p50: 30, p95: 120 }), weibullFromQuantiles({ p50: 30, p95: 120 })]) {
      expect(survival(law, 30)).toBeCloseTo(0.5, 13);
      expect(survival(law, 120)).toBeCloseTo(0.05, 13);
    }
    expect(survival(lognormalFromQuantiles({ p50: 30, p99: 120 }), 120)).toBeCloseTo(0.01, 13);
    expect(survival(weibullFromQuantiles({ p50: 30, p99: 120 }), 120)).toBeCloseTo(0.01, 13);
  });

  it("a failover that has outlasted the quick way is now on the slow way", () => {
    const failover = mixture({
      parts: [
        { weight: 95, law: deterministic({ value: 20 }) },
        { weight: 5, law: deterministic({ value: 3600 }) },
      ],
    });
    expect(failover.residual(60, streamOf(3))).toBe(3540);
    expect(failover.inverseHazard(0.01)).toBe(20);
    expect(failover.inverseHazard(4)).toBe(3600);
    expect(failover.residual(3600, streamOf(3))).toBe(0);
  });

  it("observed values come out as they went in", () => {
    const law = empirical({ values: [40, 10, 20, 10] });
    expect(law.values).toEqual([10, 10, 20, 40]);
    expect([law.mean, law.variance]).toEqual([20, 150]);
    expect(law.residual(20, streamOf(1))).toBe(20);
    expect(law.residual(40, streamOf(1))).toBe(0);
    expect(survival(law, 10)).toBeCloseTo(0.5, 14);
    expect(survival(law, 20)).toBeCloseTo(0.25, 14);
    expect(survival(law, 40)).toBe(0);
    expect([0, 0.69, 0.7, 1.38, 1.39, 50].map(law.inverseHazard)).toEqual([10, 10, 20, 20, 40, 40]);
    expect([10, 20].map((age) => law.inverseHazard(law.cumulativeHazard(age)))).toEqual([20, 40]);
  });

  it.each<[string, () => Law, RegExp]>([
    ["exponential", () => exponential({ mean: 0 }), /exponential: mean must be above zero seconds, not 0/],
    [
      "deterministic",
      () => deterministic({ value: -1 }),
      /value must be a finite number of seconds, zero or more, not -1/,
    ],
    ["uniform", () => uniform({ from: 3, to: 3 }), /from \(3\) must be below to \(3\)/],
    [
      "weibull",
      () => weibull({ mean: 3, shape: Number.NaN }),
      /weibull: shape must be a finite number above zero, not NaN/,
    ],
    ["percentiles", () => lognormalFromQuantiles({ p50: 9, p95: 9 }), /p50 \(9\) must be below p95 \(9\)/],
    ["lognormal", () => lognormal({ mean: 3, sigma: 0 }), /lognormal: sigma/],
    ["gamma", () => gamma({ mean: 3, shape: -2 }), /gamma: shape/],
    ["erlang", () => erlang({ mean: 3, stages: 2.5 }), /whole number of at least 1, not 2.5/],
    ["cv below one", () => hyperexponentialFromMoments({ mean: 3, cv: 0.9 }), /at least 1, not 0.81/],
    ["no branches", () => hyperexponential({ branches: [] }), /at least one weight must be above zero/],
    ["weight", () => mixture({ parts: [{ weight: -1, law: immediate() }] }), /a weight must be .* not -1/],
    ["no values", () => empirical({ values: [] }), /at least one value/],
    ["shifted", () => shifted({ by: Number.NaN, law: immediate() }), /shifted: by .* not NaN/],
  ])("impossible parameters are refused in a sentence: %s", (_name, build, text) => {
    expect(build).toThrow(RangeError);
    expect(build).toThrow(text);
  });
});

const mean = fc.double({ min: -3, max: 7, noNaN: true }).map((power) => 10 ** power);
const shape = fc.double({ min: -0.6, max: 1.2, noNaN: true }).map((power) => 10 ** power);
const smoothParts: fc.Arbitrary<Law>[] = [
  mean.map((value) => exponential({ mean: value })),
  fc.record({ mean, shape }).map(weibull),
  fc.record({ mean, sigma: fc.double({ min: 0.05, max: 2, noNaN: true }) }).map(lognormal),
  fc.record({ mean, shape }).map(gamma),
  fc.record({ mean, stages: fc.integer({ min: 1, max: 40 }) }).map(erlang),
  fc.record({ mean, cv: fc.double({ min: 1, max: 20, noNaN: true }) }).map(hyperexponentialFromMoments),
];
const weight = fc.double({ min: 0.01, max: 1, noNaN: true });
const smooth = fc.oneof(
  ...smoothParts,
  fc
    .array(fc.record({ weight, law: fc.oneof(...smoothParts) }), { minLength: 1, maxLength: 4 })
    .map((parts) => mixture({ parts })),
);
const stepped = fc.oneof(
  mean.map((value) => deterministic({ value })),
  fc
    .tuple(mean, fc.double({ min: 0.01, max: 10, noNaN: true }))
    .map(([from, more]) => uniform({ from, to: from * (1 + more) })),
  fc.array(mean, { minLength: 1, maxLength: 9 }).map((values) => empirical({ values })),
  fc.tuple(mean, fc.oneof(...smoothParts)).map(([by, law]) => shifted({ by, law })),
  fc.tuple(mean, smooth).map(([value, law]) =>
    mixture({
      parts: [
        { weight: 1, law: deterministic({ value }) },
        { weight: 2, law },
      ],
    }),
  ),
);
const anyLaw = fc.oneof(smooth, stepped);
const hazard = fc.double({ min: -12, max: 2.7, noNaN: true }).map((power) => 10 ** power);
const RUNS = { numRuns: 300, seed: 20 };

describe("laws of laws", () => {
  it("the hazard at the age of a hazard is that hazard", () => {
    fc.assert(
      fc.property(smooth, hazard, (law, h) => {
        const age = law.inverseHazard(h);
        if (age > Number.MIN_VALUE * 1e20) expect(law.cumulativeHazard(age) / h).toBeCloseTo(1, 9);
      }),
      RUNS,
    );
  });

  it("the age of the hazard at an age is that age", () => {
    fc.assert(
      fc.property(smooth, hazard, (law, h) => {
        const age = law.inverseHazard(h);
        if (age > Number.MIN_VALUE * 1e20) expect(law.inverseHazard(law.cumulativeHazard(age)) / age).toBeCloseTo(1, 8);
      }),
      RUNS,
    );
  });

  it("with jumps and gaps, the age of a hazard separates what is at most that hazard from what is above", () => {
    fc.assert(
      fc.property(anyLaw, hazard, (law, h) => {
        const age = law.inverseHazard(h);
        expect(law.cumulativeHazard(age * (1 + 1e-9))).toBeGreaterThanOrEqual(h * (1 - 1e-9));
        expect(law.cumulativeHazard(age * (1 - 1e-9))).toBeLessThanOrEqual(h * (1 + 1e-9));
      }),
      RUNS,
    );
  });

  it("the hazard never falls, is 0 at no age, and its inverse never falls", () => {
    fc.assert(
      fc.property(anyLaw, mean, mean, hazard, hazard, (law, a, b, g, h) => {
        expect(law.cumulativeHazard(Math.min(a, b))).toBeLessThanOrEqual(law.cumulativeHazard(Math.max(a, b)));
        expect(law.inverseHazard(Math.min(g, h))).toBeLessThanOrEqual(law.inverseHazard(Math.max(g, h)));
        expect(law.cumulativeHazard(0)).toBe(0);
      }),
      RUNS,
    );
  });

  it("mean and variance are those of the survival function", () => {
    fc.assert(
      fc.property(smooth, (law) => {
        const numeric = momentsFromSurvival(law, law.mean, 0.02);
        expect(numeric.mean / law.mean).toBeCloseTo(1, 7);
        expect((numeric.variance - law.variance) / (law.variance + law.mean * law.mean)).toBeCloseTo(0, 7);
      }),
      { numRuns: 60, seed: 21 },
    );
  });

  it("mean and variance are those of the survival function, jumps included", () => {
    fc.assert(
      fc.property(stepped, (law) => {
        const numeric = momentsFromSurvival(law, law.mean, 0.0005);
        expect(Math.abs(numeric.mean / law.mean - 1)).toBeLessThan(2e-3);
        const secondMoment = law.variance + law.mean * law.mean;
        expect(Math.abs(numeric.variance - law.variance) / secondMoment).toBeLessThan(4e-3);
      }),
      { numRuns: 15, seed: 22 },
    );
  });

  it("same seed, same draws; every draw and rest is a duration", () => {
    fc.assert(
      fc.property(anyLaw, hazard, fc.nat(), (law, h, seed) => {
        expect(law.sample(streamOf(seed))).toBe(law.sample(streamOf(seed)));
        expect(law.sample(streamOf(seed))).toBeGreaterThanOrEqual(0);
        expect(law.residual(law.inverseHazard(h), streamOf(seed))).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it("scaling the mean scales the draw", () => {
    const seeds = fc.nat();
    fc.assert(
      fc.property(mean, shape, seeds, (value, k, seed) => {
        for (const build of [(m: number) => exponential({ mean: m }), (m: number) => gamma({ mean: m, shape: k })]) {
          expect(build(2 * value).sample(streamOf(seed))).toBe(2 * build(value).sample(streamOf(seed)));
        }
      }),
      RUNS,
    );
  });
});

const examples: readonly [string, Law][] = [
  ["exponential", exponential({ mean: 4380 * HOUR })],
  ["weibull that wears in", weibull({ mean: 8760 * HOUR, shape: 0.7 })],
  ["weibull that wears out", weibull({ mean: 8760 * HOUR, shape: 2 })],
  ["lognormal", lognormal({ mean: 30, sigma: 0.5 })],
  ["lognormal by moments", lognormalFromMoments({ mean: 8 * HOUR, cv: 1.5 })],
  ["gamma below one", gammaFromMoments({ mean: 60, cv: 2 })],
  ["gamma", gamma({ mean: 60, shape: 2.5 })],
  ["erlang", erlang({ mean: 60, stages: 3 })],
  ["erlang of many stages", erlang({ mean: 60, stages: 40 })],
  ["hyperexponential", hyperexponentialFromMoments({ mean: 60, cv: 3 })],
  ["uniform", uniform({ from: 3, to: 4 })],
  ["deterministic", deterministic({ value: 30 })],
  ["empirical", empirical({ values: [5, 5, 9, 31, 7, 12] })],
  ["shifted", shifted({ by: 3, law: exponential({ mean: 2 }) })],
  [
    "mixture",
    mixture({
      parts: [
        { weight: 1, law: deterministic({ value: 5 }) },
        { weight: 1, law: uniform({ from: 2, to: 9 }) },
        { weight: 2, law: lognormal({ mean: 8, sigma: 1 }) },
      ],
    }),
  ],
];
const DRAWS = 4000;
/** Kolmogorov's distance is beyond this once in a thousand; fifteen laws, three checks each, fixed seeds. */
const CRITICAL = 1.95 / Math.sqrt(DRAWS);

describe("numbers", () => {
  it.each(examples)("draws follow the survival function: %s", (_name, law) => {
    const stream = streamOf(11);
    const draws = Array.from({ length: DRAWS }, () => law.sample(stream));
    expect(kolmogorovDistance(draws, (x) => 1 - survival(law, x))).toBeLessThan(CRITICAL);
  });

  it.each(examples)("what is left at age 0 is as long as a new one: %s", (_name, law) => {
    const stream = streamOf(12);
    const draws = Array.from({ length: DRAWS }, () => law.residual(0, stream));
    expect(kolmogorovDistance(draws, (x) => 1 - survival(law, x))).toBeLessThan(CRITICAL);
  });

  it.each(examples)("what is left at an age is the rest of those that got there: %s", (_name, law) => {
    const age = law.inverseHazard(0.8) * 0.97;
    const stream = streamOf(13);
    const draws = Array.from({ length: DRAWS }, () => age + law.residual(age, stream));
    const atMost = (x: number): number => 1 - Math.min(1, survival(law, x) / survival(law, age));
    expect(kolmogorovDistance(draws, atMost)).toBeLessThan(CRITICAL);
  });

  it("Weibull moments, from SciPy's weibull_min(0.7)", () => {
    const law = weibull({ mean: 1.2658235060572836, shape: 0.7 });
    expect(law.scale).toBeCloseTo(1, 13);
    expect(law.variance).toBeCloseTo(3.4268355536531536, 11);
  });

  it("lognormal percentiles, from SciPy's lognorm(0.5, scale=30)", () => {
    const law = lognormalFromQuantiles({ p50: 30, p95: 68.28049826 });
    expect(law.sigma).toBeCloseTo(0.5, 8);
    expect(survival(law, 96.00222024)).toBeCloseTo(0.01, 9);
  });

  it("the far tail of the lognormal, from mpmath at 40 digits", () => {
    const law = lognormal({ mean: Math.exp(0.5), sigma: 1 });
    const exact: [number, number][] = [
      [3, 6.607726221510349],
      [10, 53.231285150512471],
      [50, 1254.8313611394199],
    ];
    for (const [z, h] of exact) {
      expect(law.cumulativeHazard(Math.exp(z)) / h).toBeCloseTo(1, 12);
      expect(Math.log(law.inverseHazard(h)) / z).toBeCloseTo(1, 12);
    }
    expect(law.cumulativeHazard(Math.exp(-5)) / 2.866516129637636e-7).toBeCloseTo(1, 10);
  });

  it("the gamma hazard at both ends, from mpmath at 40 digits", () => {
    const exact: [number, number, number][] = [
      [0.5, 0.001, 0.036322332917113244],
      [0.5, 900, 903.97411711064388],
      [2.5, 1, 0.16352527559465034],
      [2.5, 2000, 1988.8825792749566],
      [100, 90, 0.172237756653867709],
      [100, 150, 12.036407454461647],
      [100, 2000, 1606.5941221227572],
    ];
    for (const [k, x, h] of exact) expect(gamma({ mean: k, shape: k }).cumulativeHazard(x) / h).toBeCloseTo(1, 11);
  });

  it("a mixture's tail far beyond what a double can hold is its slowest part's", () => {
    const law = hyperexponential({
      branches: [
        { weight: 0.75, mean: 1 },
        { weight: 0.25, mean: 10 },
      ],
    });
    expect(law.cumulativeHazard(1e5)).toBeCloseTo(1e4 + Math.log(4), 8);
    expect(law.cumulativeHazard(1e-14) / (1e-14 * 0.775)).toBeCloseTo(1, 12);
  });
});
