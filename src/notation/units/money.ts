import { secondsIn, YEAR } from "./duration.js";
import { leadingNumber, type Parsed, refuse } from "./quantity.js";

export interface Money {
  readonly amount: number;
  /** ISO 4217 code, "USD". */
  readonly currency: string;
}

/** Money that flows: an amount of currency each second. */
export interface MoneyRate {
  readonly perSecond: number;
  readonly currency: string;
}

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["$", "USD"],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₹", "INR"],
]);
const CODES = [
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "INR",
  "CHF",
  "CAD",
  "AUD",
  "NZD",
  "CNY",
  "KRW",
  "BRL",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
];
const SCALE: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["k", 1e3],
  ["K", 1e3],
  ["M", 1e6],
  ["B", 1e9],
  ["bn", 1e9],
]);
const ACCEPTED = "such as $5000, €20k, 120 USD";

/** Reads an amount of money ≥ 0: `$5000`, `€20k`, `1.5M USD`; k is thousand, M million, B thousand million. */
export function parseMoney(text: string): Parsed<Money> {
  const trimmed = text.trim();
  const symbol = SYMBOLS.get(trimmed.slice(0, 1));
  const code = CODES.find((known) => trimmed.startsWith(known));
  const start = symbol !== undefined ? 1 : (code?.length ?? 0);
  const amount = leadingNumber(trimmed.slice(start).trimStart());
  if (amount === undefined) return refuse(text, "sum of money", ACCEPTED, "$5000");
  const [, scale, after] = /^(bn|[kKMB]?)\s*([A-Z]{3}|[$€£¥₹]|)$/.exec(amount.rest) ?? [];
  const before = symbol ?? code;
  const behind = SYMBOLS.get(after ?? "") ?? CODES.find((known) => known === after);
  const factor = SCALE.get(scale ?? "?");
  const one = (before === undefined) !== (behind === undefined) && (behind !== undefined || after === "");
  if (factor === undefined || !one) return refuse(text, "sum of money", ACCEPTED, `$${amount.digits}`);
  return { value: { amount: amount.number * factor, currency: before ?? behind ?? "" } };
}

/** Reads money per time: `$5000/min`, `€1M/h`, `$300/month` (a month of money is a twelfth of a year). */
export function parseMoneyRate(text: string): Parsed<MoneyRate> {
  const slash = text.lastIndexOf("/");
  const money = parseMoney(slash < 0 ? text : text.slice(0, slash));
  const word = text.slice(slash + 1).trim();
  const seconds = /^(mo|month)$/.test(word) ? YEAR / 12 : secondsIn(word);
  if (slash >= 0 && "value" in money && seconds !== undefined) {
    return { value: { perSecond: money.value.amount / seconds, currency: money.value.currency } };
  }
  const sum = "value" in money ? (slash < 0 ? text : text.slice(0, slash)).trim() : "$5000";
  return refuse(text, "sum of money per time", "such as $5000/min, €1M/h, $300/y", `${sum}/min`);
}
