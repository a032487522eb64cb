import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/readScenario.js";
import { answer, designOf } from "../../src/study/answer.js";
import type { Contender } from "../../src/study/compare/contender.js";
import { asOftenAsItTakes, purchaseOf } from "../../src/study/compare/purchases.js";
import { forSameWork } from "../../src/study/compare/sameWork.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { architectures, catalogue, scenario } from "../scenario/catalogue.js";

const EXACT = { ...DEFAULT_ASK, method: "exact" as const };

/** Nodes that fail and are repaired, each by itself, seen and replaced at once. */
const alone = (architecture: string, nodes: number, more = "") => `
architecture: ${architecture}
nodes: ${nodes}
node: {failures: {hardware: {life: {exponential: 300h}, repair: {exponential: 20h}, detection: immediate}}}
takeover: immediate
coverage: 100%
crews: unlimited
${more}`;

function contender(text: string): Contender {
  const fitted = designOf(scenario(text));
  if ("complaints" in fitted) throw new Error(fitted.complaints[0]?.message);
  return fitted;
}

function solved(text: string): Result {
  const { scenario: asked, design } = contender(text);
  return answer(asked, design, EXACT);
}

const bought = (copies: number) => ({ design: 0, copies, each: 1, alternative: false });

describe("copies that share nothing", () => {
  const one = solved(alone("single", 1));

  it.each([1, 2, 5])("%d of them, all needed, are as the chain of so many nodes that are all needed", (copies) => {
    const { allUp } = purchaseOf(bought(copies), [one]);
    const all = copies === 1 ? one : solved(alone("active-active", copies, `service: {need: ${copies}}`));
    expect(allUp.unavailability.mean! / all.unavailability.mean!).toBeCloseTo(1, 9);
    expect(allUp.outagesPerYear.mean! / all.outagesPerYear.mean!).toBeCloseTo(1, 9);
    expect(allUp.downtimePerYear.mean! / all.downtimePerYear.mean!).toBeCloseTo(1, 9);
  });

  it("a pair of pairs is as four states make it: U = 1 − (1 − u)², f = 2f(1 − u)", () => {
    const pair = solved(alone("active-passive", 2));
    const [u, f] = [pair.unavailability.mean!, pair.outagesPerYear.mean!];
    const { allUp } = purchaseOf(bought(2), [pair]);
    expect(allUp.unavailability.mean).toBeCloseTo(u * (2 - u), 15);
    expect(allUp.outagesPerYear.mean! / (2 * f * (1 - u))).toBeCloseTo(1, 12);
  });

  it("tiny unavailabilities add up without loss, and intervals stay in order", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-18, max: 0.4, noNaN: true }), fc.integer({ min: 1, max: 50 }), (u, copies) => {
        const estimate = { mean: u, low: u / 2, high: Math.min(1, u * 2), level: 0.95 };
        const { allUp } = purchaseOf(bought(copies), [{ ...one, unavailability: estimate }]);
        const { mean, low, high } = allUp.unavailability;
        expect(mean! / (copies * u)).toBeLessThanOrEqual(1 + 1e-12);
        if (copies * u < 1e-6) expect(mean! / (copies * u)).toBeGreaterThan(1 - 1e-6);
        expect(low).toBeLessThanOrEqual(mean!);
        expect(mean!).toBeLessThanOrEqual(high);
      }),
    );
  });

  it("cost so many times as much to build, and their outages as much as before: one of five down costs a fifth", () => {
    const priced = solved(alone("single", 1, "downtimeCost: $100/min"));
    const { cost } = purchaseOf(bought(5), [priced]);
    expect(cost.infrastructure).toBe(5 * priced.cost.infrastructure);
    expect(cost.outage).toEqual(priced.cost.outage);
    expect(cost.total!.mean).toBe(5 * priced.cost.infrastructure + priced.cost.outage!.mean!);
  });
});

describe("the same work for each", () => {
  const asking = (base: string) => (overrides: Readonly<Record<string, string>>) => {
    const read = readScenario(base, "x.yaml", catalogue, overrides, architectures);
    if ("problems" in read) return read;
    const fitted = designOf(read.scenario);
    if ("design" in fitted) return fitted;
    return {
      problems: fitted.complaints.map((complaint) => read.problemAt({ ...complaint, path: complaint.path.split(".") })),
    };
  };
  const field = (names: string, nodes?: number, base = "{}") => {
    const found = forSameWork(names.split(","), nodes === undefined ? undefined : String(nodes), asking(base));
    if ("problems" in found) return found.problems.map(({ message }) => message);
    return found.work.bought.map(({ design, copies, each, alternative }) => {
      const { architecture, spec } = found.contenders[design]!.scenario;
      return `${alternative ? "or " : ""}${copies} × ${architecture} of ${spec.nodes} for ${copies * each} of ${found.work.services}`;
    });
  };

  it("six nodes of n+1 are five services: five singles, five pairs, five of six, and three pairs for three of them", () => {
    expect(field("single,active-passive,active-active,n+1", 6)).toEqual([
      "5 × single of 1 for 5 of 5",
      "5 × active-passive of 2 for 5 of 5",
      "1 × active-active of 6 for 5 of 5",
      "1 × n+1 of 6 for 5 of 5",
      "or 3 × active-passive of 2 for 3 of 5",
    ]);
  });
  it("two spares leave six nodes four services; seven carry the same five", () => {
    expect(field("n+1,n+m", 6)).toEqual([
      "1 × n+1 of 6 for 5 of 5",
      "1 × n+m of 7 for 5 of 5",
      "or 1 × n+m of 6 for 4 of 5",
    ]);
  });
  it("where none hosts several, each serves one, with as many nodes as it can have", () => {
    expect(field("active-passive,single,quorum", 3)).toEqual([
      "1 × active-passive of 3 for 1 of 1",
      "1 × single of 1 for 1 of 1",
      "1 × quorum of 3 for 1 of 1",
    ]);
  });
  it("without a number of nodes each has its own", () => {
    expect(field("single,n+1")).toEqual(["1 × single of 1 for 1 of 1", "1 × n+1 of 2 for 1 of 1"]);
  });
  it("a stated demand is that of one service; nodes that share one carry that of all", () => {
    const base = "service: {demand: 800/s, capacityPerNode: 1000/s}";
    const found = forSameWork(["n+1", "active-active"], "6", asking(base));
    if ("problems" in found) throw new Error(found.problems[0]?.message);
    expect(found.contenders[1]!.scenario.spec.load!.demand).toBe(4000);
    expect(found.work.bought[1]).toEqual({ design: 1, copies: 1, each: 5, alternative: false });
  });
  it("what is wrong with a design that is not its nodes is said, of every one of them", () => {
    expect(field("single,nonsense", 6)).toEqual([expect.stringContaining('"nonsense" is not one of')]);
    expect(field("n+1,active-passive", 6, "coverage: 200%")).toHaveLength(2);
  });
  it("no number of nodes is wrong for all of them", () => {
    expect(field("single,n+1", 0)).toEqual([expect.stringContaining("0"), expect.stringContaining("0")]);
    expect(field("single,n+1", Number.NaN)).toHaveLength(2);
  });
  it("of files each is bought as often as the largest of them takes", () => {
    const files = [contender(alone("n+1", 6)), contender(alone("single", 1)), contender(alone("active-active", 4))];
    expect(asOftenAsItTakes(files).bought.map(({ copies, each }) => `${copies} × ${each}`)).toEqual([
      "1 × 5",
      "5 × 1",
      "2 × 3",
    ]);
  });
});
