import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expectation } from "../../src/scenario/prices/expectation.js";
import { type Check, checkExpectations } from "../../src/study/verify/verify.js";

const exactly = (mean: number) => ({ mean, low: mean, high: mean, level: 1 });
const between = (low: number, mean: number | null, high: number) => ({ mean, low, high, level: 0.999 });

/** What a solved and a simulated pair of servers might print. */
const solved = {
  architecture: "active-passive",
  nodes: 2,
  unavailability: exactly(2e-4),
  mttf: exactly(1.8e8),
  mission: { horizon: 3e7, downtime: exactly(6000), outages: exactly(0.2) },
  timeToDetect: null,
  planned: { mean: null, low: 0, high: Number.POSITIVE_INFINITY, level: 1 },
  figures: { nodesUp: exactly(1.98) },
  warnings: [{ code: "no-common-cause", text: "power can take both" }],
};
const simulated = {
  ...solved,
  unavailability: between(1.9e-4, 2.02e-4, 2.1e-4),
  mttf: null,
  mission: { horizon: 3e7, downtime: between(5000, 5900, 7000), outages: between(0.21, 0.22, 0.23) },
  timeToDetect: { mean: between(3, 3.5, 4), p95: between(3.9, 3.95, 4), max: 4, count: 1000 },
  figures: { nodesUp: between(1.97, 1.98, 1.99) },
};

const verdicts = (checks: readonly Check[]) => checks.map(({ reading, verdict }) => `${reading} ${verdict}`);
const check = (expectation: Expectation, approximated = false) =>
  checkExpectations([expectation], solved, simulated, approximated);
const only = (expectation: Expectation, result: object) => checkExpectations([expectation], result, null)[0];

describe("an expected figure", () => {
  it("is met by both readings", () => {
    const checks = check({ figure: "unavailability", value: 2e-4, within: { relative: 1e-9 } });
    expect(verdicts(checks)).toEqual(["exact pass", "simulated pass"]);
    expect(checks[0]).toEqual({
      figure: "unavailability",
      reading: "exact",
      expected: 2e-4,
      got: 2e-4,
      verdict: "pass",
      why: "the same",
    });
    expect(checks[1]).toMatchObject({ got: 2.02e-4, low: 1.9e-4, high: 2.1e-4, why: "the 99.9 % interval holds it" });
  });

  it("is missed by the one that is off, and says on which side", () => {
    const [exact, sampled] = check({ figure: "mission.outages", value: 0.2 });
    expect(exact.verdict).toBe("pass");
    expect(sampled).toMatchObject({ verdict: "miss", why: "the 99.9 % interval lies above it" });
    expect(check({ figure: "mission.outages", value: 0.3 })[1].why).toBe("the 99.9 % interval lies below it");
  });

  it("may be asked of one reading only", () => {
    const expectation = { figure: "unavailability", value: 2e-4 };
    expect(verdicts(checkExpectations([expectation], solved, null))).toEqual(["exact pass"]);
    expect(verdicts(checkExpectations([expectation], null, simulated))).toEqual(["simulated pass"]);
    expect(checkExpectations([expectation], null, null)).toEqual([]);
  });

  it("of a reading that replaced laws counts only with a tolerance of its own", () => {
    const [exact, sampled] = check({ figure: "unavailability", value: 2.05e-4 }, true);
    expect(exact).toMatchObject({ verdict: "skipped", got: 2e-4 });
    expect(exact.why).toContain("replaced laws");
    expect(sampled.verdict).toBe("pass");
    expect(check({ figure: "unavailability", value: 2.05e-4, within: { relative: 0.05 } }, true)[0].verdict).toBe(
      "pass",
    );
    expect(check({ figure: "unavailability", value: 2.05e-4, within: { relative: 0.01 } }, true)[0].verdict).toBe(
      "miss",
    );
  });

  it("needs either tolerance, not both", () => {
    const exact = (within: Expectation["within"]) => check({ figure: "mttf", value: 1.9e8, within })[0].verdict;
    expect(exact({ relative: 1e-9, absolute: 2e7 })).toBe("pass");
    expect(exact({ relative: 0.06, absolute: 1 })).toBe("pass");
    expect(exact({ absolute: 1e6 })).toBe("miss");
  });

  it("is not made easier for the simulation by a tolerance", () => {
    expect(verdicts(check({ figure: "mission.outages", value: 0.2, within: { relative: 0.5 } }))).toEqual([
      "exact pass",
      "simulated miss",
    ]);
  });

  it("that only one reading can give is skipped in the other", () => {
    expect(verdicts(check({ figure: "mttf", value: 1.8e8 }))).toEqual(["exact pass", "simulated skipped"]);
    expect(verdicts(check({ figure: "timeToDetect.p95", value: 3.92 }))).toEqual(["exact skipped", "simulated pass"]);
  });

  it("that nobody gives is missed", () => {
    expect(verdicts(check({ figure: "planned", value: 0 }))).toEqual(["exact miss", "simulated miss"]);
    expect(only({ figure: "timeToDetect.p95", value: 4 }, solved)).toMatchObject({ verdict: "miss", got: null });
  });

  it("of which no event was seen still has a bound to lie under", () => {
    const quiet = { unavailability: between(0, null, 1e-7) };
    const verdict = (value: number) => checkExpectations([{ figure: "unavailability", value }], null, quiet)[0].verdict;
    expect(verdict(5e-8)).toBe("pass");
    expect(verdict(2e-7)).toBe("miss");
  });

  it("of zero is compared as it is", () => {
    expect(only({ figure: "u", value: 0 }, { u: exactly(0) }).verdict).toBe("pass");
    expect(only({ figure: "u", value: 0 }, { u: exactly(1e-12) })).toMatchObject({
      verdict: "miss",
      why: "off by 1.0e-12",
    });
  });

  it("that is not a number at all is missed", () => {
    const lost = { u: { mean: Number.NaN, low: Number.NaN, high: Number.NaN, level: 0.999 } };
    expect(only({ figure: "u", value: 1 }, lost).verdict).toBe("miss");
    expect(checkExpectations([{ figure: "u", value: 1 }], null, lost)[0].verdict).toBe("miss");
  });
});

