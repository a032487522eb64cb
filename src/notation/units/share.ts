import { quote } from "../document/problem.js";
import { hundredth, leadingNumber, type Parsed, refuse } from "./quantity.js";

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const ACCEPTED = "0% to 100%, or a ratio from 0 to 1";

/** Reads a share of one in [0, 1]: `99.95%`, the ratio `0.9995`, or `four nines`. */
export function parseShare(text: string): Parsed<number> {
  const nines = /^(\d|[a-z]+) nines?$/.exec(text.trim().slice(0, 20).toLowerCase())?.[1];
  if (nines !== undefined) {
    const count = /\d/.test(nines) ? Number(nines) : WORDS.indexOf(nines);
    if (count > 0) return { value: 1 - Number(`1e-${count}`) };
  }
  const amount = leadingNumber(text.trim());
  if (amount === undefined || !(amount.rest === "" || amount.rest === "%")) {
    return refuse(text, "share", ACCEPTED, amount === undefined ? "99.95%" : `${amount.digits}%`);
  }
  const share = amount.rest === "%" ? hundredth(amount.digits) : amount.number;
  if (share <= 1) return { value: share };
  const percent = amount.rest === "" && amount.number <= 100 ? `${amount.digits}%` : "100%";
  return { message: `${quote(text)} is more than the whole (${ACCEPTED})`, suggestion: percent };
}

/** Digits of a share in per cent beyond which a double says nothing any more. */
const MOST_DECIMALS = 11;

/**
 * A share of one in per cent, with three digits of its distance from nothing or from the whole, whichever is nearer: "1.25%",
 * "99.9994%". Never rounded to nothing or to the whole: what is nearer than can be told is "less than …" or "more than …".
 */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${100 * share}%`;
  const nearest = Math.min(share, 1 - share) * 100;
  const decimals = 2 - Number(nearest.toExponential().split("e")[1]);
  const limit = Number(`1e-${MOST_DECIMALS}`);
  if (nearest < limit) return share < 0.5 ? `less than ${limit.toFixed(MOST_DECIMALS)}%` : `more than ${NINES}%`;
  const text = (share * 100).toFixed(Math.min(Math.max(decimals, 0), MOST_DECIMALS));
  return `${text.includes(".") ? text.replace(/\.?0+$/, "") : text}%`;
}

const NINES = `99.${"9".repeat(MOST_DECIMALS)}`;
