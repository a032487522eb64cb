/**
 * Refuses a law's parameter that is not a finite number above zero.
 * @throws RangeError with a sentence naming the law, the parameter and the value.
 */
export function requirePositive(law: string, name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${law}: ${name} must be a finite number above zero, not ${value}`);
  }
}

/** Refuses a duration in seconds that is not a finite number of at least zero. @throws RangeError */
export function requireDuration(law: string, name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${law}: ${name} must be a finite number of seconds, zero or more, not ${value}`);
  }
}

/**
 * Relative weights as probabilities that add up to one.
 * @throws RangeError when there is none, one is negative or not finite, or all are zero.
 */
export function probabilities(law: string, weights: readonly number[]): number[] {
  for (const weight of weights) requireWeight(law, weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError(`${law}: at least one weight must be above zero`);
  return weights.map((weight) => weight / total);
}

function requireWeight(law: string, weight: number): void {
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${law}: a weight must be a finite number, zero or more, not ${weight}`);
  }
}
