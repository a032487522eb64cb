import type { Law } from "../../law.js";
import { log } from "../../maths.js";

/** What is left of a law at an age, from its cumulative hazard and the inverse: the hazard still to come is exponential with mean 1. */
export function residualByHazard({ cumulativeHazard, inverseHazard }: Pick<Law, "cumulativeHazard" | "inverseHazard">) {
  const residual: Law["residual"] = (age, stream) => {
    const passed = cumulativeHazard(age);
    if (passed === Number.POSITIVE_INFINITY) return 0;
    return Math.max(0, inverseHazard(passed - log(stream.uniform())) - age);
  };
  return residual;
}
