import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { scenario } from "../scenario/catalogue.js";

const HOUR = 3600;

function ask(text: string, how: Partial<Ask> = { method: "exact" }): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...how });
}

const spoilt = (design: string, more = "") => `architecture: ${design}
node: {failures: {hardware: {life: {exponential: 1000000000y}, repair: {exponential: 1h}}}}
detection: immediate
takeover: immediate
coverage: 100%
corruption: {every: {exponential: 960h}, found: {exponential: 10h}, restore: {exponential: 30h}}
backup: {every: 24h, takes: 3h}
${more}`;

describe("what spoils the data in every replica", () => {
  it.each(["single", "active-passive", "active-active", "quorum", "n+m"])(
    "takes %s down until the last clean copy is back",
    (design) => {
      const { unavailability, downtimeByPhase, downtimeByOrigin, outagesPerYear } = ask(spoilt(design));
      expect(unavailability.mean!).toBeCloseTo(40 / 1000, 8);
      expect(outagesPerYear.mean! / (8766 / 1000)).toBeCloseTo(1, 6);
      expect(downtimeByPhase.detection!.mean! / (8766 * HOUR)).toBeCloseTo(10 / 1000, 8);
      expect(downtimeByPhase.storage!.mean! / downtimeByPhase.detection!.mean!).toBeCloseTo(3, 6);
      expect(downtimeByOrigin.corruption!.mean! / (8766 * HOUR)).toBeCloseTo(40 / 1000, 8);
    },
  );

  it("the simulation covers it, and every outage lasts until the copy is back", () => {
    const { unavailability, outageDuration } = ask(spoilt("quorum"), { method: "crude", level: 0.999 });
    expect(unavailability.low).toBeLessThan(0.04);
    expect(unavailability.high).toBeGreaterThan(0.04);
    expect(outageDuration!.mean.low).toBeLessThan(40 * HOUR);
    expect(outageDuration!.mean.high).toBeGreaterThan(40 * HOUR);
  });

  it("its recovery point is the backup's, whatever else has every write", () => {
    const { rpo, warnings } = ask(spoilt("quorum", "objectives: {rpo: 15h}"));
    expect(rpo!.lossPerIncident!.max / HOUR).toBe(27);
    // Copies are 3 to 27 h old, each age alike: half of them older than 15 h.
    expect(rpo!.violationsPerYear.mean! / (8766 / 1000 / 2)).toBeCloseTo(1, 6);
    expect(rpo!.verdict).toBe("missed");
    expect(warnings.map(({ code }) => code)).toContain("backup-exceeds-rpo");
    const without = ask(spoilt("quorum", "objectives: {rpo: 15h}").replace(/corruption:.*\n/, ""));
    expect(without.rpo!.verdict).toBe("met");
  });
});
