import { fieldView, type Layout, layOut, type World } from "../../../kernel/world.js";

export const RaftRole = { FOLLOWER: 0, PRE_CANDIDATE: 1, CANDIDATE: 2 } as const;

/** Of a voter that has not voted in its term. */
export const NOBODY = -1;

/** Where a request for votes goes: link = candidate × followers + voter, of whatever the fault left behind. */
export const RaftGroup = { WHOLE: 0, FOLLOWER: 1, LINK: 2, ABSENCE: 3 } as const;

/**
 * A Raft cluster after its leader was lost: every follower's election timer in ticks, its term and vote, and the
 * requests under way.
 */
export interface RaftWorld extends World {
  /** 0 = no new leader yet, 1 = elected, 2 = it has committed and serves. */
  readonly newLeader: Int32Array;
  /** 1 while the cut-off old leader believes that it leads; its ticks until it steps down. */
  readonly oldLeads: Int32Array;
  readonly oldTicks: Int32Array;
  /** Ticks since the follower last heard its leader, voted or campaigned. */
  readonly elapsed: Int32Array;
  /** Ticks after which it campaigns: E to 2E − 1. */
  readonly timeout: Int32Array;
  readonly term: Int32Array;
  /** The follower it voted for in its term, or NOBODY. */
  readonly vote: Int32Array;
  readonly role: Int32Array;
  /** 1 while it believes that the lost leader leads. */
  readonly follows: Int32Array;
  /** 1 while it is away, and how many who are away will still be back. */
  readonly away: Int32Array;
  readonly expected: Int32Array;
  /** Votes (or pre-votes) it holds, its own included. */
  readonly granted: Int32Array;
  /** Term of the request on a link, and whether it asks for a pre-vote. */
  readonly askedTerm: Int32Array;
  readonly askedPreVote: Int32Array;
}

/** The cells of a cluster that has lost one of its members, while others are away so many times. */
export function raftLayout(followers: number, absences: number): Layout {
  const value = "value" as const;
  return layOut([
    { name: "cluster", size: 1, fields: { newLeader: value, oldLeads: value, oldTicks: value, expected: value } },
    {
      name: "follower",
      size: followers,
      fields: {
        elapsed: value,
        timeout: value,
        term: value,
        vote: { link: "follower" },
        role: value,
        follows: value,
        granted: value,
        away: value,
      },
    },
    { name: "link", size: followers * followers, fields: { askedTerm: value, askedPreVote: value } },
    { name: "absence", size: absences, fields: {} },
  ]);
}

export function newRaftWorld(layout: Layout, cells: Int32Array = new Int32Array(layout.size)): RaftWorld {
  const view = (group: string, field: string): Int32Array => fieldView(layout, cells, group, field);
  return {
    cells,
    newLeader: view("cluster", "newLeader"),
    oldLeads: view("cluster", "oldLeads"),
    oldTicks: view("cluster", "oldTicks"),
    elapsed: view("follower", "elapsed"),
    timeout: view("follower", "timeout"),
    term: view("follower", "term"),
    vote: view("follower", "vote"),
    role: view("follower", "role"),
    follows: view("follower", "follows"),
    granted: view("follower", "granted"),
    away: view("follower", "away"),
    expected: view("cluster", "expected"),
    askedTerm: view("link", "askedTerm"),
    askedPreVote: view("link", "askedPreVote"),
  };
}
