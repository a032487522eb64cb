import { describe, expect, test } from "vitest";
import { candidatesFor } from "../../src/planner/candidates.js";
import { newGauge } from "../../src/planner/measure/measure.js";
import { readQuestion } from "../../src/planner/question.js";
import { YEAR } from "../../src/readings/simulate/observation.js";
import { answer } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import { catalogue } from "../scenario/catalogue.js";

function candidateOf(text: string, id: string) {
  const asked = readQuestion({ text, fileName: "x.yaml", catalogue });
  if ("problems" in asked) throw new Error(asked.problems[0]?.message);
  const found = candidatesFor(asked).candidates.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

const PAIR = candidateOf("needs: {constraints: {repairContracts: [four-hour]}}", "active-passive/2/four-hour");
const SINGLE = candidateOf(
  "state: stateless\ncrews: unlimited\ndetection: 0s\nrepair: {deterministic: 1h}\nnode: {failures: {hardware: {life: 5y}}}\nneeds: {}",
  "single/1",
);

describe("years of a candidate", () => {
  test("keep a recovery time as often as an ordinary run that was asked for it", () => {
    const gauge = newGauge();
    for (const rto of [20, 45, 90]) {
      const objectives = { ...PAIR.scenario.objectives, rto };
      // 300 years of the first look: 30 replications of ten.
      const ask = { ...DEFAULT_ASK, method: "crude" as const, replications: 30, level: 0.99, mttfEvents: 0 };
      const { rto: run } = answer({ ...PAIR.scenario, objectives }, PAIR.design, ask);
      expect(gauge.kept(PAIR, rto, 0)).toEqual(run?.yearWithout);
    }
  });

  test("a server that fails one year in five: e^-0.2 of years are without, whatever is shorter than the repair", () => {
    const gauge = newGauge();
    const kept = gauge.kept(SINGLE, 1800, 2);
    const exact = 0.818730753; // e^-0.2; that an hour of each life is spent in repair moves it by 1e-6
    expect(kept?.low).toBeLessThan(exact);
    expect(kept?.high).toBeGreaterThan(exact);
    expect((kept?.high ?? 1) - (kept?.low ?? 0)).toBeLessThan(0.03);
    expect(gauge.kept(SINGLE, 1800, 3)).toBeNull();
  });

  test("a longer time is never kept in fewer years, nor does the order of asking matter", () => {
    const times = [10, 20, 30, 45, 60, 90, 600];
    const upwards = newGauge();
    const downwards = newGauge();
    const up = times.map((rto) => upwards.kept(PAIR, rto, 1));
    const down = [...times].reverse().map((rto) => downwards.kept(PAIR, rto, 1));
    expect(down.reverse()).toEqual(up);
    const lows = up.map((kept) => kept?.low ?? 0);
    expect([...lows].sort((a, b) => a - b)).toEqual(lows);
  });

  test("the downtime bounds the years with a violation from above", () => {
    // An hour of repair and some minutes every five years: half an hour is exceeded in no more than 0.4 of the years and some.
    const { unavailability } = newGauge().measure(SINGLE);
    const most = (unavailability.high * YEAR) / 1800;
    expect(most).toBeGreaterThan(0.4);
    expect(most).toBeLessThan(0.45);
    expect(1 - (newGauge().kept(SINGLE, 1800, 2)?.mean ?? 0)).toBeLessThan(most);
  });
});
