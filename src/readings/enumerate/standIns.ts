import type { Law } from "../../kernel/law.js";
import { erlangPhases, exactPhases, exponentialPhases, momentMatched, type Phases } from "../../kernel/phases.js";

/** How laws that are not exponential are replaced, by name of the activity: a number of Erlang phases, or "match" for two moments. */
export type PhaseChoice = Readonly<Record<string, number | "match">>;

export interface StandIn {
  readonly phases: Phases;
  /** Undefined when the stand-in is the law itself. */
  readonly by?: string;
}

/** Phases that stand in for a law of the named activity. Without a choice: exponential with the same mean. */
export function standIn(law: Law, activity: string, choice: PhaseChoice): StandIn {
  const asked = choice[activity];
  if (law.kind === "exponential") return { phases: exponentialPhases(law.mean) };
  if (asked === undefined) return { phases: exponentialPhases(law.mean), by: "exponential with the same mean" };
  if (asked === "match") {
    const exact = exactPhases(law);
    if (exact) return { phases: exact };
    return { phases: momentMatched(law.mean, law.variance), by: "phases with the same mean and variance" };
  }
  const exact = exactPhases(law);
  if (exact && exact.rates.length === asked && exact.start[0] === 1) return { phases: exact };
  return { phases: erlangPhases(law.mean, asked), by: `Erlang with ${asked} phases and the same mean` };
}
