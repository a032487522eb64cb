import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterModel } from "../../src/cluster/model.js";
import { DOWN } from "../../src/kernel/model.js";
import { gammaP } from "../../src/kernel/special.js";
import { type Chain, levelVector, only, riseRates } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import type { Elapse } from "../../src/readings/mission/elapsed.js";
import { meanTimeToFirstOutage } from "../../src/readings/mission/firstPassage.js";
import { byImplicitSteps } from "../../src/readings/mission/implicitSteps.js";
import { mission } from "../../src/readings/mission/mission.js";
import { bySquaring } from "../../src/readings/mission/squaring.js";
import { byUniformization } from "../../src/readings/mission/uniformization.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import { expectedDowntime, type Group, independent, outageBy } from "./independentUnits.js";
import { preciseGain } from "./preciseMission.js";
import { referencePlant } from "./referenceSpecs.js";
import { chainOf, type Edge, transitions } from "./transitions.js";

const HOUR = 3600;
const YEAR = 8766 * HOUR;

const relativeError = (value: number, known: number): number => (value === known ? 0 : Math.abs(value / known - 1));

/** Downtime, outages, and outages of a chain that stays down, by one way. */
function missionBy(elapse: Elapse, chain: Chain, time: number): number[] {
  const down = levelVector(chain, DOWN);
  const outages = riseRates(chain, down);
  const first = outages.map((rate, s) => (down[s] > 0 ? 0 : rate));
  const whole = elapse(chain, time, [down, outages]);
  const stopped = elapse(
    only(chain, (from) => down[from] === 0),
    time,
    [first],
  );
  return [...whole!.gained, ...stopped!.gained];
}

const figuresOf = (chain: Chain, time: number): number[] => {
  const { downtime, outages, unreliability } = mission(chain, time)!;
  return [downtime, outages, unreliability];
};

function expectSame(values: readonly number[], known: readonly number[]): void {
  for (const [i, value] of known.entries()) expect(relativeError(values[i], value), `figure ${i}`).toBeLessThan(1e-9);
}

/** Six services on eight nodes with two warm spares, as the reference models have it. */
const eightNodes = (changes: object = {}) => ({
  ...{ nodes: 8, slots: 6, crews: 1, lam: 1 / 4383, mu: 1 / 8, det: 360, fo: 60, c: 0.975, man: 1, alpha: 0.5 },
  ...changes,
});
const eightNodePlant = (changes: object = {}) => clusterModel(referencePlant("slots", eightNodes(changes)));

describe("every way to follow a chain agrees with integers of 900 digits to 1e-9", () => {
  // With one set of states that lasts or several, states never reached, rates over twelve decades, times over fifteen.
  const rate = fc.double({ min: -6, max: 6, noNaN: true }).map((power) => 10 ** power);
  const questions = fc.integer({ min: 2, max: 8 }).chain((states) =>
    fc.record({
      states: fc.constant(states),
      edges: fc.array(fc.tuple(fc.nat(states - 1), fc.nat(states - 1), rate), {
        minLength: states,
        maxLength: 3 * states,
      }),
      earning: fc.nat(states - 1),
      time: fc.double({ min: -6, max: 9, noNaN: true }).map((power) => 10 ** power),
    }),
  );
  const ways: [string, Elapse, mostJumps: number, answers: number][] = [
    ["uniformization", byUniformization, 1e5, 100],
    ["squaring", bySquaring, Number.POSITIVE_INFINITY, 290],
    ["implicit steps", byImplicitSteps, Number.POSITIVE_INFINITY, 260],
  ];

  it.each(ways)("%s", (_, elapse, mostJumps, answers) => {
    let answered = 0;
    fc.assert(
      fc.property(questions, ({ states, edges, earning, time }) => {
        const moves = edges.filter(([from, to]) => from !== to);
        const chain = transitions(states, moves);
        const reward = Float64Array.from({ length: states }, (_, s) => (s === earning ? 1 : 0));
        if (moves.reduce((sum, [, , one]) => sum + one, 0) * time > mostJumps || moves.length === 0) return;
        const found = elapse(chain, time, [reward]);
        if (!found) return;
        answered++;
        expect(relativeError(found.gained[0], preciseGain(chain, time, reward))).toBeLessThan(1e-9);
      }),
      { seed: 10, numRuns: 300 },
    );
    expect(answered).toBeGreaterThan(answers);
  });
});

