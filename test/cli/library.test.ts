import { describe, expect, it, test } from "vitest";
import * as library from "../../src/index.js";

const { check, compare, drill, plan, ScenarioError, simulate, solve, verify } = library;

const PAIR = [
  "architecture: active-passive",
  "node: {failures: {hardware: {life: 100h, repair: {exponential: 1h}, detection: immediate}}}",
  "takeover: immediate",
  "coverage: 100%",
].join("\n");
const EXACT = { method: "exact" } as const;
const any = (value: unknown) => value as never;

describe("what was given wrongly is a ScenarioError that names it", () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  test.each<[string, () => unknown, RegExp]>([
    ["no scenario", () => simulate(any(undefined)), /^scenario: nothing is neither text nor an object/],
    ["a number for one", () => solve(any(6)), /^scenario: 6 is neither/],
    ["an object without end", () => simulate(circular), /^scenario: cannot be written as JSON/],
    [
      "a method nobody has",
      () => simulate(PAIR, {}, any({ method: "foo" })),
      /^ask method: must be one of auto, .*"foo"/,
    ],
    [
      "a replication",
      () => simulate(PAIR, {}, { replications: 1 }),
      /^ask replications: must be "auto" or a whole number of 2/,
    ],
    ["a precision of 5", () => simulate(PAIR, {}, { precision: 5 }), /^ask precision: .* between 0 and 1, not 5/],
    ["a field of no ask", () => simulate(PAIR, {}, any({ seeds: 1 })), /^ask seeds: unknown; known here/],
    ["a number over a field", () => simulate(PAIR, any({ nodes: 6 })), /^overrides nodes: must be text .*, not 6/],
    ["a field nobody has", () => solve({ architecture: "n+1", noodles: 6 }), /^scenario:1:\d+ noodles: unknown key/],
    ["a design that does not fit", () => solve({ architecture: "n+1", nodes: 1 }), /nodes: 1 is too few/],
    [
      "a drill to be simulated",
      () => simulate({ drill: { platform: "etcd", fault: "kill" } }),
      /architecture: is missing/,
    ],
    ["one scenario to compare", () => compare([PAIR]), /^scenarios: give a list of two/],
    ["no drill", () => drill(PAIR), /^scenario: has no drill/],
    ["nothing to verify", () => verify(PAIR), /^scenario: has nothing to verify/],
    ["needs nobody has", () => plan({ needs: { sites: 2 } }), /needs\.sites: unknown key/],
  ])("%s", (_, call, said) => {
    expect(call).toThrow(ScenarioError);
    expect(call).toThrow(said);
  });
});

describe("the commands as functions", () => {
  // A hot pair with one crew, x = repair time over life: all up, one down and both down are as 1 : 2x : 2x².
  const x = 1 / 100;
  const both = (2 * x * x) / (1 + 2 * x + 2 * x * x);

  it("solve and compare give the same figures, and their difference", () => {
    const [single, pair] = [PAIR.replace("active-passive", "single"), PAIR];
    const { results, differences } = compare([single, pair], {}, EXACT);
    expect(results.map(({ unavailability }) => unavailability)).toEqual(
      [single, pair].map((one) => solve(one).unavailability),
    );
    expect(results[1]!.unavailability.mean).toBeCloseTo(both, 12);
    expect(differences[0]!.downtimePerYear.mean).toBeLessThan(0);
  });

  it("check finds every problem, and none in what can be answered", () => {
    expect(check(PAIR)).toEqual([]);
    expect(check({ drill: { platform: "etcd", fault: "kill" } })).toEqual([]);
    expect(check({ architecture: "n+1", nodes: 1 }).map(({ path }) => path)).toEqual(["nodes"]);
    expect(check({ architecture: "n+1", takeover: "x", coverage: "y" })).toHaveLength(2);
  });

  it("verify passes what is so, and misses what is not", () => {
    const expecting = (value: number) =>
      `${PAIR}\nhorizon: 1y\nexpect: [{figure: unavailability, value: ${value}, within: {relative: 1e-9}}]`;
    const ask = { replications: 1000, mttfEvents: 1000 };
    const verdict = (value: number) => verify(expecting(value), ["1"], ask).map((one) => [one.reading, one.verdict]);
    expect(verdict(both)).toEqual([
      ["exact", "pass"],
      ["simulated", "pass"],
    ]);
    expect(verdict(both / 2)).toEqual([
      ["exact", "miss"],
      ["simulated", "miss"],
    ]);
  });

  it("plan recommends", () => {
    const few = { constraints: { repairContracts: ["next-business-day"], architectures: ["single"] } };
    expect(plan({ needs: few }).recommendation?.candidate.architecture).toBe("single");
  });
});
