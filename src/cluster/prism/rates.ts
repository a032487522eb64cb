import type { Law } from "../../kernel/law.js";
import type { Plant } from "../plant.js";
import type { CountedFault } from "./faultCounters.js";

const HOUR = 3600;

/** A rate of the model: its name, the law whose mean it has, and what happens at it. */
export interface Rate {
  readonly name: string;
  readonly law: Law;
  readonly what: string;
}

/** Does the text of a model use a name? */
export type Uses = (name: string) => boolean;

/** The rates that a model uses. */
export function ratesOf({ takeover }: Plant, faults: readonly CountedFault[], uses: Uses): Rate[] {
  const all: Rate[] = [
    ...faults.map(({ fault, arrival, strikes, strikesAll }) => ({
      name: strikes,
      law: arrival,
      what: strikesAll ? "a shock strikes" : `a node fails: ${fault.name}`,
    })),
    ...eachOnce(faults, ({ fault, detects }) => ({
      name: detects,
      law: fault.detection,
      what: "a failure is declared",
    })),
    { name: "fo", law: takeover.law, what: "a takeover ends" },
    { name: "man", law: takeover.manual, what: "a person finishes a takeover" },
    ...eachOnce(faults, ({ fault, repairs }) => ({ name: repairs, law: fault.repair, what: "a repair ends" })),
  ];
  return all.filter(({ name, law }) => law.kind !== "immediate" && uses(name));
}

/** Rates that several faults share, once each, with the names of the faults. */
function eachOnce(faults: readonly CountedFault[], rateOf: (of: CountedFault) => Rate): Rate[] {
  const shared = new Map<string, { rate: Rate; of: string[] }>();
  for (const each of faults) {
    const rate = rateOf(each);
    const known = shared.get(rate.name);
    if (known) known.of.push(each.fault.name);
    else shared.set(rate.name, { rate, of: [each.fault.name] });
  }
  return [...shared.values()].map(({ rate, of }) => ({ ...rate, what: `${rate.what}: ${of.join(", ")}` }));
}

/** Declares the constants that a model uses. */
export function constants(plant: Plant, rates: readonly Rate[], uses: Uses): string[] {
  const { classes, slots, crews, takeover, standby, load } = plant;
  const given = (name: string, text: string) => (uses(name) ? [`const ${text}`] : []);
  return [
    `const int nodes = ${classes[0]!.count};`,
    `const int slots = ${slots};`,
    ...given("spares", "int spares = nodes-slots;"),
    `const int need = ${slotsNeeded(plant)}; // slots that must be served`,
    ...given("crews", `int crews = ${crews}; // repairs at a time`),
    ...rates.map(rateText),
    ...given("alpha", `double alpha = ${real(standby.factor)}; // failure rate of an idle spare, relative`),
    ...given("c", `double c = ${real(takeover.coverage)}; // probability that a takeover works by itself`),
    ...given("demand", `double demand = ${real(load?.demand ?? 0)}; // work asked for`),
    ...given("capacity", `double capacity = ${real(load?.capacityPerNode ?? 0)}; // work one node can carry`),
  ];
}

/** Declares a rate, per hour. */
export function rateText({ name, law, what }: Rate): string {
  const inHours = law.mean >= HOUR;
  const mean = Number((inHours ? law.mean / HOUR : law.mean).toPrecision(15));
  const unit = inHours ? "h" : "s";
  const kind = law.kind === "exponential" ? "" : `, ${law.kind} in the scenario`;
  return `const double ${name} = ${inHours ? 1 : HOUR}/${real(mean)}; // ${what}, mean ${Number(mean.toPrecision(6))} ${unit}${kind}`;
}

/** A number as PRISM reads it: whole ones beyond its integers are written as doubles. */
function real(x: number): string {
  return Number.isInteger(x) && Math.abs(x) >= 2 ** 31 && x < 1e21 ? `${x}.0` : `${x}`;
}

/** Fewest served slots with which the service is not down. */
function slotsNeeded({ need, slots, load, hosting }: Plant): number {
  if (!load || hosting === "each") return need;
  let served = need;
  while (served <= slots && served * load.capacityPerNode < load.minimum * load.demand) served++;
  return served;
}

/**
 * Share of the demand that is served while the service is not down. Requests sent to a node whose failure is unseen
 * are lost; the others are served as far as capacity goes.
 */
export function servedFormula(plant: Plant, faults: readonly CountedFault[], counters: ReadonlySet<string>): string {
  if (plant.hosting === "each") return "act/slots";
  const lost = [...new Set(faults.flatMap((fault) => [fault.lost, fault.lostTaking]))].filter((counter) =>
    counters.has(counter),
  );
  const reached = lost.length > 0 ? `act/max(1,act+${lost.join("+")})` : "1";
  return `min(${reached},${plant.load ? "act*capacity/demand" : "act/need"})`;
}
