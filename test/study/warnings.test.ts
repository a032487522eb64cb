import { describe, expect, it } from "vitest";
import { designOf } from "../../src/study/answer.js";
import { exactly } from "../../src/study/figures/estimates.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import type { Figures } from "../../src/study/figures/figures.js";
import type { Estimate } from "../../src/study/result.js";
import { warningsOf } from "../../src/study/warnings.js";
import { scenario } from "../scenario/catalogue.js";

/** The codes of what is said before the figures of a pair or more in two racks. */
function warned(nodes: number, quorum: string): string[] {
  const read = scenario(`architecture: active-passive
nodes: ${nodes}
node: {failures: {hardware: {life: 100h, repair: {exponential: 1h}}}}
detection: immediate
takeover: immediate
coverage: 100%
network: {racks: [{name: a, nodes: ${nodes - 1}}, {name: b, nodes: 1}], link: {life: 100h, repair: {exponential: 1h}}, resync: 1h}
${quorum}
`);
  const fitted = designOf(read);
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  const single = designOf(scenario("architecture: single\ndetection: immediate\n"));
  if (!("design" in single)) throw new Error("no design");
  const figures = exactFigures(single.design.model, 3600);
  return warningsOf(read, fitted.design, figures).map(({ code }) => code);
}

/** The codes for a design of text, at a downtime of each service. */
function warnedAt(text: string, perService: Estimate): string[] {
  const read = scenario(text);
  const fitted = designOf(read);
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  const figures = { perService: { unavailability: perService }, unavailability: exactly(1e-2), warnings: [] };
  return warningsOf(fitted.scenario, fitted.design, figures as unknown as Figures).map(({ code }) => code);
}

describe("more than five nines without a common cause", () => {
  const six = "architecture: n+1\nnodes: 6\n";
  const none = (high: number): Estimate => ({ mean: null, low: 0, high, level: 0.95 });
  it.each([
    ["of each service, though not of all together", six, exactly(6.9e-6), ["no-common-cause"]],
    ["not reached", six, exactly(1.1e-5), []],
    ["in a bound", six, none(1e-7), ["no-common-cause"]],
    ["not known from a bound", six, none(1e-4), []],
    ["with one", `${six}commonCause: {every: 10y}\n`, exactly(6.9e-6), []],
  ])("%s", (_, text, estimate, codes) => expect(warnedAt(text, estimate)).toEqual(codes));
});

describe("a failover pair without a word about partitions", () => {
  const code = ["pair-partition-not-modelled"];
  it.each([
    ["architecture: active-passive", code],
    ["architecture: n+1\nnodes: 2", code],
    ["architecture: n+1\nnodes: 6", []],
    ["architecture: active-active\nnodes: 2", []],
    ["architecture: active-passive\nstate: stateless", []],
    ["architecture: active-passive\nfencing: {}", []],
    ["architecture: active-passive\nplatform: {name: patroni}", []],
  ])("%s: %j", (text, codes) => expect(warnedAt(text, exactly(1e-3))).toEqual(codes));
});

describe("survivors that are too few", () => {
  it.each([
    ["service: {need: 3}", ["no-spare"]],
    ["service: {need: 2}", []],
    ["service: {demand: 100/s, capacityPerNode: 40/s, minimum: 70%}", ["overload"]],
    ["service: {demand: 100/s, capacityPerNode: 50/s, minimum: 70%}", []],
  ])("three active nodes, %s: %j", (service, codes) => {
    expect(warnedAt(`architecture: active-active\nnodes: 3\n${service}\n`, exactly(1e-3))).toEqual(codes);
  });
});

describe("divided minds are warned of", () => {
  it.each([
    [2, "quorum: none", ["two-nodes-alone"]],
    [2, "quorum: {policy: votequorum, twoNode: true}", ["two-nodes-alone"]],
    [2, "quorum: {policy: votequorum, twoNode: true}\nfencing: {}", []],
    [2, "quorum: {policy: votequorum, autoTieBreaker: lowest}", []],
    [2, "quorum: {policy: votequorum, device: ffsplit}", []],
    [4, "quorum: {policy: votequorum, waitForAll: true}", ["even-votes"]],
    [4, "quorum: dynamic", []],
    [5, "quorum: {policy: votequorum, lastManStanding: true}", ["last-man-not-alone"]],
    [5, "quorum: {policy: votequorum, lastManStanding: true, waitForAll: true}\nfencing: {}", []],
  ])("%i nodes, %s: %j", (nodes, quorum, codes) => {
    expect(warned(nodes, quorum)).toEqual(codes);
  });
});
