/**
 * A continuous-time Markov chain with what is observed of it. State 0 is the world in which everything is new.
 * Rates are per second. Edges of state s are firstEdge[s] … firstEdge[s + 1] − 1; there are no self-loops.
 */
export interface Chain {
  readonly states: number;
  readonly firstEdge: Int32Array;
  readonly target: Int32Array;
  readonly rate: Float64Array;
  /** Level l of state s is at s · levelNames.length + l. */
  readonly levels: Float64Array;
  readonly levelNames: readonly string[];
  readonly services: number;
  /** Mark m is emitted in state s at rate marks[s · markCount + m]. */
  readonly marks: Float64Array;
  readonly markCount: number;
  /** Laws that a phase-type or exponential law stands in for. */
  readonly approximated: readonly Approximation[];
}

export interface Approximation {
  /** The activity whose law it is. */
  readonly activity: string;
  /** Kind of the true law. */
  readonly kind: string;
  /** "exponential with the same mean", "Erlang with 10 phases"… */
  readonly by: string;
}

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
