import { nearest } from "../../notation/document/nearest.js";
import { type Finding, type PathPart, quote } from "../../notation/document/problem.js";
import { presetOf } from "../../notation/presets/defaults.js";
import { type Catalogue, namesUnder } from "../../notation/presets/presets.js";
import type { Price } from "../scenario.js";
import type { Written } from "../schema.js";
import {
  amountOf,
  currencyOf,
  currencyOfList,
  EXCHANGE,
  LIKE,
  type PriceValue,
  priceListName,
  priceOf,
} from "./prices.js";

const EXAMPLE: Readonly<Record<Price["unit"], string>> = { money: "$9000", "money/year": "$500/y", seconds: "5y" };

/** Price lists nobody knows, prices of the wrong kind, and money in another currency than the list's. */
export function priceFindings(written: Written, catalogue: Catalogue): Finding[] {
  const lists = namesUnder(catalogue, "prices");
  const given = written.prices ?? lists[0];
  const name = priceListName(given);
  if (name === undefined) {
    return [
      {
        path: ["prices"],
        message: `needs the list it starts from (${lists.join(", ")})`,
        suggestion: `like: ${lists[0]}`,
      },
    ];
  }
  if (!lists.includes(name)) {
    const path = typeof given === "string" ? ["prices"] : ["prices", LIKE];
    return [{ path, message: `${quote(name)} is not one of ${lists.join(", ")}`, suggestion: nearest(name, lists) }];
  }
  const changes = typeof given === "string" ? [] : Object.entries(given).filter(([item]) => item !== LIKE);
  const kinds = changes.flatMap(([item, value]) => kindFindings(item, value, name, catalogue));
  return kinds.length > 0 ? kinds : currencyFindings(written, changes, currencyOfList(catalogue, given));
}

function kindFindings(item: string, value: PriceValue, list: string, catalogue: Catalogue): Finding[] {
  const known = namesUnder(catalogue, `prices.${list}`);
  const path = ["prices", item];
  if (item !== EXCHANGE && !known.includes(item)) {
    return [
      { path, message: `unknown price; ${list} has ${known.join(", ")}`, suggestion: nearest(item, known), at: "key" },
    ];
  }
  const unit = item === EXCHANGE ? "money" : priceOf(presetOf(catalogue, `prices.${list}.${item}`)).unit;
  if (typeof value !== "string" && amountOf(value).unit === unit) return [];
  return [{ path, message: "is not of the kind this price has", suggestion: EXAMPLE[unit] }];
}

/** Money in two currencies cannot be added. */
function currencyFindings(written: Written, changes: [string, PriceValue][], currency: string): Finding[] {
  const sums: [PathPart[], unknown][] = [
    [["downtimeCost"], written.downtimeCost],
    [["needs", "downtimeCost"], written.needs?.downtimeCost],
    [["needs", "dataLossCost"], written.needs?.dataLossCost],
    [["needs", "budget"], written.needs?.budget],
    ...changes.map(([item, value]): [PathPart[], unknown] => [["prices", item], value]),
  ];
  return sums.flatMap(([path, sum]) => {
    const own = currencyOf(sum);
    if (own === undefined || own === currency) return [];
    const message = `is in ${own}, but the prices are in ${currency}: use one currency, or exchange the prices`;
    return [{ path, message, suggestion: `prices: {like: own-hardware, exchange: 0.9 ${own}}` }];
  });
}
