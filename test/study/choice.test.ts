import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/library/catalogue.js";
import { knownArchitectures } from "../../src/library/question.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import { answer, designOf, observationOf } from "../../src/study/answer.js";
import { compare } from "../../src/study/compare/compare.js";
import { accelerate, crudeEvents } from "../../src/study/method/accelerated.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import { chooseMethod, type Signs } from "../../src/study/method/choice.js";
import { signsOf } from "../../src/study/method/signs.js";

const LARGE: Signs["chain"] = null;
const chain = (replacedLaws = 0) => ({ states: 133, replacedLaws });
const forecast = (crudeEvents: number, acceleratedEvents: number) => ({ crudeEvents, acceleratedEvents });
const REFUSED = { refused: "all is seldom well" };

/** What is known beforehand; then the method, and how single outages are seen. The budget is a million events. */
const TABLE: readonly [string, Signs["chain"], boolean, Signs["pilot"], string, string | null][] = [
  ["a small chain of its own laws", chain(), false, forecast(1e5, 1e4), "exact", "crude"],
  ["the same where outages are rare", chain(), false, forecast(1e9, 1e4), "exact", "accelerated"],
  ["the same where all is seldom well", chain(), false, REFUSED, "exact", "crude"],
  ["a small chain with a law replaced", chain(1), false, forecast(1e5, 1e4), "crude", "crude"],
  ["the same, phases accepted", chain(1), true, forecast(1e5, 1e4), "exact", "crude"],
  ["a large chain, frequent outages", LARGE, false, forecast(1e5, 1e4), "crude", "crude"],
  ["a large chain, phases accepted", LARGE, true, forecast(1e5, 1e4), "crude", "crude"],
  ["outages just frequent enough", LARGE, false, forecast(1e6, 1e4), "crude", "crude"],
  ["rare outages", LARGE, false, forecast(1.01e6, 1e4), "accelerated", "accelerated"],
  ["rare outages that acceleration does not help", LARGE, false, forecast(2e6, 3e6), "crude", "crude"],
  ["rare outages, both beyond the budget", LARGE, false, forecast(9e9, 3e6), "accelerated", "accelerated"],
  [
    "no outage in the pilot",
    LARGE,
    false,
    forecast(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    "crude",
    "crude",
  ],
  ["all is seldom well", LARGE, false, REFUSED, "crude", "crude"],
];

describe("the rule of --method auto", () => {
  it.each(TABLE)("%s", (_, chain, phasesAccepted, pilot, method, sampling) => {
    const choice = chooseMethod({ chain, phasesAccepted, pilot, budget: 1e6 });
    expect(choice).toMatchObject({ method, sampling });
    expect(choice.why).not.toBe("");
  });
});

function question(text: string) {
  const read = readScenario(text, "scenario", loadCatalogue(), {}, knownArchitectures);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const fitted = designOf(read.scenario);
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted.complaints));
  return fitted;
}

function answered(text: string, ask: Partial<Ask> = {}) {
  const { scenario, design } = question(text);
  return answer(scenario, design, { ...DEFAULT_ASK, mttfEvents: 0, ...ask });
}

const servers = (architecture: string, nodes: number, life: string, repair: string, more = "") =>
  `architecture: ${architecture}\nnodes: ${nodes}\nnode: {failures: {hardware: {life: ${life}, repair: ${repair}}}}\ncrews: unlimited\ndetection: immediate\ntakeover: immediate\ncoverage: 100%\n${more}`;
const LOGNORMAL = "{lognormal: {mean: 1h, sigma: 1}}";
const threeOfFive = servers("active-active", 5, "{weibull: {mean: 8760h, shape: 2}}", LOGNORMAL, "service: {need: 3}");
const pair = servers("active-passive", 2, "100h", "{exponential: 2h}");

