import type { Candidate } from "./candidates.js";
import { type Effort, type Judgement, judge, type Price, priceOf, type Terms } from "./measure/judge.js";
import { cautious, type Gauge } from "./measure/measure.js";

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

/** The advice at a recovery time, in seconds; undefined when nothing surely keeps it. */
export function advisedAt(market: Market, terms: Terms, rto: number): Candidate | undefined {
  return cheapest(market, withRto(terms, rto), "thorough")?.candidate;
}

/** Longest recovery that a person would call one: a search goes no further. Seconds. */
export const LONGEST = 100 * 24 * 3600;
/** And the shortest. */
export const SHORTEST = 1;
/** A bracket is narrow enough when its ends are within 0.05 %. */
const NARROW = 1.0005;

/**
 * The shortest time within [from, to] for which `holds`, which must stay true once it is: bisected on a log scale to
 * 0.05 %. `at` holds and `below` does not; null when it does not hold at `to`; below null when it holds at `from`.
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

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Up to the next time of three digits, in the unit a person would use: what is printed is then what was judged. Seconds. */
export const roundedUp = (seconds: number): number => rounded(seconds, Math.ceil);

/** Down to the last such time. */
export const roundedDown = (seconds: number): number => rounded(seconds, Math.floor);

function rounded(seconds: number, whole: (x: number) => number): number {
  const unit = [100 * HOUR, HOUR, MINUTE].find((least) => seconds >= least) ?? 1;
  const size = unit === 100 * HOUR ? DAY : unit;
  const digits = seconds / size;
  const scale = digits < 10 ? 100 : digits < 100 ? 10 : 1;
  return (whole(digits * scale) / scale) * size;
}

/** The terms with another recovery time; seconds. */
export function withRto(terms: Terms, rto: number | undefined): Terms {
  return { ...terms, objectives: { ...terms.objectives, rto } };
}
