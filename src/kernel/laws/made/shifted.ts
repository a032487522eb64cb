import type { Law } from "../../law.js";
import { requireDuration } from "../parameter.js";

export interface Shifted extends Law {
  readonly kind: "shifted";
  /** Seconds. */
  readonly by: number;
  readonly law: Law;
}

/**
 * At least `by` seconds, then as `law` says: H(a) = H_law(a − by) beyond `by`, 0 before.
 * @throws RangeError when `by` is negative or not finite.
 */
export function shifted({ by, law }: { readonly by: number; readonly law: Law }): Shifted {
  requireDuration("shifted", "by", by);
  return {
    kind: "shifted",
    by,
    law,
    mean: by + law.mean,
    variance: law.variance,
    sample: (stream) => by + law.sample(stream),
    cumulativeHazard: (age) => (age < by ? 0 : law.cumulativeHazard(age - by)),
    inverseHazard: (hazard) => by + law.inverseHazard(hazard),
    residual: (age, stream) => (age < by ? by - age + law.sample(stream) : law.residual(age - by, stream)),
  };
}
