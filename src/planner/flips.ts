import { sum } from "../report/numbers.js";
import { formatDuration } from "../scenario/duration.js";
import type { Candidate } from "./candidates.js";
import { judge, type Terms } from "./judge.js";
import { secondsDown } from "./measure.js";
import { nameOf } from "./names.js";
import type { Flip } from "./planResult.js";
import { cheapest, LONGEST, type Market, priced, shortest, withRto } from "./search.js";

const HOUR = 3600;
/** On either side of a price at which two candidates cost the same. */
const ASIDE = 1e-4;

/** What would change the advice: found by search, and confirmed by choosing again on both sides. */
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
  const price = `${sum(at * HOUR, chosen.scenario.prices.currency)} an hour`;
  const text = `downtime ${direction === "above" ? "costs more" : "costs less"} than ${price}: then ${nameOf(other)}`;
  return { input: "downtimeCost", direction, value: at, to: other.id, text };
}

/** The shortest recovery time the chosen one still keeps, and what is advised below it. */
function shorterRto(market: Market, chosen: Candidate, terms: Terms): Flip | null {
  const { rto } = terms.objectives;
  const keeps = (seconds: number) => judge(market.gauge, chosen, withRto(terms, seconds), "likely").feasible;
  const advice = (seconds: number) => cheapest(market, withRto(terms, seconds), "likely")?.candidate;
  const found = shortest(keeps, undefined, rto ?? LONGEST);
  if (!found) return rto === undefined ? anyRto(chosen, advice(LONGEST)) : null;
  if (found.below === null) return null;
  if (rto !== undefined && advice(found.at)?.id !== chosen.id) return null;
  const next = advice(found.below);
  const text = `the RTO is below about ${formatDuration(rounded(found.at))}: then ${next ? nameOf(next) : "nothing considered would do"}`;
  return { input: "rto", direction: "below", value: found.at, to: next?.id ?? null, text };
}

function anyRto(chosen: Candidate, next: Candidate | undefined): Flip | null {
  if (next?.id === chosen.id) return null;
  const text = `a recovery time is asked at all, were it months: then ${next ? nameOf(next) : "nothing considered would do"}`;
  return { input: "rto", direction: "below", value: null, to: next?.id ?? null, text };
}

/** The shortest recovery time at which something cheaper becomes good enough. */
function longerRto(market: Market, chosen: Candidate, terms: Terms): Flip | null {
  const { rto } = terms.objectives;
  if (rto === undefined) return null;
  const own = priced(market, chosen, terms).total;
  let best: { at: number; below: number; candidate: Candidate } | null = null;
  for (const candidate of market.candidates) {
    if (priced(market, candidate, terms).total.low >= own.low || candidate.id === chosen.id) continue;
    const keeps = (seconds: number) => judge(market.gauge, candidate, withRto(terms, seconds), "likely").feasible;
    const found = shortest(keeps, rto, best?.below ?? LONGEST);
    if (found && found.below !== null) best = { at: found.at, below: found.below, candidate };
  }
  if (!best) return null;
  const adviceAt = (seconds: number) => cheapest(market, withRto(terms, seconds), "likely")?.candidate;
  const next = adviceAt(best.at);
  if (!next || next.id === chosen.id || adviceAt(best.below)?.id !== chosen.id) return null;
  const text = `an RTO of about ${formatDuration(rounded(best.at))} is enough: then ${nameOf(next)}`;
  return { input: "rto", direction: "above", value: best.at, to: next.id, text };
}

/** Two digits: the search knows no more. */
const rounded = (seconds: number): number => Number(seconds.toPrecision(2));
