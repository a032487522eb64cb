import { formatProblem } from "../../src/notation/document/problem.js";
import { plan } from "../../src/planner/plan.js";
import type { PlanResult } from "../../src/planner/planResult.js";
import type { Overrides } from "../../src/scenario/overrides.js";
import { catalogue } from "../scenario/catalogue.js";

const known = new Map<string, PlanResult>();

/** The plan for a text that must be right; asked again, the same plan as before. */
export function planOf(text: string, overrides: Overrides = {}): PlanResult {
  const key = JSON.stringify([text, overrides]);
  const found = known.get(key) ?? freshPlanOf(text, overrides);
  known.set(key, found);
  return found;
}

/** The plan for a text that must be right, made anew. */
export function freshPlanOf(text: string, overrides: Overrides = {}): PlanResult {
  const found = plan({ text, fileName: "x.yaml", catalogue, overrides });
  if ("problems" in found) throw new Error(found.problems.map(formatProblem).join("\n"));
  return found;
}

/** "strategy: architecture × nodes" of the advice, or "nothing". */
export function advice({ recommendation }: PlanResult): string {
  if (!recommendation) return "nothing";
  const { architecture, nodes, copies } = recommendation.candidate;
  return `${recommendation.strategy}: ${copies > 1 ? `${copies} x ` : ""}${architecture} of ${nodes}`;
}
