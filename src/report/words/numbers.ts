import { formatDuration, secondsIn, YEAR } from "../../notation/units/duration.js";
import { complement, times } from "../../study/figures/estimates.js";
import type { Estimate } from "../../study/result.js";
import { type Digits, digitsOf, grouped } from "./digits.js";

const UNKNOWN_TEXT = "not known";
const SYMBOLS: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹" };

/** Per cents that are missing below which a double cannot tell how many: it has 16 digits in all. */
const NEARLY_ALL = 1e-8;

/** A share of one as a percentage, with the digits its interval supports next to 0 % or next to the whole. */
export function share(estimate: Estimate): string {
  const { mean, low, high } = times(estimate, 100);
  if (low <= 0 && high >= 100) return mean === null ? UNKNOWN_TEXT : `about ${Number(mean.toPrecision(2))} %`;
  if (mean === low && low === high && (mean === 0 || mean === 100)) return mean === 0 ? NONE : "more than 99.9999 %";
  if (mean !== null && mean < 100 && 100 - mean < NEARLY_ALL) return "more than 99.99999999 %";
  const fromEnd = (x: number) => (x > 50 ? 100 - x : x);
  const top = high >= 100 ? Number.POSITIVE_INFINITY : high;
  // Rounding can make a share all or none, which no sample shows.
  const told = mean !== null && mean > 0 && mean < 100 ? mean : null;
  return worded(digitsOf({ mean: told, low, high: top, level: estimate.level }, fromEnd), " %");
}

/** From here on a probability is told by what is missing. */
const NEAR_ONE = 0.999;
/** What is missing cannot be told where it is less than this. */
const LEAST_MISSING = 1e-6;

/**
 * The probability of something, in per cent: one near one by what is missing, "all but 0.0063 % (0.0051–0.0077)", since nobody
 * counts the nines of a probability.
 */
export function chance(estimate: Estimate): string {
  const { mean, low } = estimate;
  if (mean === null || low <= NEAR_ONE || mean === 1) return share(estimate);
  const missing = complement(estimate);
  return missing.high < LEAST_MISSING ? "more than 99.9999 %" : `all but ${share(missing)}`;
}

/** Below this an availability is told as 1 less the unavailability: a double cannot keep the digits that are left. */
const ALMOST_NONE = 1e-12;

/** An availability, from the unavailability: 99.9900 % (99.9893–99.9907); from thirteen nines on 1 − 8.51e-18. */
export function availability(unavailability: Estimate): string {
  const { mean, low, high, level } = unavailability;
  if (mean === 0 && high === 0 && level === 1) return "no downtime in this model";
  if (!((mean ?? high) < ALMOST_NONE)) return share(complement(unavailability));
  return mean === null
    ? `at least 1 − ${high.toExponential(1)}`
    : `1 − ${worded(digitsOf({ mean, low, high, level }), "")}`;
}

/** Nines of availability: 3.91 (3.87–3.95). */
export function ninesOf(estimate: Estimate): string {
  return endless(estimate) ? "no downtime in this model" : worded(digitsOf(estimate), "");
}

/** Seconds in the unit that suits them, `per` after it: 52.6 min/year (49.1–56.3). */
export function duration(estimate: Estimate, per = ""): string {
  if (endless(estimate)) return "never, in this model";
  const { unit, seconds } = unitFor(estimate);
  return zero(estimate) ?? worded(digitsOf(times(estimate, 1 / seconds)), ` ${unit}${per}`);
}

/** Events a year: 0.42/year (0.38–0.47). */
export function rate(estimate: Estimate): string {
  return zero(estimate) ?? worded(digitsOf(estimate), "/year");
}

/** Rare events a year as the time between them: "once in 32 y"; empty for frequent ones and for none. */
export function onceIn({ mean }: Estimate): string {
  return mean !== null && mean > 0 && mean < 0.5 ? `once in ${formatDuration(YEAR / mean)}` : "";
}

/** How many of something, with the digits that tell it from a whole number: 5.9912 nodes. */
export function count(estimate: Estimate): string {
  const fromWhole = (x: number) => Math.abs(x - Math.round(x)) || Math.abs(x);
  return zero(estimate) ?? worded(digitsOf(estimate, fromWhole), "");
}

/** A number without unit. */
export function plain(estimate: Estimate): string {
  return zero(estimate) ?? worded(digitsOf(estimate), "");
}

/** Money: $52,600 (49,100–56,300); whole units from ten on. */
export function money(estimate: Estimate, currency: string): string {
  if (estimate.low === estimate.high && estimate.mean !== null) return sum(estimate.mean, currency);
  const symbol = SYMBOLS[currency];
  const isSmall = Math.abs(estimate.mean ?? estimate.high) < 10;
  return worded(digitsOf(estimate, Math.abs, isSmall ? -2 : 0), symbol === undefined ? ` ${currency}` : "", symbol);
}

/** An exact sum of money: $52,600; $3.50. */
export function sum(amount: number, currency: string): string {
  const digits = grouped(Math.abs(amount) < 10 && amount !== 0 ? amount.toFixed(2) : amount.toFixed(0));
  const symbol = SYMBOLS[currency];
  if (symbol === undefined) return `${digits} ${currency}`;
  return digits.startsWith("−") ? `−${symbol}${digits.slice(1)}` : symbol + digits;
}

/** An estimate of a difference: with its sign, and whether it is clear. */
export function signed(estimate: Estimate, format: (estimate: Estimate) => string): string {
  const { mean, low, high } = estimate;
  if (mean === null || (low === 0 && high === 0)) return "no difference seen";
  const text = mean > 0 ? `+${format(estimate)}` : format(estimate);
  return low <= 0 && high >= 0 ? `${text}, not clear` : text;
}

const NONE = "none in this model";

/** Of a sample, whatever is zero was seen to be so: a duration of no length, which "none" would not tell. */
function zero({ mean, low, high, level }: Estimate): string | undefined {
  if (mean === null) return low <= 0 && high === Number.POSITIVE_INFINITY ? UNKNOWN_TEXT : undefined;
  return level === 1 && mean === 0 && low === 0 && high === 0 ? NONE : undefined;
}

function endless({ mean, low }: Estimate): boolean {
  return mean === Number.POSITIVE_INFINITY && low === mean;
}

function worded({ mean, low, high, exact, certain }: Digits, unit: string, symbol = ""): string {
  if (mean === null) {
    if (low !== null && low !== "0") return `at least ${symbol}${low}${unit}`;
    return high === null ? UNKNOWN_TEXT : `${certain ? "" : "none seen; "}at most ${symbol}${high}${unit}`;
  }
  const number = mean.startsWith("−") ? `−${symbol}${mean.slice(1)}` : symbol + mean;
  const figure = `${number}${unit}`;
  if (exact) return figure;
  if (low === null) return high === null ? figure : `${figure} (${high} or less)`;
  if (high === null) return `${figure} (${low} or more)`;
  return `${figure} (${low}${low.startsWith("−") ? " to " : "–"}${high})`;
}

/** The unit in which people would say it. */
function unitFor({ mean, low, high }: Estimate): { unit: string; seconds: number } {
  const size = [mean, high, low].find((x) => x !== null && x !== 0 && Number.isFinite(x)) ?? 1;
  const unit = formatDuration(Math.abs(size)).split(" ")[1] ?? "s";
  return { unit, seconds: secondsIn(unit) ?? 1 };
}
