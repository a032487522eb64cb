import type { Chain, Transitions } from "../../src/readings/enumerate/chain.js";

export type Edge = readonly [from: number, to: number, rate: number];

/** A chain of so many states from a list of its transitions. */
export function transitions(states: number, edges: readonly Edge[]): Transitions {
  const sorted = edges.toSorted((a, b) => a[0] - b[0]);
  const firstEdge = new Int32Array(states + 1);
  for (const [from] of sorted) firstEdge[from + 1]++;
  for (let s = 0; s < states; s++) firstEdge[s + 1] += firstEdge[s];
  return {
    states,
    firstEdge,
    target: Int32Array.from(sorted, ([, to]) => to),
    rate: Float64Array.from(sorted, ([, , rate]) => rate),
  };
}

/** The same, of which some states are down. */
export function chainOf(moves: Transitions, isDown: (state: number) => boolean): Chain {
  return {
    ...moves,
    levels: Float64Array.from({ length: moves.states }, (_, s) => (isDown(s) ? 1 : 0)),
    levelNames: ["down"],
    services: 1,
    marks: new Float64Array(0),
    markCount: 0,
    stepOf: new Int32Array(moves.target.length),
    steps: [],
    approximated: [],
  };
}
