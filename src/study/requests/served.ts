import { LANE } from "../../cluster/drill/lanes.js";
import type { Trajectory } from "../../readings/simulate/drill.js";
import { flow, type Lane, type Requests, type Stretch } from "./flow.js";

/** All requests of a playing. */
export interface Served {
  readonly stretches: readonly Stretch[];
  /** Requests, all in all. */
  readonly offered: number;
  readonly failed: number;
}

/** Where the levels of the lanes stand in a row, and how many lanes there are. */
export interface LanePlace {
  readonly first: number;
  readonly count: number;
}

/** Follows every lane through a playing. */
export function servedIn(trajectory: Trajectory, lanes: LanePlace, requests: Requests): Served {
  const stretches: Stretch[] = [];
  let lost = 0;
  for (let lane = 0; lane < lanes.count; lane++)
    lost += follow(trajectory, lanes.first + LANE.length * lane, requests, stretches);
  const sum = (of: (stretch: Stretch) => number) =>
    stretches.reduce((total, stretch) => total + of(stretch) * (stretch.to - stretch.from), 0);
  return { stretches, offered: sum(({ offered }) => offered), failed: lost + sum(({ failed }) => failed) };
}

/** The stretches of one lane; gives how many waiting requests lost their servers. */
function follow({ times, rows, end }: Trajectory, at: number, requests: Requests, into: Stretch[]): number {
  let lost = 0;
  let waiting = 0;
  for (const [i, from] of times.entries()) {
    const to = times[i + 1] ?? end;
    if (to <= from) continue;
    const pieces = flow(requests, laneAt(rows[i]!, at), from, to, waiting);
    lost += pieces.lost;
    waiting = pieces.stretches.at(-1)!.backlog[1];
    into.push(...pieces.stretches);
  }
  return lost;
}

function laneAt(row: Float64Array, at: number): Lane {
  const [reached = 0, servers = 0, speed = 0, delay = 0] = row.subarray(at, at + LANE.length);
  return { reached, servers, speed, delay };
}
