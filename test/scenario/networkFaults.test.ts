import { describe, expect, it } from "vitest";
import { problems, scenario } from "./catalogue.js";

const head = "architecture: quorum\nnodes: 5\n";
const beats = "detection: {heartbeat: {every: 1s, misses: 3}}\n";
const rooms = "racks: [{name: here, nodes: 3}, {name: there, nodes: 2}, {name: empty, nodes: 0}]";

/** The problems of a network written on line 4, after its heartbeats. */
const of = (network: string, more = beats) => problems(`${head}${more}network: {${network}}\n`);

describe("partitions that cannot be are refused, with place and advice", () => {
  it.each([
    [
      "partitions: [{kind: sideways}]",
      ['x.yaml:4:31 network.partitions[0].kind: "sideways" is not one of split, one-way, bridge, ring, one, majority'],
    ],
    [
      "partitions: [{kind: split}]",
      ['x.yaml:4:31 network.partitions[0].kind: a split partition names who is cut off; try "nodes: [node-1]"'],
    ],
    [
      "partitions: [{kind: ring, nodes: [node-1]}]",
      ["x.yaml:4:37 network.partitions[0].nodes: means nothing here: a ring partition chooses for itself"],
    ],
    [
      `${rooms}, partitions: [{kind: bridge, between: [here, there]}]`,
      ["network.partitions[0].between: means nothing here: a bridge partition takes racks or nodes"],
    ],
    [
      `${rooms}, partitions: [{kind: split, between: [here, ther]}]`,
      ['network.partitions[0].between[1]: no rack is called "ther"; there are here, there, empty; try "there"'],
    ],
    [
      `${rooms}, partitions: [{kind: split, between: [here, here]}]`,
      ["network.partitions[0].between: keeps a rack from itself; it takes two"],
    ],
    [
      `${rooms}, partitions: [{kind: split, racks: [here], nodes: [node-1]}]`,
      ["network.partitions[0].nodes: stands beside racks; say it in one of them"],
    ],
    [
      `${rooms}, partitions: [{kind: one-way, racks: [empty]}]`,
      ["network.partitions[0].racks: leaves nobody on one of the two sides"],
    ],
    [
      "partitions: [{kind: one-way, nodes: [node-1, node-9]}]",
      ['network.partitions[0].nodes[1]: there is no node-9: the nodes are node-1 to node-5; try "node-5"'],
    ],
    [
      "partitions: [{kind: split, nodes: [node-1, node-2, node-3, node-4, node-5]}]",
      ["network.partitions[0].nodes: leaves nobody on one of the two sides"],
    ],
    ["partitions: [{kind: split, nodes: [node-1], repare: 5min}]", ["network.partitions[0].repare: is not known"]],
  ])("%s", (network, said) => {
    const found = of(network);
    expect(found).toHaveLength(said.length);
    for (const [i, text] of said.entries()) expect(found[i]).toContain(text.split("is not known")[0]);
  });

  it("a ring of three reaches everybody, and one of a thousand is too many", () => {
    expect(problems(`architecture: quorum\nnodes: 3\nnetwork: {partitions: [{kind: ring}]}\n`)[0]).toContain(
      'takes 4 to 300 nodes, not 3: on a smaller ring everybody reaches everybody; try "kind: one"',
    );
    expect(problems(`architecture: quorum\nnodes: 1000\nnetwork: {partitions: [{kind: ring}]}\n`)[0]).toContain(
      "takes 4 to 300 nodes, not 1000",
    );
    expect(problems(`architecture: active-active\nnodes: 10000\nnetwork: {partitions: [{kind: majority}]}\n`)).toEqual(
      [],
    );
    expect(
      problems(`architecture: active-passive\nnodes: 2\nnetwork: {partitions: [{kind: majority}]}\n`)[0],
    ).toContain("divides at least 3 nodes, not 2");
  });

  it("sides: racks between, named nodes against the others, halves around the middle, drawn ones none", () => {
    const sides = (partition: string) =>
      scenario(`${head}network: {${rooms}, partitions: [${partition}]}\n`).spec.network!.partitions![0]!.sides;
    expect(sides("{kind: split, between: [there, here]}")).toEqual([2, 2, 2, 1, 1]);
    expect(sides("{kind: one-way, nodes: [node-4]}")).toEqual([2, 2, 2, 1, 2]);
    expect(sides("{kind: bridge}")).toEqual([1, 1, 0, 2, 2]);
    expect(sides("{kind: bridge, racks: [there]}")).toEqual([1, 2, 2, 0, 0]);
    expect(sides("{kind: ring}")).toEqual([1, 2, 3, 4, 5]);
    expect([sides("{kind: one}"), sides("{kind: majority}")]).toEqual([undefined, undefined]);
  });
});

describe("loss and latency that cannot be, or would change nothing", () => {
  it.each([
    ["loss: 100%", beats, 'network.loss: nobody would ever hear of anybody; try "1%"'],
    [
      "loss: 1%",
      "",
      'network.loss: needs detection by heartbeats; try "detection: {heartbeat: {every: 1s, misses: 3}}"',
    ],
    ["latency: 5ms", "detection: 30s\n", "network.latency: needs detection by heartbeats"],
    [
      "loss: 1%",
      `${beats}platform: {name: etcd}\n`,
      "network.loss: means nothing on a platform, which has heartbeats of its own; leave one of them out",
    ],
    [
      "loss: {share: 1%, burst: 1}",
      beats,
      'network.loss.burst: is less than 1.01, the row of losses where each is lost by itself; try "loss: 1%"',
    ],
    ["loss: {share: 90%, burst: 2}", beats, "network.loss.burst: is less than 10"],
    ["loss: {share: 1%, burst: 5}, rings: 2", beats, "network.loss: in bursts is known of one ring, not of 2"],
    [
      "loss: {good: 0.1%, bad: 50%, toBad: 0%, toGood: 10%}",
      beats,
      "network.loss.toBad: a line that never changes is not good and bad",
    ],
    [
      "loss: {good: 100%, bad: 100%, toBad: 1%, toGood: 10%}",
      beats,
      "network.loss.good: a good line does not lose everything",
    ],
    ["jitter: 1ms", beats, 'network.jitter: needs latency beside it; try "latency: 5ms"'],
    [
      "latency: 1ms, jitter: 2ms",
      beats,
      "network.jitter: is more than the latency: a heartbeat would come before it is sent",
    ],
    [
      "latency: {exponential: 1ms}, jitter: 2ms",
      beats,
      "network.jitter: stands beside a law of latency, which says it itself",
    ],
  ])("%s", (network, more, said) => {
    const found = of(network, more);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).toContain(said);
  });

  it("an experiment's shape belongs to a partition", () => {
    const fault = (text: string) => problems(`${head}experiment: {faults: [{at: 1s, ${text}}]}\n`);
    expect(fault("kind: freeze, shape: one-way")[0]).toContain("shape: belongs to partition, not to freeze");
    expect(fault("kind: partition, target: majorities-ring, shape: bridge")[0]).toContain(
      "a ring has a shape of its own",
    );
    expect(fault("kind: partition, target: node-1, shape: one-way")).toEqual([]);
  });
});
