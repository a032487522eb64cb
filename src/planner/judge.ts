import { YEAR } from "../readings/observation.js";
import { share, sum } from "../report/numbers.js";
import { formatDuration } from "../scenario/duration.js";
import type { Objectives } from "../scenario/scenario.js";
import { complement, plus, times, UNKNOWN } from "../study/estimates.js";
import type { Estimate, Verdict } from "../study/result.js";
import { atLeast, atMost, rpoResult } from "../study/verdicts.js";
import type { Candidate } from "./candidates.js";
import type { Gauge, Measured } from "./measure.js";
import type { Objective } from "./planResult.js";

/** What a candidate is held to. */
export interface Terms {
  readonly objectives: Objectives;
  /** Most the infrastructure may cost, in money a year. */
  readonly budget?: number | undefined;
  /** Money a second that all services down cost; 0 when nobody says. */
  readonly downtimeCost: number;
  /** Money a second of lost data. */
  readonly dataLossCost?: number | undefined;
}

/**
 * How hard a recovery time is looked at: "quick" simulates a little; "thorough" goes on until it is decided or the
 * work is used up; "sure" does a fixed amount; "likely" does less and takes the estimate at its word, for searches.
 */
export type Effort = "quick" | "thorough" | "sure" | "likely";

interface Miss {
  readonly objective: Objective;
  /** What was asked, what came out. */
  readonly text: string;
}

/** A candidate held to terms. */
export interface Judgement {
  readonly candidate: Candidate;
  readonly measured: Measured;
  readonly feasible: boolean;
  readonly misses: readonly Miss[];
  readonly rto: Verdict | null;
  readonly rpo: Verdict | null;
  /** Share of years in which the RTO is kept, by one service. */
  readonly kept: Estimate | null;
}

/** Money a year. */
export interface Price {
  readonly infrastructure: number;
  readonly outage: Estimate;
  /** Null when losing data has no price, or nothing tells how often it happens. */
  readonly dataLoss: number | null;
  readonly total: Estimate;
}

const QUICK = 20_000;
const LIKELY = 40_000;
const SURE = 80_000;
const THOROUGH = [QUICK, SURE, 320_000, 1_280_000] as const;
const FIRST_LOOK: Readonly<Record<Effort, number>> = { quick: QUICK, thorough: QUICK, sure: SURE, likely: LIKELY };

/** Holds a candidate to the terms: the cheap tests first, and a simulation only if those are passed. */
export function judge(gauge: Gauge, candidate: Candidate, terms: Terms, effort: Effort): Judgement {
  const measured = gauge.measure(candidate);
  const rpo = rpoTest(candidate, measured, terms);
  const cheap = [
    ...budgetMiss(candidate, terms),
    ...copyMiss(candidate, terms),
    ...availabilityMiss(measured, terms),
    ...rpo.misses,
  ];
  const unlooked = { verdict: null, kept: null, misses: [] };
  const rto =
    cheap.length > 0 || terms.objectives.rto === undefined ? unlooked : rtoTest(gauge, candidate, terms, effort);
  const misses = [...cheap, ...rto.misses];
  return {
    candidate,
    measured,
    feasible: misses.length === 0,
    misses,
    rto: rto.verdict,
    rpo: rpo.verdict,
    kept: rto.kept,
  };
}

/** What a candidate costs under the terms. One service of N down costs an Nth of all being down. */
export function priceOf(candidate: Candidate, measured: Measured, { downtimeCost, dataLossCost }: Terms): Price {
  const { unavailability, dataLosses } = measured;
  const { every, takes } = candidate.scenario.spec.backup;
  const lost = takes + every / 2;
  const dataLoss =
    dataLossCost === undefined || dataLosses === null
      ? null
      : (dataLosses.mean ?? dataLosses.high) * lost * dataLossCost;
  const outage =
    downtimeCost === 0 ? { mean: 0, low: 0, high: 0, level: 1 } : times(unavailability, YEAR * downtimeCost);
  const total = plus(outage, candidate.infrastructure + (dataLoss ?? 0));
  return { infrastructure: candidate.infrastructure, outage, dataLoss, total };
}

function budgetMiss({ infrastructure, scenario }: Candidate, { budget }: Terms): Miss[] {
  if (budget === undefined || infrastructure <= budget) return [];
  const { currency } = scenario.prices;
  const over = sum(infrastructure - budget, currency);
  return [
    {
      objective: "budget",
      text: `${sum(infrastructure, currency)} a year is ${over} over the budget of ${sum(budget, currency)}`,
    },
  ];
}

