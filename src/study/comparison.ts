import type { Estimate, Result } from "./result.js";

/** Several architectures on the same faults: the answer of `compare`. */
export interface Comparison {
  /** In the order asked. */
  readonly results: readonly Result[];
  readonly differences: readonly Difference[];
}

/** What one architecture has more than another, per service; below zero: less. */
export interface Difference {
  readonly architecture: string;
  readonly against: string;
  /** Seconds a year. */
  readonly downtimePerYear: Estimate;
  readonly outagesPerYear: Estimate;
}
