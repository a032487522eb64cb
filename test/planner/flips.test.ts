import { describe, expect, test } from "vitest";
import type { Flip, PlanResult } from "../../src/planner/planResult.js";
import { freshPlanOf, planOf } from "./ask.js";

// Few candidates, some with a life of their own: what is asked again and again should be small.
const questions: Readonly<Record<string, string>> = {
  "a minute, and downtime has a price":
    "needs: {objectives: {rto: 60s}, downtimeCost: $200/min, constraints: {repairContracts: [next-business-day, four-hour], architectures: [backup-and-restore, active-passive], maxNodes: 2}}",
  "two days, and hardly a price":
    "repair: {exponential: 8h}\ncrews: 1\nnode: {failures: {hardware: {life: 1y}}}\nneeds: {objectives: {rto: 48h, rpo: 26h}, downtimeCost: $20/h, constraints: {architectures: [backup-and-restore, active-passive]}}",
  "five services, two minutes":
    "coverage: 99.5%\nrepair: {exponential: 8h}\ncrews: 1\nnode: {failures: {hardware: {life: 1y}}}\nneeds: {services: [{count: 5}], objectives: {rto: 2min}, constraints: {architectures: [backup-and-restore, n+1], maxNodes: 6}}",
};

/** What is advised when the input of a flip is `value`, all else as it was. */
function replanned(text: string, { input }: Flip, value: number): PlanResult {
  const overrides: Record<string, string> =
    input === "rto" ? { "objectives.rto": `${value.toFixed(6)}s` } : { downtimeCost: `$${value.toFixed(9)}/s` };
  return freshPlanOf(text, overrides);
}

const idOf = (plan: PlanResult) => plan.recommendation?.candidate.id ?? null;

describe.each(Object.entries(questions))("%s", (_, text) => {
  const plan = planOf(text);
  const flips = plan.recommendation?.wouldChangeIf ?? [];

  test("something would change the advice, a shorter recovery time among it", () => {
    expect(flips.map(({ input, direction }) => `${input} ${direction}`)).toContain("rto below");
  });

  test.each(flips)("$input $direction $value: asked again on both sides, the advice is as said", (flip) => {
    const { value, surelyAt, direction, to } = flip;
    if (value === null || surelyAt === null) throw new Error("a stated objective has a value");
    const [inside, beyond] = direction === "below" ? [1, 1 / 1.01] : [1 / 1.01, 1.01];
    expect(idOf(replanned(text, flip, value * inside))).toBe(idOf(plan));
    expect(idOf(replanned(text, flip, surelyAt))).toBe(to);
    // The text says so when the two are further apart than "about" allows.
    const further = direction === "below" ? value / surelyAt : surelyAt / value;
    expect(flip.text.includes("too close to tell")).toBe(further > 1.03);
    if (further <= 1.03) expect(idOf(replanned(text, flip, value * beyond))).toBe(to);
  });
});

test("a low price is told in a time in which whole units are fine enough", () => {
  const plan = planOf(
    "repair: {exponential: 48h}\ncrews: 1\nnode: {failures: {hardware: {life: 10d}}}\nneeds: {downtimeCost: $2000/h, constraints: {architectures: [single, active-passive]}}",
  );
  const flip = plan.recommendation?.wouldChangeIf.find(({ input }) => input === "downtimeCost");
  const [, amount = "", unit = ""] = /\$([\d,]+) an? (hour|day|year)/.exec(flip?.text ?? "") ?? [];
  const seconds = { hour: 3600, day: 86_400, year: 31_557_600 }[unit] ?? 0;
  expect((flip?.value ?? 1) * 3600).toBeLessThan(100);
  const said = Number(amount.replace(",", "")) / seconds;
  expect(said / (flip?.value ?? 0)).toBeGreaterThan(0.99);
  expect(said / (flip?.value ?? 0)).toBeLessThan(1.01);
});

test("the nearest way out works, and a little less of it does not", () => {
  const text = `${questions["a minute, and downtime has a price"]}`;
  const at = (rto: string) => planOf(text, { "objectives.rto": rto });
  const [way] = at("20s").obstacle?.relaxations ?? [];
  expect(way?.objective).toBe("rto");
  expect(idOf(at(`${way?.value}s`))).toBe(way?.to);
  expect(idOf(at(`${(way?.value ?? 0) / 1.03}s`))).toBeNull();
});
