import { describe, expect, it } from "vitest";
import { designOf } from "../../src/study/answer.js";
import { exactFigures } from "../../src/study/exact.js";
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
