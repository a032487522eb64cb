import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VrrpSettings } from "../../src/cluster/protocols/balancers/vrrp.js";
import type { LeaseSettings } from "../../src/cluster/protocols/patroni/leaseLaws.js";
import { PLATFORMS, type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { rulesOf } from "../../src/cluster/protocols/rules/registry.js";
import { settingsInForce } from "../../src/cluster/protocols/rules/settingsInForce.js";
import { SETTINGS, settingPaths, withDefaults } from "../../src/scenario/platform/platform.js";

const platforms = Object.keys(PLATFORMS) as Platform[];
const inForce = (platform: Platform, given: object) =>
  settingsInForce(rulesOf(platform), withDefaults(protocolOf(platform).defaults, given));

/** What the software uses instead, and what it refuses with the nearest value it takes; by name. */
function outcome(platform: Platform, given: object) {
  const { changes, refusals } = inForce(platform, given);
  return {
    used: Object.fromEntries(changes.map(({ name, used }) => [name, used])),
    refused: Object.fromEntries(refusals.map(({ name, accepted }) => [name, accepted])),
  };
}

type Case = readonly [Platform, given: object, used: Record<string, number>, refused: Record<string, number>];
const none = {};

/** By hand from the sources that the rules name; two of etcd's and two of Consul's are tests of theirs. */
const cases: readonly Case[] = [
  ["etcd", { heartbeat: 0.8, election: 1 }, none, { election: 4 }],
  ["etcd", { heartbeat: 10, election: 60 }, none, { election: 50 }],
  ["etcd", { heartbeat: 0, election: 1 }, none, { heartbeat: 0.001 }],
  ["etcd", { heartbeat: 0.0015 }, none, { heartbeat: 0.002 }],
  ["etcd", { heartbeat: 0.2, election: 1 }, none, none],
  ["etcd", { heartbeat: 0.15, election: 1 }, { election: 0.9 }, none],
  ["etcd", { heartbeat: 0.1, election: 50 }, none, none],
  ["consul", { raftMultiplier: 20 }, none, { raftMultiplier: 10 }],
  ["consul", { raftMultiplier: 10 }, none, none],
  ["zookeeper", { tickTime: 0.0001 }, none, { tickTime: 0.001 }],
  ["zookeeper", { tickTime: 0.5, syncLimit: 1 }, none, none],
  ["kafka", { brokerSession: 9.0005 }, none, { brokerSession: 9.001 }],
  ["kafka", { brokerHeartbeat: 60, fetchTimeout: 0.001 }, none, none],
  ["mongodb", { members: 9 }, none, { members: 7 }],
  ["mongodb", { election: 0.0004 }, none, { election: 0.001 }],
  ["patroni", { ttl: 1, loopWait: 1, retryTimeout: 0 }, { ttl: 20, retryTimeout: 3 }, none],
  ["patroni", { ttl: 30, loopWait: 10, retryTimeout: 30 }, { loopWait: 1, retryTimeout: 14 }, none],
  ["patroni", { ttl: 60, loopWait: 10, retryTimeout: 20 }, none, none],
  ["patroni", { ttl: 20 }, { loopWait: 1, retryTimeout: 9 }, none],
  ["patroni", { ttl: 30.9, loopWait: 12, retryTimeout: 10.5 }, { ttl: 30, loopWait: 10, retryTimeout: 10 }, none],
  ["innodb-cluster", { unreachable: 2 }, none, { unreachable: 5 }],
  ["innodb-cluster", { expel: 4000 }, { expel: 3600 }, none],
  ["innodb-cluster", { expel: 0.5 }, none, { expel: 1 }],
  ["galera", { suspect: 2 }, none, { keepalive: 0.666 }],
  ["galera", { suspect: 5, check: 3 }, none, { check: 2.5 }],
  ["galera", { suspect: 0.05, check: 0.02, keepalive: 0.01 }, none, { suspect: 0.3, keepalive: 0.1 }],
  ["sentinel", { downAfter: 0.0005 }, none, { downAfter: 0.001 }],
  ["sentinel", { downAfter: 1.5009 }, { downAfter: 1.5 }, none],
  ["sentinel", { quorum: 9 }, none, none],
  ["redis-cluster", { masters: 2 }, none, { masters: 3 }],
  ["cassandra", { threshold: 4 }, none, { threshold: 5 }],
  ["cassandra", { threshold: 17, gossip: 2 }, none, { threshold: 16, gossip: 1 }],
  ["akka", { deviation: 0 }, none, { deviation: 0.1 }],
  ["akka", { pause: 3.0009 }, { pause: 3 }, none],
  ["keepalived", { version: 2, advert: 0.25 }, { advert: 1 }, none],
  ["keepalived", { version: 2, advert: 2.5 }, { advert: 3 }, none],
  ["keepalived", { version: 2, advert: 0.005 }, { advert: 1 }, none],
  ["keepalived", { version: 2, advert: 300 }, { advert: 1 }, none],
  ["keepalived", { version: 3, advert: 0.25 }, none, none],
  ["keepalived", { version: 3, advert: 0.126 }, { advert: 0.13 }, none],
  ["keepalived", { version: 3, advert: 41 }, { advert: 40.95 }, none],
  ["keepalived", { version: 3, advert: 40.959 }, { advert: 40.96 }, none],
  ["keepalived", { missed: 101 }, { missed: 3 }, none],
  ["corosync", { nodes: 2, token: 0.125 }, none, { token: 0.126 }],
  ["corosync", { nodes: 2, token: 0.126 }, none, none],
  ["corosync", { nodes: 3, token: 0.03 }, none, none],
  ["corosync", { join: 0.02 }, none, { join: 0.03 }],
  ["corosync", { join: 0 }, { join: 0.05 }, none],
  ["corosync", { join: 0.5, consensus: 0.4 }, none, { consensus: 0.5 }],
  ["corosync", { nodes: 2, token: 1, join: 1.3 }, none, { join: 1.2 }],
  ["pacemaker", { ring: { join: 0.02 }, monitor: 1.0005 }, { monitor: 1 }, { "ring.join": 0.03 }],
  ["windows", { delay: 3, threshold: 2 }, none, { delay: 2, threshold: 3 }],
  ["windows", { delay: 0.25, threshold: 120, looksAlive: 0.01 }, none, none],
  ["vsphere", { heartbeat: 2, hostFailed: 60 }, { heartbeat: 1, hostFailed: 15 }, none],
  ["kubernetes", { leaseRenewal: 0.1, gracePeriod: 2 }, none, { leaseRenewal: 0.25 }],
  ["kubernetes", { probePeriod: 0.2, toleration: 0.5 }, none, { probePeriod: 1, toleration: 1 }],
  ["kubernetes", { detach: 60 }, none, { detach: 360 }],
  ["serf", { probe: 0.0001, suspicionMult: 9 }, none, none],
  ["haproxy", { inter: 0.0015 }, { inter: 0.002 }, none],
  ["haproxy", { timeoutCheck: 3e6 }, none, { timeoutCheck: 2147483.647 }],
  ["nginx", { failTimeout: 0.5 }, none, { failTimeout: 1 }],
  ["nginx", { connectTimeout: 0.25 }, none, none],
  [
    "aws-alb",
    { interval: 4, timeout: 1, unhealthy: 1, healthy: 11 },
    none,
    { interval: 5, timeout: 2, unhealthy: 2, healthy: 10 },
  ],
  ["aws-alb", { interval: 5 }, none, { timeout: 4 }],
  ["rds", { from: 130 }, none, { to: 130 }],
  ["aurora", { from: 15, to: 15 }, none, none],
];

describe("what the software does with a setting", () => {
  it.each(cases)("%s %j", (platform, given, used, refused) => {
    expect(outcome(platform, given)).toEqual({ used, refused });
  });

  it("is asked of every platform", () => {
    expect(new Set(cases.map(([platform]) => platform))).toEqual(new Set(platforms));
  });

  it("says once, for both reasons, what two rules make of one setting", () => {
    const [change] = inForce("patroni", { ttl: 1.5 }).changes.filter(({ name }) => name === "ttl");
    expect(change).toMatchObject({ given: 1.5, used: 20, unit: "s" });
    expect(change?.why).toBe("it counts in whole seconds; ttl cannot be less than 20 s");
  });
});

describe.each(platforms)("the rules of %s", (platform) => {
  const { defaults } = protocolOf(platform);
  const paths = settingPaths(defaults).filter((path) => typeof at(defaults, path) === "number");

  /** A count is whole, and 1 at least, before anything is asked of it; a time is written with a unit. */
  const scaled = (path: string, value: number): number =>
    SETTINGS[platform].safeParse(nested(path, 7)).success ? Math.max(1, Math.round(value)) : value;

  it("leave its defaults as they are", () => {
    expect(inForce(platform, {})).toEqual({ settings: defaults, changes: [], refusals: [] });
  });

  it("are about settings it has", () => {
    const schema = SETTINGS[platform];
    for (const { setting } of rulesOf(platform)) {
      const unknown = schema
        .safeParse(nested(setting, "1s"))
        .error?.issues.some(({ code }) => code === "unrecognized_keys");
      expect([setting, unknown ?? false]).toEqual([setting, false]);
    }
  });

  it("find nothing more in what they have made of any settings", () => {
    const factor = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 30, noNaN: true }));
    fc.assert(
      fc.property(fc.array(factor, { minLength: paths.length, maxLength: paths.length }), (factors) => {
        const given = paths.reduce(
          (tree, path, i) => withAt(tree, path, scaled(path, (at(defaults, path) as number) * factors[i]!)),
          defaults,
        );
        const { settings } = settingsInForce(rulesOf(platform), given);
        const again = settingsInForce(rulesOf(platform), settings);
        expect([...again.changes, ...again.refusals]).toEqual([]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** patroni/config.py read line by line, in whole seconds. */
function adjustedByHand(ttl: number, loopWait: number, retryTimeout: number) {
  const [loop, retry, life] = [Math.max(loopWait, 1), Math.max(retryTimeout, 3), Math.max(ttl, 20)];
  if (1 + 2 * retry > life) return { ttl: life, loopWait: 1, retryTimeout: Math.floor((life - 1) / 2) };
  if (loop + 2 * retry > life) return { ttl: life, loopWait: life - 2 * retry, retryTimeout: retry };
  return { ttl: life, loopWait: loop, retryTimeout: retry };
}

it("Patroni's three times, all of them, as its own code has them", () => {
  for (let ttl = 0; ttl <= 64; ttl += 3)
    for (let loopWait = 0; loopWait <= 40; loopWait++)
      for (let retryTimeout = 0; retryTimeout <= 40; retryTimeout++) {
        const settings = inForce("patroni", { ttl, loopWait, retryTimeout }).settings as LeaseSettings;
        expect(settings).toMatchObject(adjustedByHand(ttl, loopWait, retryTimeout));
      }
});

/** vrrp_complete_instance, in microseconds, of an interval that the parser took. */
function roundedByHand(version: 2 | 3, microseconds: number): number {
  const [unit, most] = version === 2 ? [1_000_000, 255] : [10_000, 4095];
  if (microseconds >= (most + 1) * unit) return most * unit;
  if (microseconds % unit === 0) return microseconds;
  const up = microseconds + unit / 2;
  return Math.max(unit, up - (up % unit));
}

it("keepalived's interval in microseconds, as its own code rounds it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(2 as const, 3 as const),
      fc.integer({ min: 10_000, max: 255_000_000 }),
      (version, us) => {
        const { advert } = inForce("keepalived", { version, advert: us / 1e6 }).settings as VrrpSettings;
        expect(Math.round(advert * 1e6)).toBe(roundedByHand(version, us));
      },
    ),
    { numRuns: 2000, seed: 8 },
  );
});

function at(tree: object, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], tree);
}

function withAt(tree: object, path: string, value: number): object {
  const [key, ...below] = path.split(".") as [string, ...string[]];
  const inner = (tree as Record<string, object>)[key]!;
  return { ...tree, [key]: below.length === 0 ? value : withAt(inner, below.join("."), value) };
}

const nested = (path: string, value: string | number): unknown =>
  path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
