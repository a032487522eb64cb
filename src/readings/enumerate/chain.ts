import type { Law } from "../../kernel/law.js";

/** States and the rates per second between them. Edges of state s are firstEdge[s] … firstEdge[s + 1] − 1; no self-loops. */
export interface Transitions {
  readonly states: number;
  readonly firstEdge: Int32Array;
  readonly target: Int32Array;
  readonly rate: Float64Array;
}

/** A continuous-time Markov chain with what is observed of it. State 0 is the world in which everything is new. */
export interface Chain extends Transitions {
  /** Levels, causes and counts of failed components: number l of state s is at s · levelNames.length + l. */
  readonly levels: Float64Array;
  readonly levelNames: readonly string[];
  readonly services: number;
  /** Mark m is emitted in state s at rate marks[s · markCount + m]. */
  readonly marks: Float64Array;
  readonly markCount: number;
  /** What each edge is, as an index into `steps`. */
  readonly stepOf: Int32Array;
  readonly steps: readonly Step[];
  /** Laws that a phase-type or exponential law stands in for. */
  readonly approximated: readonly Approximation[];
}

/** A kind of edge: an activity ends, or its next phase begins, under one law, and the choices it leads to go one way. */
export interface Step {
  readonly activity: string;
  readonly law: Law;
  /** True when it strikes while all is well, and when it is what the model does by itself about a fault. */
  readonly clock: boolean;
  readonly reaction: boolean;
  /** Which way each choice went that could have gone another, and the probability of that. */
  readonly choices: readonly Taken[];
}

interface Taken {
  readonly choice: string;
  readonly taken: number;
  readonly weight: number;
  /** True when something does not work that might have. */
  readonly failed: boolean;
}

export interface Approximation {
  /** The activity whose law it is. */
  readonly activity: string;
  /** Kind of the true law. */
  readonly kind: string;
  /** "exponential with the same mean", "Erlang with 10 phases"… */
  readonly by: string;
}

/** Name of the level that counts how many of a component of the model have failed. */
export const componentLevel = (component: number): string => `failed:${component}`;

/** One level as a vector over the states. */
export function levelVector(chain: Chain, level: number): Float64Array {
  const width = chain.levelNames.length;
  return Float64Array.from({ length: chain.states }, (_, s) => chain.levels[s * width + level]!);
}

/** For each state the rate at which a quantity jumps up when the chain leaves it: Σ rate · max(0, after − before). */
export function riseRates(chain: Chain, level: Float64Array): Float64Array {
  return Float64Array.from({ length: chain.states }, (_, s) => {
    let sum = 0;
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++) {
      const rise = level[chain.target[e]!]! - level[s]!;
      if (rise > 0) sum += chain.rate[e]! * rise;
    }
    return sum;
  });
}

/** The rate at which each state is left. */
export function leavingRates({ states, firstEdge, rate }: Transitions): Float64Array {
  return Float64Array.from({ length: states }, (_, s) => {
    let sum = 0;
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++) sum += rate[e]!;
    return sum;
  });
}

/** The transitions among some states, which are numbered anew in the order given; those that leave them are dropped. */
export function within(chain: Transitions, kept: readonly number[]): Transitions {
  const place = new Int32Array(chain.states).fill(-1);
  for (const [i, state] of kept.entries()) place[state] = i;
  const firstEdge = new Int32Array(kept.length + 1);
  const target = new Int32Array(chain.target.length);
  const rate = new Float64Array(chain.target.length);
  let edges = 0;
  for (const [i, state] of kept.entries()) {
    for (let e = chain.firstEdge[state]!; e < chain.firstEdge[state + 1]!; e++) {
      if (place[chain.target[e]!]! < 0) continue;
      target[edges] = place[chain.target[e]!]!;
      rate[edges++] = chain.rate[e]!;
    }
    firstEdge[i + 1] = edges;
  }
  return { states: kept.length, firstEdge, target: target.slice(0, edges), rate: rate.slice(0, edges) };
}

/** The same states with only some of the transitions between them. */
export function only(chain: Transitions, isKept: (from: number, to: number) => boolean): Transitions {
  const firstEdge = new Int32Array(chain.states + 1);
  const kept: number[] = [];
  for (let s = 0; s < chain.states; s++) {
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++) if (isKept(s, chain.target[e]!)) kept.push(e);
    firstEdge[s + 1] = kept.length;
  }
  return {
    states: chain.states,
    firstEdge,
    target: Int32Array.from(kept, (e) => chain.target[e]!),
    rate: Float64Array.from(kept, (e) => chain.rate[e]!),
  };
}

/** The same transitions listed by where they lead: `target` is where each comes from. */
export function reversed({ states, firstEdge, target, rate }: Transitions): Transitions {
  const first = new Int32Array(states + 1);
  for (const to of target) first[to + 1]!++;
  for (let s = 0; s < states; s++) first[s + 1]! += first[s]!;
  const place = first.slice();
  const source = new Int32Array(target.length);
  const reverse = new Float64Array(target.length);
  for (let s = 0; s < states; s++) {
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++) {
      const at = place[target[e]!]!++;
      source[at] = s;
      reverse[at] = rate[e]!;
    }
  }
  return { states, firstEdge: first, target: source, rate: reverse };
}
