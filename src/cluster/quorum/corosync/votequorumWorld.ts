import { fieldView, type GroupPlan, type Layout, layOut, type World } from "../../../kernel/world.js";
import type { VotequorumRules } from "./votequorumRules.js";

/** What a node holds of another (or of itself): never met or lost, a member, about to leave in good order. */
export const Standing = { GONE: 0, MEMBER: 1, LEAVING: 2 } as const;

/** What the qnetd daemon last told a node: nothing yet, no vote, the vote. */
export const Told = { NOTHING: 0, NO: 1, YES: 2 } as const;

/**
 * What each node of a corosync cluster has seen and concluded, as views into a world; nothing here is known to all. Fields
 * "of a pair" hold what node i thinks of node j at i·nodes + j.
 */
export class VotequorumWorld implements World {
  readonly cells: Int32Array;
  /** Of each node: 1 = the daemon runs; 1 = it considers itself quorate; votes it needs; 1 = still waits for all. */
  readonly running: Int32Array;
  readonly quorate: Int32Array;
  readonly quorum: Int32Array;
  readonly waiting: Int32Array;
  /** Of each node: lowest and highest node when it last had enough votes, −1 = never. */
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  /** Of each node: 1 = its last-man-standing window is running. */
  readonly window: Int32Array;
  /** Of each node: 1 = it counts the device's votes; what qnetd last told it (`Told`). */
  readonly hasDevice: Int32Array;
  readonly told: Int32Array;
  /** Of each pair: `Standing`; votes expected in all according to that node; 1 = in the membership now, in the one before. */
  readonly standing: Int32Array;
  readonly expected: Int32Array;
  /** Of each pair: what a member last said of itself: 0 = nothing, otherwise 1, +1 for quorate, +2 for waiting for all. */
  readonly heard: Int32Array;
  readonly member: Int32Array;
  readonly before: Int32Array;

  /** Views of the cells of a layout that has the groups of `votequorumGroups`. */
  constructor(layout: Layout, cells: Int32Array) {
    const voter = (field: string) => fieldView(layout, cells, "voter", field);
    const pair = (field: string) => fieldView(layout, cells, "acquaintance", field);
    this.cells = cells;
    this.running = voter("running");
    this.quorate = voter("quorate");
    this.quorum = voter("quorum");
    this.waiting = voter("waiting");
    this.lowest = voter("lowest");
    this.highest = voter("highest");
    this.window = voter("window");
    this.hasDevice = voter("hasDevice");
    this.told = voter("told");
    this.standing = pair("standing");
    this.expected = pair("expected");
    this.heard = pair("heard");
    this.member = pair("member");
    this.before = pair("before");
  }
}

/** A world that holds nothing else: corosync daemons, none of which runs yet. */
export function newVotequorumWorld(rules: VotequorumRules): VotequorumWorld {
  const layout = layOut([
    { name: "whole", size: 1, fields: {} },
    { name: "node", size: rules.nodes, fields: {} },
    ...votequorumGroups(rules),
  ]);
  return new VotequorumWorld(layout, new Int32Array(layout.size));
}

/**
 * Does it matter who is who? Ids decide ties and to whom a device gives its votes, and expected votes that shrink are told
 * from node to node. Without these options each node only knows whether it still waits.
 */
export function goesByNames({ tieBreaker, lastManStanding, allowDownscale, device }: VotequorumRules): boolean {
  return tieBreaker !== "none" || lastManStanding || allowDownscale || device !== null;
}

/**
 * What a world of nodes needs besides for votequorum. What the options never look at, or what follows from who is in which
 * group, is a label, so that worlds that differ in nothing else are one.
 */
export function votequorumGroups(rules: VotequorumRules): GroupPlan[] {
  const { nodes, tieBreaker, lastManStanding, allowDownscale, waitForAll, device } = rules;
  const order = Array.from({ length: nodes }, (_, node) => node);
  const named = goesByNames(rules);
  const onlyIf = (looksAtIt: boolean) => (looksAtIt ? "value" : "label");
  const ofNames = onlyIf(named);
  return [
    {
      name: "voter",
      size: nodes,
      within: "node",
      parent: order,
      classes: named ? order : undefined,
      fields: {
        running: "label",
        quorate: onlyIf(named || waitForAll),
        quorum: ofNames,
        waiting: onlyIf(waitForAll),
        lowest: onlyIf(tieBreaker !== "none"),
        highest: onlyIf(tieBreaker === "highest"),
        window: onlyIf(lastManStanding),
        hasDevice: onlyIf(device !== null),
        told: onlyIf(device !== null),
      },
    },
    {
      name: "acquaintance",
      size: nodes * nodes,
      within: "voter",
      parent: order.flatMap((node) => order.map(() => node)),
      classes: order.flatMap(() => order),
      fields: {
        standing: "label",
        expected: ofNames,
        // A message that says nothing new changes nothing; that matters only where a quorum can come down.
        heard: onlyIf(lastManStanding || allowDownscale),
        member: ofNames,
        before: onlyIf(tieBreaker !== "none"),
      },
    },
  ];
}
