import { presetOf } from "../../notation/presets/defaults.js";
import { type Catalogue, namesUnder, type Preset } from "../../notation/presets/presets.js";
import { parseDuration, YEAR } from "../../notation/units/duration.js";
import { type Money, type MoneyRate, parseMoney, parseMoneyRate } from "../../notation/units/money.js";
import type { Contract, Price, PriceList } from "../scenario.js";

/** What a scenario says about prices: the name of a list, or changes to one. */
export type GivenPrices = string | Readonly<Record<string, PriceValue>>;
export type PriceValue = string | number | Money | MoneyRate;

/** Keys of a `prices` block that are no prices. */
export const LIKE = "like";
export const EXCHANGE = "exchange";

/** The price list a scenario names, with the prices it changes, in one currency. @throws Error when a preset is not a price. */
export function priceListOf(catalogue: Catalogue, given: GivenPrices): PriceList {
  const name = priceListName(given) ?? "";
  const changed = typeof given === "string" ? {} : given;
  const items: Record<string, Price> = {};
  for (const item of namesUnder(catalogue, `prices.${name}`)) {
    const listed = exchanged(priceOf(presetOf(catalogue, `prices.${name}.${item}`)), given);
    const own = changed[item];
    items[item] = own === undefined ? listed : { ...listed, ...amountOf(own), grade: "given", source: "the scenario" };
  }
  return { name, currency: currencyOfList(catalogue, given), items };
}

/** The list that `prices:` names: `own-hardware`, or `like` of a block. */
export function priceListName(given: GivenPrices): string | undefined {
  const like = typeof given === "string" ? given : given[LIKE];
  return typeof like === "string" ? like : undefined;
}

/** The currency everything in a scenario must be in: the one the list is exchanged into, else its own. */
export function currencyOfList(catalogue: Catalogue, given: GivenPrices): string {
  const into = typeof given === "object" ? currencyOf(given[EXCHANGE]) : undefined;
  const prefix = `prices.${priceListName(given) ?? ""}.`;
  const listed = [...catalogue.presets.values()]
    .filter(({ id }) => id.startsWith(prefix))
    .map(({ value }) => currencyOf(priceValue(value)));
  return into ?? listed.find((currency) => currency !== undefined) ?? "USD";
}

/** The contract of this name with its price, in the currency of the price list. */
export function contractOf(catalogue: Catalogue, name: string, given: GivenPrices): Contract {
  return { name, price: exchanged(priceOf(presetOf(catalogue, `repair.${name}.price`)), given) };
}

/** A preset as a price. @throws Error when its value is neither money, money per time nor a duration. */
export function priceOf({ id, value, per = "cluster", grade, source }: Preset): Price {
  const read = priceValue(value);
  if (read === undefined) throw new Error(`the preset "${id}" is not a price`);
  return { ...amountOf(read), per, grade, source };
}

/** Money, money per time or seconds; undefined when the text is none of them. */
function priceValue(value: unknown): Exclude<PriceValue, string> | undefined {
  const text = String(value);
  for (const read of [parseMoney(text), parseMoneyRate(text), parseDuration(text)]) {
    if ("value" in read) return read.value;
  }
  return undefined;
}

function exchanged(price: Price, given: GivenPrices): Price {
  const rate = typeof given === "object" ? given[EXCHANGE] : undefined;
  if (price.unit === "seconds" || typeof rate !== "object" || !("amount" in rate)) return price;
  return { ...price, amount: price.amount * rate.amount };
}

/** A price's amount and unit: money, money a year, or seconds. @throws Error for a word: checks refuse it before. */
export function amountOf(value: PriceValue): Pick<Price, "amount" | "unit"> {
  if (typeof value === "number") return { amount: value, unit: "seconds" };
  if (typeof value === "string") throw new Error(`"${value}" passed as a price`);
  if ("amount" in value) return { amount: value.amount, unit: "money" };
  return { amount: value.perSecond * YEAR, unit: "money/year" };
}

/** The currency of a sum of money, or undefined for anything else. */
export function currencyOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && "currency" in value ? String(value.currency) : undefined;
}
