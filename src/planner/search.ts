import type { Candidate } from "./candidates.js";
import { type Effort, type Judgement, judge, type Price, priceOf, type Terms } from "./judge.js";
import { cautious, type Gauge } from "./measure.js";

/** Candidates on the market and the gauge to look at them with. */
export interface Market {
  readonly candidates: readonly Candidate[];
  readonly gauge: Gauge;
}

/** A candidate's cost a year under the terms, with what it was counted from. */
export function priced({ gauge }: Market, candidate: Candidate, terms: Terms): Price {
  return priceOf(candidate, gauge.measure(candidate), terms);
}

/** Cheapest in total first; of equals the one that is less down, then the simpler one. */
export function byTotal(market: Market, terms: Terms): Candidate[] {
  const rank = market.candidates.map((candidate, i) => {
    const total = cautious(priced(market, candidate, terms).total);
    return { candidate, i, total, down: cautious(market.gauge.measure(candidate).unavailability) };
  });
  return rank.sort((a, b) => a.total - b.total || a.down - b.down || a.i - b.i).map(({ candidate }) => candidate);
}

/** The cheapest candidate that meets the terms; null when none does. None that costs more is looked at. */
export function cheapest(market: Market, terms: Terms, effort: Effort): Judgement | null {
  for (const candidate of byTotal(market, terms)) {
    const judgement = judge(market.gauge, candidate, terms, effort);
    if (judgement.feasible) return judgement;
  }
  return null;
}

/** Longest recovery that a person would call one: a search goes no further. Seconds. */
export const LONGEST = 100 * 24 * 3600;
const SHORTEST = 1;
/** A bracket is narrow enough when its ends are within 3 %. */
const NARROW = 1.03;

/**
 * The shortest time within [from, to] for which `holds`, which must stay true once it is: bisected on a log scale to
 * 3 %. `at` holds and `below` does not; null when it does not hold at `to`; below null when it holds at `from`.
 */
export function shortest(
  holds: (seconds: number) => boolean,
  from = SHORTEST,
  to = LONGEST,
): { readonly below: number | null; readonly at: number } | null {
  if (!holds(to)) return null;
  if (holds(from)) return { below: null, at: from };
  let below = from;
  let at = to;
  while (at / below > NARROW) {
    const middle = Math.sqrt(below * at);
    if (holds(middle)) at = middle;
    else below = middle;
  }
  return { below, at };
}

/** The terms with another recovery time; seconds. */
export function withRto(terms: Terms, rto: number | undefined): Terms {
  return { ...terms, objectives: { ...terms.objectives, rto } };
}
