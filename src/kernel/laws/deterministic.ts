import type { Law } from "../law.js";
import { requireDuration } from "./parameter.js";

export interface Deterministic extends Law {
  readonly kind: "deterministic";
  /** Seconds. */
  readonly value: number;
}

/**
 * Always lasts exactly `value` seconds (0 or more): a timeout, a lease, a script that takes 30 s. What is left
 * at an age beyond the value is 0.
 * @throws RangeError when the value is negative or not finite.
 */
export function deterministic({ value }: { readonly value: number }): Deterministic {
  requireDuration("deterministic", "value", value);
  return {
    kind: "deterministic",
    value,
    mean: value,
    variance: 0,
    sample: () => value,
    cumulativeHazard: (age) => (age < value ? 0 : Number.POSITIVE_INFINITY),
    inverseHazard: () => value,
    residual: (age) => (age < value ? value - age : 0),
  };
}
