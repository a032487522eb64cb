import { nearest } from "../document/nearest.js";
import { quote } from "../document/problem.js";
import { hundredth, LONGEST_QUANTITY, leadingNumber, type Parsed, refuse } from "./quantity.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A year is 8 766 hours (365.25 days), in seconds. */
export const YEAR = 8766 * HOUR;

const UNITS: ReadonlyMap<string, number> = new Map([
  ...names(1e-9, "ns"),
  ...names(1e-6, "us", "µs", "μs"),
  ...names(1e-3, "ms"),
  ...names(1, "s", "sec", "second", "seconds"),
  ...names(60, "min", "m", "minute", "minutes"),
  ...names(HOUR, "h", "hr", "hour", "hours"),
  ...names(DAY, "d", "day", "days"),
  ...names(7 * DAY, "w", "week", "weeks"),
  ...names(YEAR, "y", "yr", "year", "years"),
]);
const ACCEPTED = "a number with ms, s, min, h, d, w or y";
const MONTH = /^(mo|mon|mos|mth|month|months)$/i;

function names(seconds: number, ...words: string[]): [string, number][] {
  return words.map((word) => [word, seconds]);
}

/** Seconds in one unit of time ("min" → 60); undefined for a word that is none. */
export function secondsIn(unit: string): number | undefined {
  return UNITS.get(unit);
}

/**
 * Reads a duration such as `500ms`, `30s`, `8h`, `1h30m`, `5y` into seconds ≥ 0. The unit is mandatory; `m` is minutes;
 * months are refused, being of no fixed length; a year is 8 766 h. Parts of a compound go from large to small.
 */
export function parseDuration(text: string): Parsed<number> {
  let rest = text.length > LONGEST_QUANTITY ? "" : text.trim();
  let seconds = 0;
  let previous = Number.POSITIVE_INFINITY;
  do {
    const amount = leadingNumber(rest);
    const word = amount === undefined ? "" : (/^[^\s\d.+-]*/.exec(amount.rest)?.[0] ?? "");
    const unit = UNITS.get(word);
    if (amount === undefined || unit === undefined || unit >= previous) return notADuration(text, amount?.digits, word);
    seconds += amount.number * unit;
    previous = unit;
    rest = amount.rest.slice(word.length).trimStart();
  } while (rest !== "");
  return Number.isFinite(seconds) ? { value: seconds } : refuse(text, "duration", "too long", "100y");
}

function notADuration(text: string, digits: string | undefined, word: string): Parsed<never> {
  if (digits === undefined) return refuse(text, "duration", ACCEPTED, "8h");
  if (MONTH.test(word)) {
    return { message: `${quote(text)}: months differ in length`, suggestion: `${Number(digits) * 30}d` };
  }
  if (word === "") return { message: `${quote(text)} has no unit (${ACCEPTED})`, suggestion: `${digits}s` };
  if (UNITS.has(word)) return { message: `${quote(text)}: parts go from large to small`, suggestion: "1h30m" };
  if (word.startsWith(",")) return refuse(text, "duration", ACCEPTED, text.trim().replace(",", "."));
  const meant = word.length > 1 ? nearest(word, UNITS.keys()) : undefined;
  return refuse(text, "duration", ACCEPTED, `${digits}${meant ?? "h"}`);
}

/** Reads how often something happens, `2/y`, `0.001/h` or `2.9%/y`, into events a second ≥ 0. */
export function parseRate(text: string): Parsed<number> {
  const amount = leadingNumber(text.trim());
  const [, percent, word] = /^(%?)\s*\/\s*([a-zµμ]+)$/.exec(amount?.rest ?? "") ?? [];
  const unit = UNITS.get(word ?? "");
  if (amount === undefined || unit === undefined) {
    return refuse(text, "rate", "a number per s, min, h, d, w or y", `${amount?.digits ?? "2"}/y`);
  }
  return { value: (percent === "%" ? hundredth(amount.digits) : amount.number) / unit };
}

/** A duration for people, three digits: `3.5 s`, `52.6 min`, `8 h`, `30 y`; seconds may be +Infinity: "never". */
export function formatDuration(seconds: number): string {
  if (seconds === Number.POSITIVE_INFINITY) return "never";
  const three = (unit: number, word: string) => `${Number((seconds / unit).toPrecision(3))} ${word}`;
  if (seconds === 0) return "0 s";
  if (seconds < 0.9995e-3) return three(1e-6, "µs");
  if (seconds < 0.9995) return three(1e-3, "ms");
  if (seconds < 59.98) return three(1, "s");
  if (seconds < 59.98 * 60) return three(60, "min");
  if (seconds < 99.95 * HOUR) return three(HOUR, "h");
  return seconds < YEAR ? three(DAY, "d") : three(YEAR, "y");
}

/** A duration as it is written in a scenario, to the digit: `250ms`, `40.95s`; whole minutes and hours stay seconds. */
export function writtenDuration(seconds: number): string {
  const digits = (value: number) => String(Number(value.toPrecision(12)));
  return seconds === 0 || seconds >= 1 ? `${digits(seconds)}s` : `${digits(seconds * 1000)}ms`;
}
