import { describe, expect, it } from "vitest";
import { clientsWay } from "../../src/cluster/clients/clientsWay.js";
import { sideBySide, withClients } from "../../src/cluster/clients/withClients.js";
import { clientsIncident } from "../../src/cluster/protocols/clientsIncident.js";
import { PLATFORMS, type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { inSteps } from "../../src/cluster/protocols/steps.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { masterKey, Streams } from "../../src/kernel/streams.js";
import { type Distilled, distil } from "../../src/readings/simulate/distil.js";
import { playIncident } from "../../src/readings/simulate/incident.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { backAfter, incidents, mean, platformIncidents, serversBack } from "./play.js";

const COUNT = 4000;
/** Kolmogorov-Smirnov at 0.0001, one sample against a law and two samples. */
const CRITICAL = 2.23 / Math.sqrt(COUNT);

function distance(values: readonly number[], law: (value: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.max(
    ...sorted.map((value, i) => Math.max((i + 1) / values.length - law(value), law(value) - i / values.length)),
  );
}

const uniform = (from: number, to: number) => (value: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));

/** Twins in plain code: one uniform after another. */
function twin(draw: (uniform: () => number) => number): number[] {
  const streams = new Streams(masterKey("twin"), ["all"]);
  return Array.from({ length: COUNT }, (_, i) => {
    streams.replication(i);
    return draw(() => streams.of(0).uniform());
  });
}

function expectAlike(one: readonly number[], other: readonly number[]): void {
  const sorted = [...other].sort((a, b) => a - b);
  const below = (value: number) => sorted.filter((time) => time <= value).length / sorted.length;
  const most = Math.max(
    ...one
      .filter((_, i) => i % 10 === 0)
      .map((value) => Math.abs(one.filter((time) => time <= value).length / one.length - below(value))),
  );
  expect(most).toBeLessThan(CRITICAL * Math.SQRT2);
}

describe("the way of clients, in closed form", () => {
  it("a name that lives 60 s is believed for any part of them after the service is back", () => {
    expect(distance(backAfter(5, { ttl: 60 }), uniform(5, 65))).toBeLessThan(CRITICAL);
  });

  it("a driver's look comes anywhere in its interval", () => {
    expect(distance(backAfter(5, { refresh: 3 }), uniform(5, 8))).toBeLessThan(CRITICAL);
  });

  it("a load balancer's check comes anywhere in its interval, and must be passed again and again", () => {
    expect(distance(backAfter(5, { checkEvery: 3, checksPassed: 2 }), uniform(8, 11))).toBeLessThan(CRITICAL);
    expect(distance(backAfter(5, { checkEvery: 3, checksPassed: 5 }), uniform(17, 20))).toBeLessThan(CRITICAL);
  });

  it("attempts that keep an interval find the service any part of it later, whenever it is back", () => {
    for (const after of [0.3, 5, 7.7]) {
      expect(distance(backAfter(after, { retry: 2 }), uniform(after, after + 2))).toBeLessThan(CRITICAL);
    }
  });

  it("steps add up", () => {
    const back = backAfter(5, { ttl: 60, checkEvery: 10, checksPassed: 3, retry: 2 });
    // U(0, 60) + U(0, 10) + 20 + U(0, 2), each independent of the others.
    expect(Math.min(...back)).toBeGreaterThanOrEqual(25);
    expect(Math.max(...back)).toBeLessThanOrEqual(97);
    const deviation = Math.sqrt((60 ** 2 + 10 ** 2 + 2 ** 2) / 12);
    expect(Math.abs(mean(back) - (25 + 36))).toBeLessThan((5 * deviation) / Math.sqrt(COUNT));
  });

  it("without any of it clients are back with the service", () => {
    expect(new Set(backAfter(5, {}))).toEqual(new Set([5]));
    expect(new Set(backAfter(5, { retry: 0, ttl: 0 }, true))).toEqual(new Set([5]));
  });
});

describe("a client whose request nobody answers", () => {
  /** TCP sends again 0.2, 0.6, 1.4, 3, 6.2… s after the first time: 0.2 × (2ᵏ − 1), and at most 120 s apart. */
  const resent = (after: number): number => {
    let at = 0;
    for (let wait = 0.2; ; wait = Math.min(120, 2 * wait)) {
      at += wait;
      if (at >= after) return at;
    }
  };

  it.each([0.1, 0.5, 2.6, 3.1, 40, 250, 500])(
    "is refused by the new owner of an address when TCP sends it again, %s s",
    (after) => {
      const back = new Set(backAfter(after, { resend: 0.2 }, true, 3));
      expect(back.size).toBe(1);
      expect([...back][0]).toBeCloseTo(resent(after), 9);
    },
  );

  it("gives up at its own time-out, and then tries as clients do", () => {
    expect(new Set(backAfter(5, { silenceTo: 30 }, true, 9))).toEqual(new Set([30]));
    expect(new Set(backAfter(45, { silenceTo: 30 }, true, 9))).toEqual(new Set([45]));
    // Attempts 30, 33, 36, 39, 42, 45, 48 s after the fault: each takes 2 s to fail and waits 1 s.
    const tries = { silenceTo: 30, connect: 2, retry: 1 };
    expect(backAfter(46, tries, true, 1)[0]).toBeCloseTo(48, 9);
    expect(backAfter(29, tries, true, 1)[0]).toBe(30);
    // Doubled: 30, 31, 33, 37, 41, 45, 49 s.
    expect(backAfter(46, { silenceTo: 30, retry: 1, retryMost: 4 }, true, 1)[0]).toBeCloseTo(49, 9);
  });

  it("gives up anywhere in a range", () => {
    expect(distance(backAfter(5, { silenceFrom: 10, silenceTo: 20 }, true), uniform(10, 20))).toBeLessThan(CRITICAL);
  });

  it("gives up or is refused, whichever comes first", () => {
    expect(backAfter(3.1, { resend: 0.2, silenceTo: 4 }, true, 1)[0]).toBe(4);
    expect(backAfter(3.1, { resend: 0.2, silenceTo: 7 }, true, 1)[0]).toBeCloseTo(6.2, 9);
  });

  it("is one whose connection was with the node struck: others need not wait", () => {
    const back = backAfter(5, { attached: 0.25, silenceTo: 30 }, true);
    expect(new Set(back)).toEqual(new Set([5, 30]));
    const held = back.filter((time) => time === 30).length / COUNT;
    expect(Math.abs(held - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / COUNT));
  });

  it("waits for nothing where it is refused", () => {
    expect(new Set(backAfter(5, { resend: 0.2, silenceTo: 30 }, false, 9))).toEqual(new Set([5]));
  });
});

describe("attempts ever farther apart", () => {
  it("beside a slow, obvious twin: doubled up to a most, each by up to a fifth shorter or longer", () => {
    const settings = { retry: 0.1, retryMost: 1, jitter: 0.2 };
    for (const after of [0.05, 1.3, 8]) {
      const byHand = twin((u) => {
        let at = 0.1 * u();
        for (let wait = 0.1; at < after; wait = Math.min(1, 2 * wait)) at += wait * (0.8 + 0.4 * u());
        return at;
      });
      expectAlike(backAfter(after, settings), byHand);
    }
  });
});

describe("servers and clients together", () => {
  it("in one row or side by side, clients are back by the same law, and the row's is exact", () => {
    const way = clientsWay({ checkEvery: 3, checksPassed: 2 });
    const row = withClients(serversBack(5), way);
    expect("steps" in row).toBe(true);
    const { classes, sampled } = distil(row, "reached") as Distilled;
    expect(sampled).toBe(0);
    expect(classes[0]!.recovery.mean).toBeCloseTo(4.5, 12);
    const aside = incidents(sideBySide(serversBack(5), way), COUNT).map(({ reached }) => reached);
    expect(distance(aside, uniform(8, 11))).toBeLessThan(CRITICAL);
    const tries = incidents(sideBySide(serversBack(5), clientsWay({ retry: 2 })), COUNT);
    expect(
      distance(
        tries.map(({ reached }) => reached),
        uniform(5, 7),
      ),
    ).toBeLessThan(CRITICAL);
  });

  it("never come back from what the servers never recover from", () => {
    for (const silent of [false, true]) {
      const never = withClients(
        inSteps([{ name: "seen", law: deterministic({ value: 1 }), ends: "detected" }]),
        clientsWay({ retry: 1, silenceTo: 3, resend: 0.2, ttl: 5 }, silent),
      );
      const simulation = new Simulation(never, masterKey("never"));
      expect(playIncident(simulation, 0, "reached")).toMatchObject({
        detected: 1,
        restored: Number.NaN,
        reached: Number.NaN,
      });
      // They do not try for ever.
      expect(simulation.due).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it("never were away from a service that rode a fault out", () => {
    const lasts = { ttl: 60, loopWait: 10, retryTimeout: 20 };
    const { patroni } = PLATFORMS;
    const cut = (seconds: number) =>
      incidents(clientsIncident(patroni, { ...patroni.defaults, ...lasts }, "dcsCut", seconds), 20);
    for (const { down, restored, reached } of cut(5))
      expect({ down, restored, reached }).toEqual({ down: 0, restored: 0, reached: 0 });
    for (const { down, restored, reached } of cut(600)) {
      expect(down).toBeGreaterThan(0);
      expect(reached - restored).toBeGreaterThanOrEqual(3);
      expect(reached - restored).toBeLessThanOrEqual(7);
    }
  });

  const cases = (Object.keys(PLATFORMS) as Platform[]).flatMap((platform) =>
    protocolOf(platform).faults.map((fault) => [platform, fault] as const),
  );
  it.each(cases)(
    "%s, %s: what the servers do is theirs, draw by draw, and clients come after them",
    (platform, fault) => {
      const protocol = protocolOf(platform);
      const alone = new Simulation(protocol.incident(protocol.defaults, fault), masterKey("clients"));
      for (const [i, { detected, restored, reached }] of platformIncidents(platform, fault, {}, 30).entries()) {
        expect({ detected, restored }).toEqual({
          detected: playIncident(alone, i).detected,
          restored: playIncident(alone, i).restored,
        });
        expect(Number.isNaN(reached)).toBe(Number.isNaN(restored));
        if (!Number.isNaN(restored)) expect(reached).toBeGreaterThanOrEqual(restored);
      }
    },
  );
});

it.each([
  [{ silenceFrom: 5, silenceTo: 3 }, "clients.silenceFrom (5 s) exceeds clients.silenceTo (3 s)"],
  [{ retry: 5, retryMost: 3 }, "clients.retry (5 s) exceeds clients.retryMost (3 s)"],
])("settings of clients that contradict one another: %j", (settings, says) => {
  expect(() => clientsWay(settings)).toThrow(says);
});
