import type { WeightedDurations } from "../../kernel/estimators/durations/weightedDurations.js";
import type { Interval } from "../../kernel/estimators/interval.js";
import { meanInterval } from "../../kernel/estimators/means/mean.js";
import { noneSeenRate } from "../../kernel/estimators/means/poissonRate.js";
import { ratioInterval } from "../../kernel/estimators/means/ratio.js";
import { compensatedSum } from "../../kernel/estimators/sum.js";
import { exp, expm1 } from "../../kernel/maths.js";
import type { Model } from "../../kernel/model.js";
import { Column, YEAR } from "../../readings/simulate/observation.js";
import type { AcceleratedSample } from "../method/accelerated.js";
import type { Estimate } from "../result.js";
import { complement, NO_SPLIT_BRAIN, times, UNKNOWN } from "./estimates.js";
import { type Figures, OWN_KEYS } from "./figures.js";
import { betweenLosses, byCause, cutNote, quantiles } from "./simulated.js";

/**
 * Figures of a model from weighted rows, each by Student's t over replications: the guards of the sample say whether that
 * may be trusted. Single years are not seen, and a mission that starts with everything new only where lives have no memory.
 */
export function acceleratedFigures(
  model: Model,
  sample: AcceleratedSample,
  mission: number,
  level: number,
  unseenOutage: number,
): Figures {
  const { horizon } = sample.observation;
  const services = model.services.count;
  const column = (index: number) => sample.column(index);
  const atLevel = (name: string) => column(Column.LEVELS + sample.levelNames.indexOf(name));
  const share = (totals: Float64Array) => rate(totals, horizon, level, unseenOutage);
  const perYear = (totals: Float64Array) => times(rate(totals, horizon, level, 1), YEAR);
  const missing = (name: string, whole: number) => atLevel(name).map((x) => Math.max(0, whole * horizon - x));
  const quantilesOf = (durations: WeightedDurations, sum: number, count: number) =>
    durations.count < LEAST_DURATIONS ? null : quantiles(sample, durations, sum, count, level);
  const violations = times(perYear(column(Column.VIOLATIONS)), 1 / services);
  const unavailability = share(atLevel("down"));
  const outagesPerYear = perYear(column(Column.OUTAGES));
  const { detection, recovery, outage } = sample.durations;
  const mttf = sample.renews ? firstOutage(sample, level) : null;
  return {
    method: "accelerated",
    replications: sample.replications,
    simulatedYears: (sample.replications * horizon) / YEAR,
    cut: sample.cut,
    effectiveSampleSize: sample.terms.effective,
    unavailability,
    served: complement(share(missing("served", 1))),
    planned: sample.levelNames.includes("planned") ? perYear(atLevel("planned")) : UNKNOWN,
    degraded: share(atLevel("degraded")),
    outagesPerYear,
    perService: {
      services,
      unavailability: share(atLevel("serviceDown")),
      outagesPerYear: times(perYear(column(Column.SERVICE_OUTAGES)), 1 / services),
    },
    downtimeByPhase: byCause(sample, "phase", (totals) => times(rate(totals, horizon, level, unseenOutage), YEAR)),
    downtimeByOrigin: byCause(sample, "origin", (totals) => times(rate(totals, horizon, level, unseenOutage), YEAR)),
    mttf,
    mission: mttf && {
      horizon: mission,
      downtime: times(unavailability, mission),
      outages: times(outagesPerYear, mission / YEAR),
      unreliability: comesWithin(mttf, mission),
    },
    timeToDetect: quantilesOf(detection, Column.DETECTION_SECONDS, Column.DETECTIONS),
    timeToRecover: quantilesOf(recovery, Column.RECOVERY_SECONDS, Column.RECOVERIES),
    outageDuration: quantilesOf(outage, Column.SERVICE_SECONDS, Column.SERVICE_OUTAGES),
    violations: {
      perYear: violations,
      yearWithout: yearWithout(times(perYear(column(Column.VIOLATION_AHEAD)), 1 / services)),
      withinShare: withinShare(column(Column.VIOLATIONS), column(Column.SERVICE_OUTAGES), level),
    },
    dataLossesPerYear: perYear(column(Column.DATA_LOSSES)),
    splitBrain: sample.levelNames.includes("twoWriters")
      ? { incidentsPerYear: perYear(column(Column.SPLITS)), secondsPerYear: perYear(atLevel("twoWriters")) }
      : NO_SPLIT_BRAIN,
    figures: {
      ...otherLevels(model, sample, share, atLevel, missing),
      ...dataLoss(sample, perYear(column(Column.DATA_LOSSES)), mission),
    },
    yearly: null,
    notes: [
      ...cutNote(sample),
      mttf
        ? "mission: from its long-run rates, as all well is as good as new; single years are not followed"
        : "all well is not as good as new: a mission from new needs an ordinary simulation, and so do single years",
      "a year without a violation: as if what leads to some came at random",
    ],
    warnings: sample.doubts.map((text) => ({ code: "accelerated", text })),
  };
}

