import type { Estimate, Result } from "../result.js";

/** Several architectures on the same faults: the answer of `compare`. */
export interface Comparison {
  /** In the order asked. */
  readonly results: readonly Result[];
  readonly differences: readonly Difference[];
  /** The work that all are compared for: so many services, and why so many. */
  readonly unit: { readonly services: number; readonly because: string };
  /** What carries it, a purchase for each design; then what else the nodes asked for would buy. */
  readonly purchases: readonly Purchase[];
}

/** A design bought once or several times over. */
export interface Purchase {
  /** Index of its design among the results, whose figures are those of one copy. */
  readonly design: number;
  readonly copies: number;
  /** True: not for the same work, but what the nodes asked for would buy. */
  readonly alternative: boolean;
  /** Nodes in all copies, and services they carry. */
  readonly nodes: number;
  readonly services: number;
  /** Its services taken together: down while not all of them are up. */
  readonly allUp: {
    readonly unavailability: Estimate;
    readonly downtimePerYear: Estimate;
    readonly outagesPerYear: Estimate;
  };
  /** Of all copies, a year. */
  readonly cost: {
    readonly infrastructure: number;
    readonly outage: Estimate | null;
    readonly total: Estimate | null;
    readonly currency: string;
  };
}

/** What one architecture has more than another, per service; below zero: less. */
export interface Difference {
  readonly architecture: string;
  readonly against: string;
  /** Seconds a year. */
  readonly downtimePerYear: Estimate;
  readonly outagesPerYear: Estimate;
}