describe("a mission of independent units, each group with repairs of its own speed", () => {
  const groups: Group[] = [
    { units: 12, life: 5000 * HOUR, repair: 10 * HOUR, spare: 2 },
    { units: 8, life: 1e5 * HOUR, repair: 10, spare: 1 },
    { units: 7, life: 4800 * HOUR, repair: 300 * HOUR, spare: 3 },
  ];
  const chain = independent(groups);

  it.each([
    ["a second", 1],
    ["an hour", HOUR],
    ["a month", YEAR / 12],
    ["a million years", 1e6 * YEAR],
  ])("of 936 states for %s is as by the product of their chances", (_, time) => {
    expect(chain.states).toBe(936);
    const found = mission(chain, time)!;
    expect(relativeError(found.downtime, expectedDowntime(groups, time))).toBeLessThan(1e-9);
    expect(relativeError(found.unreliability, outageBy(groups, time))).toBeLessThan(1e-9);
  });

  it.each([HOUR / 60, HOUR, YEAR])("4 of 7 with 8760 h and 0.1 h, down 6e-19 of the time, over %d s", (time) => {
    const rare: Group[] = [{ units: 7, life: 8760 * HOUR, repair: 0.1 * HOUR, spare: 3 }];
    const small = independent(rare);
    const [downtime, , unreliability] = missionBy(byImplicitSteps, small, time);
    expect(relativeError(downtime, expectedDowntime(rare, time))).toBeLessThan(1e-9);
    expect(relativeError(unreliability, outageBy(rare, time))).toBeLessThan(1e-9);
    expectSame(figuresOf(small, time), missionBy(byImplicitSteps, small, time));
  });
});

describe("implicit steps", () => {
  /** A life of many stages beside a switch that flips 1e7 times as often; down at its end, for good. */
  function wear(stages: number, mean: number): Chain {
    const edges = Array.from({ length: stages }, (_, k): Edge[] => [
      [2 * k, 2 * k + 1, 1e7 / mean],
      [2 * k + 1, 2 * k, 3e7 / mean],
      [2 * k, 2 * k + 2, stages / mean],
      [2 * k + 1, 2 * k + 2 + (k + 1 < stages ? 1 : 0), stages / mean],
    ]);
    return chainOf(transitions(2 * stages + 1, edges.flat()), (s) => s === 2 * stages);
  }

  it.each([0.05, 0.7, 1.3])("follow a life of ten stages to %d of its mean: P(10, 10t)", (t) => {
    const [, outages, unreliability] = missionBy(byImplicitSteps, wear(10, 1), t);
    expect(relativeError(outages, gammaP(10, 10 * t))).toBeLessThan(1e-9);
    expect(relativeError(unreliability, gammaP(10, 10 * t))).toBeLessThan(1e-9);
  });

  it("say that they cannot, where stages are so many that errors add up; then the matrix is squared", () => {
    const chain = wear(30, 1);
    const down = levelVector(chain, DOWN);
    expect(byImplicitSteps(chain, 1, [riseRates(chain, down)])).toBeNull();
    expect(relativeError(mission(chain, 1)!.unreliability, gammaP(30, 30))).toBeLessThan(1e-9);
  });

  it("need no long way to find that nothing is ever earned", () => {
    const found = byImplicitSteps(wear(10, 1), 1e12, [new Float64Array(21)]);
    expect(found?.gained).toEqual([0]);
    expect(found?.chances[20]).toBeCloseTo(1, 9);
  });

  it("find what two sets of states bring that are never left again, one of which works fast", () => {
    // Once left, state 0 is never seen again. A share p goes where half of the time is earned, the rest where none is.
    const edges: Edge[] = [
      [0, 1, 1],
      [0, 3, 3],
      [1, 2, 1e9],
      [2, 1, 1e9],
      [3, 4, 1e9],
      [4, 3, 1e-3],
    ];
    const found = byImplicitSteps(transitions(5, edges), 1e6, [Float64Array.of(0, 1, 0, 0, 0)])!;
    // The first stay in state 1 is half over when the two are even: p (t − 1/4) / 2 + p / 4e9.
    expect(relativeError(found.gained[0], ((1 / 4) * (1e6 - 1 / 4)) / 2 + 1 / 16e9)).toBeLessThan(1e-9);
    expect(found.chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11);
    expect(relativeError(found.chances[3] / found.chances[4], 1e-12)).toBeLessThan(1e-9);
  });

  it("take no notice of states that are never reached", () => {
    const reached = kUnits(3, 1 / 100, 1);
    const more = { ...reached, states: 60, firstEdge: new Int32Array(61).fill(reached.target.length) };
    more.firstEdge.set(reached.firstEdge);
    const reward = new Float64Array(60);
    reward[2] = 1;
    expect(byImplicitSteps(more, 1e4, [reward])?.gained).toEqual(
      byImplicitSteps(reached, 1e4, [reward.slice(0, reached.states)])?.gained,
    );
  });

  it("agree with uniformization and squaring on a cluster", () => {
    const chain = enumerate(eightNodePlant({ nodes: 4, slots: 3 }));
    for (const time of [HOUR, 30 * HOUR]) {
      const known = missionBy(byUniformization, chain, time);
      expectSame(missionBy(bySquaring, chain, time), known);
      expectSame(missionBy(byImplicitSteps, chain, time), known);
    }
    for (const time of [YEAR, 1000 * YEAR])
      expectSame(missionBy(byImplicitSteps, chain, time), missionBy(bySquaring, chain, time));
  });
});

