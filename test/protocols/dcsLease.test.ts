import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dcsLease } from "../../src/cluster/protocols/patroni/dcsLease.js";
import type { LeaseSettings } from "../../src/cluster/protocols/patroni/leaseLaws.js";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { masterKey } from "../../src/kernel/streams.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { misses, predict } from "./judge.js";
import { judgedOf, patroniReading } from "./settings.js";

const times = (fault: FaultKind, settings: LeaseSettings = dcsLease.defaults, incidents = 2000) =>
  predict(dcsLease.incident(settings, fault), incidents);

/** Settings that keep the rule loop_wait + 2 × retry_timeout ≤ ttl. */
const rightSettings = fc
  .record({
    loopWait: fc.integer({ min: 1, max: 20 }),
    retryTimeout: fc.integer({ min: 3, max: 20 }),
    slack: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ loopWait, retryTimeout, slack }) => ({
    ...dcsLease.defaults,
    loopWait,
    retryTimeout,
    ttl: loopWait + 2 * retryTimeout + slack,
  }));

describe("a leader key on a lease", () => {
  it("runs out between ttl − loop_wait and ttl, and is found gone half a second later at most", () => {
    fc.assert(
      fc.property(rightSettings, (settings) => {
        const { ttd, ttr } = times("kill", settings, 200);
        expect(ttd[0]).toBeGreaterThanOrEqual(settings.ttl - settings.loopWait);
        expect(ttd[199]).toBeLessThanOrEqual(settings.ttl + 0.5);
        expect(ttr[0] - ttd[0]).toBeGreaterThan(0);
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  it("a host that does not answer costs the health check's two seconds more than one that refuses", () => {
    const refused = times("kill");
    for (const fault of ["partition", "linkDown", "freeze"] as const) {
      const silent = times(fault);
      expect(silent.ttd).toEqual(refused.ttd);
      for (const [i, time] of silent.ttr.entries()) expect(time).toBeCloseTo(refused.ttr[i] + 2, 9);
    }
  });

  it("a database killed under a living agent is restarted in place: no lease is waited for", () => {
    const { ttd, ttr } = times("databaseKill");
    expect(ttd[1999]).toBeLessThan(10);
    expect(ttr[0]).toBeGreaterThan(2);
    expect(ttr[1999]).toBeLessThan(12.7);
  });

  it("an agent killed alone leaves two writers once the replica is promoted", () => {
    const model = dcsLease.incident(dcsLease.defaults, "agentKill");
    const simulation = new Simulation(model, masterKey("two writers"));
    const levels = new Float64Array(model.levels.length);
    simulation.reset(0);
    while (simulation.due < Number.POSITIVE_INFINITY) simulation.step();
    model.measure(simulation.world, levels);
    expect(levels[model.levels.indexOf("twoWriters")]).toBe(1);
  });

  it("a cut-off primary has demoted itself before another takes over", () => {
    fc.assert(
      fc.property(rightSettings, (settings) => {
        const model = dcsLease.incident(settings, "partition");
        const simulation = new Simulation(model, masterKey("one writer"));
        const levels = new Float64Array(model.levels.length);
        for (let replication = 0; replication < 20; replication++) {
          simulation.reset(replication);
          while (simulation.due < Number.POSITIVE_INFINITY) {
            simulation.step();
            model.measure(simulation.world, levels);
            expect(levels[model.levels.indexOf("twoWriters")]).toBe(0);
          }
        }
      }),
      { numRuns: 30, seed: 6 },
    );
  });

  it("refuses a lease that a loop and two retries outlast", () => {
    const settings = { ...dcsLease.defaults, ttl: 20 };
    expect(() => dcsLease.incident(settings, "kill")).toThrow(/30 s\) must not exceed ttl \(20 s\)/);
  });
});

it("Patroni was measured so: kills and restarts 15 times each, partitions 9 times, no miss", () => {
  const judged = judgedOf(patroniReading, 4000, 9);
  expect(judged.map(({ measured }) => measured.fault).sort()).toEqual([
    "partition_primary",
    "sigkill_patroni_and_postgres",
    "sigkill_postgres_only",
  ]);
  expect(misses(judged)).toEqual([]);
});
