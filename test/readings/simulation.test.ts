import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import { UP } from "../../src/cluster/vocabulary.js";
import { status } from "../../src/cluster/work/service.js";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { weibull } from "../../src/kernel/laws/weibull.js";
import { DOWN, type Model } from "../../src/kernel/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { layOut } from "../../src/kernel/world.js";
import { Column, type Observation, YEAR } from "../../src/readings/simulate/observation.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { Watch } from "../../src/readings/simulate/watch.js";
import fixture from "../fixtures/exactCases.json" with { type: "json" };
import { referencePlant } from "./referenceSpecs.js";

const HOUR = 3600;
const cases: Record<string, { model: string; parameters: Record<string, number>; exact: Record<string, number> }> =
  fixture.cases;

function observation(hours: number, warmup = 0): Observation {
  return { warmup: warmup * HOUR, horizon: hours * HOUR, rto: 60, rtoFrom: "disruption" };
}

function rows(model: Model, seed: string, what: Observation, replications: readonly number[]): Map<number, number[]> {
  const simulation = new Simulation(model, masterKey(seed));
  const watch = new Watch(model, what);
  return new Map(replications.map((r) => [r, [...watch.replicate(simulation, r)]]));
}

/** Case L2 of the reference models, failing often, with laws that are not memoryless and one that takes no time. */
function lively(changes: Partial<Plant> = {}): Plant {
  const { model, parameters } = cases.L2!;
  const plant = referencePlant(model, parameters);
  const modes = plant.classes[0]!.modes.map((mode) => ({
    ...mode,
    life: weibull({ mean: 200 * HOUR, shape: 1.5 }),
    detection: immediate(),
    repair: lognormal({ mean: 20 * HOUR, sigma: 1 }),
  }));
  return {
    ...plant,
    classes: [{ ...plant.classes[0]!, modes }],
    takeover: { law: lognormal({ mean: HOUR, sigma: 0.5 }), coverage: 0.8, manual: exponential({ mean: 2 * HOUR }) },
    standby: { factor: 0.3, latent: 0.3, test: weibull({ mean: 100 * HOUR, shape: 2 }) },
    ...changes,
  };
}

