import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { PLATFORMS, type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { mean, platformIncidents } from "./play.js";

const COUNT = 2000;

/** By hand from the settings: how much later than the service its clients are back, at least, at most and on average, in seconds. */
interface Bounds {
  readonly platform: Platform;
  readonly fault: FaultKind;
  readonly settings?: object;
  readonly later: readonly [least: number, most: number];
  /** Half way unless told. */
  readonly average?: number;
}

const second = { fault: "kill", later: [0, 1] } as const;
const byHand: readonly Bounds[] = [
  { platform: "keepalived", ...second },
  { platform: "pacemaker", ...second, settings: { ring: { nodes: 3 } } },
  { platform: "windows", ...second },
  { platform: "vsphere", ...second },
  { platform: "serf", ...second },
  // A look each second.
  { platform: "akka", ...second },
  // The rules follow the endpoints within a second, an attempt each second.
  { platform: "kubernetes", fault: "hostLoss", later: [0, 2] },
  // Two checks passed, 3 s apart, and an attempt each second.
  { platform: "patroni", fault: "kill", later: [3, 7] },
  { platform: "patroni", fault: "hostLoss", later: [3, 7] },
  { platform: "patroni", fault: "kill", settings: { clients: { checkEvery: 0, ttl: 30 } }, later: [0, 31] },
  // Names live 5 s, an attempt each second.
  { platform: "rds", fault: "kill", later: [0, 6] },
  { platform: "aurora", fault: "kill", later: [0, 6] },
  { platform: "rds", fault: "kill", settings: { clients: { ttl: 60 } }, later: [0, 61] },
  // The router looks each half second, an attempt each second.
  { platform: "innodb-cluster", fault: "kill", later: [0, 1.5] },
  { platform: "etcd", fault: "kill", later: [0, 0.025] },
  // Waits of U(0, a): what is left of one at any moment is a/3 on average.
  { platform: "consul", fault: "kill", later: [0, 0.4375], average: 0.4375 / 3 },
  { platform: "zookeeper", fault: "kill", later: [0, 1], average: 1 / 3 },
  { platform: "redis-cluster", fault: "kill", later: [0, 1], average: 1 / 3 },
  // Waits of U(0.8, 1.2): E[W²]/2E[W].
  { platform: "kafka", fault: "kill", later: [0, 1.2], average: (1 + 0.4 ** 2 / 12) / 2 },
  ...(["haproxy", "nginx", "aws-alb", "corosync", "mongodb", "cassandra", "galera"] as const).map((platform) => ({
    platform,
    fault: "kill" as const,
    later: [0, 0] as const,
  })),
];

describe("clients after their service", () => {
  it.each(byHand.map((row) => [`${row.platform} ${row.fault} ${JSON.stringify(row.settings ?? {})}`, row] as const))(
    "%s",
    (_, { platform, fault, settings, later: [least, most], average = (least + most) / 2 }) => {
      const later = platformIncidents(platform, fault, settings, COUNT).map((one) => one.reached - one.restored);
      expect(Math.min(...later)).toBeGreaterThanOrEqual(least - 1e-9);
      expect(Math.max(...later)).toBeLessThanOrEqual(most + 1e-9);
      // Nothing within these bounds deviates by more than half of them.
      expect(Math.abs(mean(later) - average)).toBeLessThanOrEqual((2.5 * (most - least)) / Math.sqrt(COUNT) + 1e-9);
    },
  );

  it("every platform says how its clients find it, and each says so with a source", () => {
    for (const platform of Object.keys(PLATFORMS) as Platform[]) {
      expect(Object.keys(protocolOf(platform).defaults.clients ?? {}), platform).not.toHaveLength(0);
    }
  });
});

describe("a node that answers nothing holds its clients up", () => {
  const seenOf = (platform: Platform, fault: FaultKind, settings: object = {}) =>
    platformIncidents(platform, fault, settings, COUNT);

  it("Kafka's for request.timeout.ms, however soon its partitions are led elsewhere", () => {
    for (const { restored, reached } of seenOf("kafka", "hostLoss")) {
      expect(restored).toBeLessThanOrEqual(9);
      expect(reached).toBe(30);
    }
    for (const { reached } of seenOf("kafka", "hostLoss", { clients: { silenceTo: 5 } })) {
      expect(reached).toBeLessThanOrEqual(9 + 1.2);
    }
  });

  it("not those of Kafka's partitions, when it is the controller that is lost", () => {
    for (const { restored, reached } of seenOf("kafka", "hostLoss", { struck: "controller" }))
      expect(reached).toBe(restored);
  });

  it("MongoDB's until the driver's monitor gives up: 10 to 20 s", () => {
    const seen = seenOf("mongodb", "hostLoss");
    for (const { restored, reached } of seen) {
      expect(reached).toBeGreaterThanOrEqual(Math.max(restored, 10));
      expect(reached).toBeLessThanOrEqual(Math.max(restored, 20));
    }
    expect(Math.max(...seen.map(({ reached }) => reached))).toBeGreaterThan(19.9);
  });

  it("of etcd one client in as many as there are members", () => {
    for (const members of [3, 5]) {
      const held = seenOf("etcd", "partition", { members }).filter(({ restored, reached }) => reached > restored + 0.1);
      const share = 1 / members;
      expect(Math.abs(held.length / COUNT - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / COUNT));
    }
  });

  it("keepalived's until TCP sends again what was lost: after an address moved at 2.6 to 3.6 s, at 3 or 6.2 s", () => {
    const seen = new Set(seenOf("keepalived", "hostLoss").map(({ reached }) => reached.toFixed(6)));
    expect(seen).toEqual(new Set(["3.000000", "6.200000"]));
  });
});
