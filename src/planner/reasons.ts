import { formatDuration } from "../notation/units/duration.js";
import { YEAR } from "../readings/simulate/observation.js";
import { duration, money, share, sum } from "../report/words/numbers.js";
import { complement, exactly, times } from "../study/figures/estimates.js";
import { type Judgement, percent, type Terms } from "./measure/judge.js";
import { cautious, secondsDown } from "./measure/measure.js";
import { nameOf } from "./names.js";
import { cheapest, type Market, priced } from "./search.js";

/** Why this one, in sentences with numbers. */
export function reasonsFor(market: Market, chosen: Judgement, others: readonly Judgement[], terms: Terms): string[] {
  return [
    cost(market, chosen, others, terms),
    ...untold(market, chosen, others, terms),
    ...objectives(market, chosen, terms),
    ...moneyDecides(market, chosen, terms),
    ...runnerUp(market, chosen, others, terms),
  ];
}

function cost(market: Market, { candidate, measured }: Judgement, others: readonly Judgement[], terms: Terms): string {
  const { currency } = candidate.scenario.prices;
  const price = priced(market, candidate, terms);
  const rivals = others.filter(({ feasible }) => feasible).length;
  const alone = others.some(({ unclear }) => unclear)
    ? "nothing else considered surely does what is asked"
    : "nothing else considered does what is asked";
  const among = rivals === 0 ? alone : `the least of the ${rivals + 1} that do what is asked`;
  const down = duration(times(measured.unavailability, YEAR), " a year");
  const parts = [`${sum(price.infrastructure, currency)} for infrastructure`];
  if (terms.downtimeCost > 0) parts.push(`${money(price.outage, currency)} for ${down} of downtime`);
  if (price.dataLoss !== null) parts.push(`${sum(price.dataLoss, currency)} for data lost`);
  const total =
    parts.length > 1
      ? `${money(price.total, currency)} a year: ${parts.join(", ")}`
      : `${parts[0]} a year, with ${down} of downtime`;
  return `it costs ${total}; ${among}`;
}

/** Of what is too close to tell nothing may be claimed but what it costs. */
function untold(market: Market, { candidate }: Judgement, others: readonly Judgement[], terms: Terms): string[] {
  const own = cautious(priced(market, candidate, terms).total);
  const unclear = others.filter((other) => other.unclear);
  const cheaper = unclear.filter((other) => cautious(priced(market, other.candidate, terms).total) < own);
  const dearer = unclear.length - cheaper.length;
  const names = cheaper.map((other) => nameOf(other.candidate)).join("; ");
  return [
    ...(cheaper.length > 0 ? [`cheaper, but it could not be told whether it does what is asked: ${names}`] : []),
    ...(dearer > 0
      ? [
          `of ${dearer} ${cheaper.length > 0 ? "more " : ""}it could not be told; ${dearer > 1 ? "they cost" : "it costs"} more`,
        ]
      : []),
  ];
}

function objectives(
  { gauge }: Market,
  { kept, measured, rpo, candidate }: Judgement,
  { objectives: { rto, rpo: point, availability, compliance }, budget }: Terms,
): string[] {
  const { currency } = candidate.scenario.prices;
  const asked = `${share(exactly(compliance))} is asked`;
  const said: string[] = [];
  if (rto !== undefined && kept) {
    // A bound is enough for a verdict, but some years say more.
    const seen = kept.mean === null ? gauge.kept(candidate, rto, 0) : null;
    const told = seen && seen.low > kept.low ? seen : kept;
    said.push(`the RTO of ${formatDuration(rto)} is kept in ${percent(told)} of years; ${asked}`);
  }
  if (point !== undefined && rpo !== null) {
    const worst = candidate.scenario.spec.backup.every + candidate.scenario.spec.backup.takes;
    const copy =
      candidate.design.recoveryPoint === "backup"
        ? `the newest backup is ${formatDuration(worst)} old at worst`
        : "the data is on storage that a standby reaches";
    said.push(`the RPO of ${formatDuration(point)} is kept: ${copy}`);
  }
  if (availability !== undefined) {
    const got = share(complement(measured.unavailability));
    said.push(`it is available ${got} of the time; ${share(exactly(availability))} is asked`);
  }
  if (budget !== undefined)
    said.push(`it stays ${sum(budget - candidate.infrastructure, currency)} a year below the budget`);
  return said;
}

/** Where the objectives alone would be met for less: the price of downtime decides, and that has to be said. */
function moneyDecides(market: Market, { candidate, measured }: Judgement, terms: Terms): string[] {
  if (terms.downtimeCost === 0) return [];
  const free = cheapest(market, { ...terms, downtimeCost: 0 }, "thorough");
  if (!free || free.candidate.id === candidate.id) return [];
  const { currency } = candidate.scenario.prices;
  const hours = secondsDown(free.measured) - secondsDown(measured);
  const saved = sum(hours * terms.downtimeCost, currency);
  const dearer = sum(candidate.infrastructure - free.candidate.infrastructure, currency);
  return [
    `the money decides: ${nameOf(free.candidate)} would meet the objectives too, but is down ${formatDuration(hours)} a year longer, which costs ${saved}; this costs ${dearer} a year more to have`,
  ];
}

function runnerUp(market: Market, { candidate }: Judgement, others: readonly Judgement[], terms: Terms): string[] {
  const total = (judgement: Judgement) => cautious(priced(market, judgement.candidate, terms).total);
  const next = others
    .filter((other) => other.feasible && other.candidate.architecture !== candidate.architecture)
    .sort((a, b) => total(a) - total(b))[0];
  if (!next) return [];
  const more = cautious(priced(market, next.candidate, terms).total) - cautious(priced(market, candidate, terms).total);
  return [
    `the next best design, ${nameOf(next.candidate)}, costs ${sum(more, candidate.scenario.prices.currency)} a year more`,
  ];
}
