import type { Method } from "../result.js";

/** What can be known beforehand of a design, cheaply. Work is counted in activities. */
export interface Signs {
  /** The chain of the exact reading; null where it is too large, or was not tried as a law is not its own. */
  readonly chain: { readonly states: number; readonly replacedLaws: number } | null;
  /** Has the user said which laws may be replaced by phases? */
  readonly phasesAccepted: boolean;
  /**
   * What a short run forecasts for the precision asked, or why none can be accelerated. Activities of an accelerated one
   * are null where an ordinary run has shown that they are not needed.
   */
  readonly pilot:
    | { readonly crudeEvents: number; readonly acceleratedEvents: number | null }
    | { readonly refused: string };
  /** Activities that may be simulated. */
  readonly budget: number;
}

export interface Choice {
  readonly method: Method;
  /** How single outages are seen, which the exact reading does not follow; null: not at all. */
  readonly sampling: Exclude<Method, "exact"> | null;
  readonly why: string;
}

/**
 * The rule of `--method auto`, first match: exact where the chain is small and its laws are the model's own, or the user
 * accepts phases; crude where the accelerated reading cannot be done, sees nothing, or is not needed, as the precision
 * is to be had within the budget by chance; of two that exceed it, the one that exceeds it less. That the guards of an
 * accelerated run hold is known only afterwards: where they do not, the answer is simulated as if this had said crude.
 */
export function chooseMethod(signs: Signs): Choice {
  const sampled = chooseSampling(signs);
  const { chain, phasesAccepted } = signs;
  if (chain === null || (chain.replacedLaws > 0 && !phasesAccepted)) return { method: sampled.sampling, ...sampled };
  const laws = chain.replacedLaws > 0 ? "phases stand in for laws, as asked" : "every law is its own";
  return { ...sampled, method: "exact", why: `the chain is small (${chain.states} states) and ${laws}` };
}

function chooseSampling({ pilot, budget }: Signs): { sampling: "crude" | "accelerated"; why: string } {
  if ("refused" in pilot) return { sampling: "crude", why: pilot.refused };
  const { crudeEvents, acceleratedEvents } = pilot;
  if (crudeEvents === Number.POSITIVE_INFINITY) return { sampling: "crude", why: "a pilot saw no outage" };
  if (crudeEvents <= budget || acceleratedEvents === null) {
    return { sampling: "crude", why: `outages are frequent: about ${rough(crudeEvents)} events show enough of them` };
  }
  const needs = `an ordinary simulation needs about ${rough(crudeEvents)} events, an accelerated one ${rough(acceleratedEvents)}`;
  return acceleratedEvents < crudeEvents
    ? { sampling: "accelerated", why: `outages are rare: ${needs}` }
    : { sampling: "crude", why: needs };
}

/** A number of one digit, as a forecast deserves. */
export function rough(events: number): string {
  const digits = Number(events.toPrecision(1));
  return digits < 1e6 ? String(digits) : `${digits < 1e9 ? `${digits / 1e6} million` : digits.toExponential(0)}`;
}
