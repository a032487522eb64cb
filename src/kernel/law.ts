import type { Stream } from "./stream.js";

/**
 * How long something lasts, as a probability law over [0, ∞) seconds. Handlers name laws and never draw
 * from them; what a law means in numbers is decided by the reading.
 */
export interface Law {
  readonly kind: LawKind;
  /** Mean in seconds; +Infinity when it never happens. */
  readonly mean: number;
  /** Variance in seconds². */
  readonly variance: number;
  /** Seconds between the only moments at which it may end, its hazard jumping at each; absent for every other law. */
  readonly lattice?: number;
  /** Draws a duration in seconds, ≥ 0. Uses only `stream` and deterministic maths. */
  sample(stream: Stream): number;
  /** H(age) = −ln P(longer than age), age in seconds ≥ 0; +Infinity past the end of the support. */
  cumulativeHazard(age: number): number;
  /** The age in seconds at which the cumulative hazard reaches `hazard` ≥ 0: sup of ages with H(age) ≤ hazard for laws with gaps. */
  inverseHazard(hazard: number): number;
  /** Draws what is left in seconds, given that it has already lasted `age` seconds. */
  residual(age: number, stream: Stream): number;
}

type LawKind =
  | "immediate"
  | "deterministic"
  | "uniform"
  | "exponential"
  | "weibull"
  | "lognormal"
  | "gamma"
  | "hyperexponential"
  | "empirical"
  | "mixture"
  | "shifted"
  | "sum"
  | "falseSuspicion";
