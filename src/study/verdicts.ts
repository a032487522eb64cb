import type { Design } from "../architectures/architecture.js";
import type { Law } from "../kernel/law.js";
import { exp, log1p } from "../kernel/maths.js";
import { formatDuration } from "../notation/units/duration.js";
import { formatShare } from "../notation/units/share.js";
import type { Scenario } from "../scenario/scenario.js";
import { complement, exactly, times, together, UNKNOWN } from "./figures/estimates.js";
import type { Figures } from "./figures/figures.js";
import type { Estimate, Quantiles, Result, RpoResult, RtoResult, Verdict } from "./result.js";

/** Is a figure that must not exceed `most` within it, beyond it, or is the interval across it? */
export function atMost(estimate: Estimate, most: number): Verdict {
  if (estimate.high <= most) return "met";
  return estimate.low > most ? "missed" : "undecided";
}

/** The same for a figure that must reach `least`. */
export function atLeast(estimate: Estimate, least: number): Verdict {
  if (estimate.low >= least) return "met";
  return estimate.high < least ? "missed" : "undecided";
}

/** The recovery time objective, judged by the probability of a year without a violation. Null without an objective. */
export function rtoResult(
  { objectives, platform, spec }: Scenario,
  { violations, perService }: Figures,
): RtoResult | null {
  const { rto, rtoFrom, rtoAt, compliance } = objectives;
  if (rto === undefined) return null;
  const at = platform === undefined || spec.nodes < 2 ? null : rtoAt;
  if (!violations) {
    const perYear: Estimate = { mean: null, low: 0, high: perService.outagesPerYear.high, level: 1 };
    return {
      objective: rto,
      from: rtoFrom,
      at,
      violationsPerYear: perYear,
      yearWithout: UNKNOWN_SHARE,
      withinShare: null,
      verdict: "undecided",
    };
  }
  const { perYear, yearWithout, withinShare } = violations;
  return {
    objective: rto,
    from: rtoFrom,
    at,
    violationsPerYear: perYear,
    yearWithout,
    withinShare,
    verdict: atLeast(yearWithout, compliance),
  };
}

/** Without a copy any objective is missed, however rarely a disk is lost with its server. */
function nothingToRecoverFrom(objective: number): RpoResult {
  return {
    objective,
    violationsPerYear: UNKNOWN,
    yearWithout: UNKNOWN_SHARE,
    lossPerIncident: null,
    verdict: "missed",
  };
}

const UNKNOWN_SHARE: Estimate = { mean: null, low: 0, high: 1, level: 1 };

/** How often data is lost, a year: with the node it was on, and because two wrote. */
interface Losses {
  readonly dataLosses: Estimate;
  /** Unknown where the model cannot say. */
  readonly splits: Estimate;
}

/**
 * The recovery point objective. A backup counts once it is complete: at a moment of no special kind the newest
 * complete one is between `takes` and `takes + every` old, each age equally likely. On storage that all nodes share, or
 * with replicas, a node failure loses nothing. What one of two writers wrote is lost: as often as there are two, or, as it is
 * not known how long each time, at most as often, where the objective allows some loss. With one server and no copy there is
 * nothing to recover from. Null when stateless, and where nothing is asked and no backup has an age that could be told.
 */
export function rpoResult(
  scenario: Scenario,
  recoveryPoint: Design["recoveryPoint"],
  { dataLosses, splits }: Losses,
): RpoResult | null {
  const { objectives, state, spec } = scenario;
  const objective = objectives.rpo ?? null;
  if (state === "stateless") return null;
  if (spec.corruption && recoveryPoint !== "none") return cleanCopyResult(scenario, dataLosses);
  const lag = spec.recovery?.lag ?? spec.replication?.lag;
  if (recoveryPoint === "copy" && lag) return copyResult(scenario, lag, { dataLosses, splits });
  if (recoveryPoint !== "backup") {
    if (objective === null) return null;
    if (recoveryPoint === "none") return nothingToRecoverFrom(objective);
    const isSafe = recoveryPoint === "replicas" || splits.high === Number.POSITIVE_INFINITY;
    const perYear = isSafe ? exactly(0) : objective === 0 ? splits : { ...splits, mean: null, low: 0 };
    const yearWithout = withoutAny(perYear);
    const verdict = atLeast(yearWithout, objectives.compliance);
    return { objective, violationsPerYear: perYear, yearWithout, lossPerIncident: null, verdict };
  }
  return cleanCopyResult(scenario, dataLosses);
}

