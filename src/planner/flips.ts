import { formatDuration } from "../notation/units/duration.js";
import { YEAR } from "../readings/simulate/observation.js";
import { sum } from "../report/words/numbers.js";
import type { Candidate } from "./candidates.js";
import { type Effort, judge, type Terms } from "./measure/judge.js";
import { secondsDown } from "./measure/measure.js";
import { nameOf } from "./names.js";
import type { Flip } from "./planResult.js";
import {
  advisedAt,
  cheapest,
  LONGEST,
  type Market,
  priced,
  roundedDown,
  roundedUp,
  SHORTEST,
  shortest,
  withRto,
} from "./search.js";

const TIMES = [
  [3600, "an hour"],
  [24 * 3600, "a day"],
  [YEAR, "a year"],
] as const;
/** On either side of a price at which two candidates cost the same. */
const ASIDE = 1e-4;
/** What is said to change at a recovery time must be so a hundredth beyond it. */
const BEYOND = 1.01;

/**
 * What would change the advice: found by search, and confirmed by choosing again on both sides, with the judge that chose.
 */
export function flipsOf(market: Market, chosen: Candidate, terms: Terms): Flip[] {
  const flips = [dearerDowntime(market, chosen, terms), cheaperDowntime(market, chosen, terms)];
  return [...flips, shorterRto(market, chosen, terms), longerRto(market, chosen, terms)].filter(
    (flip) => flip !== null,
  );
}

/** Costs are straight lines over the price of downtime: the nearest line that crosses from above takes over. */
function dearerDowntime(market: Market, chosen: Candidate, terms: Terms): Flip | null {
  const crossings = crossingsOf(market, chosen, terms).filter(({ at, steeper }) => !steeper && at > terms.downtimeCost);
  return confirmed(
    market,
    chosen,
    terms,
    crossings.sort((a, b) => a.at - b.at),
    "above",
  );
}

function cheaperDowntime(market: Market, chosen: Candidate, terms: Terms): Flip | null {
  const crossings = crossingsOf(market, chosen, terms).filter(
    ({ at, steeper }) => steeper && at > 0 && at < terms.downtimeCost,
  );
  return confirmed(
    market,
    chosen,
    terms,
    crossings.sort((a, b) => b.at - a.at),
    "below",
  );
}

interface Crossing {
  readonly other: Candidate;
  /** Money a second of downtime at which both cost the same. */
  readonly at: number;
  /** True when the other is down longer. */
  readonly steeper: boolean;
}

function crossingsOf(market: Market, chosen: Candidate, terms: Terms): Crossing[] {
  const free = { ...terms, downtimeCost: 0 };
  const line = (candidate: Candidate) => {
    const measured = market.gauge.measure(candidate);
    return {
      fixed: priced(market, candidate, free).total.low,
      down: secondsDown(measured),
      ...measured.unavailability,
    };
  };
  const own = line(chosen);
  return market.candidates.flatMap((other) => {
    const { fixed, down, low, high } = line(other);
    // Two lines whose slopes cannot be told apart cross nowhere in particular.
    if (low <= own.high && own.low <= high) return [];
    return [{ other, at: (fixed - own.fixed) / (own.down - down), steeper: down > own.down }];
  });
}

function confirmed(
  market: Market,
  chosen: Candidate,
  terms: Terms,
  crossings: Crossing[],
  direction: Flip["direction"],
): Flip | null {
  const crossing = crossings.find(({ other }) => judge(market.gauge, other, terms, "thorough").feasible);
  if (!crossing) return null;
  const { at, other } = crossing;
  const adviceAt = (downtimeCost: number) => cheapest(market, { ...terms, downtimeCost }, "thorough")?.candidate.id;
  const [near, far] = direction === "above" ? [1 - ASIDE, 1 + ASIDE] : [1 + ASIDE, 1 - ASIDE];
  if (adviceAt(at * near) !== chosen.id || adviceAt(at * far) !== other.id) return null;
  const price = priceText(at, chosen.scenario.prices.currency);
  const text = `downtime ${direction === "above" ? "costs more" : "costs less"} than ${price}: then ${nameOf(other)}`;
  return { input: "downtimeCost", direction, value: at, surelyAt: at * far, to: other.id, text };
}

