import type { Problem } from "../notation/document/problem.js";
import { YEAR } from "../readings/simulate/observation.js";
import { assumedCount } from "../report/words/groundsText.js";
import { sum } from "../report/words/numbers.js";
import { times } from "../study/figures/estimates.js";
import type { Progress } from "../study/method/replications.js";
import { candidatesFor } from "./candidates.js";
import { flipsOf } from "./flips.js";
import { type Judgement, judge, type Terms } from "./measure/judge.js";
import { cautious, newGauge } from "./measure/measure.js";
import type { CandidateName, Judged, PlanResult } from "./planResult.js";
import { type Asked, type Question, readQuestion } from "./question.js";
import { reasonsFor } from "./reasons.js";
import { obstacleOf } from "./relax.js";
import { byTotal, type Market, priced } from "./search.js";

/**
 * Recommends what to buy for a scenario's needs: the candidate of least total cost (infrastructure, and downtime and
 * lost data where these have a price) that meets every objective and the budget; why, why the others lost, and what
 * would change the advice. Nothing feasible: the obstacle, and what has to give. Or every problem of the text.
 * @param progress told how many candidates have been judged.
 */
export function plan(
  question: Question,
  progress: Progress = () => {},
): PlanResult | { readonly problems: readonly Problem[] } {
  const asked = readQuestion(question);
  if ("problems" in asked) return asked;
  const { candidates, unfit } = candidatesFor(asked);
  const market: Market = { candidates, gauge: newGauge() };
  const terms = termsOf(asked);
  const judgements = judgeAll(market, terms, progress);
  const chosen = judgements.find(({ feasible }) => feasible) ?? null;
  const others = judgements.filter((judgement) => judgement !== chosen);
  return {
    formatVersion: "1.0",
    scenario: asked.base.title,
    seed: asked.base.seed,
    currency: asked.base.prices.currency,
    services: asked.services,
    recommendation: chosen && {
      candidate: named(chosen.candidate),
      strategy: chosen.candidate.strategy,
      reasons: reasonsFor(market, chosen, others, terms),
      warnings: chosen.measured.warnings,
      wouldChangeIf: flipsOf(market, chosen.candidate, terms),
      ties: others
        .filter((other) => other.feasible && tied(market, chosen, other, terms))
        .map(({ candidate }) => candidate.id),
    },
    obstacle: chosen ? null : obstacleOf(market, terms),
    candidates: judgements.map((judgement) => judgedOf(market, judgement, chosen, terms)),
    pareto: paretoOf(market),
    unfit,
    notes: notesOf(asked, judgements),
  };
}

function termsOf({ base, needs }: Asked): Terms {
  return {
    objectives: base.objectives,
    budget: needs.budget && needs.budget.perSecond * YEAR,
    downtimeCost: base.downtimeCost?.perSecond ?? 0,
    dataLossCost: needs.dataLossCost?.perSecond,
  };
}

/** Everything judged, cheapest in total first; what costs more for sure than the first that will do gets a short look. */
function judgeAll(market: Market, terms: Terms, progress: Progress): Judgement[] {
  let bound = Number.POSITIVE_INFINITY;
  return byTotal(market, terms).map((candidate, i) => {
    progress(i, market.candidates.length);
    const { total } = priced(market, candidate, terms);
    const judgement = judge(market.gauge, candidate, terms, total.low <= bound ? "thorough" : "short");
    if (judgement.feasible) bound = Math.min(bound, total.high);
    return judgement;
  });
}

function tied(market: Market, chosen: Judgement, other: Judgement, terms: Terms): boolean {
  return priced(market, other.candidate, terms).total.low <= priced(market, chosen.candidate, terms).total.high;
}

function judgedOf(market: Market, judgement: Judgement, chosen: Judgement | null, terms: Terms): Judged {
  const { candidate, measured, feasible, unclear, misses, rto, rpo, kept } = judgement;
  const { infrastructure, outage, dataLoss, total } = priced(market, candidate, terms);
  const lost = feasible && chosen && chosen !== judgement ? [dearer(market, judgement, chosen, terms)] : [];
  return {
    ...named(candidate),
    strategy: candidate.strategy,
    feasible,
    unclear,
    why: [...misses.map(({ text }) => text), ...lost],
    infrastructure,
    outageCost: terms.downtimeCost > 0 ? outage : null,
    dataLossCost: dataLoss,
    total,
    unavailability: measured.unavailability,
    downtimePerYear: times(measured.unavailability, YEAR),
    method: measured.method,
    rto,
    rpo,
    kept,
    warnings: measured.warnings,
  };
}

function dearer(market: Market, { candidate }: Judgement, chosen: Judgement, terms: Terms): string {
  const more =
    cautious(priced(market, candidate, terms).total) - cautious(priced(market, chosen.candidate, terms).total);
  return `costs ${sum(more, candidate.scenario.prices.currency)} a year more`;
}

function named({ id, architecture, nodes, repairContract, copies }: CandidateName): CandidateName {
  return { id, architecture, nodes, repairContract, copies };
}

/** Ids for which nothing costs as little to have and is as little down, and one of these less; cheapest first. */
function paretoOf({ candidates, gauge }: Market): string[] {
  const points = candidates.map(({ id, infrastructure }, i) => {
    return { id, cost: infrastructure, down: cautious(gauge.measure(candidates[i]!).unavailability) };
  });
  points.sort((a, b) => a.cost - b.cost || a.down - b.down);
  const front = points.filter(({ down }, i) => points.slice(0, i).every((cheaper) => down < cheaper.down));
  return front.map(({ id }) => id);
}

function notesOf({ notes, services, base, needs }: Asked, judgements: readonly Judgement[]): string[] {
  const approximated = judgements.some(({ measured }) => measured.approximated);
  const unpriced = needs.dataLossCost !== undefined && judgements.some(({ measured }) => measured.dataLosses === null);
  return [
    ...notes,
    ...(approximated
      ? ["availability is solved with exponential laws of the same means in place of those that are not"]
      : []),
    ...(services > 1 ? ["downtime and objectives are those of each service; money is for all of them"] : []),
    ...(base.downtimeCost ? [] : ["downtime has no price here, so it does not weigh in the cost (--downtime-cost)"]),
    ...[assumedCount(base.assumptions) ?? []].flat(),
    ...(unpriced ? ["losing data is priced only where the availability could be solved"] : []),
    ...(base.state === "stateful"
      ? ["a standby is taken to reach the same data; that storage does not fail in this model"]
      : []),
  ];
}
