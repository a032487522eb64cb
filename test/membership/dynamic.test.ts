import { describe, expect, it } from "vitest";
import type { ClusterModel } from "../../src/cluster/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { type Chain, levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { modelOf, solve, votersText } from "./voters.js";

/** A cluster that is never repaired: it is down from the moment when it loses quorum. */
const dying = (nodes: number, witness: boolean, detection: string): ClusterModel =>
  modelOf(`architecture: active-passive
nodes: ${nodes}
node: {failures: {hardware: {life: 100h, repair: {exponential: 1000000000000h}}}}
crews: unlimited
detection: ${detection}
takeover: immediate
coverage: 100%
quorum: {policy: dynamic, stop: immediate${witness ? ", witness: {life: {exponential: 1000000000000h}, repair: 1s}" : ""}}
`);

/** Probability of being up after these steps, one after another, of a chain begun with everything new. */
function upAfter(chain: Chain, steps: readonly string[]): number {
  const down = levelVector(chain, 0);
  let share = new Map([[0, 1]]);
  for (const activity of steps) {
    const next = new Map<number, number>();
    for (const [state, probability] of share) {
      const edges = Array.from(
        { length: chain.firstEdge[state + 1]! - chain.firstEdge[state]! },
        (_, i) => chain.firstEdge[state]! + i,
      ).filter((edge) => chain.steps[chain.stepOf[edge]!]!.activity === activity);
      const all = edges.reduce((sum, edge) => sum + chain.rate[edge]!, 0);
      for (const edge of edges) {
        const to = chain.target[edge]!;
        next.set(to, (next.get(to) ?? 0) + (probability * chain.rate[edge]!) / all);
      }
    }
    share = next;
  }
  return [...share].reduce((sum, [state, probability]) => sum + (down[state] === 0 ? probability : 0), 0);
}

/** Of those that are up after the first loss, how many are after the second: one that was down stays so. */
function another(chain: Chain): number {
  const first = upAfter(chain, ["fail"]);
  return first === 0 ? 0 : upAfter(chain, ["fail", "fail"]) / first;
}

/** The share of runs that are up after so many activities. */
function simulatedUp(model: ClusterModel, events: number, runs: number): number {
  const simulation = new Simulation(model, masterKey("dynamic"));
  const levels = new Float64Array(model.levels.length);
  let up = 0;
  for (let run = 0; run < runs; run++) {
    simulation.reset(run);
    for (let event = 0; event < events; event++) simulation.step();
    model.measure(simulation.world, levels);
    up += 1 - levels[0]!;
  }
  return up / runs;
}

const RUNS = 400;
const within = (share: number, exact: number): boolean =>
  Math.abs(share - exact) <= 3.5 * Math.sqrt((exact * (1 - exact)) / RUNS);

describe('the table of Microsoft\'s "Understanding cluster and pool quorum", played by a cluster', () => {
  it.each([
    [2, false, 0.5, 0, 0],
    [2, true, 1, 0, 0],
    [3, false, 1, 0.5, 0],
    [3, true, 1, 1, 0],
    [4, false, 1, 1, 0.5],
    [4, true, 1, 1, 1],
    [5, false, 1, 1, 1],
    [5, true, 1, 1, 1],
  ])("%i nodes, witness %s: survives one %d, another %d, two at once %d", (nodes, witness, one, then, two) => {
    const apart = dying(nodes, witness, "immediate");
    const chain = enumerate(apart);
    expect(upAfter(chain, ["fail"])).toBeCloseTo(one, 12);
    expect(another(chain)).toBeCloseTo(then, 12);
    expect(within(simulatedUp(apart, 1, RUNS), one)).toBe(true);
    expect(within(simulatedUp(apart, 2, RUNS), one * then)).toBe(true);
    // Two fail before either is noticed: one regroup leaves both out.
    const together = enumerate(dying(nodes, witness, "{exponential: 1h}"));
    expect(upAfter(together, ["fail", "fail", "detect", "detect"])).toBeCloseTo(two, 12);
  });
});

describe("dynamic quorum in the years", () => {
  const dynamic = "quorum: {policy: dynamic, stop: {exponential: 5min}}\n";
  const witness = "witness: {life: 200h, repair: {exponential: 10h}, rack: r0}";

  it("of a pair with a witness leaves the last vote with whoever was left: a chain of four states by hand", () => {
    const text = `architecture: active-passive
nodes: 2
node: {failures: {hardware: {life: 100h, repair: {exponential: 8h}}}}
crews: unlimited
detection: immediate
takeover: immediate
coverage: 100%
quorum: {policy: dynamic, stop: immediate, witness: {life: {exponential: 1000000000000h}, repair: 1s}}
`;
    // Nodes up: 2, 1 (the only member), 0, or the one that is no member (w), which may not start before the member is back.
    const [fail, repair] = [1 / 100, 1 / 8];
    const leaving = 2 * repair - (fail * repair) / (repair + fail);
    const none = (2 * fail) / (repair * (leaving / fail + repair / (repair + fail)));
    const one = (none * leaving) / fail;
    const waiting = (repair * none) / (repair + fail);
    const down = (none + waiting) / (1 + one + none + waiting);
    expect(solve(text).down! / down).toBeCloseTo(1, 9);
  });

  it("goes on with fewer nodes than a majority does", () => {
    const majority = solve(votersText([4], "quorum: {policy: majority, stop: immediate}"));
    const follows = solve(votersText([4], "quorum: {policy: dynamic, stop: immediate}"));
    expect(follows.down).toBeLessThan(majority.down! / 2);
  });

  it.each([[dynamic], [`quorum: {policy: dynamic, stop: {exponential: 5min}, ${witness}}\n`]])(
    "never lets two groups go on: %s",
    (quorum) => {
      const fencing = "fencing: {action: {exponential: 30min}, success: 100%}\n";
      expect(solve(votersText([1, 2], quorum + fencing)).twoWriters).toBe(0);
    },
  );

  it("does not depend on how its nodes are numbered", () => {
    const named = votersText([3], dynamic).replace(
      "node: {failures: {hardware: {life: 100h, repair: {exponential: 8h}}}}\n",
      `nodeClasses:\n${["a", "b", "c"].map((name) => `  - {name: ${name}, count: 1, failures: {hardware: {life: 100h, repair: {exponential: 8h}}}}\n`).join("")}`,
    );
    const [alike, apart] = [solve(votersText([3], dynamic)), solve(named)];
    expect(apart.down! / alike.down!).toBeCloseTo(1, 9);
  });
});
