import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { clopperPearson } from "../../src/kernel/estimators/shares/clopperPearson.js";
import { predict } from "./judge.js";

/**
 * Settings of the same software of which no trials are kept here, only what was noted of them when they were measured on
 * the machine of test/fixtures/failovers.csv: the mechanisms must serve them without being set to them.
 */
const times = (platform: Platform, fault: FaultKind, changes: object = {}) => {
  const protocol = protocolOf(platform);
  return predict(protocol.incident({ ...protocol.defaults, ...changes }, fault));
};
const shareBeyond = (of: readonly number[], time: number) => of.filter((one) => one > time).length / of.length;
const last = (of: readonly number[]) => of.at(-1)!;

describe("settings that were measured elsewhere", () => {
  it.each([
    { heartbeat: 0.5, election: 5 },
    { heartbeat: 0.2, election: 1.6 },
    { heartbeat: 0.2, election: 2 },
    { members: 5 },
  ])("etcd %o: a second round in 5 to 20 % of trials, at 2 to 3 election timeouts", (changes) => {
    const { ttd } = times("etcd", "kill", changes);
    const { heartbeat = 0.1, election = 1 } = changes as { heartbeat?: number; election?: number };
    const share = shareBeyond(ttd, 2 * election - heartbeat);
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.2);
    expect(shareBeyond(ttd, 3 * election)).toBeLessThan(0.01);
  });

  it("etcd with pre-vote: none beyond 1.85 timeouts in 40 trials of 3, one of 3.55 s in 25 of 5 at 2 s", () => {
    const three = times("etcd", "kill", { preVote: true }).ttd;
    expect(shareBeyond(three, 1.85)).toBeLessThan(clopperPearson(0, 40, 0.99).high);
    const five = times("etcd", "kill", { members: 5, heartbeat: 0.2, election: 2, preVote: true }).ttd;
    expect(shareBeyond(five, 3.5)).toBeLessThan(clopperPearson(1, 25, 0.99).high);
    expect(last(five)).toBeGreaterThan(3.55);
  });

  it("Sentinel: down-after and one or two ticks; a silent master up to a PING later; writes 0.2 to 0.3 s after", () => {
    for (const downAfter of [2.5, 5, 30]) {
      const killed = times("sentinel", "kill", { downAfter });
      expect(killed.ttd[0]).toBeGreaterThan(downAfter);
      expect(last(killed.ttd)).toBeLessThan(downAfter + 0.2);
      const silent = times("sentinel", "partition", { downAfter });
      expect(last(silent.ttd)).toBeLessThan(downAfter + 1.2);
      expect(last(silent.ttr)).toBeLessThan(downAfter + 1.6);
    }
  });

  it("keepalived v3 at a quarter and half a second: 3 adverts and a skew that goes with them; a farewell leaves the skew", () => {
    for (const advert of [0.25, 0.5]) {
      const settings = { version: 3, advert };
      const skew = (156 / 256) * advert;
      const { ttd } = times("keepalived", "kill", settings);
      expect(ttd[0]).toBeGreaterThanOrEqual(2 * advert + skew - 1e-9);
      expect(last(ttd)).toBeLessThanOrEqual(3 * advert + skew + 1e-9);
      expect(last(times("keepalived", "stop", settings).ttd)).toBeCloseTo(skew, 9);
    }
  });

  it("Corosync: the effective token and 1.2 of it, in one of ten 50 ms more", () => {
    const { ttd, ttr } = times("corosync", "kill", { nodes: 3, token: 3 });
    expect(last(ttd)).toBeLessThanOrEqual(3.65);
    const after = ttr.map((time, i) => time - ttd[i]!);
    expect(Math.min(...after)).toBeGreaterThan(4.38);
    expect(Math.max(...times("corosync", "kill", { nodes: 2, token: 2 }).ttr)).toBeLessThan(2 + 2.4 + 0.01);
  });

  it("Patroni at its least ttl: 15 to 20.5 s, and two seconds more where the old host does not answer", () => {
    const least = { ttl: 20, loopWait: 5, retryTimeout: 5 };
    const killed = times("patroni", "kill", least);
    expect(killed.ttd[0]).toBeGreaterThan(15);
    expect(last(killed.ttd)).toBeLessThan(20.5);
    const cut = times("patroni", "partition", least);
    for (const [i, time] of cut.ttr.entries()) expect(time - killed.ttr[i]!).toBeCloseTo(2, 9);
    expect(last(times("patroni", "databaseKill", least).ttr)).toBeLessThan(5 + 2.7);
  });

  it("HAProxy at other intervals: refused and silent", () => {
    for (const [inter, fall] of [
      [0.5, 2],
      [1, 4],
    ] as const) {
      const refused = times("haproxy", "kill", { inter, fall }).ttd;
      expect([refused[0], last(refused)]).toEqual([
        expect.closeTo((fall - 1) * inter, 1),
        expect.closeTo(fall * inter, 1),
      ]);
      const silent = times("haproxy", "partition", { inter, fall }).ttd;
      for (const [i, time] of silent.entries()) expect(time - refused[i]!).toBeCloseTo(fall * inter, 9);
    }
  });

  it("ZooKeeper with a tick of a second: 4 s less up to half a tick and the election; a kill does not see the tick", () => {
    const { ttr } = times("zookeeper", "partition", { tickTime: 1, syncLimit: 4 });
    expect(ttr[0]).toBeGreaterThan(3.5 + 0.3);
    expect(ttr[Math.floor(0.9 * ttr.length)]).toBeLessThan(4 + 0.5);
    expect(times("zookeeper", "kill", { tickTime: 1, syncLimit: 4 }).ttr).toEqual(times("zookeeper", "kill").ttr);
  });
});
