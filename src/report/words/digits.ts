import type { Estimate } from "../../study/result.js";

/** Digits of figures without error; more would say nothing to a person. */
const EXACT_DIGITS = 4;
/** Digits beyond which even a narrow interval is not followed. */
const MOST_DIGITS = 6;
/** Below this a number is written as a power of ten. */
const TINY = 1e-4;

/** An estimate as texts of equal coarseness. */
export interface Digits {
  /** Null: nothing was seen. */
  readonly mean: string | null;
  /** Null: no bound on this side. */
  readonly low: string | null;
  readonly high: string | null;
  /** True when there is no interval to show. */
  readonly exact: boolean;
  /** True when low and high are bounds of the model, not of a sample. */
  readonly certain: boolean;
}

/**
 * The digits of an estimate that its interval supports: 52.6 (49.1–56.3), 0.031 (0.022–0.044).
 * @param size what the digits are counted from: the number itself, or its distance from a whole (99.9876 has 0.0124).
 * @param finest the smallest power of ten to tell: 0 for whole numbers.
 */
export function digitsOf(estimate: Estimate, size: (x: number) => number = Math.abs, finest = -300): Digits {
  const { mean, low, high, level } = estimate;
  const anchor = mean ?? (Number.isFinite(high) && high !== 0 ? high : low);
  const step = Math.max(finest, lastPower(estimate, size(anchor)));
  const bound = (x: number) => (Number.isFinite(x) ? written(x, step, size(x)) : null);
  const texts = { mean: mean === null ? null : written(mean, step, size(mean)), low: bound(low), high: bound(high) };
  const certain = level === 1;
  if (mean === null || texts.low === null || texts.low !== texts.high) return { ...texts, exact: false, certain };
  return { ...texts, mean: trimmed(texts.mean ?? ""), exact: true, certain };
}

/**
 * The power of ten of the last digit worth showing: the first digit of half the interval's width; when that is below
 * a tenth of the figure, three digits in any case.
 */
function lastPower({ mean, low, high }: Estimate, size: number): number {
  const own = powerOf(size);
  const half = (high - low) / 2;
  if (mean === null || !Number.isFinite(half)) return own - 1;
  if (half === 0) return own - EXACT_DIGITS + 1;
  const last = powerOf(half);
  return Math.max(half < size / 10 ? Math.min(last, own - 2) : last, own - MOST_DIGITS + 1);
}

/** x down to the digit of 10^step, yet never fewer than two digits of its size. */
function written(x: number, step: number, size: number): string {
  if (x === 0) return "0";
  const last = Math.min(step, powerOf(size === 0 ? x : size) - 1);
  const digits = Math.max(1, powerOf(x) - last + 1);
  if (Math.abs(x) < TINY) return x.toExponential(Math.min(digits, MOST_DIGITS) - 1);
  if (last >= 0) return grouped(Number(x.toPrecision(Math.min(digits, 15))).toFixed(0));
  return grouped(x.toFixed(Math.min(-last, 15)));
}

/** The power of ten at or below |x|: 3 for 5260; 0 for 0. */
export function powerOf(x: number): number {
  return Number(x.toExponential().split("e")[1]);
}

/** 1234567.5 as 1,234,567.5, and a true minus sign. */
export function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.replace("-", "−").split(".");
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** Without the zeros that end a decimal fraction. */
function trimmed(decimal: string): string {
  return decimal.includes(".") && !decimal.includes("e") ? decimal.replace(/\.?0+$/, "") : decimal;
}
