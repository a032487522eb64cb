import type { Interval } from "../../kernel/estimators/interval.js";
import { log } from "../../kernel/maths.js";
import type { Estimate } from "../result.js";

/** A figure without error: it comes from the exact reading, or is so by the model's assumptions. */
export const exactly = (mean: number): Estimate => ({ mean, low: mean, high: mean, level: 1 });

/** A figure about which this run says nothing. */
export const UNKNOWN: Estimate = { mean: null, low: 0, high: Number.POSITIVE_INFINITY, level: 1 };

/** Split-brain where nothing in the model could divide the nodes. */
export const NO_SPLIT_BRAIN = { incidentsPerYear: UNKNOWN, secondsPerYear: UNKNOWN };

/** The same figure in another unit; factor > 0. */
export function times(estimate: Interval, factor: number): Estimate {
  const { mean, low, high, level } = estimate;
  return { mean: mean === null ? null : mean * factor, low: low * factor, high: high * factor, level };
}

/** The same figure moved by a constant. */
export function plus(estimate: Interval, constant: number): Estimate {
  const { mean, low, high, level } = estimate;
  return { mean: mean === null ? null : mean + constant, low: low + constant, high: high + constant, level };
}

/** whole − x, for x in [0, whole]: availability from unavailability. */
export function complement(estimate: Interval, whole = 1): Estimate {
  const { mean, low, high, level } = estimate;
  return { mean: mean === null ? null : whole - mean, low: Math.max(0, whole - high), high: whole - low, level };
}

/** −log10 of an unavailability: 0.001 is three nines. */
export function nines(unavailability: Interval): Estimate {
  const { mean, low, high, level } = unavailability;
  const of = (u: number) => (u > 0 ? -log(u) / Math.LN10 : Number.POSITIVE_INFINITY);
  return { mean: mean === null ? null : of(mean), low: of(Math.min(1, high)), high: of(low), level };
}

/** The sum of two figures, its interval that of both at their ends. */
export function together(a: Estimate, b: Estimate): Estimate {
  const mean = a.mean === null || b.mean === null ? null : a.mean + b.mean;
  return { mean, low: a.low + b.low, high: a.high + b.high, level: Math.min(a.level, b.level) };
}

/**
 * The difference of two independent figures. Its ends are as far from it as both ends are apart together, by Pythagoras:
 * G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008. Where one of them was not seen, only bounds.
 */
export function minus(a: Estimate, b: Estimate): Estimate {
  const level = Math.min(a.level, b.level);
  if (a.mean === null || b.mean === null) return { mean: null, low: a.low - b.high, high: a.high - b.low, level };
  const mean = a.mean - b.mean;
  const below = Math.sqrt(square(a.mean - a.low) + square(b.high - b.mean));
  const above = Math.sqrt(square(a.high - a.mean) + square(b.mean - b.low));
  return { mean, low: mean - below, high: mean + above, level };
}

const square = (x: number): number => x * x;
