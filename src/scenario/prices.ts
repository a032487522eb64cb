import { presetOf } from "./defaults.js";
import { YEAR, formatDuration, parseDuration } from "./duration.js";
import { type Money, type MoneyRate, parseMoney, parseMoneyRate } from "./money.js";
import { type Catalogue, type Preset, namesUnder } from "./presets.js";
import type { Contract, Price, PriceList } from "./scenario.js";

type Given = string | Readonly<Record<string, string | number | Money | MoneyRate>>;

/** The price list a scenario names, with the prices it changes. @throws Error when a preset is not a price. */
export function priceListOf(catalogue: Catalogue, given: Given): PriceList {
  const name = priceListName(given) ?? "";
  const changed = typeof given === "string" ? {} : given;
  const items: Record<string, Price> = {};
  let currency = "";
  for (const item of namesUnder(catalogue, `prices.${name}`)) {
    const preset = presetOf(catalogue, `prices.${name}.${item}`);
    const listed = priceOf(preset);
    const own = changed[item];
    items[item] = own === undefined ? listed.price : { ...listed.price, ...amountOf(own), grade: "given", source: "the scenario" };
    currency ||= currencyOf(own) ?? listed.currency;
  }
  return { name, currency, items };
}

/** The list that `prices:` names: `own-hardware`, or `like` of a block. */
export function priceListName(given: Given): string | undefined {
  const like = typeof given === "string" ? given : given.like;
  return typeof like === "string" ? like : undefined;
}

/** The contract of this name with its price. */
export function contractOf(catalogue: Catalogue, name: string): Contract {
  return { name, price: priceOf(presetOf(catalogue, `repair.${name}.price`)).price };
}

/** A preset as a price. @throws Error when its value is neither money, money per time nor a duration. */
export function priceOf(preset: Preset): { readonly price: Price; readonly currency: string } {
  const text = String(preset.value);
  for (const read of [parseMoney(text), parseMoneyRate(text), parseDuration(text)]) {
    if (!("value" in read)) continue;
    const { per = "cluster", grade, source } = preset;
    return { price: { ...amountOf(read.value), per, grade, source }, currency: currencyOf(read.value) ?? "" };
  }
  throw new Error(`the preset "${preset.id}" is not a price: ${text}`);
}

function amountOf(value: string | number | Money | MoneyRate): Pick<Price, "amount" | "unit"> {
  if (typeof value === "number") return { amount: value, unit: "seconds" };
  if (typeof value === "string") throw new Error(`"${value}" passed as a price`);
  if ("amount" in value) return { amount: value.amount, unit: "money" };
  return { amount: value.perSecond * YEAR, unit: "money/year" };
}

/** The currency of a sum of money, or undefined for anything else. */
export function currencyOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && "currency" in value ? String(value.currency) : undefined;
}

/** A price as a person writes it: "$9000", "$500/y", "5 y"; for messages. */
export function priceForm(unit: Price["unit"]): string {
  return { money: "$9000", "money/year": "$500/y", seconds: formatDuration(5 * YEAR) }[unit];
}
