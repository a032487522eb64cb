import { formatDuration } from "../notation/units/duration.js";
import { share, sum } from "../report/words/numbers.js";
import type { Candidate } from "./candidates.js";
import { type Effort, judge, type Terms } from "./measure/judge.js";
import { nameOf } from "./names.js";
import type { Objective, Obstacle, Relaxation } from "./planResult.js";
import { byTotal, cheapest, LONGEST, type Market, roundedUp, shortest, withRto } from "./search.js";

/** Why nothing is feasible: what each objective excludes by itself, and the least that has to give. */
export function obstacleOf(market: Market, terms: Terms): Obstacle {
  if (market.candidates.length === 0)
    return { excludes: [], relaxations: [], text: "no design fits what has to run and the constraints" };
  const excludes = stated(terms).map((objective) => excludedBy(market, terms, objective));
  const alone = stated(terms).flatMap((objective) => relaxation(market, terms, objective) ?? []);
  const relaxations = alone.length > 0 ? alone : inPairs(market, terms);
  relaxations.sort((a, b) => stretch(a, terms) - stretch(b, terms));
  return { excludes, relaxations, text: textOf(market, excludes, relaxations) };
}

function textOf(market: Market, excludes: Obstacle["excludes"], relaxations: readonly Relaxation[]): string {
  const all = market.candidates.length;
  const worst = [...excludes].sort((a, b) => b.candidates - a.candidates)[0];
  const most = worst ? `${label(worst.objective)} alone ${excluding(worst, all)}` : "";
  const [nearest] = relaxations;
  return nearest ? `${most}; the nearest way out: ${nearest.text}` : `${most}; more than two objectives have to give`;
}

/** "excludes 7 of 9 candidates". */
export function excluding({ candidates, unclear }: Obstacle["excludes"][number], all: number): string {
  const told = `excludes ${candidates === all ? "all" : candidates} of ${all} candidates`;
  return unclear > 0 ? `${told} (${unclear} more: too close to tell)` : told;
}

export function label(objective: Objective): string {
  return objective === "rto" || objective === "rpo" ? `the ${objective.toUpperCase()}` : `the ${objective}`;
}

function stated({ objectives, budget }: Terms): Objective[] {
  const has = { availability: objectives.availability, rto: objectives.rto, rpo: objectives.rpo, budget };
  return (["availability", "rto", "rpo", "budget"] as const).filter((objective) => has[objective] !== undefined);
}

function excludedBy({ candidates, gauge }: Market, terms: Terms, only: Objective): Obstacle["excludes"][number] {
  const alone = stated(terms)
    .filter((objective) => objective !== only)
    .reduce(without, terms);
  const out = candidates
    .map((candidate) => judge(gauge, candidate, alone, "short"))
    .filter(({ feasible }) => !feasible);
  const unclear = out.filter((judgement) => judgement.unclear).length;
  return { objective: only, candidates: out.length - unclear, unclear };
}

function without(terms: Terms, objective: Objective): Terms {
  if (objective === "budget") return { ...terms, budget: undefined };
  return { ...terms, objectives: { ...terms.objectives, [objective]: undefined } };
}

function relaxation(market: Market, terms: Terms, objective: Objective): Relaxation | null {
  switch (objective) {
    case "availability":
      return lowerAvailability(market, terms);
    case "budget":
      return largerBudget(market, terms);
    case "rto":
      return longerTime(market, terms, objective, LONGEST, withRto);
    case "rpo":
      return longerTime(market, terms, objective, LONGEST, withRpo);
  }
}

function lowerAvailability(market: Market, terms: Terms): Relaxation | null {
  const free = without(terms, "availability");
  const down = (candidate: Candidate) => market.gauge.measure(candidate).unavailability.high;
  const steadiest = [...market.candidates].sort((a, b) => down(a) - down(b));
  const found = steadiest.find((candidate) => judge(market.gauge, candidate, free, "thorough").feasible);
  if (!found) return null;
  const value = 1 - down(found);
  const text = `an availability of ${share({ mean: value, low: value, high: value, level: 1 })}, with ${nameOf(found)}`;
  return { objective: "availability", value, to: found.id, text };
}

function largerBudget(market: Market, terms: Terms): Relaxation | null {
  const free = without(terms, "budget");
  const byPrice = [...market.candidates].sort((a, b) => a.infrastructure - b.infrastructure);
  const found = byPrice.find((candidate) => judge(market.gauge, candidate, free, "thorough").feasible);
  if (!found) return null;
  const value = found.infrastructure;
  const text = `a budget of ${sum(Math.ceil(value), found.scenario.prices.currency)} a year, with ${nameOf(found)}`;
  return { objective: "budget", value, to: found.id, text };
}

/**
 * The shortest time with which something is feasible: short looks find the candidate, of those within 3 % the cheapest,
 * and a thorough one says from which time on it surely is.
 */
function longerTime(
  market: Market,
  terms: Terms,
  objective: "rto" | "rpo",
  longest: number,
  at: (terms: Terms, seconds: number) => Terms,
): Relaxation | null {
  const asked = Math.max(1, terms.objectives[objective] ?? 0);
  const from = (candidate: Candidate, effort: Effort, most: number) =>
    shortest((seconds) => judge(market.gauge, candidate, at(terms, seconds), effort).feasible, asked, most);
  let best: { value: number; candidate: Candidate } | null = null;
  for (const candidate of byTotal(market, terms)) {
    const most: number = best ? best.value / CLEARLY : longest;
    const found: ReturnType<typeof from> = most >= asked ? from(candidate, "short", most) : null;
    if (found) best = { value: found.at, candidate };
  }
  const found = best && from(best.candidate, "thorough", best.value);
  if (!best || !found) return null;
  const value = roundedUp(found.at);
  const to = cheapest(market, at(terms, value), "thorough")?.candidate ?? best.candidate;
  const text = `${objective === "rto" ? "an RTO" : "an RPO"} of ${formatDuration(value)}, with ${nameOf(to)}`;
  return { objective, value, to: to.id, text };
}

/** By what factor a dearer candidate must be quicker to count as the nearer way out. */
const CLEARLY = 1.03;

const withRpo = (terms: Terms, rpo: number): Terms => ({ ...terms, objectives: { ...terms.objectives, rpo } });

/** Where no single objective is enough: one of them gives as far as it must without a second, and then that one. */
function inPairs(market: Market, terms: Terms): Relaxation[] {
  return stated(terms).flatMap((first) =>
    stated(terms).flatMap((second): Relaxation[] => {
      const after = first === second ? null : relaxation(market, without(terms, second), first);
      const found = after && relaxation(market, given(terms, after), second);
      return after && found
        ? [{ ...found, after, text: `${after.text.replace(/, with .*/, "")} and ${found.text}` }]
        : [];
    }),
  );
}

/** The terms with one of them relaxed. */
function given(terms: Terms, { objective, value }: Relaxation): Terms {
  if (objective === "budget") return { ...terms, budget: value };
  return { ...terms, objectives: { ...terms.objectives, [objective]: value } };
}

/** By what factor the objectives have to give. */
function stretch(change: Relaxation, terms: Terms): number {
  return factor(change, terms) * (change.after ? factor(change.after, terms) : 1);
}

function factor({ objective, value }: Relaxation, { objectives, budget }: Terms): number {
  switch (objective) {
    case "availability":
      return (1 - value) / Math.max(1 - (objectives.availability ?? 0), Number.MIN_VALUE);
    case "budget":
      return value / Math.max(budget ?? 0, Number.MIN_VALUE);
    default:
      return value / Math.max(objectives[objective] ?? 0, 1e-9);
  }
}
