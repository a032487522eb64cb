import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { masterKey, Streams } from "../../src/kernel/streams.js";
import { predict } from "./judge.js";

const INCIDENTS = 4000;

const times = (platform: Platform, fault: FaultKind, changes: object = {}) => {
  const protocol = protocolOf(platform);
  return predict(protocol.incident({ ...protocol.defaults, ...changes }, fault), INCIDENTS);
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Seconds by hand from the settings: the least and the most, and where the parts are uniform the mean is half way. */
interface Bounds {
  readonly platform: Platform;
  readonly fault: FaultKind;
  readonly settings?: object;
  readonly ttd: readonly [number, number];
  readonly ttr: readonly [number, number];
}

const kubernetes = { platform: "kubernetes", fault: "hostLoss", ttd: [40, 55] } as const;
const byHand: readonly Bounds[] = [
  // 10 beats of 1 s less what has passed of one; a regroup of 0.5 to 2 s, online in 5 to 30 s.
  { platform: "windows", fault: "hostLoss", ttd: [9, 10], ttr: [14.5, 42] },
  { platform: "windows", fault: "hostLoss", settings: { delay: 2, threshold: 5 }, ttd: [8, 10], ttr: [13.5, 42] },
  { platform: "windows", fault: "kill", ttd: [0, 5], ttr: [5, 35] },
  // 14 to 15 s; placement 2 to 10 s, boot 60 to 300 s.
  { platform: "vsphere", fault: "hostLoss", ttd: [14, 15], ttr: [76, 325] },
  { platform: "vsphere", fault: "freeze", ttd: [30, 30], ttr: [90, 330] },
  // A lease of 50 s renewed up to 10 s ago, a look every 5 s, 300 s of toleration, a start of 5 to 30 s; 360 s for a volume.
  { ...kubernetes, ttr: [345, 385] },
  { ...kubernetes, settings: { workload: "volume" }, ttr: [705, 745] },
  { ...kubernetes, settings: { gracePeriod: 40 }, ttd: [30, 45], ttr: [335, 375] },
  { platform: "kubernetes", fault: "kill", ttd: [0, 1], ttr: [5, 31] },
  { platform: "kubernetes", fault: "freeze", ttd: [20, 30], ttr: [55, 90] },
  // Two checks 30 s apart; 0 to 60 s of reaction, 60 to 300 s of launch, and five checks passed: 120 to 150 s.
  { platform: "aws-alb", fault: "kill", ttd: [30, 60], ttr: [210, 570] },
  { platform: "aws-alb", fault: "hostLoss", ttd: [35, 65], ttr: [215, 575] },
  { platform: "rds", fault: "hostLoss", ttd: [60, 120], ttr: [60, 120] },
  { platform: "aurora", fault: "kill", ttd: [15, 60], ttr: [15, 60] },
  // 5 s after a keepalive up to 1 s ago, a look each half second, and a view in 50 to 300 ms.
  { platform: "galera", fault: "hostLoss", ttd: [4.05, 5.8], ttr: [4.05, 5.8] },
  // 5 s and up to a second's look, 5 s to expel; elected in 0.1 to 1 s.
  { platform: "innodb-cluster", fault: "kill", ttd: [10, 11], ttr: [10.1, 12] },
  { platform: "innodb-cluster", fault: "stop", ttd: [0, 0], ttr: [0.1, 1] },
  { platform: "kafka", fault: "kill", ttd: [7, 9], ttr: [7, 9] },
  // φ = 8 of an exponential with a mean of 1 s is 18.42 s (methods: 8 ln 10), less up to 1 s, and a look each second.
  { platform: "cassandra", fault: "hostLoss", ttd: [17.42, 19.43], ttr: [17.42, 19.43] },
  // Akka's logistic φ = 8 is 5.226 deviations of 0.1 s: 3 + 1 + 0.5226 s, less up to 1 s, a look, 20 s, 0.5 to 2 s.
  { platform: "akka", fault: "hostLoss", ttd: [3.522, 5.523], ttr: [24.02, 27.53] },

  { platform: "corosync", fault: "stop", ttd: [0.004, 0.004], ttr: [0.004, 0.004] },
];

describe("times by hand", () => {
  it.each(byHand.map((row) => [`${row.platform} ${row.fault} ${JSON.stringify(row.settings ?? {})}`, row] as const))(
    "%s",
    (_, { platform, fault, settings, ttd, ttr }) => {
      const played = times(platform, fault, settings);
      for (const [seen, [least, most]] of [
        [played.ttd, ttd],
        [played.ttr, ttr],
      ] as const) {
        expect(seen[0]).toBeGreaterThanOrEqual(least - 1e-9);
        expect(seen.at(-1)).toBeLessThanOrEqual(most + 1e-9);
        // A sum of uniforms between these bounds deviates by at most (most − least)/√12.
        const error = (5 * (most - least)) / Math.sqrt(12 * INCIDENTS);
        expect(Math.abs(mean(seen) - (least + most) / 2)).toBeLessThanOrEqual(error + 0.01);
      }
    },
  );

  it("a StatefulSet's pod of a lost node never comes back, and vSphere restarts nothing that is only cut off", () => {
    expect(times("kubernetes", "hostLoss", { workload: "statefulset" }).ttr[0]).toBe(Number.POSITIVE_INFINITY);
    expect(times("vsphere", "partition").ttd[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it("nginx finds a dead server by its requests: exponential, or a minute later where it is silent", () => {
    const refused = times("nginx", "kill").ttd;
    expect(Math.abs(mean(refused) - 0.1)).toBeLessThan((5 * 0.1) / Math.sqrt(INCIDENTS));
    const silent = times("nginx", "hostLoss", { maxFails: 3 }).ttd;
    expect(Math.abs(mean(silent) - 60.3)).toBeLessThan((5 * 0.174) / Math.sqrt(INCIDENTS));
    expect(times("nginx", "kill", { maxFails: 0 }).ttd[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it("Pacemaker on two nodes starts nothing without two_node or a device", () => {
    const ring = { ...(protocolOf("corosync").defaults as object), nodes: 2 };
    expect(times("pacemaker", "hostLoss", { ring }).ttr[0]).toBe(Number.POSITIVE_INFINITY);
    for (const quorum of ["two_node", "qdevice"]) {
      expect(times("pacemaker", "hostLoss", { ring, quorum }).ttr.at(-1)).toBeLessThan(10);
    }
  });

  it("keepalived whose parent is killed first: the farewell in 12 of 70, else the advertisements", () => {
    const { ttd } = times("keepalived", "parentKill");
    const early = ttd.filter((time) => time < 1).length / INCIDENTS;
    expect(Math.abs(early - 12 / 70)).toBeLessThan(5 * Math.sqrt((0.171 * 0.829) / INCIDENTS));
    expect(ttd[0]).toBeCloseTo(156 / 256, 9);
    expect(ttd.at(-1)).toBeLessThan(3 + 156 / 256);
  });
});

/** Two-sample Kolmogorov-Smirnov at 0.001. */
function expectAlike(played: readonly number[], twin: readonly number[]): void {
  const below = (of: readonly number[], time: number) => of.filter((one) => one <= time).length / of.length;
  const most = Math.max(
    ...played.filter((_, i) => i % 20 === 0).map((time) => Math.abs(below(played, time) - below(twin, time))),
  );
  expect(most).toBeLessThan(1.95 * Math.sqrt(2 / INCIDENTS));
}

describe("elections beside a slow, obvious twin", () => {
  const twin = (draw: (uniform: () => number) => number): number[] => {
    const streams = new Streams(masterKey("twin"), ["all"]);
    return Array.from({ length: INCIDENTS }, (_, i) => {
      streams.replication(i);
      return draw(() => streams.of(0).uniform());
    }).sort((a, b) => a - b);
  };

  it("consul: timers that ran long before the fault, refusals while a leader is known, a later term wins", () => {
    const T = 5;
    const byTimers = twin((uniform) => {
      const campaigns = (): number => {
        let end = -20 * T;
        for (;;) {
          end += T + T * uniform();
          if (end >= T) return end;
        }
      };
      const [first, second] = [campaigns(), campaigns()].sort((a, b) => a - b) as [number, number];
      // The first asks in vain, again and again, until the other knows no leader either and asks in a term of its own: equal
      // or lower than that of the first, who then wins when it asks again; but the other may be sooner, a term later.
      let [mine, mineAsks] = [1, first + T + T * uniform()];
      while (mineAsks < second) {
        mine++;
        mineAsks += T + T * uniform();
      }
      let [other, otherAsks] = [1, second + T + T * uniform()];
      for (;;) {
        const [now, term, against] = mineAsks < otherAsks ? [mineAsks, ++mine, other] : [otherAsks, ++other, mine];
        if (term > against) return now;
        if (now === mineAsks) mineAsks += T + T * uniform();
        else otherAsks += T + T * uniform();
      }
    });
    expectAlike(times("consul", "kill").ttd, byTimers);
  });

  it("mongodb: the first of two secondaries, 8 to 11.5 s after the fault", () => {
    const byHandOf = twin((u) => Math.min(10 - 2 * u() + 1.5 * u(), 10 - 2 * u() + 1.5 * u()) + 0.01);
    expectAlike(times("mongodb", "kill").ttd, byHandOf);
  });

  it("a Kafka controller: the first unanswered fetch of two", () => {
    const byHandOf = twin((u) => Math.min(2 - 0.5 * u(), 2 - 0.5 * u()) + 0.002);
    expectAlike(
      times("kafka", "kill", { struck: "controller" }).ttd.map((time) => Math.min(time, 2.002)),
      byHandOf,
    );
  });

  it("redis-cluster: both other masters must find out, then gossip, then the replica's delay", () => {
    const byHandOf = twin((u) => {
      const found = () => 5 * u() + 15 + 0.1 * u();
      return Math.max(found(), found()) + 2.5 * u();
    });
    expectAlike(times("redis-cluster", "hostLoss").ttd, byHandOf);
    const { ttd, ttr } = times("redis-cluster", "kill");
    expect(ttd.at(-1)).toBeLessThan(15 + 0.2 + 2.5);
    expect(mean(ttr) - mean(ttd)).toBeCloseTo(0.8 + 0.05, 1);
  });

  it("serf: three suspicions and the least time, whichever is later", () => {
    const byHandOf = twin((u) => {
      const turns = Array.from({ length: 9 }, () => 9 * u()).sort((a, b) => a - b);
      const first = turns[0]! + 1;
      // Alone 24 s; with one more 24 − 20 ln 2/ln 3 = 11.38 s; with two 4 s.
      const two = Math.max(first + 4, turns[2]! + 1);
      const one = Math.max(first + 24 - (20 * Math.LN2) / Math.log(3), turns[1]! + 1);
      return Math.min(two, one, first + 24);
    });
    expectAlike(times("serf", "hostLoss").ttd, byHandOf);
    expect(times("serf", "kill", { members: 3 }).ttd[0]).toBeGreaterThanOrEqual(5);
  });
});
