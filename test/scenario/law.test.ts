import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeLaw, describeLife, lawOf, lifeOf } from "../../src/notation/laws/law.js";
import { law, life } from "../../src/notation/laws/lawNotation.js";

const of = (notation: unknown) => lawOf(law.parse(notation));
const YEAR = 8766 * 3600;

describe("a law as written", () => {
  // Means and variances from the textbook formulas, in seconds.
  test.each([
    ["30s", "deterministic", 30, 0],
    ["immediate", "immediate", 0, 0],
    ["0s", "immediate", 0, 0],
    [{ deterministic: "5min" }, "deterministic", 300, 0],
    [{ exponential: "8h" }, "exponential", 28_800, 28_800 ** 2],
    [{ exponential: { mean: "8h" } }, "exponential", 28_800, 28_800 ** 2],
    [{ exponential: { rate: "0.125/h" } }, "exponential", 28_800, 28_800 ** 2],
    [{ uniform: ["3s", "4s"] }, "uniform", 3.5, 1 / 12],
    [{ uniform: ["3s", "3s"] }, "deterministic", 3, 0],
    [{ lognormal: { mean: "30s", sigma: 0.5 } }, "lognormal", 30, 900 * (Math.exp(0.25) - 1)],
    [{ lognormal: { mean: "30s", cv: 0.5 } }, "lognormal", 30, 225],
    [{ gamma: { mean: "10s", shape: 2.5 } }, "gamma", 10, 40],
    [{ erlang: { mean: "10s", stages: 4 } }, "gamma", 10, 25],
    [{ weibull: { mean: "5y", shape: 1 } }, "weibull", 5 * YEAR, (5 * YEAR) ** 2],
    [{ hyperexponential: { mean: "10s", cv: 2 } }, "hyperexponential", 10, 400],
    [{ hyperexponential: { mean: "10s", cv: 1 } }, "exponential", 10, 100],
    [
      {
        hyperexponential: {
          branches: [
            { weight: 1, mean: "2s" },
            { weight: 3, mean: "6s" },
          ],
        },
      },
      "hyperexponential",
      5,
      31,
    ],
    [{ empirical: ["1s", "2s", "6s"] }, "empirical", 3, 14 / 3],
    [
      {
        mixture: [
          { weight: 9, law: "1s" },
          { weight: 1, law: { exponential: "11s" } },
        ],
      },
      "mixture",
      2,
      21.1,
    ],
    [{ shifted: { by: "2s", law: { exponential: "3s" } } }, "shifted", 5, 9],
    [{ heartbeat: { every: "1s", misses: 4 } }, "uniform", 3.5, 1 / 12],
  ])("%j is %s", (notation, kind, mean, variance) => {
    const made = of(notation);
    expect(made.kind).toBe(kind);
    expect(made.mean / (mean || 1)).toBeCloseTo(mean === 0 ? 0 : 1, 9);
    expect(made.variance / (variance || 1)).toBeCloseTo(variance === 0 ? 0 : 1, 8);
  });

  test("by quantiles, half of it is over at p50 and 95 % at p95", () => {
    const made = of({ lognormal: { p50: "30s", p95: "2min" } });
    expect(made.cumulativeHazard(30)).toBeCloseTo(Math.LN2, 6);
    expect(made.cumulativeHazard(120)).toBeCloseTo(-Math.log(0.05), 6);
  });

  test("a bare life is the mean of an exponential; a bare delay is exact", () => {
    expect(lifeOf(life.parse("30y"))).toMatchObject({ kind: "exponential", mean: 30 * YEAR });
    expect(lifeOf(life.parse({ weibull: { mean: "30y", shape: 0.7 } })).kind).toBe("weibull");
    expect(of("30y").kind).toBe("deterministic");
  });

  test.each([
    [{}],
    [{ exponential: "8h", uniform: ["1s", "2s"] }],
    [{ exponential: "0s" }],
    [{ exponential: { mean: "8h", rate: "1/h" } }],
    [{ exponential: {} }],
    [{ exponential: { rate: "0/h" } }],
    [{ uniform: ["4s", "3s"] }],
    [{ uniform: ["4s"] }],
    [{ lognormal: { mean: "3s" } }],
    [{ lognormal: { mean: "3s", sigma: 0 } }],
    [{ lognormal: { p50: "3s", p95: "2s" } }],
    [{ weibull: { mean: "3s", shape: -1 } }],
    [{ erlang: { mean: "3s", stages: 2.5 } }],
    [{ hyperexponential: { mean: "3s", cv: 0.5 } }],
    [{ empirical: [] }],
    [{ mixture: [] }],
    [{ mixture: [{ weight: 0, law: "3s" }] }],
    [{ heartbeat: { every: "1s", misses: 0 } }],
    [8],
    [null],
    [["8h"]],
    [true],
  ])("%j is not a law", (notation) => expect(law.safeParse(notation).success).toBe(false));

  test("a life of no length is none", () => {
    expect(life.safeParse("0s").success).toBe(false);
    expect(life.safeParse("immediate").success).toBe(false);
  });
});

