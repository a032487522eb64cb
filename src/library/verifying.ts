import type { PlanResult } from "../planner/planResult.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Ask } from "../study/method/ask.js";
import { type Check, checkExpectations } from "../study/verify/verify.js";
import { verifyDrill, verifyExperiment, verifyScenario } from "../study/verify/verifyScenario.js";
import type { Question } from "./question.js";

/** The ways to what a scenario asks for; only the one that it takes is gone. */
interface Ways {
  readonly question: () => Question;
  readonly plan: () => PlanResult;
}

/** What a scenario expects, held against the drill, the plan, the experiment or the figures it asks for. */
export function checksOf(asked: Scenario, ways: Ways, seeds: readonly string[] | undefined, ask: Ask): Check[] {
  const { drill, needs, expect, seed } = asked;
  if (drill) return verifyDrill(asked, drill, seeds ?? [seed]);
  if (needs) return checkExpectations(expect, ways.plan(), null);
  const { scenario, design } = ways.question();
  if (scenario.experiment) return verifyExperiment(scenario, design, scenario.experiment, seeds ?? [scenario.seed]);
  return verifyScenario(scenario, design, seeds ?? [scenario.seed], ask);
}

/** How a scenario is simulated to be verified: to 2 %, within so many activities. */
export function verifyingAsk(ask: Ask, maxEvents: number): Ask {
  return { ...ask, precision: 0.02, maxEvents, mttfEvents: 3 * maxEvents };
}