describe("--method auto", () => {
  it("solves a small chain, and still tells how long outages last and how often an RTO is missed", () => {
    const result = answered(`${pair}\nobjectives: {rto: 1h}`);
    expect(result).toMatchObject({ method: "exact", cut: false, effectiveSampleSize: null });
    expect(result.unavailability.low).toBe(result.unavailability.high);
    // Both are down until the first of two repairs of 2 h mean ends: exponential with mean 1 h.
    const { mean, p50 } = result.outageDuration!;
    expect([mean.low < 3600, mean.high > 3600]).toEqual([true, true]);
    expect([p50.low < 3600 * Math.LN2, p50.high > 3600 * Math.LN2 * 0.996]).toEqual([true, true]);
    const expected = result.outagesPerYear.mean! * Math.exp(-1);
    expect(result.rto!.violationsPerYear.low).toBeLessThan(expected);
    expect(result.rto!.violationsPerYear.high).toBeGreaterThan(expected);
  });

  it("simulates frequent outages, accelerates rare ones, and says why and what that is worth", () => {
    const frequent = answered(servers("active-passive", 2, "100h", LOGNORMAL));
    expect(frequent).toMatchObject({ method: "crude", choice: { asked: "auto", fellBack: false } });
    expect(frequent.choice.why).toMatch(/outages are frequent/);
    const rare = answered(threeOfFive);
    expect(rare).toMatchObject({ method: "accelerated", choice: { asked: "auto", fellBack: false } });
    expect(rare.choice.why).toMatch(/outages are rare/);
    expect(rare.effectiveSampleSize).toBeGreaterThan(100);
  });

  it("knows by an ordinary run that outages are frequent, and forecasts what an accelerated one forecasts", () => {
    const { scenario, design } = question(servers("active-passive", 2, "100h", LOGNORMAL));
    const what = observationOf(scenario);
    const ask = { ...DEFAULT_ASK, seed: scenario.seed, replications: 300 };
    const { pilot } = signsOf(design.model, what, scenario.seed, DEFAULT_ASK);
    expect(pilot).toMatchObject({ acceleratedEvents: null });
    const sample = accelerate(design.model, what, ask);
    if ("refused" in sample || "refused" in pilot) throw new Error("refused");
    const ratio = pilot.crudeEvents / crudeEvents(sample, sample.eventsPerSecond, ask.precision);
    // Both count squares of skewed durations: within a factor of one and a half of one another.
    expect(Math.abs(Math.log(ratio))).toBeLessThan(Math.log(1.5));
  });

  it("does not weigh thousands of clocks at every step", () => {
    const many = servers("active-active", 2000, "1000000h", LOGNORMAL, "service: {need: 1990}");
    const { scenario, design } = question(many);
    const { pilot } = signsOf(design.model, observationOf(scenario), scenario.seed, DEFAULT_ASK);
    expect(pilot).toEqual({ refused: expect.stringContaining("2000 clocks run at once") });
  });

  it("never answers with a method whose guard fails", () => {
    // Too little work for the guards of the accelerated reading, on which the forecast insists.
    const result = answered(threeOfFive, { replications: 8 });
    expect(result).toMatchObject({ method: "crude", replications: 8, choice: { fellBack: true } });
    expect(result.choice.why).toMatch(/simulated without acceleration: .*(effective sample size|one term|halves)/);
    const crowd = servers("active-active", 2000, "1000h", "100h", "service: {need: 1000}\nhorizon: 30d\nwarmup: 1d");
    const seldomWell = answered(crowd, { replications: 2 });
    expect(seldomWell).toMatchObject({ method: "crude", choice: { why: "all was never well again in a pilot run" } });
  });

  it("does not trust an accelerated run in which a rare fault, whose law cannot be drawn more often, was hardly due", () => {
    const shocks = "commonCause: {every: {uniform: [1y, 20000y]}, repair: {exponential: 2000h}}\n";
    const seldom = answered(servers("active-passive", 2, "1000h", "{exponential: 8h}", shocks), {
      method: "accelerated",
      maxEvents: 100_000,
    });
    expect(seldom).toMatchObject({ method: "crude", choice: { fellBack: true } });
    expect(seldom.choice.why).toMatch(/a rare fault whose law cannot be drawn more often was due 0\.\d+ times/);
  });

  it("is the same answer when it is asked for by the number of replications it came to", () => {
    for (const text of [threeOfFive, pair, servers("active-passive", 2, "100h", LOGNORMAL)]) {
      let left = 130;
      const cut = answered(text, { precision: 0.001, goOn: () => --left > 0 });
      expect(cut.replications).toBeGreaterThanOrEqual(100);
      expect(answered(text, { precision: 0.001, replications: cut.replications })).toEqual(cut);
      expect(cut.cut).toBe(cut.method !== "exact");
    }
  });
});

describe("comparing", () => {
  it("is exact where both are, paired where both are simulated, and independent where one is accelerated", () => {
    const ask = { ...DEFAULT_ASK, mttfEvents: 0 };
    const small = compare([question(pair), question(servers("active-passive", 2, "100h", "{exponential: 4h}"))], ask);
    expect(small.differences[0]!.downtimePerYear.level).toBe(1);
    const down = small.results.map(({ perService }) => perService.downtimePerYear.mean!);
    expect(small.differences[0]!.downtimePerYear.mean).toBe(down[1]! - down[0]!);
    const mixed = compare([question(threeOfFive), question(servers("active-passive", 2, "100h", LOGNORMAL))], ask);
    expect(mixed.results.map(({ method }) => method)).toEqual(["accelerated", "crude"]);
    const { mean, low, high } = mixed.differences[0]!.downtimePerYear;
    expect([mean! > 0, low < mean!, high > mean!]).toEqual([true, true, true]);
  });
});
