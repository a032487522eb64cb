import { columns, listed } from "../report/layout.js";
import { duration, money, sum } from "../report/numbers.js";
import { paintOf, type Style } from "../report/style.js";
import { warningsText } from "../report/verdictText.js";
import { nameOf } from "./names.js";
import type { Judged, PlanResult } from "./planResult.js";
import { excluding, label } from "./relax.js";

const STRATEGIES = {
  none: "neither high availability nor disaster recovery",
  dr: "disaster recovery only",
  ha: "high availability",
} as const;

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
