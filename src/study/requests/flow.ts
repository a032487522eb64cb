/** What a lane finds for a while: from the levels of a drill. */
export interface Lane {
  /** Share of requests that meet a node which serves. */
  readonly reached: number;
  /** Nodes that serve, and their power on average, a whole node being 1. */
  readonly servers: number;
  readonly speed: number;
  /** Seconds on the way. */
  readonly delay: number;
}

/** What is asked of a lane, and what a node can do. */
export interface Requests {
  /** Requests a second. */
  readonly rate: number;
  /** Requests a second that one node answers. */
  readonly perNode: number;
  /** Requests that one node works on at a time. */
  readonly concurrency: number;
  /** Seconds after which a waiting request gives up; +Infinity: never. */
  readonly patience: number;
}

/** A stretch of time in which the rates of one lane are constant and the backlog changes evenly. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** A second: asked, answered sooner or later, failed. */
  readonly offered: number;
  readonly served: number;
  readonly failed: number;
  /** Requests that overload has left waiting, at its beginning and end. */
  readonly backlog: readonly [number, number];
  readonly lane: Lane;
}

interface Pieces {
  readonly stretches: Stretch[];
  /** Waiting requests that gave up at once at the beginning, because nobody serves them any more. */
  readonly lost: number;
}

/**
 * The flow of a lane's requests over a stretch in which it finds the same nodes. Overload is a fluid: the backlog grows by
 * what is asked beyond the capacity, and is worked off by what capacity is left over; who would wait longer than `patience`
 * fails, and where nobody serves, all fail.
 */
export function flow(requests: Requests, lane: Lane, from: number, to: number, waiting: number): Pieces {
  const { rate, patience } = requests;
  const capacity = capacityOf(requests, lane);
  const arriving = rate * lane.reached;
  const most = capacity > 0 ? capacity * patience : 0;
  const begin = Math.min(waiting, most);
  const growth = arriving - capacity;
  const stretch = (a: number, b: number, refused: number, backlog: [number, number]): Stretch => ({
    from: a,
    to: b,
    offered: rate,
    served: arriving - refused,
    failed: rate - arriving + refused,
    backlog,
    lane,
  });
  const lost = waiting - begin;
  if (capacity === 0) return { lost, stretches: [stretch(from, to, arriving, [0, 0])] };
  const limit = growth > 0 ? most : 0;
  const isMoving = growth !== 0 && begin !== limit;
  if (!isMoving) return { lost, stretches: [stretch(from, to, growth > 0 ? growth : 0, [begin, begin])] };
  const turn = from + (limit - begin) / growth;
  if (turn >= to) return { lost, stretches: [stretch(from, to, 0, [begin, begin + growth * (to - from)])] };
  const refused = growth > 0 ? growth : 0;
  return { lost, stretches: [stretch(from, turn, 0, [begin, limit]), stretch(turn, to, refused, [limit, limit])] };
}

/** Requests a second that a lane's nodes answer together. */
export const capacityOf = ({ perNode }: Requests, { servers, speed }: Lane): number => servers * speed * perNode;
