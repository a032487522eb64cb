import { fieldView, type Layout, layOut, type World } from "../../../kernel/world.js";

/** What a sentinel holds of the master. */
export const View = { TRUSTS: 0, PING_DUE: 1, UNANSWERED: 2, OVERDUE: 3, DOWN: 4 } as const;
export const Group = { MASTER: 0, SENTINEL: 1, PAIR: 2, ABSENCE: 3 } as const;
export const NOBODY = -1;

export interface SentinelWorld extends World {
  readonly served: Int32Array;
  /** The sentinel that does the failover, and its ticks since. */
  readonly candidate: Int32Array;
  readonly steps: Int32Array;
  /** 1 while the candidate waits for votes; 1 once replicas have been without a master too long for one who learns of it now. */
  readonly waits: Int32Array;
  readonly stale: Int32Array;
  /** Members that are away and will be back. */
  readonly expected: Int32Array;
  /** 1 when the replicas say that the link to their master is gone: they count whole seconds. */
  readonly linkGone: Int32Array;
  readonly view: Int32Array;
  /** Of each sentinel: 1 while it runs; while the others reach it; while it may not stand for election; that it promotes nobody. */
  readonly here: Int32Array;
  readonly linked: Int32Array;
  readonly barred: Int32Array;
  readonly late: Int32Array;
  /** Of sentinels i and j, at i·n + j: j has told i that it agrees; j has answered within the ask period. */
  readonly agrees: Int32Array;
  readonly answered: Int32Array;
  /** Of each sentinel's INFO of the replica to be promoted: asked within the second; the answer said that its master is gone. */
  readonly recent: Int32Array;
  readonly reported: Int32Array;
}

/** The master, n sentinels, what each sentinel knows of each other, and the absences of some of them. */
export function sentinelLayout(n: number, absences: number): Layout {
  const asker = Int32Array.from({ length: n * n }, (_, pair) => Math.floor(pair / n));
  return layOut([
    {
      name: "master",
      size: 1,
      fields: {
        served: "value",
        candidate: { link: "sentinel" },
        steps: "value",
        linkGone: "value",
        waits: "value",
        stale: "value",
        expected: "value",
      },
    },
    {
      name: "sentinel",
      size: n,
      fields: {
        view: "value",
        recent: "value",
        reported: "value",
        here: "value",
        linked: "value",
        barred: "value",
        late: "value",
      },
    },
    { name: "pair", size: n * n, within: "sentinel", parent: asker, fields: { agrees: "value", answered: "value" } },
    { name: "absence", size: absences, fields: {} },
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
    waits: field("master", "waits"),
    stale: field("master", "stale"),
    expected: field("master", "expected"),
    view: field("sentinel", "view"),
    here: field("sentinel", "here"),
    linked: field("sentinel", "linked"),
    barred: field("sentinel", "barred"),
    late: field("sentinel", "late"),
    agrees: field("pair", "agrees"),
    answered: field("pair", "answered"),
    recent: field("sentinel", "recent"),
    reported: field("sentinel", "reported"),
  };
  world.candidate[0] = NOBODY;
  return world;
}
