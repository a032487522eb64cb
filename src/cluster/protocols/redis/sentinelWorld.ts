import { fieldView, type Layout, layOut, type World } from "../../../kernel/world.js";

/** What a sentinel holds of the master. */
export const View = { TRUSTS: 0, PING_DUE: 1, UNANSWERED: 2, OVERDUE: 3, DOWN: 4 } as const;
export const Group = { MASTER: 0, SENTINEL: 1, PAIR: 2 } as const;
export const NOBODY = -1;

export interface SentinelWorld extends World {
  readonly served: Int32Array;
  /** The sentinel that does the failover, and its ticks since. */
  readonly candidate: Int32Array;
  readonly steps: Int32Array;
  /** 1 when the replicas say that the link to their master is gone: they count whole seconds. */
  readonly linkGone: Int32Array;
  readonly view: Int32Array;
  /** Of sentinels i and j, at i·n + j: j has told i that it agrees; j has answered within the ask period. */
  readonly agrees: Int32Array;
  readonly answered: Int32Array;
  /** Of each sentinel's INFO of the replica to be promoted: asked within the second; the answer said that its master is gone. */
  readonly recent: Int32Array;
  readonly reported: Int32Array;
}

/** The master, n sentinels, and what each sentinel knows of each other. */
export function sentinelLayout(n: number): Layout {
  const asker = Int32Array.from({ length: n * n }, (_, pair) => Math.floor(pair / n));
  return layOut([
    {
      name: "master",
      size: 1,
      fields: { served: "value", candidate: { link: "sentinel" }, steps: "value", linkGone: "value" },
    },
    { name: "sentinel", size: n, fields: { view: "value", recent: "value", reported: "value" } },
    { name: "pair", size: n * n, within: "sentinel", parent: asker, fields: { agrees: "value", answered: "value" } },
  ]);
}

/** Everybody trusts the master. */
export function newSentinelWorld(layout: Layout, cells: Int32Array = new Int32Array(layout.size)): SentinelWorld {
  const field = (group: string, name: string) => fieldView(layout, cells, group, name);
  const world = {
    cells,
    served: field("master", "served"),
    candidate: field("master", "candidate"),
    steps: field("master", "steps"),
    linkGone: field("master", "linkGone"),
    view: field("sentinel", "view"),
    agrees: field("pair", "agrees"),
    answered: field("pair", "answered"),
    recent: field("sentinel", "recent"),
    reported: field("sentinel", "reported"),
  };
  world.candidate[0] = NOBODY;
  return world;
}
