import type { Law } from "../../kernel/law.js";
import { residualByHazard } from "../../kernel/laws/made/residual.js";
import { requirePositive } from "../../kernel/laws/parameter.js";
import { log } from "../../kernel/maths.js";

/** A law over whole heartbeats: after how many of them something happens (N ≥ 1). */
export interface Beats {
  /** E[N]; +Infinity = never. */
  readonly mean: number;
  readonly variance: number;
  /** −ln P(N > n) for whole n ≥ 0, non-decreasing. */
  hazardAfter(n: number): number;
  /** The least n with hazardAfter(n) > hazard; +Infinity = never. */
  firstPast(hazard: number): number;
}

/** A law over heartbeats as a law in seconds. */
export interface FalseSuspicion extends Law {
  readonly kind: "falseSuspicion";
  /** Seconds from one heartbeat to the next. */
  readonly every: number;
  readonly beats: Beats;
}

/**
 * The moment of the N-th heartbeat, the first being due `every` seconds from now. Sampling takes one uniform and is
 * monotone in it, so paired runs stay paired.
 * @throws RangeError unless `every` is finite and above zero.
 */
export function lawOfBeats(beats: Beats, every: number): FalseSuspicion {
  requirePositive("falseSuspicion", "every", every);
  const cumulativeHazard = (age: number): number => beats.hazardAfter(beatsBy(age, every));
  const inverseHazard = (hazard: number): number => beats.firstPast(hazard) * every;
  return {
    kind: "falseSuspicion",
    every,
    lattice: every,
    beats,
    mean: beats.mean * every,
    variance: beats.variance * every * every,
    sample: (stream) => inverseHazard(-log(stream.uniform())),
    cumulativeHazard,
    inverseHazard,
    residual: residualByHazard({ cumulativeHazard, inverseHazard }),
  };
}

/** How many heartbeats were due by `age`; the n-th at n·every, exactly. */
function beatsBy(age: number, every: number): number {
  const n = Math.floor(age / every);
  return (n + 1) * every <= age ? n + 1 : n;
}

/** What never happens. */
export const never: Beats = {
  mean: Number.POSITIVE_INFINITY,
  variance: Number.POSITIVE_INFINITY,
  hazardAfter: () => 0,
  firstPast: () => Number.POSITIVE_INFINITY,
};
