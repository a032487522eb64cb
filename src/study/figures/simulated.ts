import type { Durations } from "../../kernel/estimators/durations/durations.js";
import { type Events, effectiveEvents } from "../../kernel/estimators/events.js";
import type { Interval } from "../../kernel/estimators/interval.js";
import { meanInterval } from "../../kernel/estimators/means/mean.js";
import { positiveTotalInterval } from "../../kernel/estimators/means/positiveTotal.js";
import { ratioInterval } from "../../kernel/estimators/means/ratio.js";
import { clopperPearson } from "../../kernel/estimators/shares/clopperPearson.js";
import { compensatedSum } from "../../kernel/estimators/sum.js";
import { exp } from "../../kernel/maths.js";
import type { Model } from "../../kernel/model.js";
import { Column, YEAR } from "../../readings/simulate/observation.js";
import { outageEvents, type Sample, serviceOutageEvents, type Table } from "../method/replications.js";
import type { Estimate, Quantiles } from "../result.js";
import { complement, NO_SPLIT_BRAIN, times, UNKNOWN } from "./estimates.js";
import { causeOf, type Figures, OWN_KEYS } from "./figures.js";

/** Figures of a model from replications, each with its interval at the given level. */
export function simulatedFigures(
  model: Model,
  sample: Sample,
  mttf: Estimate | null,
  level: number,
  unseenOutage: number,
): Figures {
  const { horizon } = sample.observation;
  const services = model.services.count;
  const none = new Float64Array(sample.replications);
  const atLevel = (name: string) => {
    const level = sample.levelNames.indexOf(name);
    return level < 0 ? none : sample.column(Column.LEVELS + level);
  };
  const share = (totals: Float64Array, events: Events) =>
    positiveTotalInterval(totals, horizon, events, level, unseenOutage);
  const perYear = (totals: Float64Array) =>
    times(positiveTotalInterval(totals, horizon, bunched(totals), level, 1), YEAR);
  const isServedSeen = sample.levelNames.includes("served");
  const notServed = isServedSeen ? atLevel("served").map((s) => Math.max(0, horizon - s)) : atLevel("down");
  const unavailability = share(atLevel("down"), outageEvents(sample));
  return {
    method: "crude",
    replications: sample.replications,
    simulatedYears: (sample.replications * horizon) / YEAR,
    cut: sample.cut,
    effectiveSampleSize: effectiveEvents(outageEvents(sample)),
    unavailability,
    served: complement(share(notServed, bunched(notServed))),
    planned: sample.levelNames.includes("planned") ? perYear(atLevel("planned")) : UNKNOWN,
    degraded: share(atLevel("degraded"), bunched(atLevel("degraded"))),
    outagesPerYear: countPerYear(sample, Column.OUTAGES, level),
    perService: {
      services,
      unavailability: share(atLevel("serviceDown"), serviceOutageEvents(sample)),
      outagesPerYear: times(countPerYear(sample, Column.SERVICE_OUTAGES, level), 1 / services),
    },
    downtimeByPhase: byCause(sample, "phase", perYear),
    downtimeByOrigin: byCause(sample, "origin", perYear),
    mttf,
    mission: mission(sample, level, unseenOutage),
    timeToDetect: quantiles(sample, sample.durations.detection, Column.DETECTION_SECONDS, Column.DETECTIONS, level),
    timeToRecover: quantiles(sample, sample.durations.recovery, Column.RECOVERY_SECONDS, Column.RECOVERIES, level),
    outageDuration: quantiles(sample, sample.durations.outage, Column.SERVICE_SECONDS, Column.SERVICE_OUTAGES, level),
    violations: violations(sample, services, level),
    dataLossesPerYear: countPerYear(sample, Column.DATA_LOSSES, level),
    splitBrain: sample.levelNames.includes("twoWriters")
      ? {
          incidentsPerYear: countPerYear(sample, Column.SPLITS, level),
          secondsPerYear: perYear(atLevel("twoWriters")),
        }
      : NO_SPLIT_BRAIN,
    figures: {
      ...otherLevels(model, atLevel, share, level, horizon),
      ...siteFailovers(sample, level),
      ...dataLoss(sample, level),
    },
    yearly: sample.durations.yearly,
    notes: [...cutNote(sample), ...unseenNote(unavailability, unseenOutage)],
    warnings: warmupWarning(sample, atLevel("down")),
  };
}

