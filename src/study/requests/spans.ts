import type { RequestsSpan } from "../drill/experimentResult.js";
import type { Requests, Stretch } from "./flow.js";
import { latencyOf } from "./latency.js";

/** The requests of all lanes over time, from one change of any lane to the next. */
export function requestsOver(stretches: readonly Stretch[], requests: Requests): RequestsSpan[] {
  const times = [...new Set(stretches.flatMap(cuts))].sort((a, b) => a - b);
  return times.slice(1).flatMap((to, i): RequestsSpan[] => {
    const from = times[i]!;
    const parts = stretches.filter((one) => one.from < to && one.to > from).map((one) => clipped(one, from, to));
    const sum = (of: (part: Stretch) => number) => parts.reduce((total, part) => total + of(part), 0);
    const latency = hasCapacity(requests) ? latencyOf(parts, requests) : null;
    return [
      {
        from,
        to,
        offered: sum(({ offered }) => offered),
        served: sum(({ served }) => served),
        failed: sum(({ failed }) => failed),
        queued: sum(({ backlog }) => backlog[1]),
        latency: latency && { mean: latency.mean, p99: latency.p99 },
      },
    ];
  });
}

const PIECES = 12;

/** Where a stretch is cut: at its ends, and in between while a backlog grows or shrinks, so that it can be followed. */
function cuts({ from, to, backlog }: Stretch): number[] {
  if (backlog[0] === backlog[1]) return [from, to];
  return [...Array.from({ length: PIECES }, (_, i) => from + ((to - from) * i) / PIECES), to];
}

/** Without a stated capacity requests take no time that could be told. */
export const hasCapacity = ({ perNode }: Requests): boolean => perNode < UNLIMITED;

/** Requests a second of a node whose capacity nobody states. */
export const UNLIMITED = 1e300;

/** The part of a stretch that lies in a span. */
export function clipped(stretch: Stretch, from: number, to: number): Stretch {
  const { backlog } = stretch;
  const begin = Math.max(from, stretch.from);
  const end = Math.min(to, stretch.to);
  const slope = (backlog[1] - backlog[0]) / (stretch.to - stretch.from);
  const at = (time: number) => backlog[0] + slope * (time - stretch.from);
  return { ...stretch, from: begin, to: end, backlog: [at(begin), at(end)] };
}
