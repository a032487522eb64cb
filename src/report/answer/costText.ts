import type { Cost, Result } from "../../study/result.js";
import { columns } from "../words/layout.js";
import { money, sum } from "../words/numbers.js";
import { phrase } from "../words/phrase.js";
import type { Paint } from "../words/style.js";

/** What it costs a year: line by line, with outages, and in a bad year. */
export function costText({ cost }: Result, paint: Paint): string[] {
  return [paint.bold("Cost a year"), ...columns([...infrastructureRows(cost), ...outageRows(cost)])];
}

function infrastructureRows({ lines, infrastructure, currency }: Cost): string[][] {
  return [
    ...lines.map(({ what, perYear, source, grade }) => [phrase(what), sum(perYear, currency), `${grade}: ${source}`]),
    ["infrastructure", sum(infrastructure, currency)],
  ];
}

function outageRows({ outage, total, total95, shortfall95, currency }: Cost): string[][] {
  return [
    outage ? ["outages", money(outage, currency)] : ["outages", "", "not priced: say what they cost (--downtime-cost)"],
    ...(total ? [["total", money(total, currency)]] : []),
    ...(total95 ? [["1 year in 20 costs", `${money(total95, currency)} or more`]] : []),
    ...(shortfall95 ? [["such years on average", money(shortfall95, currency)]] : []),
  ];
}