describe("a word or a plain number", () => {
  it("must be equal", () => {
    expect(verdicts(check({ figure: "architecture", equals: "active-passive" }))).toEqual([
      "exact pass",
      "simulated pass",
    ]);
    expect(check({ figure: "architecture", equals: "n+1" })[0]).toMatchObject({
      verdict: "miss",
      got: "active-passive",
      why: "differs",
    });
    expect(verdicts(check({ figure: "nodes", value: 2 }))).toEqual(["exact pass", "simulated pass"]);
    expect(verdicts(check({ figure: "nodes", value: 3 }))).toEqual(["exact miss", "simulated miss"]);
  });

  it("is found in a plan and in a list", () => {
    const plan = { recommendation: { strategy: "ha", candidate: { architecture: "n+1", nodes: 6 } } };
    expect(only({ figure: "recommendation.candidate.architecture", equals: "n+1" }, plan).verdict).toBe("pass");
    expect(only({ figure: "recommendation.candidate.nodes", value: 6 }, plan).verdict).toBe("pass");
    expect(only({ figure: "warnings.0.code", equals: "no-common-cause" }, solved).verdict).toBe("pass");
  });

  it("is expected with the right key", () => {
    expect(only({ figure: "architecture", value: 2 }, solved).why).toContain("`equals`");
    expect(only({ figure: "nodes", equals: "2" }, solved).why).toContain("`value`");
  });
});

describe("a figure that does not exist", () => {
  it("is missed, with the name that was meant", () => {
    const [exact] = check({ figure: "mision.downtime", value: 1 });
    expect(exact).toMatchObject({ verdict: "miss", why: 'the result has no "mision"; did you mean "mission"?' });
    expect(check({ figure: "mission.downtimes", value: 1 })[1].why).toContain('did you mean "downtime"?');
  });

  it("is missed, with the names there are", () => {
    expect(only({ figure: "figures.splits", value: 1 }, solved).why).toBe('figures has no "splits"; it has nodesUp');
    expect(only({ figure: "nodes.up", value: 1 }, solved).why).toBe('nodes has no "up": it has no parts');
    expect(only({ figure: "mission", value: 1 }, solved).why).toBe(
      "is a block; name one of its figures: horizon, downtime, outages",
    );
    expect(only({ figure: "toString", value: 1 }, solved).verdict).toBe("miss");
  });
});

describe("the checks of any figures", () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });

  it("pass exactly where the value lies in the interval", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, value) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [result] = checkExpectations([{ figure: "u", value }], null, { u: between(low, (low + high) / 2, high) });
        expect(result.verdict === "pass").toBe(low <= value && value <= high);
      }),
    );
  });

  it("give one entry for each figure and reading, in order", () => {
    const known = fc.constantFrom(
      "unavailability",
      "mttf",
      "nodes",
      "architecture",
      "mission",
      "nonsense",
      "timeToDetect.p95",
    );
    fc.assert(
      fc.property(fc.array(fc.record({ figure: known, value: number })), fc.boolean(), (expectations, approximated) => {
        const checks = checkExpectations(expectations, solved, simulated, approximated);
        const expected = expectations.flatMap(({ figure }) => [`${figure} exact`, `${figure} simulated`]);
        expect(checks.map(({ figure, reading }) => `${figure} ${reading}`)).toEqual(expected);
        for (const { why } of checks) expect(why).not.toBe("");
      }),
    );
  });
});

describe("a figure expected between two", () => {
  const seen = { p50: between(3, 3.5, 4), count: 1000, word: "met", none: between(5, null, Number.POSITIVE_INFINITY) };
  const verdict = (figure: string, range: readonly [number, number]) =>
    checkExpectations([{ figure, between: range }], null, seen)[0];

  it("holds when the estimate's mean lies there, whatever its interval", () => {
    expect(verdict("p50", [3.4, 3.6])).toMatchObject({ verdict: "pass", expected: "3.4 to 3.6", got: 3.5 });
    expect(verdict("p50", [3.5, 3.5]).verdict).toBe("pass");
    expect(verdict("p50", [3, Number.POSITIVE_INFINITY]).verdict).toBe("pass");
    expect(verdict("count", [999, 1001]).verdict).toBe("pass");
  });

  it("is missed by what lies outside, has no value or is a word", () => {
    expect(verdict("p50", [3.6, 4])).toMatchObject({ verdict: "miss", why: "is 3.5" });
    expect(verdict("p50", [3, 3.4]).verdict).toBe("miss");
    expect(verdict("none", [0, 10])).toMatchObject({ verdict: "miss", why: "has no value" });
    expect(verdict("word", [0, 10])).toMatchObject({ verdict: "miss", got: "met" });
  });

  it("binds the exact reading too, replaced laws or not", () => {
    const range = { figure: "unavailability", between: [1e-4, 3e-4] } as const;
    expect(verdicts(check(range, true))).toEqual(["exact pass", "simulated pass"]);
    expect(verdicts(check({ ...range, between: [0, 1e-4] }, true))).toEqual(["exact miss", "simulated miss"]);
  });
});
