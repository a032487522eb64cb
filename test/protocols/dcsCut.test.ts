import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dcsLease } from "../../src/cluster/protocols/patroni/dcsLease.js";
import type { LeaseSettings } from "../../src/cluster/protocols/patroni/leaseLaws.js";
import { masterKey } from "../../src/kernel/streams.js";
import { type Incident, playIncident } from "../../src/readings/simulate/incident.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";

const INCIDENTS = 2000;

function cut(changes: Partial<LeaseSettings>, lasts?: number, incidents = INCIDENTS): Incident[] {
  const model = dcsLease.incident({ ...dcsLease.defaults, ...changes }, "dcsCut", lasts);
  const simulation = new Simulation(model, masterKey("cut"));
  return Array.from({ length: incidents }, (_, i) => playIncident(simulation, i));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the link between a healthy primary and its etcd is cut", () => {
  it("for 14.8 s at 30/1/14: always demoted, and no writes for about 12 s, as reported from production", () => {
    const incidents = cut({ ttl: 30, loopWait: 1, retryTimeout: 14 }, 14.8);
    const down = incidents.map((incident) => incident.down);
    // Stopped in 5 to 14 s, started in 2 to 2.7 s, promoted in 0.1 to 0.3 s; or a replica takes the key, 29 to 31 s on.
    expect(Math.min(...down)).toBeGreaterThan(7.1);
    expect(Math.max(...down)).toBeLessThan(17);
    expect(Math.abs(mean(down) - 12)).toBeLessThan(1);
    // The list of members arrives at the third packet too late: 1 s of retry_timeout is no longer left.
    for (const { restored, down: seconds } of incidents) {
      expect(restored - seconds).toBeGreaterThanOrEqual(14.8 - 1e-9);
      expect(restored - seconds).toBeLessThan(16.001);
    }
  });

  it("for 14.8 s at 60/10/20: the lease is renewed, whenever the cut came", () => {
    const incidents = cut({ ttl: 60, loopWait: 10, retryTimeout: 20 }, 14.8);
    expect(new Set(incidents.map(({ restored, down }) => `${restored} ${down}`))).toEqual(new Set(["0 0"]));
  });

  it("for half of retry_timeout or less: never demoted, whatever the settings", () => {
    const anySettings = fc.record({
      loopWait: fc.integer({ min: 1, max: 20 }),
      retryTimeout: fc.integer({ min: 3, max: 30 }),
      dcsMembers: fc.constantFrom(1, 3, 5),
    });
    fc.assert(
      fc.property(anySettings, fc.double({ min: 0, max: 0.5, noNaN: true }), (settings, share) => {
        const ttl = settings.loopWait + 2 * settings.retryTimeout;
        const incidents = cut({ ...settings, ttl }, share * settings.retryTimeout, 50);
        expect(incidents.every(({ down }) => down === 0)).toBe(true);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  it("for ever: demoted, and a replica takes over when the lease has run out; two never write", () => {
    const settings = { ...dcsLease.defaults };
    const model = dcsLease.incident(settings, "dcsCut");
    const simulation = new Simulation(model, masterKey("for ever"));
    const levels = new Float64Array(model.levels.length);
    for (let i = 0; i < 200; i++) {
      simulation.reset(i);
      while (simulation.due < Number.POSITIVE_INFINITY) {
        simulation.step();
        model.measure(simulation.world, levels);
        expect(levels[model.levels.indexOf("twoWriters")]).toBe(0);
      }
      expect(levels[0]).toBe(0);
    }
    for (const { restored, down } of cut({})) {
      expect(restored).toBeGreaterThan(20.1);
      expect(restored).toBeLessThan(30.8);
      // It gave up 7/6 of retry_timeout after its look; the lease had 20 s from there.
      expect(down).toBeGreaterThan(20 - 70 / 6 + 0.1 - 1e-9);
      expect(down).toBeLessThan(20 - 70 / 6 + 0.8);
    }
  });

  it("longer cuts never do less harm", () => {
    const downs = [5, 9, 12, 14.8, 25, 60].map((lasts) => mean(cut({}, lasts).map(({ down }) => down)));
    expect(downs[0]).toBe(0);
    for (const [i, down] of downs.slice(0, 4).entries()) expect(downs[i + 1]!).toBeGreaterThanOrEqual(down - 0.3);
  });
});
