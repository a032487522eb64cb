import { warningsText } from "../report/answer/verdictText.js";
import { columns, listed, wrapped } from "../report/words/layout.js";
import { duration, money, sum } from "../report/words/numbers.js";
import { type Paint, paintOf, type Style } from "../report/words/style.js";
import { budgeted, cut, moreLine } from "../report/words/tenSeconds.js";
import { nameOf } from "./names.js";
import type { Judged, PlanResult } from "./planResult.js";
import { excluding, label } from "./relax.js";

const STRATEGIES = {
  none: "neither high availability nor disaster recovery",
  dr: "disaster recovery only",
  ha: "high availability",
  "ha+dr": "high availability and disaster recovery",
} as const;

/** Candidates told beside the advice, and items of each list. */
const BESIDE = 3;
const ITEMS = 3;
/** Of those, as many as fit in so many lines. */
const LIST_LINES = 5;

/** A plan in what a person reads in ten seconds: the advice, the first reasons, what would change it, what comes next. */
export function briefPlan(plan: PlanResult, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const list = (title: string, texts: readonly string[]): string[] =>
    texts.length === 0 ? [] : [paint.bold(title), ...firstOf(texts, width)];
  const { recommendation, obstacle } = plan;
  const head = wrapped(advice(plan), width, 2).map((line) => paint.bold(line));
  const body = [
    ...list("Why", recommendation?.reasons ?? []),
    ...list("Equally good", recommendation?.ties ?? []),
    ...list("This would change if", recommendation?.wouldChangeIf.map(({ text }) => text) ?? []),
    ...list("What stands in the way", obstacles(plan)),
    ...list("What would be enough", obstacle?.relaxations.map(({ text }) => text) ?? []),
    ...closest(plan, paint, width),
    moreLine(`all ${plan.candidates.length} candidates, what was not considered, notes`, paint, width),
  ];
  return budgeted({ head, warnings: recommendation?.warnings ?? [], body }, paint, width);
}

/** The first items, whole, as far as there is room; one that alone is too long is cut. */
function firstOf(texts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const text of texts.slice(0, ITEMS)) {
    const own = listed([text], width);
    if (lines.length + own.length <= LIST_LINES) lines.push(...own);
    else if (lines.length === 0) lines.push(cut(`  - ${text}`, width));
  }
  return lines;
}

/** The cheapest that do what is asked, the advice among them; with no advice the cheapest of all. */
function closest(plan: PlanResult, paint: Paint, width: number): string[] {
  const { candidates, recommendation } = plan;
  const chosen = recommendation?.candidate.id;
  const feasible = candidates.filter((one) => one.feasible && one.id !== chosen);
  const beside = (recommendation ? feasible : candidates).slice(0, BESIDE);
  const shown = candidates.filter((one) => one.id === chosen || beside.includes(one));
  const lines = columns(table({ ...plan, candidates: shown })).map((line) => cut(line, width));
  return shown.length === 0 ? [] : [paint.bold("Beside it, per service"), ...lines];
}

/** A plan for people: the advice first, why, what would change it, and all that was considered. */
export function planText(plan: PlanResult, style: Style): string {
  const paint = paintOf(style);
  const { width } = style;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", paint.bold(title), ...lines];
  return [
    paint.bold(advice(plan)),
    ...warningsText({ warnings: plan.recommendation?.warnings ?? [] }, paint, width),
    ...section("Why", listed(plan.recommendation?.reasons ?? [], width)),
    ...section("Equally good", listed(plan.recommendation?.ties ?? [], width)),
    ...section("This would change if", listed(plan.recommendation?.wouldChangeIf.map(({ text }) => text) ?? [], width)),
    ...section("What stands in the way", listed(obstacles(plan), width)),
    ...section("What would be enough", listed(plan.obstacle?.relaxations.map(({ text }) => text) ?? [], width)),
    ...section("Considered, per service", columns(table(plan))),
    ...section(
      "Not considered",
      listed(
        plan.unfit.map(({ architecture, why }) => `${architecture}: ${why}`),
        width,
      ),
    ),
    ...section("Notes", listed(plan.notes, width)),
    "",
  ].join("\n");
}

function advice({ recommendation, obstacle, candidates }: PlanResult): string {
  if (recommendation) return `Buy ${nameOf(recommendation.candidate)}: ${STRATEGIES[recommendation.strategy]}.`;
  const does = candidates.some(({ unclear }) => unclear) ? "surely does" : "does";
  return `Nothing considered ${does} what is asked: ${obstacle?.text ?? "no candidates"}.`;
}

function obstacles({ obstacle, candidates }: PlanResult): string[] {
  const count = candidates.length;
  const excludes = (obstacle?.excludes ?? []).filter(({ candidates: out, unclear }) => out + unclear > 0);
  return excludes.map((one) => `${label(one.objective)} by itself ${excluding(one, count)}`);
}

function table({ candidates, recommendation, currency }: PlanResult): string[][] {
  const rows = candidates.map((one) => [
    one.id === recommendation?.candidate.id ? "→" : "",
    one.id,
    sum(one.infrastructure, currency),
    one.outageCost ? money(one.total, currency) : "",
    duration(one.downtimePerYear),
    verdict(one, recommendation?.candidate.id === one.id),
  ]);
  return [["", "candidate", "infrastructure", "with outages", "down a year", ""], ...rows];
}

function verdict({ why }: Judged, isChosen: boolean): string {
  return isChosen ? "the advice" : why.join("; ");
}
