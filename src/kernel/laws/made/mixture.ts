import type { Law } from "../../law.js";
import { exp, expm1, log, log1p } from "../../maths.js";
import type { Stream } from "../../stream.js";
import { probabilities } from "../parameter.js";
import { firstAboveBetween } from "./firstAbove.js";

export interface Part {
  /** Relative to the other parts' weights; kept as a probability. */
  readonly weight: number;
  readonly law: Law;
}

export interface Mixture extends Law {
  readonly kind: "mixture";
  readonly parts: readonly Part[];
}

/**
 * One part chosen with a probability in proportion to its weight, then lasting as that part's law says.
 * P(longer than a) = Σ weight·P(part longer than a); what is left at an age comes from a part chosen by who is
 * likely to have got there. The hazard is inverted by bisection between the parts' own inverses.
 * @throws RangeError when there is no part or a weight is impossible.
 */
export function mixture({ parts }: { readonly parts: readonly Part[] }): Mixture {
  return { kind: "mixture", ...mixed("mixture", parts) };
}

/** What mixture and hyperexponential share; `name` is for the error texts. */
export function mixed(name: string, given: readonly Part[]): Omit<Mixture, "kind"> {
  const weights = probabilities(
    name,
    given.map((part) => part.weight),
  );
  const parts = given.map((part, i) => ({ weight: weights[i], law: part.law })).filter((part) => part.weight > 0);
  const mean = parts.reduce((sum, { weight, law }) => sum + weight * law.mean, 0);

  /** −ln Σ w·exp(−H); far out the slowest part's H is taken out first, so that nothing underflows. */
  function cumulativeHazard(age: number): number {
    const least = leastHazard(parts, age);
    if (least === Number.POSITIVE_INFINITY) return least;
    let ended = 0;
    for (const { weight, law } of parts) ended -= weight * expm1(-law.cumulativeHazard(age));
    if (ended < 0.5) return -log1p(-ended) + 0;
    let survival = 0;
    for (const { weight, law } of parts) survival += weight * exp(least - law.cumulativeHazard(age));
    return least - log(survival);
  }
  function inverseHazard(hazard: number): number {
    const ends = parts.map(({ law }) => law.inverseHazard(hazard));
    const low = Math.min(...ends);
    const high = Math.max(...ends);
    if (low === high || hazard === Number.POSITIVE_INFINITY) return high;
    return firstAboveBetween(cumulativeHazard, hazard, low, high);
  }
  return {
    parts,
    mean,
    variance: mean < Number.POSITIVE_INFINITY ? spread(parts, mean) : mean,
    sample: (stream) => choose(parts, stream).sample(stream),
    cumulativeHazard,
    inverseHazard,
    residual: (age, stream) => {
      if (age <= 0) return choose(parts, stream).sample(stream);
      const survivors = survivingParts(parts, age);
      return survivors.length === 0 ? 0 : choose(survivors, stream).residual(age, stream);
    },
  };
}

function leastHazard(parts: readonly Part[], age: number): number {
  return parts.reduce((least, { law }) => Math.min(least, law.cumulativeHazard(age)), Number.POSITIVE_INFINITY);
}

/** Var X = Σ w·(variance of the part + (its mean − the mean)²). */
function spread(parts: readonly Part[], mean: number): number {
  return parts.reduce(
    (sum, { weight, law }) => sum + weight * (law.variance + (law.mean - mean) * (law.mean - mean)),
    0,
  );
}

/** One part's law, with chances as the weights, which add up to one but for rounding. */
function choose(parts: readonly Part[], stream: Stream): Law {
  let left = stream.uniform();
  for (const { weight, law } of parts) {
    left -= weight;
    if (left < 0) return law;
  }
  return parts[parts.length - 1].law;
}

/** The parts that can last beyond `age`, weighted by their chance of having got there. */
function survivingParts(parts: readonly Part[], age: number): Part[] {
  const least = leastHazard(parts, age);
  if (least === Number.POSITIVE_INFINITY) return [];
  const alive = parts
    .map(({ weight, law }) => ({ weight: weight * exp(least - law.cumulativeHazard(age)), law }))
    .filter((part) => part.weight > 0);
  const total = alive.reduce((sum, part) => sum + part.weight, 0);
  return alive.map(({ weight, law }) => ({ weight: weight / total, law }));
}
