import type { Law } from "../law.js";

export interface Immediate extends Law {
  readonly kind: "immediate";
}

/** Lasts no time at all: it happens before anything timed does. */
export function immediate(): Immediate {
  return {
    kind: "immediate",
    mean: 0,
    variance: 0,
    sample: () => 0,
    cumulativeHazard: () => Number.POSITIVE_INFINITY,
    inverseHazard: () => 0,
    residual: () => 0,
  };
}
