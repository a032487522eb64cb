/** What is kept of a set of sized events (outages and their lengths) to judge how much they tell. */
export interface Events {
  readonly count: number;
  /** Σ size. */
  readonly sum: number;
  /** Σ size². */
  readonly sumOfSquares: number;
}

/**
 * (Σ size)²/Σ size²: how many events of equal size would say as much about the total. At most the count; far below it
 * when a few long outages make up most of the downtime. Source: L. Kish, Survey Sampling, 1965. 0 without events.
 */
export function effectiveEvents({ sum, sumOfSquares }: Events): number {
  return sumOfSquares > 0 ? (sum / sumOfSquares) * sum : 0;
}
