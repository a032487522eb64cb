import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { problems, scenario } from "../scenario/catalogue.js";

const YEAR = 8766 * 3600;

function ask(text: string, how: Partial<Ask> = { method: "exact" }): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...how });
}

// Alone: 5 % of the time (1 in 20 of it unseen), and 10 % (half of it unseen).
const stopped = (design: string) => `architecture: ${design}
node: {failures: {hardware: {life: {exponential: 1000000000y}, repair: {exponential: 1h}}}}
detection: immediate
takeover: immediate
coverage: 100%
disruptions:
  - {kind: release, every: {exponential: 950h}, found: {exponential: 10h}, mended: {exponential: 40h}}
  - {kind: dns, every: {exponential: 90h}, found: {exponential: 5h}, mended: {exponential: 5h}}
`;
const ASIDE: Readonly<Record<string, string>> = {
  "hot-standby": "sites: [{name: a, nodes: 2, fails: false}, {name: b, nodes: 2, fails: false}]\n",
};
const TOGETHER = 1 - 0.95 * 0.9;

describe("what stops every node at once", () => {
  it.each(["single", "active-passive", "active-active", "n+1", "quorum", "hot-standby"])(
    "takes %s down, each by itself, and both share the seconds in which both do",
    (design) => {
      const { unavailability, downtimeByOrigin, downtimeByPhase, perService } = ask(
        stopped(design) + (ASIDE[design] ?? ""),
      );
      expect(unavailability.mean!).toBeCloseTo(TOGETHER, 8);
      expect(perService.unavailability.mean!).toBeCloseTo(TOGETHER, 8);
      expect(downtimeByOrigin.release!.mean! / YEAR).toBeCloseTo(0.05 * 0.9 + (0.05 * 0.1) / 2, 7);
      expect(downtimeByOrigin.dns!.mean! / YEAR).toBeCloseTo(0.95 * 0.1 + (0.05 * 0.1) / 2, 7);
      // Of either alone and of both, whose seconds are halved, what is unseen: 1/5 of the release's, 1/2 of the other's.
      const unseen = 0.01 * 0.9 + 0.05 * 0.95 + (0.01 * 0.1 + 0.05 * 0.05) / 2;
      expect(downtimeByPhase.detection!.mean! / YEAR).toBeCloseTo(unseen, 7);
    },
  );

  it("is covered by the simulation, whose outages last as long", () => {
    const { unavailability, outageDuration, outagesPerYear } = ask(stopped("n+1"), { method: "crude", level: 0.999 });
    expect(unavailability.low).toBeLessThan(TOGETHER);
    expect(unavailability.high).toBeGreaterThan(TOGETHER);
    // Outages begin where neither is present: 855 per 1000 h of it end by one of the two rates.
    const perYear = 8766 * 0.855 * (1 / 950 + 1 / 90);
    expect([outagesPerYear.low < perYear, outagesPerYear.high > perYear]).toEqual([true, true]);
    expect(outageDuration!.mean.low).toBeLessThan((TOGETHER * YEAR) / perYear);
    expect(outageDuration!.mean.high).toBeGreaterThan((TOGETHER * YEAR) / perYear);
  });

  it("loses no data, and is a common cause", () => {
    const calm = (more: string) =>
      `architecture: active-active\nnodes: 3\nservice: {need: 1}\nnode: {failures: {hardware: {}}}\n${more}`;
    const codes = (more: string) => ask(calm(more)).warnings.map(({ code }) => code);
    expect(codes("")).toContain("no-common-cause");
    expect(codes("disruptions: [{kind: dns}]")).not.toContain("no-common-cause");
    expect(ask(stopped("single")).rpo?.violationsPerYear.mean ?? 0).toBeLessThan(1e-6);
  });

  it("is said once a kind, and of kinds that there are", () => {
    const found = problems("architecture: single\ndisruptions: [{kind: dns}, {kind: dns}, {kind: relase}]").join("\n");
    expect(found).toMatch(/x\.yaml:2:\d+ disruptions\[2\]\.kind: "relase".*release/);
    expect(problems("architecture: single\ndisruptions: [{kind: dns}, {kind: dns}]").join()).toContain("there already");
  });
});
