import { describe, expect, it } from "vitest";
import { windowEnds } from "../../src/cluster/quorum/corosync/votequorum.js";
import { kill, regroup, start } from "../../src/cluster/quorum/corosync/votequorumCluster.js";
import { newVotequorumWorld } from "../../src/cluster/quorum/corosync/votequorumWorld.js";
import { masterKey } from "../../src/kernel/streams.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { expectSame, modelOf, solve, votersText } from "./voters.js";

const FENCING = "fencing: {action: {exponential: 30min}, delay: {exponential: 20min}, success: 100%}\n";

describe("votequorum in a cluster", () => {
  it.each([
    [[2, 1], ""],
    [[1, 1], ""],
    [[2, 1], FENCING],
  ])("without options is a majority of the votes: racks of %j %s", (racks, fencing) => {
    expectSame(
      votersText(racks, `quorum: {policy: votequorum, stop: {exponential: 5min}}\n${fencing}`),
      votersText(racks, `quorum: {policy: majority, stop: {exponential: 5min}}\n${fencing}`),
    );
  });

  it.each(["", FENCING])("two_node that waits for nobody is no quorum at all: %s", (fencing) => {
    expectSame(
      votersText([1, 1], `quorum: {policy: votequorum, twoNode: true, waitForAll: false}\n${fencing}`),
      votersText([1, 1], `quorum: none\n${fencing}`),
      // Only what a slot waits for when no node works is called otherwise where somebody counts.
      "phase:",
    );
  });

  it("a device that breaks the tie of two halves is a witness that does so", () => {
    const place = "life: 200h, repair: {exponential: 10h}, rack: r0";
    const device = `quorum: {policy: votequorum, stop: {exponential: 5min}, device: {algorithm: ffsplit, ${place}}}`;
    const witness = `quorum: {policy: majority, stop: {exponential: 5min}, witness: {${place}, grants: first}}`;
    expectSame(votersText([1, 1], device), votersText([1, 1], witness));
  });

  it("two_node has two writers when the link is cut, and none when they are fenced", () => {
    const pair = "quorum: {policy: votequorum, twoNode: true}\n";
    expect(solve(votersText([1, 1], pair)).twoWriters).toBeGreaterThan(0.01);
    expect(solve(votersText([1, 1], pair + FENCING)).twoWriters).toBe(0);
  });

  it("two_node waits for all after a full stop: a chain of five states by hand", () => {
    const text = (more: string) => `architecture: active-passive
nodes: 2
node: {failures: {hardware: {life: 100h, repair: {exponential: 8h}}}}
crews: unlimited
detection: immediate
takeover: immediate
coverage: 100%
quorum: {policy: votequorum, stop: immediate, twoNode: true${more}}
`;
    // Nodes up 2, 1 or none, or one up that waits for the other one (w): balance of the rates out of and into each.
    const [fail, repair] = [1 / 100, 1 / 8];
    const two = 1;
    const lone = (2 * fail * two) / (2 * repair);
    // With w: two·2f = (one + w)·r; none·2r = (one + w)·f; w·(f + r) = none·2r; and so on.
    const oneOrWaiting = 2 * lone;
    const none = (oneOrWaiting * fail) / (2 * repair);
    const waiting = (2 * repair * none) / (fail + repair);
    const all = two + oneOrWaiting + none;
    const waits = solve(text("")).down!;
    const goesOn = solve(text(", waitForAll: false")).down!;
    expect(waits / ((none + waiting) / all)).toBeCloseTo(1, 9);
    expect(goesOn / (none / all)).toBeCloseTo(1, 9);
  });

  it.each([
    ["twoNode: true", [1, 1]],
    ["waitForAll: true", [2, 2]],
    ["lastManStanding: true, lastManStandingWindow: immediate", [3, 2]],
    ["lastManStanding: true, lastManStandingWindow: immediate, autoTieBreaker: highest", [2, 2]],
    ["autoTieBreaker: [node-3, node-1], waitForAll: true", [2, 3]],
    ["device: {algorithm: ffsplit, life: 50h, repair: {exponential: 10h}}", [2, 2]],
    ["device: {algorithm: lms, tieBreaker: node-2, life: 50h, repair: {exponential: 10h}, rack: r1}", [1, 2]],
  ])("each group has quorum as daemons in the same groups say, through 3000 events: %s", (options, racks) => {
    const model = modelOf(votersText(racks, `quorum: {policy: votequorum, ${options}}`));
    const rules = model.cluster.membership!.votequorum!;
    const daemons = newVotequorumWorld(rules);
    const simulation = new Simulation(model, masterKey(options));
    simulation.reset(0);
    const quorate = new Set<string>();
    for (let event = 0; event < 3000; event++) {
      const { seenGroup, may, witnessDown } = simulation.world.membership!;
      for (const [node, group] of seenGroup.entries()) {
        if (group < 0 && daemons.running[node] === 1) kill(rules, daemons, node);
        if (group >= 0 && daemons.running[node] === 0) start(rules, daemons, node);
      }
      const stands = options.includes("rack: r1");
      const reaches = seenGroup.map((_group, node) =>
        witnessDown[0] === 0 && (!stands || node >= racks[0]! || linkSeen(simulation.world.membership!.wireSeen))
          ? 1
          : 0,
      );
      regroup(rules, daemons, { partition: seenGroup, reaches });
      for (let node = 0; node < rules.nodes; node++) if (daemons.window[node] === 1) windowEnds(rules, daemons, node);
      for (const [node, group] of seenGroup.entries()) {
        const says = seenGroup.some((other, i) => group >= 0 && other === group && daemons.quorate[i] === 1);
        expect(may[node], `node ${node + 1} after event ${event}`).toBe(says ? 1 : 0);
      }
      quorate.add(String(may));
      simulation.step();
    }
    expect(quorate.size).toBeGreaterThan(2);
  });
});

const linkSeen = (wires: Int32Array): boolean => wires[0] === 0;
