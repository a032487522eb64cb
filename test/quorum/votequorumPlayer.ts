import { votesSeen, windowEnds } from "../../src/cluster/quorum/corosync/votequorum.js";
import { kill, leave, regroup, start } from "../../src/cluster/quorum/corosync/votequorumCluster.js";
import {
  type VotequorumRules,
  type VotequorumSettings,
  votequorumRules,
} from "../../src/cluster/quorum/corosync/votequorumRules.js";
import { newVotequorumWorld, type VotequorumWorld } from "../../src/cluster/quorum/corosync/votequorumWorld.js";

/** Plays steps written as in the table, "split 1+2|3+4", with nodes numbered from 1. */
export interface Player {
  readonly rules: VotequorumRules;
  readonly world: VotequorumWorld;
  /** One step: start, kill, term, split, splitboth, heal, qkill, wait (the last-man-standing windows run out), reform. */
  play(step: string): void;
  /** A step after which everything has settled, the last-man-standing windows included. */
  settle(step: string): void;
  /** What the nodes of a side answer, "Yes", "No" or "No/Yes" when they differ. */
  quorate(side: string): string;
  /** Expected votes, votes counted and quorum as one node sees them. */
  numbers(node: number): [expected: number, total: number, quorum: number];
}

export const nodesOf = (text: string): number[] => [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits) - 1);

export function votequorumPlayer(settings: VotequorumSettings): Player {
  const rules = votequorumRules(settings);
  const { nodes } = rules;
  const world = newVotequorumWorld(rules);
  let partition = new Array<number>(nodes).fill(0);
  let reaches = new Array<number>(nodes).fill(1);

  const network: Record<string, (of: string) => void> = {
    split: (of) => {
      const parts = of.split("|");
      partition = partition.map((_, node) => parts.findIndex((part) => nodesOf(part).includes(node)));
      if (of.includes("qnetd")) {
        const withQnetd = parts.find((part) => part.includes("qnetd")) ?? "";
        reaches = reaches.map((_, node) => (nodesOf(withQnetd).includes(node) ? 1 : 0));
      }
    },
    splitboth: (of) => network.split?.(of),
    heal: () => {
      partition = partition.fill(0);
      reaches = reaches.fill(1);
    },
    qkill: () => {
      reaches = reaches.fill(0);
    },
    start: (of) => {
      for (const node of nodesOf(of)) start(rules, world, node);
    },
    kill: (of) => {
      for (const node of nodesOf(of)) kill(rules, world, node);
    },
    term: (of) => {
      for (const node of nodesOf(of)) leave(rules, world, node);
    },
    reform: () => {},
  };

  const play = (step: string): void => {
    const [verb = "", of = ""] = step.split(" ");
    if (verb === "wait") {
      for (let node = 0; node < nodes; node++) if (world.window[node] === 1) windowEnds(rules, world, node);
      return;
    }
    const act = network[verb];
    if (!act) throw new Error(`no such step: ${step}`);
    act(of);
    regroup(rules, world, { partition, reaches }, verb === "reform");
  };

  return {
    rules,
    world,
    play,
    settle: (step) => {
      play(step);
      play("wait");
    },
    quorate: (side) => {
      const answers = nodesOf(side).map((node) => (world.quorate[node] === 1 ? "Yes" : "No"));
      return [...new Set(answers)].sort().join("/");
    },
    numbers: (node) => {
      const i = node - 1;
      return [world.expected[i * nodes + i] ?? 0, votesSeen(rules, world, i), world.quorum[i] ?? 0];
    },
  };
}
