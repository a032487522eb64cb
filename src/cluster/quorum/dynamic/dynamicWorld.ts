import { fieldView, type GroupPlan, type Layout } from "../../../kernel/world.js";
import type { DynamicQuorum } from "./dynamicQuorum.js";

/** Dynamic quorum in a world. */
export interface DynamicVotes extends DynamicQuorum {
  /** One cell: 1 = one of an even number of members has no vote, and which one is not drawn yet. */
  readonly owed: Int32Array;
}

export function dynamicVotesOf(layout: Layout, cells: Int32Array): DynamicVotes {
  const seat = (field: string) => fieldView(layout, cells, "seat", field);
  const ballot = (field: string) => fieldView(layout, cells, "ballot", field);
  return {
    member: seat("member"),
    vote: seat("vote"),
    witnessUp: ballot("witnessUp"),
    witnessVote: ballot("witnessVote"),
    owed: ballot("owed"),
  };
}

/** The database of a cluster, which all its members share: who is one and who has a vote. */
export function dynamicGroups(nodes: number): GroupPlan[] {
  const parent = Array.from({ length: nodes }, (_, node) => node);
  return [
    { name: "seat", size: nodes, within: "node", parent, fields: { member: "value", vote: "value" } },
    { name: "ballot", size: 1, fields: { witnessUp: "value", witnessVote: "value", owed: "value" } },
  ];
}
