import { describe, expect, it } from "vitest";
import { problems, scenario } from "./catalogue.js";

const text = (nodes: number, quorum: string, more = "", architecture = "active-passive") =>
  `architecture: ${architecture}\nnodes: ${nodes}\n${more}quorum: {policy: votequorum, ${quorum}}\n`;

describe("options of corosync that do not go together", () => {
  it.each([
    ["twoNode: true", 3, "quorum.twoNode: is for two nodes with a vote each, and here are 3 votes"],
    ["twoNode: true, autoTieBreaker: lowest", 2, "quorum.twoNode: is switched off by autoTieBreaker"],
    ["lastManStanding: true, autoTieBreaker: lowest", 5, "needs waitForAll"],
    [
      "autoTieBreaker: highest",
      3,
      "quorum.autoTieBreaker: is ignored on an odd number of votes (3) without waitForAll",
    ],
    ["lastManStandingWindow: 5s", 3, "quorum.lastManStandingWindow: means nothing without it"],
    ["device: ffsplit, twoNode: true", 2, "quorum.twoNode: and a quorum device exclude each other"],
    ["device: lms, lastManStanding: true", 3, "quorum.lastManStanding: and a quorum device exclude each other"],
    ["device: ffsplit, autoTieBreaker: lowest", 2, "quorum.autoTieBreaker: and a quorum device exclude each other"],
    ["device: ffsplit, allowDownscale: true", 2, "quorum.allowDownscale: and a quorum device exclude each other"],
    ["autoTieBreaker: [node-2, node-5]", 4, "there is no node-5: the nodes are node-1 to node-4; try"],
    ["autoTieBreaker: node-5", 4, "there is no node-5"],
    ["device: {algorithm: lms, tieBreaker: node-9}", 3, "there is no node-9"],
    ["device: {algorithm: lms, rack: attic}", 3, 'no rack is called "attic"'],
    ["witness: node", 2, "quorum.witness: is for policy: majority or dynamic"],
    ["tieBreaker: rack", 2, "quorum.tieBreaker: is a rack, for policy: majority"],
  ])("%s", (quorum, nodes, message) => {
    const found = problems(text(nodes, quorum));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^x\.yaml:3:/);
    expect(found[0]).toContain(message);
  });

  it("every option of votequorum is refused where something else counts", () => {
    const found = problems(
      "architecture: active-passive\nquorum: {twoNode: true, waitForAll: true, device: lms, lastManStanding: true}\n",
    );
    expect(found).toHaveLength(4);
    for (const line of found) expect(line).toContain("policy: votequorum");
  });

  it("more votes than one a node keep the last man from standing", () => {
    const racks = "network: {racks: [{name: a, nodes: 1, votes: 2}, {name: b, nodes: 2}]}\n";
    expect(problems(text(3, "lastManStanding: true", racks)).join()).toContain("needs one vote a node");
  });

  it("corosync takes so many nodes and no more", () => {
    expect(problems(text(385, "waitForAll: true", "", "n+1")).join()).toContain(
      "quorum.policy: counts up to 384 nodes",
    );
    expect(problems(text(384, "waitForAll: true", "", "n+1"))).toEqual([]);
  });

  it("a replicated state machine counts for itself", () => {
    expect(problems(text(3, "waitForAll: true", "", "quorum")).join()).toContain("need a majority for every write");
  });
});

describe("options that mean nothing where votes follow the members", () => {
  const head = "architecture: active-passive\nnodes: 3\n";
  it.each([
    [
      `${head}quorum: {policy: dynamic, tieBreaker: rack}\n`,
      "3:27 quorum.tieBreaker: means nothing with policy: dynamic",
    ],
    [`${head}quorum: {policy: dynamic, witness: {votes: 2}}\n`, "quorum.witness.votes: is one with policy: dynamic"],
    [
      `${head}network: {racks: [{name: a, nodes: 3, votes: 2}]}\nquorum: dynamic\n`,
      "network.racks[0].votes: means nothing with policy: dynamic",
    ],
    ["architecture: quorum\nquorum: dynamic\n", "2:9 quorum: dynamic counts for a cluster whose nodes serve"],
    [`${head}quorum: {policy: dynamic, twoNode: true}\n`, "is an option of corosync"],
  ])("%s", (text, message) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});

describe("a quorum as corosync counts it", () => {
  const quorumOf = (nodes: number, quorum: string) => scenario(text(nodes, quorum)).spec.quorum!;

  it("names nodes from 1 and counts them from 0", () => {
    expect(quorumOf(4, "autoTieBreaker: [node-3, node-1]").votequorum!.autoTieBreaker).toEqual([2, 0]);
    expect(quorumOf(4, "autoTieBreaker: node-2").votequorum!.autoTieBreaker).toEqual([1]);
  });

  it("has the votes of its device, which fails as a witness of its kind", () => {
    const { votequorum, witness } = quorumOf(4, "device: {algorithm: lms, kind: cloud, tieBreaker: highest}");
    expect(votequorum!.device).toEqual({ algorithm: "lms", tieBreaker: "highest" });
    expect(witness).toMatchObject({ votes: 3, life: { mean: 180 * 86400 } });
    expect(quorumOf(4, "device: ffsplit").witness!.votes).toBe(1);
  });

  it("assumes corosync's own window for the last man standing, and says so", () => {
    const read = scenario(text(4, "lastManStanding: true"));
    expect(read.spec.quorum!.votequorum!.window.mean).toBe(10);
    expect(read.assumptions.map(({ preset }) => preset)).toContain("quorum.lastManStandingWindow");
    expect(scenario(text(4, "waitForAll: true")).assumptions.map(({ preset }) => preset)).not.toContain(
      "quorum.lastManStandingWindow",
    );
  });
});
