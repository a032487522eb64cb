import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { problems, scenario } from "../scenario/catalogue.js";

const YEAR = 8766 * 3600;
// Only sites fail, unavailable 5 % and 10 % of the time.
const [A, B] = [0.05, 0.1];
const sites = (more = "") => `architecture: multi-site
nodes: 4
node: {failures: {hardware: {life: {exponential: 1000000000y}, repair: {exponential: 1h}}}}
detection: immediate
takeover: immediate
coverage: 100%
sites:
  - {name: a, nodes: 2, life: {exponential: 95h}, repair: {exponential: 5h}, detection: immediate, restart: immediate}
  - {name: b, nodes: 2, life: {exponential: 90h}, repair: {exponential: 10h}, detection: immediate, restart: immediate}
${more}`;

function ask(text: string, how: Partial<Ask> = { method: "exact" }): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...how });
}

describe("sites that all serve", () => {
  it("are down when both are lost, and each that is lost loses what the other has not got yet", () => {
    const { unavailability, rpo } = ask(
      sites("replication: {mode: async, lag: {exponential: 60s}}\nobjectives: {rpo: 60s}"),
    );
    expect(unavailability.mean!).toBeCloseTo(A * B, 9);
    // The last one that serves loses nothing to anybody, but its own newest writes are gone with it all the same.
    const losses = 8766 * ((1 - A) / 95 + (1 - B) / 90);
    expect(rpo!.violationsPerYear.mean! / (losses * Math.exp(-1))).toBeCloseTo(1, 6);
  });

  it("with every write at both, stand still when one is lost, until it is given up or back", () => {
    const { unavailability, downtimeByOrigin, rpo } = ask(
      sites("replication: {mode: sync, stall: {exponential: 1h}}\nobjectives: {rpo: 0s}"),
    );
    // By hand: what waits ends by the stall (1/h), the return of the lost one, or the loss of the other one, which is down then.
    const waits = ((1 - A) * (1 - B)) / 95 / (1 + 1 / 5 + 1 / 90) + ((1 - A) * (1 - B)) / 90 / (1 + 1 / 10 + 1 / 95);
    expect(downtimeByOrigin.replication!.mean! / YEAR / waits).toBeCloseTo(1, 6);
    expect(unavailability.mean!).toBeCloseTo(A * B + waits, 6);
    expect(rpo!.violationsPerYear.mean).toBe(0);
  });

  it("are two halves, and lag, unless told otherwise", () => {
    const { understood, design } = (() => {
      const found = designOf(scenario("architecture: multi-site\nnodes: 5"));
      if ("complaints" in found) throw new Error("refused");
      return { understood: found.design.understood, design: found.design };
    })();
    expect(understood).toBe("5 active at 2 sites, 2 needed");
    expect(design.recoveryPoint).toBe("copy");
  });

  it("must be able to do without any of them", () => {
    expect(problems("architecture: multi-site\nreplication: {mode: async, maxLag: 1s}").join()).toContain(
      "nobody is promoted",
    );
    const refused = (text: string) => {
      const found = designOf(scenario(text));
      return "complaints" in found ? found.complaints.map(({ message }) => message).join() : "";
    };
    expect(refused("architecture: multi-site\nnodes: 4\nservice: {need: 3}")).toContain("would not survive that");
    expect(refused("architecture: multi-site\nnodes: 2\nsites: [{name: a, nodes: 2}]")).toContain("two sites or more");
  });
});
