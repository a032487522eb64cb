import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/scenario/scenario.js";
import { exactly, UNKNOWN } from "../../src/study/figures/estimates.js";
import type { Figures } from "../../src/study/figures/figures.js";
import type { Estimate } from "../../src/study/result.js";
import { objectivesOf, rpoResult } from "../../src/study/verdicts.js";
import { scenario } from "../scenario/catalogue.js";

const asked = (rpo: string, more = ""): Scenario =>
  scenario(`architecture: active-passive\nnodes: 2\nobjectives: {rpo: ${rpo}}\n${more}`);
const never = { dataLosses: exactly(0), splits: UNKNOWN };
const twiceAYear = { dataLosses: exactly(0), splits: { mean: 2, low: 1.5, high: 2.6, level: 0.95 } };

describe("the recovery point", () => {
  it("of shared storage is lost by two writers: without any tolerance each time, e⁻² of the years without", () => {
    const result = rpoResult(asked("0s"), "shared", twiceAYear)!;
    expect(result.violationsPerYear).toEqual(twiceAYear.splits);
    expect(result.yearWithout.mean).toBeCloseTo(0.1353352832, 9);
    expect(result.verdict).toBe("missed");
  });

  it("of a copy that lags is lost by two writers too: both add up", () => {
    const copy = asked("60s", "replication: {mode: async, lag: {exponential: 60s}}");
    const both = rpoResult(copy, "copy", { ...twiceAYear, dataLosses: exactly(3) })!;
    expect(both.violationsPerYear.mean).toBeCloseTo(3 * Math.exp(-1) + 2, 9);
    expect(both.violationsPerYear.low).toBeCloseTo(3 * Math.exp(-1) + 1.5, 9);
    expect(rpoResult(copy, "copy", { ...never, dataLosses: exactly(3) })!.violationsPerYear.mean).toBeCloseTo(
      3 * Math.exp(-1),
      9,
    );
  });

  it("where some loss is allowed, they are a bound, and the objective cannot be called missed", () => {
    const result = rpoResult(asked("1h"), "shared", twiceAYear)!;
    expect(result.violationsPerYear).toMatchObject({ mean: null, low: 0, high: 2.6 });
    expect(result.yearWithout).toMatchObject({ mean: null, high: 1 });
    expect(result.verdict).toBe("undecided");
    const seldom = { ...twiceAYear, splits: { mean: 0.01, low: 0.005, high: 0.02, level: 0.95 } };
    expect(rpoResult(asked("1h"), "shared", seldom)!.verdict).toBe("met");
  });

  it("holds where a majority has every write, or where nothing could divide the nodes", () => {
    for (const result of [rpoResult(asked("0s"), "replicas", twiceAYear), rpoResult(asked("0s"), "shared", never)]) {
      expect(result).toMatchObject({ verdict: "met", violationsPerYear: exactly(0) });
    }
  });

  it("of a backup every day that takes 2 h: an objective of 14 h is missed half the time", () => {
    const daily = asked("14h", "backup: {every: 24h, takes: 2h}\n");
    const result = rpoResult(daily, "backup", { dataLosses: exactly(3), splits: UNKNOWN })!;
    expect(result.violationsPerYear.mean).toBeCloseTo(1.5, 12);
    expect(result.lossPerIncident!.mean.mean).toBe(14 * 3600);
  });

  it("is not judged where nothing is asked; the age of a backup is told all the same", () => {
    const unasked = scenario("architecture: active-passive\nnodes: 2\n");
    for (const point of ["shared", "replicas", "none"] as const) expect(rpoResult(unasked, point, never)).toBeNull();
    expect(rpoResult(unasked, "backup", never)).toMatchObject({ objective: null, verdict: "undecided" });
    expect(rpoResult(unasked, "backup", never)!.lossPerIncident!.max).toBeGreaterThan(0);
  });

  it("is of no concern to what keeps nothing", () => {
    expect(rpoResult(asked("1h", "state: stateless\n"), "shared", twiceAYear)).toBeNull();
  });
});

describe("what came out of an objective is never told as all or none", () => {
  const { objectives, ...rest } = asked("1h");
  const got = (yearWithout: Estimate) => {
    const rto = { objective: 60, from: "disruption" as const, at: null, violationsPerYear: UNKNOWN, withinShare: null };
    const judged = { ...rto, yearWithout, verdict: "undecided" as const };
    return objectivesOf({ ...rest, objectives }, {} as Figures, judged, null)[0]!.got;
  };
  it.each([
    [{ mean: null, low: 0.9991, high: 1, level: 0.95 }, "at least 99.91% of years without a violation"],
    [{ mean: null, low: 0, high: 0.002, level: 0.95 }, "at most 0.2% of years without a violation"],
    [{ mean: 0.9, low: 0.85, high: 0.95, level: 0.95 }, "85% to 95% of years without a violation"],
  ])("%j", (estimate, words) => expect(got(estimate)).toBe(words));
  it("and what nobody followed is not known", () => {
    expect(got({ mean: null, low: 0, high: 1, level: 1 })).toMatch(
      /^not known: the exact reading follows no .* simulate/,
    );
  });
});
