import type { Design } from "../../architectures/architecture.js";
import { TooManyStates } from "../../readings/enumerate/enumerate.js";
import type { ExperimentAsked } from "../../scenario/drill/experiment.js";
import type { Drill, Scenario } from "../../scenario/scenario.js";
import { answer } from "../answer.js";
import { playDrill } from "../drill/drill.js";
import { playExperiment } from "../drill/experiment.js";
import { approximates } from "../figures/exact.js";
import type { Ask } from "../method/ask.js";
import type { Result } from "../result.js";
import { type Check, checkExpectations } from "./verify.js";

/** Confidence at which a simulated interval must hold the expected value. */
const LEVEL = 0.999;

/** Larger chains are only simulated: verifying is to be quick. */
const SOLVED = 20_000;

/** Solves and simulates a scenario, the latter with each of the seeds, and holds its expectations against all of it. */
export function verifyScenario(scenario: Scenario, design: Design, seeds: readonly string[], ask: Ask): Check[] {
  const exact = solved(scenario, design, ask);
  const simulate = (seed: string) => answer({ ...scenario, seed }, design, { ...ask, method: "crude", level: LEVEL });
  const [first, ...others] = seeds.map(simulate);
  const again = others.flatMap((simulated) => checkExpectations(scenario.expect, null, simulated));
  return [
    ...checkExpectations(scenario.expect, exact, first ?? null, exact !== null && approximates(exact.notes)),
    ...again,
  ];
}

/** The same for an experiment on the scenario's own cluster. */
export function verifyExperiment(
  scenario: Scenario,
  design: Design,
  experiment: ExperimentAsked,
  seeds: readonly string[],
): Check[] {
  return seeds.flatMap((seed) => {
    const result = playExperiment({ ...scenario, seed }, design, experiment, LEVEL);
    return checkExpectations(scenario.expect, null, result);
  });
}

/** Plays a drill with each of the seeds and holds the scenario's expectations against it. */
export function verifyDrill(scenario: Scenario, drill: Drill, seeds: readonly string[]): Check[] {
  return seeds.flatMap((seed) =>
    checkExpectations(scenario.expect, null, playDrill({ ...scenario, seed }, drill, LEVEL)),
  );
}

/** The exact reading; null where the chain would be too large. */
function solved(scenario: Scenario, design: Design, ask: Ask): Result | null {
  try {
    return answer(scenario, design, { ...ask, method: "exact", exact: { maxStates: SOLVED } });
  } catch (error) {
    if (error instanceof TooManyStates) return null;
    throw error;
  }
}