/** Notations a person could write, with durations of 1 ms to 10 years. */
const duration = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom("ms", "s", "min", "h", "d"))
  .map(([n, unit]) => `${n}${unit}`);
const shape = fc.double({ min: 0.3, max: 8, noNaN: true });
const { anyLaw } = fc.letrec((tie) => ({
  anyLaw: fc.oneof(
    { depthSize: "small" },
    duration,
    fc.constant("immediate"),
    fc.record({ exponential: duration }),
    fc.record({ weibull: fc.record({ mean: duration, shape }) }),
    fc.record({ gamma: fc.record({ mean: duration, shape }) }),
    fc.record({ lognormal: fc.record({ mean: duration, sigma: fc.double({ min: 0.1, max: 2, noNaN: true }) }) }),
    fc.record({ hyperexponential: fc.record({ mean: duration, cv: fc.double({ min: 1, max: 5, noNaN: true }) }) }),
    fc.record({ empirical: fc.array(duration, { minLength: 1, maxLength: 5 }) }),
    fc.record({ heartbeat: fc.record({ every: duration, misses: fc.integer({ min: 1, max: 10 }) }) }),
    fc.record({ shifted: fc.record({ by: duration, law: tie("anyLaw") }) }),
    fc.record({
      mixture: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), law: tie("anyLaw") }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  ),
}));

describe("every law one can write", () => {
  test("becomes a law of the kernel with a finite mean and words", () => {
    fc.assert(
      fc.property(anyLaw, (notation) => {
        const parsed = law.parse(notation);
        const made = lawOf(parsed);
        expect(made.mean).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(made.mean) && Number.isFinite(made.variance)).toBe(true);
        expect(describeLaw(parsed)).not.toMatch(/NaN|undefined|object/);
      }),
    );
  });

  test("shifted adds its shift to the mean, a mixture weighs the means", () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        const [first, second] = [of(a).mean, of(b).mean];
        const scale = 1 + first + second;
        expect((of({ shifted: { by: "7s", law: a } }).mean - first - 7) / scale).toBeCloseTo(0, 9);
        const mixed = of({
          mixture: [
            { weight: 1, law: a },
            { weight: 3, law: b },
          ],
        }).mean;
        expect((mixed - 0.25 * first - 0.75 * second) / scale).toBeCloseTo(0, 9);
      }),
    );
  });
});

describe("a law in words", () => {
  test.each([
    ["30s", "exactly 30 s"],
    ["immediate", "at once"],
    [{ exponential: { rate: "0.125/h" } }, "exponential, mean 8 h"],
    [{ uniform: ["3s", "4s"] }, "uniform, 3 s to 4 s"],
    [{ lognormal: { mean: "30s", sigma: 0.5 } }, "lognormal, mean 30 s, sigma 0.5"],
    [{ lognormal: { p50: "30s", p95: "2min" } }, "lognormal, p50 30 s, p95 2 min"],
    [{ erlang: { mean: "1h", stages: 3 } }, "erlang, mean 1 h, stages 3"],
    [
      {
        mixture: [
          { weight: 9, law: "1s" },
          { weight: 1, law: "1h" },
        ],
      },
      "90 %: exactly 1 s; 10 %: exactly 1 h",
    ],
    [{ shifted: { by: "2s", law: { exponential: "3s" } } }, "2 s, then exponential, mean 3 s"],
    [{ heartbeat: { every: "1s", misses: 3 } }, "heartbeat every 1 s, dead after 3 misses"],
    [{ empirical: ["1s", "2s"] }, "one of 2 measured durations"],
  ])("%j", (notation, words) => expect(describeLaw(law.parse(notation))).toBe(words));

  test("a life", () => expect(describeLife(life.parse("30y"))).toBe("exponential, mean 30 y"));
});
