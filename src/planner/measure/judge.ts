import { formatDuration } from "../../notation/units/duration.js";
import { YEAR } from "../../readings/simulate/observation.js";
import { share, sum } from "../../report/words/numbers.js";
import type { Objectives } from "../../scenario/scenario.js";
import { complement, exactly, plus, times, UNKNOWN } from "../../study/figures/estimates.js";
import type { Estimate, Verdict } from "../../study/result.js";
import { atLeast, atMost, rpoResult } from "../../study/verdicts.js";
import type { Candidate } from "../candidates.js";
import type { Objective } from "../planResult.js";
import type { Gauge, Measured } from "./measure.js";

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
 * How many years a recovery time is looked at in before it is given up as too close to tell: "thorough" takes all there
 * are, "short" the fewer ones among them. Where both tell, they say the same.
 */
export type Effort = "short" | "thorough";

interface Miss {
  readonly objective: Objective;
  /** What was asked, what came out. */
  readonly text: string;
  /** True when it is too close to tell. */
  readonly unclear?: boolean;
}

/** A candidate held to terms. */
export interface Judgement {
  readonly candidate: Candidate;
  readonly measured: Measured;
  readonly feasible: boolean;
  /** True when it is not feasible only because something is too close to tell. */
  readonly unclear: boolean;
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

const MOST_LOOKS: Readonly<Record<Effort, number>> = { short: 2, thorough: Number.POSITIVE_INFINITY };

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
    cheap.length > 0 || terms.objectives.rto === undefined
      ? unlooked
      : rtoTest(gauge, measured, candidate, terms, effort);
  const misses = [...cheap, ...rto.misses];
  return {
    candidate,
    measured,
    feasible: misses.length === 0,
    unclear: misses.length > 0 && misses.every(({ unclear }) => unclear),
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
  const outage = downtimeCost === 0 ? exactly(0) : times(unavailability, YEAR * downtimeCost);
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
  const asked = `available ${share(complement(unavailability))} of the time, ${share(exactly(availability))} is asked`;
  return [miss("availability", asked, verdict)];
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
  return { verdict, misses: verdict === "met" ? [] : [miss("rpo", text, verdict)] };
}

function rtoTest(gauge: Gauge, measured: Measured, candidate: Candidate, { objectives }: Terms, effort: Effort) {
  const { compliance, rto = 0 } = objectives;
  let kept = keptAtLeast(measured, rto);
  let verdict: Verdict = kept.low >= compliance ? "met" : "undecided";
  for (let look = 0; look < MOST_LOOKS[effort] && verdict === "undecided"; look++) {
    const seen = gauge.kept(candidate, rto, look);
    if (!seen) break;
    kept = seen;
    verdict = atLeast(kept, compliance);
  }
  return { verdict, kept, misses: verdict === "met" ? [] : [rtoMiss(objectives, kept, verdict)] };
}

/**
 * What laws of the same mean may do to downtime at the worst: two faults at once make up (1 + cv²)/2 times as much of it
 * as with exponential repairs, and a cv above 4 is unheard of.
 */
const REPLACED_LAWS = 10;

/**
 * What the downtime alone says of the share of years without a recovery longer than this, in seconds: by Markov's
 * inequality no more years have one than the downtime of a year would fill.
 */
function keptAtLeast({ unavailability, approximated }: Measured, rto: number): Estimate {
  const most = (unavailability.high * YEAR * (approximated ? REPLACED_LAWS : 1)) / rto;
  return { mean: null, low: Math.max(0, 1 - most), high: 1, level: unavailability.level };
}

function rtoMiss({ rto = 0, compliance }: Objectives, kept: Estimate, verdict: Verdict): Miss {
  const asked = share(exactly(compliance));
  const text = `the RTO of ${formatDuration(rto)} is kept in ${percent(kept)} of years, ${asked} is asked`;
  return miss("rto", text, verdict);
}

function miss(objective: Objective, text: string, verdict: Verdict): Miss {
  return verdict === "missed" ? { objective, text } : { objective, text: `${text}: too close to tell`, unclear: true };
}

/** A share of years in per cent, as a person would say it; never all of them, which no sample shows. */
export function percent({ low, high }: Estimate): string {
  if (high > 0.995) return `more than ${Math.min(99, Math.floor(100 * low))} %`;
  const digits = high - low > 0.02 ? 1 : 10;
  return `${Math.floor(100 * digits * low) / digits} to ${Math.ceil(100 * digits * high) / digits} %`;
}