/** One machine that is on (1) or off (0). */
function machine(life: Law, repair: Law): Model {
  const layout = layOut([{ name: "whole", size: 1, fields: { on: "value" } }]);
  return {
    layout,
    activities: [
      { name: "stop", group: 0 },
      { name: "go", group: 0 },
    ],
    choices: [],
    levels: ["down", "serviceDown"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld: () => ({ cells: Int32Array.of(1) }),
    begin: (_world, declare) => declare.start(0, 0, life),
    fire: (activity, _subject, world, declare) => {
      world.cells[0] = activity;
      declare.start(1 - activity, 0, activity === 0 ? repair : life);
    },
    measure: (world, levels) => {
      levels.fill(1 - world.cells[0]!);
    },
    attribute: () => {},
  };
}

const lasting = (hours: number) => deterministic({ value: hours * HOUR });

describe("a replication", () => {
  it("follows an outage that is in progress at the horizon to its end", () => {
    const model = machine(lasting(80), lasting(50));
    const watch = new Watch(model, observation(100));
    const simulation = new Simulation(model, masterKey("s"));
    const row = watch.replicate(simulation, 0);
    expect(row[Column.OUTAGES]).toBe(1);
    expect(row[Column.OUTAGE_SECONDS]).toBe(50 * HOUR);
    expect(row[Column.SERVICE_OUTAGES]).toBe(1);
    expect(row[Column.SERVICE_SECONDS]).toBe(50 * HOUR);
    expect(row[Column.LEVELS + DOWN]).toBe(20 * HOUR);
    expect(watch.paths.outage.max).toBe(50 * HOUR);
  });

  it("does not count an outage that was in progress when the long run began", () => {
    const [row] = rows(machine(lasting(80), lasting(50)), "s", observation(100, 100), [0]).values();
    expect(row![Column.LEVELS + DOWN]).toBe(30 * HOUR);
    expect(row![Column.OUTAGES]).toBe(0);
    expect(row![Column.MISSION_DOWN]).toBe(20 * HOUR);
  });

  it("charges downtime to the year it falls in, also after years without any", () => {
    const yearInHours = YEAR / HOUR;
    const model = machine(lasting(3.75 * yearInHours), lasting(0.5 * yearInHours));
    const watch = new Watch(model, observation(6 * yearInHours));
    watch.replicate(new Simulation(model, masterKey("s")), 0);
    expect(watch.yearly.bins().map(({ min, count }) => [min / YEAR, count])).toEqual([
      [0, 4],
      [0.25, 2],
    ]);
  });

  it("counts an outage of a shared service once, whatever its slots do", () => {
    const [row] = rows(clusterModel(lively({ hosting: "shared", need: 3 })), "s", observation(50_000), [0]).values();
    expect(row![Column.OUTAGES]).toBeGreaterThan(10);
    expect(row![Column.SERVICE_OUTAGES]).toBe(row![Column.OUTAGES]);
    expect(row![Column.SERVICE_SECONDS]).toBe(row![Column.OUTAGE_SECONDS]);
  });

  it("throws when immediates go round for ever", () => {
    const simulation = new Simulation(machine(immediate(), immediate()), masterKey("s"));
    expect(() => simulation.reset(0)).toThrow("a loop of immediate activities");
  });
});

describe("rows of replications", () => {
  const model = clusterModel(lively());
  const what = observation(20_000);
  const numbers = Array.from({ length: 12 }, (_, r) => r);
  const expected = rows(model, "seed", what, numbers);

  it("are the same twice for the same seed, and others for another", () => {
    expect(rows(model, "seed", what, numbers)).toEqual(expected);
    expect(rows(model, "other", what, [0]).get(0)).not.toEqual(expected.get(0));
  });

  it("do not depend on the order of the replications, nor on which others there are", () => {
    const orders = fc.shuffledSubarray(numbers, { minLength: 1 });
    fc.assert(
      fc.property(orders, (order) => {
        for (const [r, row] of rows(model, "seed", what, order)) expect(row).toEqual(expected.get(r));
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("add up: up + degraded + down is the horizon", () => {
    const hosting = fc.constantFrom("each" as const, "shared" as const);
    const needs = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(hosting, needs, fc.boolean(), fc.nat(), (hosting, need, survivorsFailWhileDown, replication) => {
        const cluster = clusterModel(lively({ hosting, need, survivorsFailWhileDown }));
        const levels = [...cluster.levels, "up"];
        const withUp: Model<ReturnType<typeof cluster.newWorld>> = {
          ...cluster,
          levels,
          measure: (world, into) => {
            cluster.measure(world, into);
            into[cluster.levels.length] = status(cluster.cluster, world.nodes) === UP ? 1 : 0;
          },
        };
        const watch = new Watch(withUp, what);
        const row = watch.replicate(new Simulation(withUp, masterKey("s")), replication);
        const time = (level: string) => row[Column.LEVELS + levels.indexOf(level)]!;
        expect((time("up") + time("degraded") + time("down")) / what.horizon).toBeCloseTo(1, 12);
      }),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe("a world survives copy and restore at any event", () => {
  /** What happens in the next `steps`: when, and the world it leaves. */
  function story(simulation: Simulation, steps: number): string[] {
    return Array.from({ length: steps }, () => {
      simulation.step();
      return `${simulation.now} ${simulation.events} ${simulation.world.cells.join(" ")}`;
    });
  }

  const sameTime = {
    ...lively().classes[0]!.modes[0]!,
    life: lasting(100),
    detection: lasting(1),
    repair: lasting(10),
  };
  const plants: Record<string, Plant> = {
    "laws with a memory": lively(),
    "clocks that stand still": lively({ hosting: "shared", need: 5, survivorsFailWhileDown: false }),
    "events that fall together": lively({ classes: [{ name: "node", count: 6, modes: [sameTime] }], crews: 3 }),
  };
  for (const [name, plant] of Object.entries(plants)) {
    it(name, () => {
      const model = clusterModel(plant);
      const original = new Simulation(model, masterKey("s"));
      const copy = new Simulation(model, masterKey("s"));
      copy.reset(99);
      original.reset(7);
      for (let event = 0; event < 60; event++) {
        const here = original.snapshot();
        copy.restore(here);
        expect(copy.snapshot()).toEqual(here);
        const expected = story(original, 150);
        expect(story(copy, 150)).toEqual(expected);
        original.restore(here);
        expect(story(original, 150)).toEqual(expected);
        original.restore(here);
        original.step();
      }
    });
  }
});

describe("simulated figures cover the exact ones", () => {
  const WITHIN_99_9 = 3.29;
  const REPLICATIONS = 4000;

  function expectCovered(values: readonly number[], exact: number, figure: string): void {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const error = Math.sqrt(squares / (values.length - 1) / values.length);
    expect(Math.abs(mean - exact) / error, `${figure}: ${mean} for ${exact}`).toBeLessThan(WITHIN_99_9);
    expect(error / exact, `error of ${figure}`).toBeLessThan(0.1);
  }

  for (const name of ["L2", "K1"]) {
    it(`case ${name}`, () => {
      const { model, parameters, exact } = cases[name]!;
      const cluster = clusterModel(referencePlant(model, parameters));
      const hours = parameters.T!;
      const numbers = Array.from({ length: REPLICATIONS }, (_, r) => r);
      const all = [...rows(cluster, `case ${name}`, observation(hours, 200), numbers).values()];
      const columns: Record<string, (row: readonly number[]) => number> = {
        u: (row) => row[Column.LEVELS + DOWN]! / (hours * HOUR),
        freq: (row) => row[Column.OUTAGES]! / hours,
        served: (row) => row[Column.LEVELS + cluster.levels.indexOf("served")]! / (hours * HOUR),
        nodes: (row) => row[Column.LEVELS + cluster.levels.indexOf("nodesUp")]! / (hours * HOUR),
        dt: (row) => row[Column.MISSION_DOWN]! / HOUR,
        no: (row) => row[Column.MISSION_OUTAGES]!,
        unrel: (row) => row[Column.MISSION_FAILED]!,
      };
      for (const [figure, column] of Object.entries(columns)) {
        if (exact[figure] !== undefined) expectCovered(all.map(column), exact[figure], figure);
      }
    });
  }
});
