import { describe, expect, test } from "vitest";
import { percent } from "../../src/planner/measure/judge.js";
import { planText } from "../../src/planner/planText.js";
import { planOf } from "./ask.js";

const MINUTE =
  "needs: {downtimeCost: $200/min, constraints: {repairContracts: [next-business-day, four-hour], architectures: [backup-and-restore, active-passive], maxNodes: 2}}";
const at = (rto: string) => planOf(MINUTE, { "objectives.rto": rto });
const textOf = (plan: ReturnType<typeof planOf>) => planText(plan, { colour: false, width: 100 });

describe("what is said of those that lost", () => {
  test("faster repair of the cluster that is advised does what is asked as well", () => {
    const plan = at("60s");
    expect(plan.recommendation?.candidate.id).toBe("active-passive/2/next-business-day");
    const faster = plan.candidates.find(({ id }) => id === "active-passive/2/four-hour");
    expect(faster).toMatchObject({ feasible: true, rto: "met" });
    expect(textOf(plan)).not.toContain("nothing else considered");
  });

  test("at every recovery time a loser is cleared, refused or said to be too close to tell, and the reasons agree", () => {
    const seen = new Set<string>();
    for (const rto of ["56.5s", "57.5s", "60s"]) {
      const { candidates, recommendation } = at(rto);
      for (const { unclear, feasible, why, rto: verdict } of candidates) {
        expect(unclear).toBe(!feasible && verdict === "undecided");
        expect(why.some((text) => text.includes("too close to tell"))).toBe(unclear);
      }
      const unclear = candidates.filter((one) => one.unclear).length;
      if (!recommendation) continue;
      const reasons = recommendation.reasons.join("\n");
      expect(reasons.includes("could not be told")).toBe(unclear > 0);
      if (unclear > 0) expect(reasons).not.toMatch(/nothing else considered does/);
      seen.add(unclear > 0 ? "unclear" : "clear");
    }
    expect([...seen].sort()).toEqual(["clear", "unclear"]);
  });

  test("where nothing is sure the obstacle tells what is excluded from what is too close to tell", () => {
    const { obstacle, candidates } = at("56.5s");
    const [rto] = obstacle?.excludes ?? [];
    expect(rto?.unclear).toBe(candidates.filter(({ unclear }) => unclear).length);
    expect(rto?.unclear).toBeGreaterThan(0);
    expect(textOf(at("56.5s"))).toMatch(/^Nothing considered surely does what is asked: /);
    expect(textOf(at("56.5s"))).toContain(`(${rto?.unclear} more: too close to tell)`);
  });
});

describe("shares of years", () => {
  test.each([
    [0.998, 1, "more than 99 %"],
    [0.97, 1, "more than 97 %"],
    [1, 1, "more than 99 %"],
    [0.981, 0.9999, "more than 98 %"],
    [0.884, 0.95, "88 to 95 %"],
    [0.8931, 0.9069, "89.3 to 90.7 %"],
  ])("%f to %f", (low, high, text) => {
    expect(percent({ mean: (low + high) / 2, low, high, level: 0.99 })).toBe(text);
  });

  test("a plan never says 100 %, whatever compliance is asked", () => {
    const asked = planOf(MINUTE, { "objectives.rto": "48h", "objectives.compliance": "99.99%" });
    expect(textOf(asked)).not.toMatch(/\b100 %/);
    expect(textOf(asked)).toContain("99.99 % is asked");
    expect(textOf(at("60s"))).not.toMatch(/\b100 %/);
  });
});

test("warnings come after the advice and before the figures, and name what the advised candidate is warned of", () => {
  const plan = planOf(MINUTE, { "objectives.rto": "20min", detection: "25min" });
  expect(plan.candidates[0]?.warnings.map(({ code }) => code)).toContain("detection-exceeds-rto");
  const certain = at("60s");
  expect(certain.recommendation?.warnings.map(({ code }) => code)).toContain("no-common-cause");
  const lines = textOf(certain).split("\n");
  expect(lines[1]).toMatch(/^warning: more than five nines without a common cause/);
  expect(lines.indexOf("Why")).toBeGreaterThan(1);
});
