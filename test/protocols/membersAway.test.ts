import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Absence } from "../../src/cluster/protocols/absences.js";
import { raft } from "../../src/cluster/protocols/raft/raft.js";
import { sentinel } from "../../src/cluster/protocols/redis/sentinel.js";
import { PLATFORMS, protocolOf } from "../../src/cluster/protocols/registry.js";
import { problems, scenario } from "../scenario/catalogue.js";
import { misses, predict } from "./judge.js";

const never = (member: number): Absence => ({ member, kind: "kill", at: 0, lasts: undefined });
const until = (member: number, lasts: number, kind: Absence["kind"] = "kill"): Absence => ({
  member,
  kind,
  at: 0,
  lasts,
});

/** Four sentinels of which two must agree, and three elect. */
const four = { ...sentinel.defaults, sentinels: 4, quorum: 2, downAfter: 1, failoverTimeout: 10 };
const sentinels = (absences: readonly Absence[], changes = {}, incidents = 2000) =>
  predict(sentinel.incident({ ...four, ...changes }, "kill", undefined, absences), incidents);

const rows = readFileSync(new URL("../fixtures/sentinelMembers.csv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => /^\d/.test(line))
  .map((line) => line.split(","));

describe("four sentinels, two of them away with the master, one back later", () => {
  it.each([
    ["5", "killed"],
    ["6", "killed"],
    ["15", "killed"],
    ["15", "frozen"],
  ])("after %s s, %s: as real daemons", (back, how) => {
    const seen = rows.filter((row) => row[0] === back && row[1] === how).map((row) => Number(row[2]));
    expect(seen.length).toBeGreaterThanOrEqual(6);
    const ttr = seen.sort((a, b) => a - b);
    const absences = [until(2, Number(back), how === "killed" ? "kill" : "freeze"), never(3)];
    const measured = { system: "sentinel", setting: back, fault: how, ttd: [], ttr };
    expect(misses([{ measured, predicted: sentinels(absences) }])).toEqual([]);
  });

  it("nothing happens until one returns, and then only after twice failover-timeout, where it was gone too long to promote", () => {
    // The first stands at 1 s + 2 to 4 ticks of at most 0.1 s, and counts as begun up to a second later. It gives up; the one that
    // is back at 100 s breaks off its own failover at about 101.3 s, and all are barred for 2 × 30 s from then.
    const { ttr } = sentinels([until(2, 100), never(3)], { failoverTimeout: 30 });
    expect(ttr[0]).toBeGreaterThan(101 + 60);
    expect(ttr.filter((time) => time < 103 + 60 + 0.5).length / ttr.length).toBeGreaterThan(0.5);
    // Where one of the barred is first the next round works; where the returned one is, it breaks off once more.
    for (const time of ttr) expect((time - 101) % 60).toBeLessThan(((time - 101) / 60) * 2);
  });

  it("one that is started anew within nine times down-after promotes at once: it is not barred", () => {
    const { ttr } = sentinels([until(2, 100), never(3)], { downAfter: 30, failoverTimeout: 180 });
    expect(ttr[0]).toBeGreaterThan(100 + 30);
    expect(ttr.at(-1)).toBeLessThan(100 + 30 + 1 + 7 * 0.1);
  });

  it("never ends when nobody returns, and is told so", () => {
    const { ttd, ttr } = sentinels([never(2), never(3)], {}, 50);
    expect(ttd.at(-1)).toBeLessThan(1.3);
    expect(ttr[0]).toBe(Number.POSITIVE_INFINITY);
  });
});

it("a fifth sentinel that is away leaves a quorum of two and a majority, and every time as it was", () => {
  const five = { ...sentinel.defaults, sentinels: 5, downAfter: 1 };
  const with4 = predict(sentinel.incident({ ...five, sentinels: 4 }, "kill"), 4000);
  const with5 = predict(sentinel.incident(five, "kill", undefined, [never(4)]), 4000);
  const measured = { system: "sentinel", setting: "five", fault: "kill", ...with4 };
  expect(misses([{ measured, predicted: with5 }])).toEqual([]);
});

describe("an etcd that lost its leader and its majority", () => {
  const five = { ...raft.defaults, members: 5 };
  const away = (lasts: number) => [until(0, lasts), never(1)];

  it("elects when one is back: not before, and within what an election takes", () => {
    const { ttr } = predict(raft.incident(five, "kill", undefined, away(20)), 2000);
    expect(ttr[0]).toBeGreaterThan(20);
    // Timeouts are 10 to 19 ticks of 100 ms; rounds in which votes are split add one each.
    expect(ttr.filter((time) => time < 20 + 2).length / ttr.length).toBeGreaterThan(0.75);
    expect(ttr.at(-1)).toBeLessThan(20 + 10 * 2);
  });

  it("of five with one away it is the election of four, and with two away there is none", () => {
    const four = predict(raft.incident({ ...raft.defaults, members: 4 }, "kill"), 4000);
    const oneAway = predict(raft.incident(five, "kill", undefined, [never(0)]), 4000);
    // Three followers are left in both, and all three must vote.
    const measured = { system: "etcd", setting: "four", fault: "kill", ...four };
    expect(misses([{ measured, predicted: oneAway }])).toEqual([]);
    const twoAway = predict(raft.incident(five, "kill", undefined, [never(0), never(1)]), 50);
    expect(twoAway.ttr[0]).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("of every platform with members", () => {
  const withMembers = Object.values(PLATFORMS).filter(({ members }) => members !== undefined);

  it("there are some", () => expect(withMembers.map(({ name }) => name)).toContain("etcd"));

  it.each(withMembers.map(({ name }) => name))(
    "%s ends, or is known never to, whoever is away and for how long",
    (name) => {
      const protocol = protocolOf(name as keyof typeof PLATFORMS);
      const { names, faults } = protocol.members!(protocol.defaults);
      if (names.length === 0) return;
      const absence = fc.record({
        member: fc.nat({ max: names.length - 1 }),
        kind: fc.constantFrom(...faults),
        at: fc.constantFrom(0, 0.5, 3, 40),
        lasts: fc.constantFrom(undefined, 1, 20, 90),
      });
      fc.assert(
        fc.property(fc.uniqueArray(absence, { selector: ({ member }) => member, maxLength: 3 }), (absences) => {
          const { ttr } = predict(protocol.incident(protocol.defaults, "kill", undefined, absences), 3);
          const returns = absences.every(({ lasts }) => lasts !== undefined);
          if (returns) expect(ttr.at(-1)).toBeLessThan(Number.POSITIVE_INFINITY);
        }),
        { numRuns: 60, seed: 9 },
      );
    },
  );
});

describe("as a scenario says it", () => {
  const drill = (faults: string, platform = "sentinel") => `drill:\n  platform: ${platform}\n  faults: ${faults}\n`;

  it("members by name, from when and for how long", () => {
    const { absences, fault } = scenario(
      drill("[{kind: hostLoss}, {kind: kill, target: sentinel-2, at: 10s, for: 1min}]"),
    ).drill!;
    expect(fault).toBe("hostLoss");
    expect(absences).toEqual([{ member: 1, kind: "kill", at: 10, lasts: 60, target: "sentinel-2" }]);
  });

  it.each([
    ["[{kind: kill, target: sentinel-2}]", "strike nobody who leads or serves"],
    ["[{kind: kill}, {kind: kill, at: 9s}]", "a second time"],
    ["[{kind: kill, at: 9s}]", "must be 0 s"],
    ["[{kind: kil}]", '"kill"'],
    ["[{kind: kill}, {kind: hostLoss, target: sentinel-2}]", "is not one of kill, freeze"],
    ["[{kind: kill}, {kind: kill, target: sentinel-9}]", "there are primary, sentinel-1"],
    [
      "[{kind: kill}, {kind: kill, target: sentinel-2, for: 9s}, {kind: kill, target: sentinel-2, at: 3s}]",
      "is away already",
    ],
  ])("%s is refused: %s", (faults, why) => expect(problems(drill(faults)).join("\n")).toContain(why));

  it("a platform of which nobody else matters says so", () => {
    expect(problems(drill("[{kind: kill}, {kind: kill, target: backup}]", "keepalived")).join("\n")).toContain(
      "has nobody else who matters",
    );
  });

  it("neither no fault nor both ways of saying it", () => {
    expect(problems("drill: {platform: etcd}").join("\n")).toContain("is missing");
    expect(problems("drill: {platform: etcd, fault: kill, faults: [{kind: kill}]}").join("\n")).toContain("keep one");
  });
});
