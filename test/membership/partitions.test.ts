import { describe, expect, it } from "vitest";
import type { ClusterModel } from "../../src/cluster/model.js";
import { cuts, PARTITIONS, type PartitionKind } from "../../src/cluster/network/partitions.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { accelerate, acceleratedUnavailability } from "../../src/study/method/accelerated.js";
import { longRun, modelOf } from "./designed.js";

const HOUR = 3600;
const law = (hours: number) => `{exponential: ${hours}h}`;
const nodes = `node: {failures: {hardware: {life: 200h, detection: immediate, repair: ${law(10)}, crew: false}}}\n`;
const times = `takeover: ${law(0.3)}\ncoverage: 100%\nmanualRecovery: 1h\n`;
const fencing = `fencing: {action: ${law(0.2)}, success: 80%, attempts: 1, confirm: ${law(2)}, reboot: ${law(0.5)}}\n`;
const majority = "quorum: {policy: majority, stop: immediate}\n";

/** A cluster with one partition, or with another network. */
const cluster = (head: string, network: string, more = "") =>
  `architecture: ${head}\n${nodes}${times}network: {${network}, detection: ${law(0.1)}, resync: ${law(1)}}\n${more}`;
const partition = (kind: PartitionKind, who = "") =>
  `partitions: [{kind: ${kind}${who}, life: {exponential: 50h}, repair: ${law(4)}}]`;

/** Levels and causes in the long run of the chain. */
function solved(model: ClusterModel): Map<string, number> {
  const chain = enumerate(model, { maxStates: 20_000 });
  const pi = steadyState(chain);
  return new Map(chain.levelNames.map((name, at) => [name, longRunMean(pi, levelVector(chain, at))]));
}

describe("a partition of two rooms by law", () => {
  const rooms = "racks: [{name: here, nodes: 2}, {name: there, nodes: 1}]";
  const never = "link: {life: {exponential: 1000000000y}, repair: immediate}";
  const cases = [
    ["quorum\nnodes: 3", ""],
    ["active-passive\nnodes: 3", ""],
    ["active-passive\nnodes: 3", majority],
    ["active-passive\nnodes: 3", majority + fencing],
    ["active-active\nnodes: 3\nservice: {need: 2}", majority],
  ] as const;

  it.each(cases)("is to the figures what a line is that fails as often: %s %s", (head, policy) => {
    const line = solved(
      modelOf(cluster(head, `${rooms}, link: {life: {exponential: 50h}, repair: ${law(4)}}`, policy)),
    );
    // One-way cuts as much: who is not heard is in no group with those who do not hear it.
    for (const [kind, who] of [
      ["split", ", between: [here, there]"],
      ["split", ", nodes: [node-1, node-2]"],
      ["one-way", ", racks: [there]"],
    ] as const) {
      const own = solved(modelOf(cluster(head, `${rooms}, ${never}, ${partition(kind, who)}`, policy)));
      for (const name of ["down", "degraded", "served", "twoWriters", "partitioned", "nodesUp"]) {
        expect(own.get(name)!, `${kind}${who}: ${name}`).toBeCloseTo(line.get(name)!, 8);
      }
      expect(own.get("origin:partition")! + own.get("origin:link")!).toBeCloseTo(line.get("origin:link")!, 8);
      expect(own.get("origin:link")!).toBeLessThan(1e-6);
    }
  });
});

describe("partitions of every kind by law", () => {
  const who: Partial<Record<PartitionKind, string>> = { split: ", nodes: [node-2]", "one-way": ", nodes: [node-1]" };
  const heads = [
    ["quorum\nnodes: 4", ""],
    ["active-passive\nnodes: 3", majority + fencing],
    ["active-passive\nnodes: 3", ""],
    ["active-active\nnodes: 4\nservice: {need: 3}", majority],
  ] as const;
  const cases = PARTITIONS.flatMap((kind) => heads.map(([head, policy]) => ({ kind, head, policy }))).filter(
    ({ kind, head }) => kind !== "ring" || head.includes("4"),
  );

  it.each(cases)("$kind: a long run shows what the chain says: $head $policy", ({ kind, head, policy }) => {
    const model = modelOf(cluster(head, partition(kind, who[kind]), policy));
    const exact = solved(model);
    const { of } = longRun(model, 500 * HOUR, 60);
    for (const level of ["down", "served", "twoWriters", "partitioned"]) {
      const { mean, error } = of(level);
      expect(Math.abs(mean - exact.get(level)!), level).toBeLessThanOrEqual(3.5 * error + 1e-9);
    }
    expect(of("partitioned").mean).toBeGreaterThan(0.01);
  });
});

it("what is rare is seen by the accelerated reading too", () => {
  const rare = `node: {failures: {hardware: {life: 2000h, detection: immediate, repair: ${law(4)}, crew: false}}}\n`;
  const head = `architecture: quorum\nnodes: 3\n${rare}takeover: immediate\ncoverage: 100%\n`;
  const one = `{kind: one, life: {exponential: 3000h}, repair: ${law(4)}}`;
  const model = modelOf(`${head}network: {partitions: [${one}], detection: immediate, resync: immediate}\n`);
  const exact = solved(model).get("down")!;
  expect(exact).toBeLessThan(1e-4);
  const what = { warmup: 1e6, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" } as const;
  const plan = { seed: "rare", replications: 200, precision: 0.05, maxEvents: 2e7, level: 0.9995 };
  const sample = accelerate(model, what, plan);
  if ("refused" in sample) throw new Error(sample.refused);
  const { low, high } = acceleratedUnavailability(sample, 0.9995);
  expect(exact).toBeGreaterThan(low);
  expect(exact).toBeLessThan(high);
  expect(high / low).toBeLessThan(2);
});

describe("who hears whom", () => {
  it("in a split, nobody across; one way, the first side hears and is not heard; what is not concerned hears all", () => {
    for (const kind of ["split", "bridge", "one", "majority"] as const) {
      const heard = [cuts(kind, 1, 2, 5), cuts(kind, 2, 1, 5), cuts(kind, 1, 1, 5), cuts(kind, 0, 2, 5)];
      expect(heard).toEqual([true, true, false, false]);
    }
    expect([cuts("one-way", 1, 2, 5), cuts("one-way", 2, 1, 5), cuts("one-way", 0, 2, 5)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("on a ring of five each hears three, itself counted, and every three are others", () => {
    const heard = [1, 2, 3, 4, 5].map((a) => [1, 2, 3, 4, 5].filter((b) => !cuts("ring", b, a, 5)).join());
    expect(heard).toEqual(["1,2,5", "1,2,3", "2,3,4", "3,4,5", "1,4,5"]);
  });
});
