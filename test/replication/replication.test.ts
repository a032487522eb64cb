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

const pair = (replication: string, more = "") => `architecture: active-passive
nodes: 2
node: {failures: {hardware: {life: {exponential: 100h}, repair: {exponential: 10h}}}}
crews: unlimited
detection: immediate
takeover: immediate
coverage: 100%
manualRecovery: {exponential: 5h}
replication: {${replication}}
${more}`;

/** Of a pair by hand, per hour: both work; the standby is lost and writes wait for it; one serves alone; both are lost. */
function byHand(life: number, repair: number, stall: number) {
  const [l, m, s] = [1 / life, 1 / repair, 1 / stall];
  // Balance of what waits and of both lost, relative to both working: S(m + s + l) = l; D·2m = l(S + B); 2l = m(S + B).
  const waits = l / (m + s + l);
  const alone = (2 * l) / m - waits;
  const none = (l * (waits + alone)) / (2 * m);
  const all = 1 + waits + alone + none;
  return { both: 1 / all, waits: waits / all, none: none / all };
}

describe("a standby with a copy of its own", () => {
  it("that every write waits for stops writes when it is lost, until they go on alone", () => {
    const known = byHand(100, 10, 2);
    const { unavailability, downtimeByOrigin } = ask(pair("mode: sync, stall: {exponential: 2h}"));
    expect(unavailability.mean! / (known.waits + known.none)).toBeCloseTo(1, 9);
    expect(downtimeByOrigin.replication!.mean! / (8766 * HOUR * known.waits)).toBeCloseTo(1, 9);
  });

  it("the simulation covers that", () => {
    const known = byHand(100, 10, 2);
    const { unavailability } = ask(pair("mode: drbd-c, stall: {exponential: 2h}"), { method: "crude", level: 0.999 });
    expect(unavailability.low).toBeLessThan(known.waits + known.none);
    expect(unavailability.high).toBeGreaterThan(known.waits + known.none);
  });

  it("that lags behind loses what it lacks at each takeover, and stops nothing", () => {
    const { both, waits, none } = byHand(100, 10, 1e-9);
    const { unavailability, rpo } = ask(pair("mode: async, lag: {exponential: 60s}", "objectives: {rpo: 60s}"));
    expect(unavailability.mean! / none).toBeCloseTo(1, 6);
    expect(waits).toBeLessThan(1e-9);
    const takeovers = (8766 / 100) * both;
    expect(rpo!.violationsPerYear.mean! / (takeovers * Math.exp(-1))).toBeCloseTo(1, 6);
    expect(rpo!.lossPerIncident!.mean.mean).toBe(60);
  });

  it("lags as long as bursts queue for the line: 1 GB at a time, 50 of 100 MB/s used, 20 s", () => {
    const { rpo } = ask(pair("mode: async, writes: 50MB/s, link: 100MB/s, burst: 1GB", "objectives: {rpo: 60s}"));
    expect(rpo!.lossPerIncident!.mean.mean).toBeCloseTo(20, 9);
    expect(rpo!.lossPerIncident!.p95.mean).toBeCloseTo(20 * Math.log(20), 6);
  });

  it("that is far away is older by the way there, and makes a write wait there and back", () => {
    // 5 µs/km on a line 1.4 times as long: 1000 km are 7 ms there, 14 ms there and back.
    const { rpo } = ask(pair("mode: async, lag: {exponential: 1s}, distance: 1000km", "objectives: {rpo: 1s}"));
    expect(rpo!.lossPerIncident!.mean.mean).toBeCloseTo(1.007, 9);
    expect(rpo!.lossPerIncident!.p50.mean).toBeCloseTo(0.007 + Math.LN2, 9);
    const told = (within: string) =>
      ask(pair(`mode: sync, distance: 1000km, writeWithin: ${within}`)).warnings.filter(
        ({ code }) => code === "copy-too-far",
      );
    expect(told("13ms")[0]!.text).toContain("14 ms for the copy and back, more than 13 ms");
    expect(told("15ms")).toEqual([]);
  });

  it("that is too old is promoted by a person only", () => {
    const of = (maxLag: string) => ask(pair(`mode: async, lag: {exponential: 60s}, maxLag: ${maxLag}`)).downtimeByPhase;
    const share = 1 - Math.exp(-1);
    const byPeople = ask(pair("mode: async, lag: {exponential: 60s}").replace("coverage: 100%", `coverage: ${share}`));
    expect(of("60s").manualRecovery!.mean! / byPeople.downtimeByPhase.manualRecovery!.mean!).toBeCloseTo(1, 9);
    expect(of("1h").manualRecovery?.mean ?? 0).toBeLessThan(1e-9);
  });

  it("is never lost unseen, as whoever writes to it notices", () => {
    const of = (latent: string) =>
      ask(pair("mode: async, lag: 1s", `standby: {latent: ${latent}, test: {exponential: 1000h}}`)).unavailability
        .mean!;
    expect(of("90%") / of("0%")).toBeCloseTo(1, 9);
  });

  it("says what cannot be", () => {
    const of = (replication: string, design = "active-passive") =>
      problems(`architecture: ${design}\nreplication: {${replication}}`).join("\n");
    expect(of("mode: sync, lag: 3s")).toContain("means nothing with sync");
    expect(of("mode: async, stall: 3s")).toContain("waits for nobody");
    expect(of("mode: async, writes: 5MB/s, link: 4MB/s, burst: 1GB")).toContain("falls behind for ever");
    expect(of("mode: async, writes: 1MB/s, link: 4MB/s, burst: 0GB")).toContain("burst: must be more than nothing");
    expect(of("mode: async, writes: 5MB/s")).toContain("needs link and burst too");
    expect(of("mode: async, lag: 1s, writes: 5MB/s, link: 9MB/s, burst: 1GB")).toContain("keep one");
    expect(of("mode: async", "n+1")).toContain("active-passive");
    expect(of("mode: asinc")).toContain("async");
  });
});