/** A birth and death: so many of n units broken. */
const kUnits = (n: number, a: number, m: number) =>
  transitions(
    n + 1,
    Array.from({ length: n }, (_, k): Edge[] => [
      [k, k + 1, (n - k) * a],
      [k + 1, k, (k + 1) * m],
    ]).flat(),
  );

describe("n+m of eight nodes: 882 states, detection in seconds, repair in hours, lives of months", () => {
  const chain = enumerate(eightNodePlant());

  it("is no longer refused its mission", () => {
    expect(chain.states).toBe(882);
    const figures = exactFigures(eightNodePlant(), 10 * YEAR, { insight: false });
    expect(figures.mission?.downtime.mean).toBeGreaterThan(0);
    expect(figures.notes.join()).not.toContain("mission figures");
  });

  it("is for some hours as uniformization has it", () => {
    const [downtime, outages, first] = missionBy(byImplicitSteps, chain, 8 * HOUR);
    expectSame([downtime, outages, first], missionBy(byUniformization, chain, 8 * HOUR));
  });

  it("adds the long run's downtime and outages for each further year", () => {
    const pi = steadyState(chain);
    const down = levelVector(chain, DOWN);
    const [one, ten] = [mission(chain, YEAR)!, mission(chain, 1000 * YEAR)!];
    expect(relativeError((ten.downtime - one.downtime) / (999 * YEAR), longRunMean(pi, down))).toBeLessThan(1e-9);
    const rate = longRunMean(pi, riseRates(chain, down));
    expect(relativeError((ten.outages - one.outages) / (999 * YEAR), rate)).toBeLessThan(1e-9);
    // All new, it is down a little later than in the long run: what is missing soon stays the same.
    const missing = one.downtime - longRunMean(pi, down) * YEAR;
    expect(missing).toBeLessThan(0);
  });

  it("loses its chance of no outage at one rate, and that adds up to the mean time to the first", () => {
    const mean = meanTimeToFirstOutage(chain);
    const spared = [1, 2, 3].map((times) => 1 - mission(chain, times * mean)!.unreliability);
    expect(relativeError(spared[1] ** 2, spared[0] * spared[2])).toBeLessThan(1e-8);
    // P(none by t) = c·e^(−bt) but for the first hours, which count c · (1/b) within some of their length.
    const rate = Math.log(spared[0] / spared[1]) / mean;
    expect(relativeError(rate * mean, 1)).toBeLessThan(1e-2);
  });
});

describe("a mission", () => {
  it("that begins down has had its outage, as the mean time to it says", () => {
    const chain = chainOf(kUnits(1, 1, 1), (broken) => broken === 0);
    expect(meanTimeToFirstOutage(chain)).toBe(0);
    expect(mission(chain, 5)?.unreliability).toBe(1);
  });

  it("is refused where a large chain hardly mixes", () => {
    // Four hundred pairs that flip all the time, with a way on to the next that is hardly ever taken.
    const edges = Array.from({ length: 400 }, (_, k): Edge[] => [
      [2 * k, 2 * k + 1, 1e6],
      [2 * k + 1, 2 * k, 1e6],
      [2 * k + 1, (2 * k + 2) % 800, 1e-4],
    ]);
    const chain = chainOf(transitions(800, edges.flat()), (s) => s === 5);
    expect(mission(chain, 1e6)).toBeNull();
  });
});