/** Money a second in the shortest time in which it is a hundred or more, so that whole units tell it to a hundredth. */
function priceText(perSecond: number, currency: string): string {
  const [seconds, word] = TIMES.find(([length]) => perSecond * length >= 100) ?? TIMES[2];
  return `${sum(perSecond * seconds, currency)} ${word}`;
}

/** The shortest recovery time the chosen one surely keeps, the longest it surely does not, and what is advised there. */
function shorterRto(market: Market, chosen: Candidate, terms: Terms): Flip | null {
  const { rto } = terms.objectives;
  const judged = (seconds: number, effort: Effort) => judge(market.gauge, chosen, withRto(terms, seconds), effort);
  const found = shortest((seconds) => judged(seconds, "thorough").feasible, SHORTEST, rto ?? LONGEST);
  if (!found) return rto === undefined ? anyRto(chosen, advisedAt(market, terms, LONGEST)) : null;
  if (found.below === null) return null;
  const value = Math.min(roundedUp(found.at), rto ?? LONGEST);
  // So far below that a short look tells: others of about its speed are then told from it without much work as well.
  const isPossible = (seconds: number) => judged(seconds, "short").rto !== "missed";
  const missed = shortest(isPossible, SHORTEST, found.at)?.below ?? SHORTEST;
  const surelyAt = roundedDown(Math.min(missed, value / BEYOND));
  const next = advisedAt(market, terms, surelyAt);
  const text = `the RTO is below ${about(value, surelyAt)}: then ${next ? nameOf(next) : "nothing considered surely would"}`;
  return { input: "rto", direction: "below", value, surelyAt, to: next?.id ?? null, text };
}

/** A time, and from where on it can be told, where that is more than a hundredth or two away. */
function about(value: number, surelyAt: number): string {
  const told = `about ${formatDuration(value)}`;
  return value / surelyAt < BEYOND * BEYOND
    ? told
    : `${told} (down to ${formatDuration(surelyAt)} it is too close to tell)`;
}

function anyRto(chosen: Candidate, next: Candidate | undefined): Flip | null {
  if (next?.id === chosen.id) return null;
  const text = `a recovery time is asked at all, were it months: then ${next ? nameOf(next) : "nothing considered surely would"}`;
  return { input: "rto", direction: "below", value: null, surelyAt: null, to: next?.id ?? null, text };
}

/** The shortest recovery time that something cheaper surely keeps, and what is advised just above it. */
function longerRto(market: Market, chosen: Candidate, terms: Terms): Flip | null {
  const { rto } = terms.objectives;
  if (rto === undefined) return null;
  const own = priced(market, chosen, terms).total;
  let enough: number | null = null;
  for (const candidate of market.candidates) {
    if (priced(market, candidate, terms).total.low >= own.low || candidate.id === chosen.id) continue;
    const keeps = (seconds: number) => judge(market.gauge, candidate, withRto(terms, seconds), "thorough").feasible;
    enough = shortest(keeps, rto, enough ?? LONGEST)?.at ?? enough;
  }
  if (enough === null) return null;
  const value = roundedUp(enough);
  const surelyAt = roundedUp(value * BEYOND);
  const next = advisedAt(market, terms, surelyAt);
  if (!next || next.id === chosen.id || advisedAt(market, terms, enough / BEYOND)?.id !== chosen.id) return null;
  const text = `an RTO of about ${formatDuration(value)} is enough: then ${nameOf(next)}`;
  return { input: "rto", direction: "above", value, surelyAt, to: next.id, text };
}
