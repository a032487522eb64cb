import { expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import { scenario } from "../scenario/catalogue.js";

// While one node is repaired for weeks, each hang of the other one is a violation: they come in bunches of two or three.
const BUNCHED = `architecture: n+1
nodes: 2
state: stateless
node:
  failures:
    hardware: {life: {exponential: 1000000h}, repair: {exponential: 1000h}}
    os: {life: {exponential: 500h}, repair: 65min}
detection: immediate
takeover: immediate
coverage: 100%
objectives: {rto: 1h}
horizon: 10y
`;

function answered(method: "crude" | "accelerated", replications: number) {
  const found = designOf(scenario(BUNCHED));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  const { rto } = answer(found.scenario, found.design, { ...DEFAULT_ASK, method, replications });
  return rto!;
}

it("a year without a violation is as likely accelerated as counted year by year, though violations come in bunches", () => {
  const counted = answered("crude", 4000).yearWithout;
  const { yearWithout, violationsPerYear } = answered("accelerated", 2000);
  const error = Math.hypot(counted.high - counted.low, yearWithout.high - yearWithout.low) / (2 * 1.96);
  expect(Math.abs(yearWithout.mean! - counted.mean!)).toBeLessThan(3.3 * error);
  // The case tells: had they come one by one, it would be far off.
  expect(Math.abs(Math.exp(-violationsPerYear.mean!) - counted.mean!)).toBeGreaterThan(10 * error);
});
