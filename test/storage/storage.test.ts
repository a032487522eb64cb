import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { problems, scenario } from "../scenario/catalogue.js";

const HOUR = 3600;

function ask(text: string, how: Partial<Ask> = { method: "exact" }): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...how });
}

const calm =
  "node: {failures: {hardware: {life: {exponential: 1000000000y}, repair: {exponential: 1h}}}}\ndetection: immediate\ntakeover: immediate\ncoverage: 100%";
const disks = (units: number, survives: number, more = "") =>
  `kind: raid, units: ${units}, survives: ${survives}, life: {exponential: 1000h}, rebuild: {exponential: 20h}, rebuilds: 1, restore: {exponential: 50h}${more}`;
const single = (storage: string, more = "") =>
  `architecture: single\nnodes: 1\n${calm}\nstorage: {${storage}}\n${more}`;

describe("storage that all nodes work on", () => {
  it("loses data when more units are lost than it survives, or the last copy cannot be read: two disks by hand", () => {
    const [l, m, pu] = [1 / 1000, 1 / 20, 0.1];
    // m0 = 1/2λ + (1 − p)·m1, m1 = 1/(λ + μ) + μ/(λ + μ)·m0.
    const back = m / (l + m);
    const known = (1 / (2 * l) + (1 - pu) / (l + m)) / (1 - (1 - pu) * back);
    const { figures } = ask(single(disks(2, 1, ", unreadable: 10%")));
    expect(figures.timeToDataLoss!.mean! / (known * HOUR)).toBeCloseTo(1, 9);
  });

  it("is down from the loss of data until the backup is back, and for nothing else", () => {
    const { figures, unavailability, outagesPerYear, downtimeByPhase, downtimePerYear } = ask(
      single(disks(4, 1, ", unreadable: 0%")),
    );
    const between = figures.timeToDataLoss!.mean! / HOUR;
    expect(unavailability.mean! / (50 / (50 + between))).toBeCloseTo(1, 8);
    expect(outagesPerYear.mean! / (8766 / (50 + between))).toBeCloseTo(1, 8);
    expect(downtimeByPhase.storage!.mean! / downtimePerYear.mean!).toBeCloseTo(1, 6);
  });

  const heads =
    "kind: san, units: 1, survives: 0, life: {exponential: 1000000000y}, rebuild: {exponential: 1h}, rebuilds: 1, unreadable: 0%, restore: {exponential: 1h}, head: {life: {exponential: 990h}, repair: {exponential: 10h}}";

  it("is out of reach, not lost, while its head is down", () => {
    const { unavailability, figures } = ask(single(heads));
    expect(unavailability.mean!).toBeCloseTo(0.01, 9);
    expect(figures.dataLost!.mean!).toBeLessThan(1e-12);
  });

  it.each(["active-passive", "n+1", "active-active"])(
    "takes down every service of %s, and the simulation sees it",
    (design) => {
      const text = `architecture: ${design}\nnodes: 3\nnode: {failures: {hardware: {life: {exponential: 500h}, repair: {exponential: 10h}}}}
detection: {exponential: 1min}\ntakeover: {exponential: 5min}\ncoverage: 100%\nstorage: {${heads}}\n`;
      const exact = ask(text);
      const crude = ask(text, { method: "crude", level: 0.999 });
      for (const key of ["unavailability", "outagesPerYear"] as const) {
        for (const [known, seen] of [
          [exact[key], crude[key]],
          [exact.perService[key], crude.perService[key]],
        ]) {
          expect(known!.mean!).toBeGreaterThan(seen!.low);
          expect(known!.mean!).toBeLessThan(seen!.high);
        }
      }
      // What a service is down a year is its outages times their mean length, which paths measure one by one.
      const { outagesPerYear, downtimePerYear } = crude.perService;
      const together = outagesPerYear.mean! * crude.outageDuration!.mean.mean!;
      expect(together / downtimePerYear.mean!).toBeGreaterThan(0.97);
      expect(together / downtimePerYear.mean!).toBeLessThan(1.03);
    },
  );

  it("goes with the domain that it stands in", () => {
    const text = (place: string) => `architecture: active-active\nnodes: 2\nservice: {need: 1}\n${calm}
storage: {${heads.replace("990h", "1000000000y")}, in: ${place}}
sites:
  - {name: a, kind: rack, nodes: 1, life: {exponential: 95h}, repair: {exponential: 5h}, detection: immediate, restart: immediate}
  - {name: b, kind: rack, nodes: 1, fails: false}
`;
    expect(ask(text("a")).unavailability.mean!).toBeCloseTo(0.05, 8);
    expect(ask(text("b")).unavailability.mean!).toBeLessThan(1e-8);
  });

  it("says what cannot be", () => {
    const of = (storage: string) => problems(`architecture: single\nstorage: {${storage}}`).join("\n");
    expect(of("kind: raid, units: 4, survives: 4")).toContain("leave nothing to read");
    expect(of("kind: ceph, survives: 5")).toContain("5 of 3 lost leave nothing to read");
    expect(of("kind: ceph, units: 2")).toBe("");
    expect(of("kind: raid, in: cellar")).toContain('no domain is called "cellar"');
    expect(of("kind: rade")).toContain("raid");
    expect(of("units: 4")).toContain("storage.kind");
  });
});
