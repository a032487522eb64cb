import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import { problems, scenario } from "../scenario/catalogue.js";

// Only zones fail, unavailable 5, 10 and 20 % of the time; two votes of three go on.
const [A, B, C] = [0.05, 0.1, 0.2];
const across = (place: string) => `architecture: active-passive
nodes: 2
node: {failures: {hardware: {life: {exponential: 1000000000y}, repair: {exponential: 1h}}}}
detection: immediate
takeover: immediate
coverage: 100%
quorum: {witness: {kind: node, life: {exponential: 1000000000y}, repair: {exponential: 1h}, in: ${place}}, stop: immediate}
sites:
  - {name: a, kind: zone, nodes: 1, life: {exponential: 95h}, repair: {exponential: 5h}, detection: immediate, restart: immediate}
  - {name: b, kind: zone, nodes: 1, life: {exponential: 90h}, repair: {exponential: 10h}, detection: immediate, restart: immediate}
  - {name: c, kind: zone, nodes: 0, life: {exponential: 80h}, repair: {exponential: 20h}}
`;

function solved(text: string) {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, method: "exact" });
}

describe("a pair and a witness", () => {
  it.each([
    ["a", A],
    ["b", B],
    ["c", A * B + A * C + B * C - 2 * A * B * C],
  ])("which stands in zone %s and is lost with it", (place, known) => {
    const { unavailability, downtimeByPhase } = solved(across(place));
    expect(unavailability.mean!).toBeCloseTo(known, 10);
    expect(downtimeByPhase.quorumLost!.mean! / (8766 * 3600)).toBeCloseTo(known, 8);
  });

  it("in a node's own zone are warned of, and in a third one are not", () => {
    const fate = (place: string) => solved(across(place)).warnings.filter(({ code }) => code === "witness-shares-fate");
    expect(fate("a").map(({ text }) => text)).toEqual([
      "the witness stands in zone a: it is lost together with the nodes there",
    ]);
    expect(fate("c")).toEqual([]);
  });

  it("need a zone that there is", () => {
    expect(problems(across("cellar")).join()).toContain('no domain is called "cellar"; there are a, b, c');
  });
});
