import { requirePositive } from "./parameter.js";

/** A median and one upper percentile, in seconds: how people quote durations. */
export type Percentiles =
  | { readonly p50: number; readonly p95: number }
  | { readonly p50: number; readonly p99: number };

export interface ReadPercentiles {
  readonly median: number;
  readonly upper: number;
  /** 0.95 or 0.99. */
  readonly probability: number;
  /** ln(1/(1 − probability)): the cumulative hazard at `upper`. */
  readonly lnOneOverTail: number;
}

/** Reads the pair and refuses one that no law can have. @throws RangeError unless 0 < p50 < the other. */
export function readPercentiles(law: string, given: Percentiles): ReadPercentiles {
  const name = "p95" in given ? "p95" : "p99";
  const upper = "p95" in given ? given.p95 : given.p99;
  requirePositive(law, "p50", given.p50);
  requirePositive(law, name, upper);
  if (!(given.p50 < upper)) {
    throw new RangeError(
      `${law}: p50 (${given.p50}) must be below ${name} (${upper}); use a deterministic law instead`,
    );
  }
  const [probability, lnOneOverTail] = name === "p95" ? [0.95, 2.995732273553991] : [0.99, 4.605170185988092];
  return { median: given.p50, upper, probability, lnOneOverTail };
}
