import type { Design } from "../architectures/architecture.js";
import { ARCHITECTURES } from "../architectures/registry.js";
import type { ScenarioRead } from "../scenario/readScenario.js";
import type { Scenario } from "../scenario/scenario.js";
import { designOf } from "../study/answer.js";
import { InputProblems } from "./inputProblems.js";

export interface Question {
  readonly scenario: Scenario;
  readonly design: Design;
}

/** Names of the architectures, with the nodes each has when nobody says. */
export const knownArchitectures = Object.fromEntries(ARCHITECTURES.map((a) => [a.name, a.defaultNodes]));

/** The question of a scenario that was read. @throws InputProblems with everything that does not fit its design. */
export function questionIn({ scenario, problemAt }: Extract<ScenarioRead, { scenario: Scenario }>): Question {
  if (scenario.drill?.alone) {
    const message = "is missing: this is a drill; play it with hasim drill, or name a design";
    throw new InputProblems([problemAt({ path: ["architecture"], message, suggestion: "architecture: n+1" })]);
  }
  const fitted = designOf(scenario);
  if ("design" in fitted) return fitted;
  throw new InputProblems(
    fitted.complaints.map(({ path, message, suggestion }) => problemAt({ path: path.split("."), message, suggestion })),
  );
}
