import { describe, expect, it } from "vitest";
import { drillModel } from "../../src/cluster/drill/drillModel.js";
import { type ClusterModel, clusterModel } from "../../src/cluster/model.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { masterKey } from "../../src/kernel/streams.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { accelerate, acceleratedUnavailability } from "../../src/study/method/accelerated.js";
import { longRun, modelOf } from "./designed.js";

const YEAR = 8766 * 3600;
const beats = { every: 1, misses: 3 };
const head = (architecture: string, loss: string, more = "") =>
  `architecture: ${architecture}\nnode: {failures: {hardware: {life: 1y, repair: 10min, crew: false}}}\n` +
  `detection: {heartbeat: {every: 1s, misses: 3}}\ntakeover: {exponential: 2s}\ncoverage: 100%\nmanualRecovery: 5s\n` +
  `network: {loss: ${loss}}\n${more}`;
const reliable = "quorum: {policy: majority, stop: 1s}\nfencing: {action: 2s, success: 100%, reboot: 20s}\n";

/** The same plant, its heartbeats played one by one. */
const played = (model: ClusterModel) => drillModel(model.cluster.plant, { strikes: [], heartbeats: beats });

describe("nodes taken for dead in the years as heartbeat by heartbeat", () => {
  const cases = [
    ["active-passive\nnodes: 2", "30%", ""],
    ["active-passive\nnodes: 3", "20%", reliable],
    ["active-passive\nnodes: 3", "{share: 5%, burst: 2}", reliable],
    ["active-passive\nnodes: 2", "{good: 2%, bad: 70%, toBad: 2%, toGood: 20%}", ""],
    ["quorum\nnodes: 3", "{share: 10%, burst: 3}", ""],
    ["active-active\nnodes: 3\nservice: {need: 2}", "20%", "quorum: {policy: majority, stop: immediate}\n"],
  ] as const;

  it.each(cases)("%s, loss %s", (architecture, loss, more) => {
    const model = modelOf(head(architecture, loss, more));
    const years = longRun(model, 2000, 40);
    const drill = longRun(played(model) as unknown as ClusterModel, 2000, 40, "beats");
    for (const level of ["down", "served", "twoWriters", "nodesUp"]) {
      const [a, b] = [years.of(level), drill.of(level)];
      const error = Math.sqrt(a.error ** 2 + b.error ** 2);
      expect(Math.abs(a.mean - b.mean), `${level}: ${a.mean} and ${b.mean}`).toBeLessThanOrEqual(3.5 * error + 1e-12);
    }
    expect(years.of("served").mean).toBeLessThan(0.9999);
    expect(drill.events).toBeGreaterThan(5 * years.events);
  });
});

it("a lone leader is deposed as often as its heartbeats are lost three in a row, and that long it takes to elect another", () => {
  const text = head("quorum\nnodes: 3", "20%").replace("life: 1y", "life: 1000000y");
  const model = modelOf(text);
  const { mean, error } = longRun(model, 20_000, 60).of("down");
  // Of the three the leader counts: one election of 2 s in E[N] + 2 s, E[N] = (1 − p³)/(q p³) s. (A member may be taken for dead while it is elected.)
  const until = (1 - 0.008) / (0.8 * 0.008);
  expect(Math.abs(mean - 2 / (until + 2))).toBeLessThan(3.5 * error + 0.001);
});

