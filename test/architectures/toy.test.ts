import { describe, expect, it } from "vitest";
import type { Architecture } from "../../src/architectures/architecture.js";
import { clusterModel } from "../../src/cluster/model.js";
import { Mark } from "../../src/cluster/vocabulary.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import type { Declare, Model } from "../../src/kernel/model.js";
import { fieldView, layOut, type World } from "../../src/kernel/world.js";
import { levelVector, riseRates } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import type { Observation } from "../../src/readings/simulate/observation.js";
import { answer } from "../../src/study/answer.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import { simulatedFigures } from "../../src/study/figures/simulated.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import { replicate } from "../../src/study/method/replications.js";
import { scenario } from "../scenario/catalogue.js";
import { specOf } from "./specs.js";

const HOUR = 3600;
const YEAR = 8766 * HOUR;

/*
 * A toy that knows nothing of clusters: two machines and one repairman. He mends the machine that waits longest; when
 * it works again he has, with some probability, a coffee, and whatever breaks meanwhile waits.
 */
const toy = { life: 100 * HOUR, repair: 5 * HOUR, coffee: 3 * HOUR, thirst: 0.3 };

const BREAKS = 0;
const MENDED = 1;
const LOOKS_AROUND = 2;
const COFFEE_OVER = 3;
const THIRSTY = 0;
const FREE = 0;
const MENDING = 1;
const DRINKING = 2;

interface Workshop extends World {
  readonly broken: Int32Array;
  readonly turn: Int32Array;
  readonly repairman: Int32Array;
  readonly tickets: Int32Array;
}

function workshop(): Model<Workshop> {
  const layout = layOut([
    { name: "shop", size: 1, fields: { repairman: "value", tickets: "label" } },
    { name: "machine", size: 2, fields: { broken: "value", turn: "rank" } },
  ]);
  const life = exponential({ mean: toy.life });
  const repair = exponential({ mean: toy.repair });
  const coffee = exponential({ mean: toy.coffee });
  const atOnce = immediate();

  function takeNext(world: Workshop, declare: Declare): void {
    const waiting = [0, 1].filter((m) => world.turn[m] > 0).sort((a, b) => world.turn[a] - world.turn[b]);
    if (world.repairman[0] !== FREE || waiting.length === 0) return;
    world.turn[waiting[0]] = 0;
    world.repairman[0] = MENDING;
    declare.start(MENDED, waiting[0], repair);
  }

  return {
    layout,
    activities: [
      { name: "breaks", group: 1 },
      { name: "mended", group: 1 },
      { name: "looks around", group: 0 },
      { name: "coffee over", group: 0 },
    ],
    choices: [{ name: "thirsty", group: 0 }],
    levels: ["down", "serviceDown", "degraded", "served"],
    services: { count: 1, marked: false },
    causes: ["phase:mending", "phase:coffee"],
    newWorld() {
      const cells = new Int32Array(layout.size);
      return {
        cells,
        broken: fieldView(layout, cells, "machine", "broken"),
        turn: fieldView(layout, cells, "machine", "turn"),
        repairman: fieldView(layout, cells, "shop", "repairman"),
        tickets: fieldView(layout, cells, "shop", "tickets"),
      };
    },
    begin(_, declare) {
      for (const machine of [0, 1]) declare.start(BREAKS, machine, life);
    },
    fire(activity, machine, world, declare) {
      if (activity === BREAKS) {
        world.broken[machine] = 1;
        world.turn[machine] = ++world.tickets[0];
        declare.mark(Mark.FAULT, machine);
      } else if (activity === MENDED) {
        world.broken[machine] = 0;
        declare.start(BREAKS, machine, life);
        declare.start(LOOKS_AROUND, 0, atOnce);
        return;
      } else if (activity === LOOKS_AROUND) {
        const thirsty = declare.choose(THIRSTY, 0, [toy.thirst, 1 - toy.thirst]) === 0;
        world.repairman[0] = thirsty ? DRINKING : FREE;
        if (thirsty) declare.start(COFFEE_OVER, 0, coffee);
      } else {
        world.repairman[0] = FREE;
      }
      takeNext(world, declare);
    },
    measure(world, levels) {
      const broken = world.broken[0] + world.broken[1];
      levels[0] = levels[1] = broken === 2 ? 1 : 0;
      levels[2] = broken === 1 ? 1 : 0;
      levels[3] = 1 - broken / 2;
    },
    attribute(world, seconds, sums, from) {
      sums[from + (world.repairman[0] === MENDING ? 0 : 1)] += seconds;
    },
  };
}

