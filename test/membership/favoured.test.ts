import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Estimate } from "../../src/study/result.js";
import { scenario } from "../scenario/catalogue.js";

function answered(text: string, ask: Partial<Ask>) {
  const fitted = designOf(scenario(text));
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  return answer(fitted.scenario, fitted.design, { ...DEFAULT_ASK, mttfEvents: 0, ...ask });
}

/** A pair in two rooms, all laws exponential; clauses say who may go on when the line is cut. */
const pair = (life: string, clauses: string) =>
  `architecture: active-passive\nnodes: 2\nnode: {failures: {hw: {life: ${life}, repair: {exponential: 8h}}}}
detection: {exponential: 10s}\ntakeover: {exponential: 30s}\ncoverage: 100%
network: {racks: [{name: l, nodes: 1}, {name: r, nodes: 1}], link: {life: ${life}, repair: {exponential: 2h}}, resync: {exponential: 10min}}\n${clauses}`;
const covers = ({ low, high }: Estimate, exact: Estimate) => low <= exact.mean! && exact.mean! <= high;

describe("where a rule favours one of two nodes", () => {
  // ffsplit gives the device's vote to the side with the lowest node: the second node serves on only while the line holds.
  const device = "{algorithm: ffsplit, kind: cloud, life: 100y, repair: {exponential: 1h}}";
  const witness = `quorum: {policy: votequorum, device: ${device}, stop: {exponential: 60s}}\n`;
  const text = pair("4y", witness);
  const exact = answered(text, { method: "exact" });

  it("who serves at first is forgotten before the long run: outages, and what a cut line costs, are those of the chain", () => {
    const crude = answered(text, { method: "crude", replications: 10_000, level: 0.999 });
    expect(covers(crude.outagesPerYear, exact.outagesPerYear)).toBe(true);
    // Downtime begun by nodes rests on the few times when both are down: too few here for an interval.
    expect(covers(crude.downtimeByOrigin.link!, exact.downtimeByOrigin.link!)).toBe(true);
  });

  it("all well is not as good as new, so the accelerated reading tells no first outage and no mission", () => {
    const accelerated = answered(text, { method: "accelerated", level: 0.999 });
    expect(accelerated).toMatchObject({ method: "accelerated", mttf: null, mission: null });
    expect(covers(accelerated.unavailability, exact.unavailability)).toBe(true);
  });
});

it("split-brains are as many in the accelerated reading as in the chain, in number and in seconds", () => {
  // The line is cut seldom: what happens often an accelerated simulation leaves to an ordinary one.
  const text = pair("1y", "").replace("link: {life: 1y", "link: {life: 300y");
  const exact = answered(text, { method: "exact" });
  const accelerated = answered(text, { method: "accelerated", level: 0.999 });
  expect(accelerated.method).toBe("accelerated");
  expect(covers(accelerated.splitBrain.incidentsPerYear, exact.splitBrain.incidentsPerYear)).toBe(true);
  expect(covers(accelerated.splitBrain.secondsPerYear, exact.splitBrain.secondsPerYear)).toBe(true);
});