it("the chain reads every time as exponential with the same mean, and a run in which it is agrees", () => {
  const text = head("active-passive\nnodes: 3", "20%", reliable.replaceAll(/(\d+s)/g, "{exponential: $1}"));
  const model = modelOf(text.replace("life: 1y", "life: 1000000y"));
  const chain = enumerate(model, { maxStates: 20_000 });
  const pi = steadyState(chain);
  const level = (name: string) => longRunMean(pi, levelVector(chain, chain.levelNames.indexOf(name)));
  expect(chain.approximated.map(({ activity }) => activity)).toEqual(expect.arrayContaining(["suspect", "hear"]));
  const { plant } = model.cluster;
  const { network } = plant.membership!;
  const { first, heard } = network.suspicion!;
  const [until, back] = [exponential({ mean: first.mean }), exponential({ mean: heard.mean })];
  const suspicion = { ...network.suspicion!, first: until, again: until, heard: back };
  const memoryless = clusterModel({
    ...plant,
    membership: { ...plant.membership!, network: { ...network, suspicion } },
  });
  const { of } = longRun(memoryless, 5000, 60);
  for (const name of ["down", "nodesUp", "served"]) {
    expect(Math.abs(of(name).mean - level(name)), name).toBeLessThan(3.5 * of(name).error);
  }
  expect(level("origin:falseSuspicion")).toBeGreaterThan(0.9 * level("down"));
  expect([level("twoWriters"), of("twoWriters").mean]).toEqual([0, 0]);
});

it("a suspicion once in ten thousand years, and much downtime after it, is met by the accelerated reading as it is solved", () => {
  const text = `architecture: active-passive\nnodes: 2\nnode: {failures: {hardware: {life: 100000h, repair: {exponential: 8h}}}}
crews: 1\ndetection: {heartbeat: {every: 1s, misses: 6}}\ntakeover: immediate\ncoverage: 100%
network: {loss: 1%, resync: {exponential: 1000h}}\n`;
  const model = modelOf(text);
  const chain = enumerate(model);
  const exact = longRunMean(steadyState(chain), levelVector(chain, 0));
  const what = { warmup: 1e6, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" } as const;
  const plan = { seed: "a", replications: "auto", precision: 0.05, maxEvents: 4e6, level: 0.999 } as const;
  const sample = accelerate(model, what, plan);
  if ("refused" in sample) throw new Error(sample.refused);
  const { low, high } = acceleratedUnavailability(sample, 0.999);
  expect([low < exact, exact < high]).toEqual([true, true]);
  expect(high - low).toBeLessThan(0.2 * exact);
  expect(sample.doubts).toEqual([]);
});

it("the accelerated reading is not led astray by frequent suspicions", () => {
  const text = head("active-passive\nnodes: 2", "1%", "fencing: {action: 2s, success: 100%, reboot: 20s}\n");
  const model = modelOf(text.replace("repair: 10min", "repair: {exponential: 10h}"));
  const what = { warmup: YEAR, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" } as const;
  const sample = accelerate(model, what, {
    seed: "a",
    replications: 60,
    precision: 0.05,
    maxEvents: 4e6,
    level: 0.999,
  });
  if ("refused" in sample) throw new Error(sample.refused);
  const { low, high } = acceleratedUnavailability(sample, 0.999);
  const { mean, error } = longRun(model, 5 * YEAR, 100).of("down");
  expect(mean + 3.5 * error).toBeGreaterThan(low);
  expect(mean - 3.5 * error).toBeLessThan(high);
});

it("a year of six nodes that lose one heartbeat a second in a hundred costs about a thousand activities, not 190 million", () => {
  const text = head("n+1\nnodes: 6", "1%", reliable);
  const model = modelOf(text);
  const simulation = new Simulation(model, masterKey("six"));
  simulation.reset(0);
  let suspicions = 0;
  const years = 20;
  while (simulation.due < years * YEAR) {
    const before = [...simulation.world.membership!.watch];
    simulation.step();
    const now = simulation.world.membership!.watch;
    for (const [node, state] of now.entries()) if (state === 2 && before[node] !== 2) suspicions++;
  }
  const expected = years * 6 * (YEAR / ((1 - 1e-6) / (0.99 * 1e-6)));
  expect(Math.abs(suspicions - expected)).toBeLessThan(4 * Math.sqrt(expected));
  expect((6 * YEAR * years) / simulation.events).toBeGreaterThan(1e5);
});