/**
 * The same by hand. h and c: he is at work or has coffee; the digit: machines broken. Flow up = flow down across each
 * number of broken machines (rates a = 1/life, m = 1/repair, g = 1/coffee, b = thirst):
 * 2a(h0 + c0) = m·h1 and a(h1 + c1) = m·h2; balance of c0, c1, c2: (2a + g)c0 = bm·h1,
 * (a + g)c1 = bm·h2 + 2a·c0, g·c2 = a·c1. Solved with h1 = 1.
 */
function byHand() {
  const [a, m, g] = [1 / toy.life, 1 / toy.repair, 1 / toy.coffee];
  const b = toy.thirst;
  const h1 = 1;
  const c0 = (b * m) / (2 * a + g);
  const h0 = m / (2 * a) - c0;
  const c1 = (b * a + 2 * a * c0) / (a + g - b * a);
  const h2 = (a * (1 + c1)) / m;
  const c2 = (a * c1) / g;
  const all = h0 + h1 + h2 + c0 + c1 + c2;
  return {
    down: (h2 + c2) / all,
    degraded: (h1 + c1) / all,
    served: (h0 + c0 + (h1 + c1) / 2) / all,
    outagesPerYear: ((a * (h1 + c1)) / all) * YEAR,
    inCoffee: (c2 / all) * YEAR,
  };
}

describe("a toy model of its own", () => {
  const known = byHand();

  it("is solved exactly, without the enumerator knowing it", () => {
    const chain = enumerate(workshop());
    const pi = steadyState(chain);
    expect(chain.states).toBe(6);
    expect(chain.approximated).toEqual([]);
    expect(longRunMean(pi, levelVector(chain, 0)) / known.down).toBeCloseTo(1, 12);
    expect(longRunMean(pi, levelVector(chain, 2)) / known.degraded).toBeCloseTo(1, 12);
    expect(longRunMean(pi, levelVector(chain, 3)) / known.served).toBeCloseTo(1, 12);
    expect((longRunMean(pi, riseRates(chain, levelVector(chain, 0))) * YEAR) / known.outagesPerYear).toBeCloseTo(1, 12);
  });

  it("is simulated, with intervals that hold what was found by hand", () => {
    const model = workshop();
    const observation: Observation = { warmup: 200 * HOUR, horizon: YEAR, rto: HOUR, rtoFrom: "disruption" };
    const plan = { seed: "toy", replications: 200, precision: 1, maxEvents: Infinity, level: 0.999 };
    const figures = simulatedFigures(model, replicate(model, observation, plan), null, 0.999, toy.repair);
    expect(figures.unavailability.low).toBeLessThan(known.down);
    expect(figures.unavailability.high).toBeGreaterThan(known.down);
    expect(figures.outagesPerYear.low).toBeLessThan(known.outagesPerYear);
    expect(figures.outagesPerYear.high).toBeGreaterThan(known.outagesPerYear);
    expect(figures.degraded.low).toBeLessThan(known.degraded);
    expect(figures.degraded.high).toBeGreaterThan(known.degraded);
    expect(figures.served.low).toBeLessThan(known.served);
    expect(figures.served.high).toBeGreaterThan(known.served);
    expect(figures.downtimeByPhase.coffee.low).toBeLessThan(known.inCoffee);
    expect(figures.downtimeByPhase.coffee.high).toBeGreaterThan(known.inCoffee);
    expect(figures.outageDuration?.count).toBeGreaterThan(1000);
  });

  it("gives all figures of a study, exact beside simulated", () => {
    const figures = exactFigures(workshop(), YEAR);
    expect(figures.unavailability.mean ?? 0).toBeCloseTo(known.down, 12);
    expect((figures.downtimeByPhase.coffee.mean ?? 0) / known.inCoffee).toBeCloseTo(1, 12);
    expect(figures.mission?.unreliability.mean).toBeGreaterThan(0.9);
  });
});

