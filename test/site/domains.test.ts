import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { compare } from "../../src/study/compare/compare.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { scenario } from "../scenario/catalogue.js";

function ask(text: string, method: "exact" | "crude"): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, method });
}

const never =
  "node: {failures: {hardware: {life: 1000000000y, repair: 1h}}}\ndetection: immediate\ntakeover: immediate\ncoverage: 100%";
const fails = (life: string, repair: string) =>
  `life: {exponential: ${life}}, repair: {exponential: ${repair}}, detection: immediate, restart: immediate`;

describe("failure domains", () => {
  it("within one another: a server works while its rack, its room and its feed do, each by itself", () => {
    const text = `architecture: single
nodes: 1
${never}
sites:
  - name: room
    kind: room
    ${fails("1000h", "20h").replaceAll(", ", "\n    ")}
    inside:
      - {name: feed, kind: power, ${fails("500h", "5h")}, inside: [{name: rack, kind: rack, nodes: 1, ${fails("200h", "10h")}}]}
`;
    const up = (life: number, repair: number) => life / (life + repair);
    const { unavailability, downtimeByOrigin } = ask(text, "exact");
    expect(unavailability.mean! / (1 - up(1000, 20) * up(500, 5) * up(200, 10))).toBeCloseTo(1, 8);
    expect(Object.keys(downtimeByOrigin).sort()).toEqual(["hardware", "power", "rack", "room"]);
    expect(downtimeByOrigin.hardware!.mean).toBeLessThan(1);
  });

  const zones = (nodes: number) => `architecture: active-active
nodes: ${3 * nodes}
service: {need: ${2 * nodes}}
${never}
sites:
${["a", "b", "c"].map((name) => `  - {name: ${name}, kind: zone, nodes: ${nodes}, ${fails("300h", "10h")}}`).join("\n")}
`;

  it.each([1, 2])("a service over three zones of %i nodes is down while two of the zones are", (nodes) => {
    const q = 10 / 310;
    const { unavailability } = ask(zones(nodes), "exact");
    expect(unavailability.mean! / (3 * q * q * (1 - q) + q ** 3)).toBeCloseTo(1, 8);
  });

  it("the simulation covers the exact figure", () => {
    const exact = ask(zones(1), "exact").unavailability.mean!;
    const { low, high } = ask(zones(1), "crude").unavailability;
    expect(low).toBeLessThan(exact);
    expect(high).toBeGreaterThan(exact);
  });

  /*
   * One node, repaired in a mean of 1/m at rate m while its site is well; the site fails at rate d and is back at rate b. Where it
   * is only out of reach, a repair begun goes on afterwards from the start, which with no memory changes nothing: states up,
   * broken, dark and well before, dark and broken before. Where it is destroyed, both come back well.
   */
  it.each([false, true])(
    "what was broken when the site went is broken when it is back, unless it was destroyed (%s)",
    (destroys) => {
      const text = `architecture: single
nodes: 1
node: {failures: {hardware: {life: {exponential: 100h}, repair: {exponential: 20h}}}}
detection: immediate
takeover: immediate
coverage: 100%
sites: [{name: s, nodes: 1, destroys: ${destroys}, ${fails("150h", "30h")}}]
`;
      const [l, m, d, b] = [1 / 100, 1 / 20, 1 / 150, 1 / 30];
      // p(broken) with p(up) = 1: l·up (+ b·darkBroken) = (m + d)·broken, b·darkBroken = d·broken.
      const broken = destroys ? l / (m + d) : l / m;
      const darkBroken = (d * broken) / b;
      const darkUp = d / b;
      const known = (broken + darkBroken + darkUp) / (1 + broken + darkBroken + darkUp);
      expect(ask(text, "exact").unavailability.mean! / known).toBeCloseTo(1, 9);
    },
  );

  it("compared with a design whose sites are lost, one without says that it is spared that", () => {
    const of = (name: string) => {
      const found = designOf(scenario(`architecture: ${name}\nnodes: 4\nstate: stateless`));
      if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
      return found;
    };
    const contenders = [of("active-passive"), of("hot-standby")];
    const { results } = compare(contenders, { ...DEFAULT_ASK, maxEvents: 20_000 });
    const codes = results.map(({ warnings }) => warnings.map(({ code }) => code));
    expect(codes[0]).toContain("spared-the-site");
    expect(codes[1]).not.toContain("spared-the-site");
  });

  it("crews of a site work at that site alone", () => {
    const text = (crews: string) => `architecture: active-active
nodes: 2
service: {need: 1}
node: {failures: {hardware: {life: {exponential: 100h}, repair: {exponential: 50h}}}}
detection: immediate
takeover: immediate
coverage: 100%
sites: [{name: a, nodes: 1, fails: false${crews}}, {name: b, nodes: 1, fails: false${crews}}]
`;
    const q = 50 / 150;
    expect(ask(text(", crews: 1"), "exact").unavailability.mean! / (q * q)).toBeCloseTo(1, 9);
    // One crew for both: a machine repair model, p2/p0 = 2·ρ².
    const rho = 0.5;
    const both = (2 * rho * rho) / (1 + 2 * rho + 2 * rho * rho);
    expect(ask(text(""), "exact").unavailability.mean! / both).toBeCloseTo(1, 9);
  });
});