/** A repaired server comes back empty: without a standby or a backup there is nothing to recover a service from. */
function copyMiss(candidate: Candidate, { objectives, dataLossCost }: Terms): Miss[] {
  const { rpo, rto } = objectives;
  if (candidate.design.recoveryPoint !== "none" || candidate.scenario.state === "stateless") return [];
  if (rpo === undefined && rto === undefined && dataLossCost === undefined) return [];
  const objective = rpo === undefined && rto !== undefined ? "rto" : "rpo";
  return [{ objective, text: "the data has no copy to recover from when the server's hardware is lost" }];
}

function availabilityMiss({ unavailability }: Measured, { objectives: { availability } }: Terms): Miss[] {
  if (availability === undefined) return [];
  const verdict = atMost(unavailability, 1 - availability);
  if (verdict === "met") return [];
  const exact = (x: number): Estimate => ({ mean: x, low: x, high: x, level: 1 });
  const asked = `available ${share(complement(unavailability))} of the time, ${share(exact(availability))} is asked`;
  return [{ objective: "availability", text: verdict === "missed" ? asked : `${asked}: too close to tell` }];
}

function rpoTest({ scenario, design }: Candidate, { dataLosses }: Measured, { objectives }: Terms) {
  if (objectives.rpo === undefined) return { verdict: null, misses: [] };
  const incidents = dataLosses ?? { mean: null, low: 0, high: Number.POSITIVE_INFINITY, level: 1 };
  const losses = { dataLosses: incidents, splits: UNKNOWN };
  const result = rpoResult({ ...scenario, objectives }, design.recoveryPoint, losses);
  if (!result) return { verdict: null, misses: [] };
  // That there is no copy at all has been said already.
  if (design.recoveryPoint === "none") return { verdict: result.verdict, misses: [] };
  const { yearWithout: kept, verdict } = result;
  const worst = scenario.spec.backup.every + scenario.spec.backup.takes;
  const text = `the newest backup can be ${formatDuration(worst)} old, an RPO of ${formatDuration(objectives.rpo)} is kept in ${percent(kept)} of years`;
  const misses: Miss[] = verdict === "met" ? [] : [{ objective: "rpo", text }];
  return { verdict, misses };
}

function rtoTest(gauge: Gauge, candidate: Candidate, terms: Terms, effort: Effort) {
  const { compliance, rto } = terms.objectives;
  const look = (events: number): Estimate | null => {
    const { rto: result } = gauge.simulate(candidate, rto, events);
    return result?.yearWithout ?? null;
  };
  let kept = look(FIRST_LOOK[effort]);
  if (effort === "likely") kept = kept && asCertain(kept);
  const more = effort === "thorough" ? THOROUGH.slice(1) : [];
  for (const events of more) {
    if (!kept || atLeast(kept, compliance) !== "undecided" || gauge.left() < events) break;
    kept = look(events);
  }
  const verdict = kept ? atLeast(kept, compliance) : "undecided";
  return { verdict, kept, misses: verdict === "met" ? [] : [rtoMiss(terms, kept, verdict)] };
}

function rtoMiss({ objectives: { rto = 0, compliance } }: Terms, kept: Estimate | null, verdict: Verdict): Miss {
  const asked = `the RTO of ${formatDuration(rto)} is kept in ${kept ? percent(kept) : "an unknown share"} of years, ${whole(compliance)} is asked`;
  return { objective: "rto", text: verdict === "missed" ? asked : `${asked}: too close to tell` };
}

/** The estimate alone, as if it were certain; nothing seen counts as nothing there. */
function asCertain({ mean, high }: Estimate): Estimate {
  const value = mean ?? high;
  return { mean: value, low: value, high: value, level: 1 };
}

/** A share of years in per cent, as a person would say it. */
export function percent({ mean, low, high }: Estimate): string {
  const value = mean ?? low;
  if (mean === null || high - low > 0.02) return `${Math.floor(100 * low)} to ${Math.ceil(100 * high)} %`;
  return whole(value);
}

function whole(value: number): string {
  return value > 0.995 && value < 1 ? "more than 99 %" : `${Number((100 * value).toPrecision(2))} %`;
}