/** A toy design as a plain object, on the cluster model. */
const mirroredPair: Architecture = {
  name: "mirrored-pair",
  summary: "two nodes with the same work; one is enough",
  strategy: "ha",
  defaultNodes: 2,
  complaints: ({ nodes }) =>
    nodes === 2 ? [] : [{ path: "nodes", message: `a pair is 2 nodes, not ${nodes}`, suggestion: "leave nodes out" }],
  design: (spec) => ({
    model: clusterModel({ ...spec, slots: 2, need: 1, hosting: "shared" }),
    understood: "2 mirrored nodes",
    recoveryPoint: "shared",
    buys: { clusteredNodes: 2, loadBalancers: 0, backup: false, staffHours: 20 },
  }),
};

describe("a toy architecture as a plain object", () => {
  const at = (law: "exponential" | "immediate", mean = 0) => ({ law, mean });
  const spec = specOf({
    nodes: 2,
    classes: [
      {
        name: "node",
        count: 2,
        modes: [
          {
            name: "hardware",
            life: at("exponential", 1000),
            detection: at("immediate"),
            repair: at("exponential", 10),
            needsCrew: true,
            recovery: "failover",
            parts: { count: 1, need: 1, swap: at("immediate") },
          },
        ],
      },
    ],
    crews: 1,
    takeover: { law: at("immediate"), coverage: 1, manual: at("immediate") },
    standby: { factor: 1, latent: 0, test: at("immediate") },
    survivorsFailWhileDown: true,
    backup: { every: 1, takes: 1, declare: at("immediate"), provision: at("immediate"), restore: at("immediate") },
  });

  it("complains like any other", () => {
    expect(mirroredPair.complaints({ ...spec, nodes: 3 })).toHaveLength(1);
    expect(mirroredPair.complaints(spec)).toEqual([]);
  });

  it("gets both readings: two units, one crew, P(both down) = 2ρ²/(1 + 2ρ + 2ρ²)", () => {
    const rho = 10 / 1000;
    const known = (2 * rho * rho) / (1 + 2 * rho + 2 * rho * rho);
    const { model } = mirroredPair.design(spec);
    expect((exactFigures(model, YEAR).unavailability.mean ?? 0) / known).toBeCloseTo(1, 12);
    const observation: Observation = { warmup: 200 * HOUR, horizon: 10 * YEAR, rto: HOUR, rtoFrom: "disruption" };
    const plan = { seed: "pair", replications: 200, precision: 1, maxEvents: Infinity, level: 0.999 };
    const { low, high } = simulatedFigures(
      model,
      replicate(model, observation, plan),
      null,
      0.999,
      HOUR,
    ).unavailability;
    expect(low).toBeLessThan(known);
    expect(high).toBeGreaterThan(known);
  });

  it("is answered in full, money and verdicts included, without a place in the registry", () => {
    const asked = scenario("architecture: active-passive\nhorizon: 5y\nobjectives: {rto: 1h}\nseed: toy\n");
    const design = mirroredPair.design(asked.spec);
    const exact = answer(asked, design, { ...DEFAULT_ASK, method: "exact" });
    const simulated = answer(asked, design, { ...DEFAULT_ASK, method: "crude", replications: 50, mttfEvents: 20_000 });
    expect(exact.understood).toBe("2 mirrored nodes");
    expect(simulated.cost?.lines.length).toBeGreaterThan(0);
    expect(simulated.rto?.objective).toBe(HOUR);
    expect(exact.unavailability.mean).toBeGreaterThan(0);
    expect(simulated.unavailability.high).toBeGreaterThan(0);
  });

  it("is told which of its laws the exact reading had to replace", () => {
    const [kind] = spec.classes;
    const [mode] = kind.modes;
    const slowly = { ...mode, repair: lognormal({ mean: 10 * HOUR, sigma: 1 }) };
    const { model } = mirroredPair.design({ ...spec, classes: [{ ...kind, modes: [slowly] }] });
    expect(exactFigures(model, YEAR).notes.join()).toContain("the lognormal law of repair");
  });
});
