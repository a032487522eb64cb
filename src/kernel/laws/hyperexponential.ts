import type { Law } from "../law.js";
import { exponential } from "./exponential.js";
import { mixed } from "./made/mixture.js";
import { requirePositive } from "./parameter.js";

export interface Branch {
  /** Relative to the other branches' weights; kept as a probability. */
  readonly weight: number;
  /** Seconds. */
  readonly mean: number;
}

export interface Hyperexponential extends Law {
  readonly kind: "hyperexponential";
  readonly branches: readonly Branch[];
}

/**
 * An exponential law whose mean (seconds) is itself drawn: mostly quick, now and then very long.
 * @throws RangeError when there is no branch, a weight is impossible or a mean is not a finite number above zero.
 */
export function hyperexponential({ branches }: { readonly branches: readonly Branch[] }): Hyperexponential {
  for (const { mean } of branches) requirePositive("hyperexponential", "mean", mean);
  const { parts, ...law } = mixed(
    "hyperexponential",
    branches.map(({ weight, mean }) => ({ weight, law: exponential({ mean }) })),
  );
  const kept = parts.map((part) => ({ weight: part.weight, mean: part.law.mean }));
  return { kind: "hyperexponential", branches: kept, ...law };
}

/**
 * Two branches that carry half the mean each ("balanced means"): weight (1 ± √((cv² − 1)/(cv² + 1)))/2, branch mean
 * mean/(2·weight). `mean` in seconds, cv ≥ 1. Source: H. C. Tijms, A First Course in Stochastic Models, 2003, app. B.
 * @throws RangeError when cv is below 1 or a parameter is not a finite number above zero.
 */
export function hyperexponentialFromMoments(moments: { readonly mean: number; readonly cv: number }): Hyperexponential {
  requirePositive("hyperexponential", "mean", moments.mean);
  return hyperexponential({ branches: balancedBranches(moments.mean, moments.cv * moments.cv) });
}

/** The two branches for a mean and a squared coefficient of variation ≥ 1. @throws RangeError when it is below 1. */
export function balancedBranches(mean: number, cvSquared: number): [Branch, Branch] {
  if (!(cvSquared >= 1 && cvSquared < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`hyperexponential: cv² must be a finite number of at least 1, not ${cvSquared}`);
  }
  const lean = Math.sqrt((cvSquared - 1) / (cvSquared + 1));
  const quick = (1 + lean) / 2;
  const slow = 1 / ((cvSquared + 1) * (1 + lean));
  return [
    { weight: quick, mean: mean / (2 * quick) },
    { weight: slow, mean: mean / (2 * slow) },
  ];
}