/** What is lost is what was written since the last complete backup, by a lost disk as by what spoils every replica. */
function cleanCopyResult({ objectives, spec }: Scenario, dataLosses: Estimate): RpoResult {
  const objective = objectives.rpo ?? null;
  const { every, takes } = spec.backup;
  const exceeds = objective === null ? 1 : Math.min(1, Math.max(0, (takes + every - objective) / every));
  const perYear = objective === null ? UNKNOWN : exceeds === 0 ? exactly(0) : times(dataLosses, exceeds);
  const yearWithout = objective === null ? UNKNOWN_SHARE : withoutAny(perYear);
  return {
    objective,
    violationsPerYear: perYear,
    yearWithout,
    lossPerIncident: uniformQuantiles(takes, takes + every),
    verdict: objective === null ? "undecided" : atLeast(yearWithout, objectives.compliance),
  };
}

/**
 * A copy elsewhere that lags behind: what a takeover there loses is what was written since, its age under the law of the lag. A
 * takeover violates the objective with the probability that the lag is longer; what one of two writers wrote is lost beside that.
 */
function copyResult({ objectives }: Scenario, lag: Law, { dataLosses, splits }: Losses): RpoResult {
  const objective = objectives.rpo ?? null;
  const exceeds = objective === null ? 1 : exp(-lag.cumulativeHazard(objective));
  const isNever = exceeds === 0 || (lag.variance === 0 && objective !== null && lag.mean <= objective);
  const older = isNever ? exactly(0) : times(dataLosses, exceeds);
  const perYear =
    objective === null ? UNKNOWN : splits.high < Number.POSITIVE_INFINITY ? together(older, splits) : older;
  const yearWithout = objective === null ? UNKNOWN_SHARE : withoutAny(perYear);
  const at = (q: number) => exactly(lag.inverseHazard(-log1p(-q)));
  return {
    objective,
    violationsPerYear: perYear,
    yearWithout,
    lossPerIncident: {
      mean: exactly(lag.mean),
      p5: at(0.05),
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: lag.inverseHazard(LONGEST),
      count: 0,
    },
    verdict: objective === null ? "undecided" : atLeast(yearWithout, objectives.compliance),
  };
}

/** The hazard at which a law without end is cut off: exceeded once in 10¹⁵. */
const LONGEST = 34.5;

/** Probability of a year without an incident that comes at this rate, as incidents of loss come one by one. */
function withoutAny({ mean, low, high, level }: Estimate): Estimate {
  return { mean: mean === null ? null : exp(-mean), low: exp(-high), high: exp(-low), level };
}

function uniformQuantiles(from: number, to: number): Quantiles {
  const at = (q: number) => exactly(from + q * (to - from));
  return { mean: at(0.5), p5: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99), max: to, count: 0 };
}

/** When an outage is over, where there are two answers. */
export function untilText({ at }: RtoResult): string {
  if (at === null) return "";
  return at === "clients" ? " until clients are back" : " until it serves again";
}

/** Each objective given, what was asked, what came out and whether that is enough. */
export function objectivesOf(
  scenario: Scenario,
  figures: Figures,
  rto: RtoResult | null,
  rpo: RpoResult | null,
): Result["objectives"] {
  const { objectives } = scenario;
  const list: { name: string; asked: string; got: string; verdict: Verdict }[] = [];
  if (objectives.availability !== undefined) {
    const got = figures.perService.unavailability;
    list.push({
      name: "availability",
      asked: formatShare(objectives.availability),
      got: span(complement(got)) ?? "not known",
      verdict: atMost(got, 1 - objectives.availability),
    });
  }
  const years = (e: Estimate, unknown: string) => {
    if (e.low === 1) return "no incident that loses data, by the assumptions";
    const share = span(e);
    return share === undefined ? unknown : `${share} of years without a violation`;
  };
  const share = formatShare(objectives.compliance);
  if (rto)
    list.push({
      name: "rto",
      asked: `${formatDuration(rto.objective)}${untilText(rto)} in ${share} of years`,
      got: years(rto.yearWithout, NOT_FOLLOWED),
      verdict: rto.verdict,
    });
  if (rpo && rpo.objective !== null) {
    list.push({
      name: "rpo",
      asked: `${formatDuration(rpo.objective)} in ${share} of years`,
      got: years(rpo.yearWithout, "not known: no copy of the data is in this model"),
      verdict: rpo.verdict,
    });
  }
  return list;
}

const NOT_FOLLOWED = "not known: the exact reading follows no single outages; simulate (hasim run)";

/** A share and where it may lie; a bound where one side is open, as no sample shows all or none; undefined where both are. */
function span({ mean, low, high }: Estimate): string | undefined {
  if (mean !== null && low === high) return formatShare(mean);
  if (low <= 0 && high >= 1) return undefined;
  if (high >= 1) return `at least ${formatShare(low)}`;
  return low <= 0 ? `at most ${formatShare(high)}` : `${formatShare(low)} to ${formatShare(high)}`;
}