/**
 * What totals by replication tell of events that are not recorded one by one. Each replication with something in it is one event at
 * least. Where nearly all have something, there were more: sums of so many events of equal size spread as these do,
 * n·mean²/variance, which of a compound Poisson process is its effective number of events. Of few replications the spread is not
 * known well enough for that.
 */
function bunched(totals: Float64Array): Events {
  let count = 0;
  let sumOfSquares = 0;
  for (const x of totals) {
    if (x > 0) count++;
    sumOfSquares += x * x;
  }
  const n = totals.length;
  const sum = compensatedSum(totals);
  if (n < KNOWN_SPREAD || count === 0) return { count, sum, sumOfSquares };
  const mean = sum / n;
  const squares = Float64Array.from(totals, (x) => (x - mean) * (x - mean));
  const variance = compensatedSum(squares) / (n - 1);
  const alike = variance > 0 ? Math.min(MOST_ALIKE, Math.floor((n * mean * mean) / variance)) : MOST_ALIKE;
  return alike > count ? { count: alike, sum, sumOfSquares: (sum * sum) / alike } : { count, sum, sumOfSquares };
}

const KNOWN_SPREAD = 5;
const MOST_ALIKE = 1e9;

function countPerYear(sample: Sample, column: number, level: number): Estimate {
  const counts = sample.column(column);
  const count = compensatedSum(counts);
  const events = { count, sum: count, sumOfSquares: count };
  return times(positiveTotalInterval(counts, sample.observation.horizon, events, level, 1), YEAR);
}

/** A figure a year for each cause of one partition that has any downtime. */
export function byCause(
  sample: Table,
  wanted: string,
  perYear: (totals: Float64Array) => Estimate,
): Record<string, Estimate> {
  const causes: Record<string, Estimate> = {};
  for (const [i, level] of sample.levelNames.entries()) {
    const cause = causeOf(level);
    if (cause?.partition !== wanted) continue;
    const totals = sample.column(Column.LEVELS + i);
    if (compensatedSum(totals) > 0) causes[cause.name] = perYear(totals);
  }
  return causes;
}

/** Levels without keys of their own, as long-run means; seen from their greatest value, of which little is missing. */
function otherLevels(
  model: Model,
  atLevel: (name: string) => Float64Array,
  share: (totals: Float64Array, events: Events) => Estimate,
  level: number,
  horizon: number,
): Record<string, Estimate> {
  const mean = (values: Float64Array) => {
    const most = new Float64Array(model.levels.length);
    model.measure(model.newWorld(), most);
    return (name: string): Estimate => {
      const whole = most[model.levels.indexOf(name)]!;
      if (whole === 0) return positiveTotalInterval(values, horizon, bunched(values), level, horizon);
      const missing = values.map((x) => Math.max(0, whole * horizon - x));
      return complement(positiveTotalInterval(missing, horizon, bunched(missing), level, horizon), whole);
    };
  };
  const shown: Record<string, Estimate> = {};
  for (const name of model.levels) if (!OWN_KEYS.has(name)) shown[name] = mean(atLevel(name))(name);
  const down = atLevel("down");
  const below = atLevel("degraded").map((x, r) => x + down[r]!);
  shown.belowFull = share(below, bunched(below));
  return shown;
}

function siteFailovers(sample: Sample, level: number): Record<string, Estimate> {
  if (!sample.levelNames.includes("onRecoverySite")) return {};
  const counts = sample.column(Column.MISSION_SITE_FAILOVERS);
  const any = compensatedSum(sample.column(Column.MISSION_SITE_FAILED_OVER));
  return {
    siteFailoversPerYear: countPerYear(sample, Column.SITE_FAILOVERS, level),
    missionSiteFailovers: positiveTotalInterval(counts, 1, bunched(counts), level, 1),
    missionSiteFailover: clopperPearson(any, sample.replications, level),
  };
}

