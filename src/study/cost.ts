import type { Purchases } from "../architectures/architecture.js";
import type { Durations } from "../kernel/estimators/durations/durations.js";
import { normalQuantile } from "../kernel/special.js";
import { YEAR } from "../readings/simulate/observation.js";
import type { Price, Scenario } from "../scenario/scenario.js";
import { plus, times } from "./figures/estimates.js";
import type { Cost, Estimate } from "./result.js";

/** Data kept on backup storage when nobody says how much, in terabytes. */
const TERABYTES = 1;
/** The bad year: one in twenty is worse. */
const BAD_YEAR = 0.95;

type Line = Cost["lines"][number];

/**
 * Money a year: what the design buys, and what its outages cost. The cost of downtime is that of all services being
 * down; one of five down costs a fifth of it. `total95` is a year of which one in twenty is worse, `shortfall95` the
 * mean of those worse ones.
 */
export function costOf(
  scenario: Scenario,
  buys: Purchases,
  serviceDown: Estimate,
  yearly: Durations | null,
  level: number,
): Cost {
  const lines = infrastructureLines(scenario, buys);
  const infrastructure = lines.reduce((sum, line) => sum + line.perYear, 0);
  const perSecond = scenario.downtimeCost?.perSecond;
  const outage = perSecond === undefined ? null : times(serviceDown, YEAR * perSecond);
  const money = (seconds: Estimate) => plus(times(seconds, perSecond ?? 0), infrastructure);
  const years = perSecond !== undefined && yearly !== null && yearly.count > 0 ? yearly : null;
  return {
    infrastructure,
    outage,
    total: outage && plus(outage, infrastructure),
    total95: years && money(years.quantileInterval(BAD_YEAR, level)),
    shortfall95: years && money(expectedShortfall(years, level)),
    currency: scenario.prices.currency,
    lines,
  };
}

/** What is paid every year whether anything fails or not, line by line. */
export function infrastructureLines({ prices, spec, contract }: Scenario, buys: Purchases): Line[] {
  const { writtenOff, ...items } = prices.items;
  const quantities: Readonly<Record<string, number>> = {
    clusterLicence: buys.clusteredNodes,
    loadBalancer: buys.loadBalancers,
    backupStorage: buys.backup ? TERABYTES : 0,
    staffHour: buys.staffHours,
  };
  const lines = Object.entries(items).map(([name, price]) => {
    const quantity = quantities[name] ?? (price.per === "node" ? spec.nodes : 1);
    return lineOf(name, price, quantity, writtenOff);
  });
  if (contract) lines.push(lineOf(`repair contract ${contract.name}`, contract.price, spec.nodes));
  return lines.filter((line) => line.perYear > 0);
}

function lineOf(name: string, price: Price, quantity: number, writtenOff?: Price): Line {
  const years = price.unit === "money" && price.per === "node" && writtenOff ? writtenOff.amount / YEAR : 1;
  const what = quantity === 1 ? name : `${quantity} × ${name}`;
  return { what, perYear: (price.amount * quantity) / years, source: price.source, grade: price.grade };
}

/**
 * Mean of the years beyond the 95 % quantile q: q + E[(x − q)⁺]/0.05, with the standard error of that mean over years.
 * Years are read from bins 0.4 % wide. Source: Rockafellar & Uryasev, Journal of Risk 2(3), 2000.
 */
function expectedShortfall(years: Durations, level: number): Estimate {
  const q = years.quantile(BAD_YEAR) ?? 0;
  const n = years.count;
  let sum = 0;
  let squares = 0;
  for (const { count, min, max } of years.bins()) {
    const beyond = Math.max(0, (min + max) / 2 - q);
    sum += count * beyond;
    squares += count * beyond * beyond;
  }
  const mean = sum / n;
  const error = Math.sqrt(Math.max(0, squares / n - mean * mean) / n) / (1 - BAD_YEAR);
  const half = normalQuantile((1 + level) / 2) * error;
  const shortfall = q + mean / (1 - BAD_YEAR);
  return { mean: shortfall, low: Math.max(q, shortfall - half), high: shortfall + half, level };
}