/** A rate per second by Student's t; when nothing was seen, what the time simulated on the trunk excludes. */
function rate(totals: Float64Array, horizon: number, level: number, unseenSize: number): Interval {
  if (!(compensatedSum(totals) > 0)) {
    return { mean: null, low: 0, high: noneSeenRate(totals.length * horizon, level) * unseenSize, level };
  }
  const { mean, low, high } = meanInterval(totals, level);
  return { mean: (mean ?? 0) / horizon, low: Math.max(0, low / horizon), high: high / horizon, level };
}

/** Effective number of durations below which their quantiles are not stated. */
const LEAST_DURATIONS = 30;

/** Mean time from all well to the first outage: time up to it, over excursions that come to it. */
function firstOutage(sample: AcceleratedSample, level: number): Estimate | null {
  const { horizon } = sample.observation;
  const before = sample.failedSeconds.map((seconds) => horizon - seconds);
  const { mean, low, high } = ratioInterval(before, sample.failed, level);
  return mean === null ? null : { mean, low, high, level };
}

/** 1 − e^(−time/mean): probability that what comes at random comes by then. */
function comesWithin({ mean, low, high, level }: Estimate, time: number): Estimate {
  const by = (expected: number) => -expm1(-time / expected);
  return { mean: mean === null ? null : by(mean), low: by(high), high: by(low), level };
}

/** Losses of data that come one by one: when the next one does, and whether within a mission. */
function dataLoss(sample: AcceleratedSample, losses: Estimate, mission: number): Record<string, Estimate> {
  if (!sample.levelNames.includes("dataLost")) return {};
  const timeToDataLoss = betweenLosses(sample, losses);
  return { timeToDataLoss, missionDataLoss: comesWithin(timeToDataLoss, mission) };
}

/** Levels without keys of their own, seen from their greatest value, of which little is missing. */
function otherLevels(
  model: Model,
  sample: AcceleratedSample,
  share: (totals: Float64Array) => Estimate,
  atLevel: (name: string) => Float64Array,
  missing: (name: string, whole: number) => Float64Array,
): Record<string, Estimate> {
  const most = new Float64Array(model.levels.length);
  model.measure(model.newWorld(), most);
  const shown: Record<string, Estimate> = {};
  for (const [i, name] of model.levels.entries()) {
    if (OWN_KEYS.has(name)) continue;
    const whole = most[i]!;
    shown[name] = whole === 0 ? share(atLevel(name)) : complement(share(missing(name, whole)), whole);
  }
  const down = atLevel("down");
  if (sample.levelNames.includes("degraded")) shown.belowFull = share(atLevel("degraded").map((x, r) => x + down[r]!));
  return shown;
}

/**
 * Probability of a year without a violation. Excursions come at random, as points of a Poisson process. Of each, d years of moments
 * (on average) have one of its violations within the year ahead; so how many excursions violate the year ahead of a given moment is
 * Poisson with the mean rate · d, and none does with e^(−rate · d).
 */
function yearWithout({ mean, low, high, level }: Estimate): Estimate {
  return { mean: mean === null ? null : exp(-mean), low: exp(-high), high: exp(-low), level };
}

function withinShare(violations: Float64Array, outages: Float64Array, level: number): Estimate | null {
  if (!(compensatedSum(outages) > 0)) return null;
  const { mean, low, high } = ratioInterval(violations, outages, level);
  return complement({ mean, low, high: Math.min(1, high), level });
}