/** When storage loses data that began new, as it does again after each loss; and whether it does in a mission. */
function dataLoss(sample: Sample, level: number): Record<string, Estimate> {
  if (!sample.levelNames.includes("dataLost")) return {};
  const lost = compensatedSum(sample.column(Column.MISSION_DATA_LOST));
  return {
    timeToDataLoss: betweenLosses(sample, countPerYear(sample, Column.DATA_LOSSES, level)),
    missionDataLoss: clopperPearson(lost, sample.replications, level),
  };
}

/** Seconds from storage that is new, or restored, to its next loss of data: the time in which it has its data, over losses. */
export function betweenLosses(sample: Table, { mean, low, high, level }: Estimate): Estimate {
  const { horizon } = sample.observation;
  const without = compensatedSum(sample.column(Column.LEVELS + sample.levelNames.indexOf("dataLost")));
  const there = 1 - without / (horizon * sample.replications);
  const between = (perYear: number) => (there * YEAR) / perYear;
  return { mean: mean === null ? null : between(mean), low: between(high), high: between(low), level };
}

function mission(sample: Sample, level: number, unseenOutage: number): Figures["mission"] {
  const down = sample.column(Column.MISSION_DOWN);
  const outages = sample.column(Column.MISSION_OUTAGES);
  const failed = compensatedSum(sample.column(Column.MISSION_FAILED));
  return {
    horizon: sample.observation.horizon,
    downtime: positiveTotalInterval(down, 1, bunched(down), level, unseenOutage),
    outages: positiveTotalInterval(outages, 1, bunched(outages), level, 1),
    unreliability: clopperPearson(failed, sample.replications, level),
  };
}

/** Quantiles of durations, and their mean by the columns that hold their sum and their number. Null without any. */
export function quantiles(
  sample: Table,
  durations: Pick<Durations, "count" | "max" | "quantileInterval">,
  sum: number,
  count: number,
  level: number,
): Quantiles | null {
  if (durations.count === 0) return null;
  const at = (q: number): Interval => durations.quantileInterval(q, level);
  return {
    mean: ratioInterval(sample.column(sum), sample.column(count), level),
    p5: at(0.05),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: durations.max,
    count: durations.count,
  };
}

/** Violations of the recovery time objective by a service; years are those of a service that lie whole in the long run. */
function violations(sample: Sample, services: number, level: number): Figures["violations"] {
  const perYear = times(countPerYear(sample, Column.VIOLATIONS, level), 1 / services);
  const outages = compensatedSum(sample.column(Column.SERVICE_OUTAGES));
  const within = outages - compensatedSum(sample.column(Column.VIOLATIONS));
  const years = sample.replications * services * Math.floor(sample.observation.horizon / YEAR);
  const violated = compensatedSum(sample.column(Column.YEARS_VIOLATED));
  return {
    perYear,
    yearWithout: years > 0 ? clopperPearson(years - violated, years, level) : yearsFromRate(perYear),
    withinShare: outages > 0 ? clopperPearson(within, outages, level) : null,
  };
}

/** Where no whole year was seen: e^−rate, as if violations came one by one. */
function yearsFromRate({ mean, low, high, level }: Estimate): Estimate {
  return { mean: mean === null ? null : exp(-mean), low: exp(-high), high: exp(-low), level };
}

/** What became of the precision asked. */
export function cutNote(sample: Table): string[] {
  if (!sample.cut) return [];
  return [`the precision asked was not reached; ${sample.events} events were simulated (allow more, or ask for less)`];
}

function unseenNote(unavailability: Interval, unseenOutage: number): string[] {
  if (unavailability.mean !== null) return [];
  return [
    `no outage was seen: downtime is bounded as the highest plausible rate of outages times ${unseenOutage / 3600} h, the longest mean repair (model-based)`,
  ];
}

/** The first half of the long run must be like the second, or the warm-up was too short. */
function warmupWarning(sample: Sample, down: Float64Array): Figures["warnings"] {
  const first = sample.column(Column.FIRST_HALF_DOWN);
  const excess = first.map((x, r) => x - down[r]! / 2);
  const { low, high } = meanInterval(excess, 0.999);
  if (!(low > 0 || high < 0)) return [];
  return [{ code: "warmup", text: "the first half of the long run differs from the second: raise `warmup`" }];
}
