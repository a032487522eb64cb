import { TooManyStates } from "../readings/enumerate.js";
import { YEAR } from "../readings/observation.js";
import { answer } from "../study/answer.js";
import { DEFAULT_ASK } from "../study/ask.js";
import { approximates, exactFigures } from "../study/exact.js";
import type { Figures } from "../study/figures.js";
import type { Estimate, Result } from "../study/result.js";
import type { Candidate } from "./candidates.js";

/** What a candidate does, whatever is asked of it. */
export interface Measured {
  readonly method: "exact" | "crude";
  /** Of one service. */
  readonly unavailability: Estimate;
  /** Incidents a year in which one copy loses data; null where only a simulation could tell. */
  readonly dataLosses: Estimate | null;
  /** True when the exact reading had to replace laws. */
  readonly approximated: boolean;
}

/** Looks at candidates; what it has once seen it remembers. */
export interface Gauge {
  measure(candidate: Candidate): Measured;
  /** One copy, simulated for about so many activities against this recovery time; seconds, undefined = none. */
  simulate(candidate: Candidate, rto: number | undefined, events: number): Result;
  /** The largest simulation made of it with the recovery time asked for; undefined when there was none. */
  seen(candidate: Candidate): Result | undefined;
  /** Activities that may still be simulated. */
  left(): number;
}

/** Larger chains are simulated: solving them would take longer. */
const MOST_STATES = 1_000;
/** Activities from which availability is read where the chain is too large. */
const AVAILABILITY_EVENTS = 80_000;
/** Confidence behind a verdict: a plan makes many. */
const LEVEL = 0.99;

/** A gauge with a budget of activities, so that a plan ends soon and the same way on every machine. */
export function gaugeOf(mostEvents: number): Gauge {
  const measured = new Map<string, Measured>();
  const simulated = new Map<string, Result>();
  const largest = new Map<string, { events: number; result: Result }>();
  let left = mostEvents;

  function simulate(candidate: Candidate, rto: number | undefined, events: number): Result {
    const key = `${candidate.id} ${rto} ${events}`;
    const known = simulated.get(key);
    if (known) return known;
    left -= events;
    const { scenario, design } = candidate;
    const objectives = { ...scenario.objectives, rto };
    // No precision is that fine: the run goes on until the events are used up. Nobody asks for the first outage.
    const ask = {
      ...DEFAULT_ASK,
      method: "crude" as const,
      precision: 1e-9,
      maxEvents: events,
      mttfEvents: 0,
      level: LEVEL,
    };
    const result = answer({ ...scenario, objectives }, design, ask);
    simulated.set(key, result);
    const before = largest.get(candidate.id);
    if (rto === scenario.objectives.rto && events > (before?.events ?? 0))
      largest.set(candidate.id, { events, result });
    return result;
  }

  function measure(candidate: Candidate): Measured {
    const known = measured.get(candidate.id);
    if (known) return known;
    const solved = solve(candidate);
    const found: Measured = solved
      ? {
          method: "exact",
          unavailability: solved.perService.unavailability,
          dataLosses: solved.dataLossesPerYear,
          approximated: approximates(solved.notes),
        }
      : {
          method: "crude",
          unavailability: simulate(candidate, candidate.scenario.objectives.rto, AVAILABILITY_EVENTS).perService
            .unavailability,
          dataLosses: null,
          approximated: false,
        };
    measured.set(candidate.id, found);
    return found;
  }

  return { measure, simulate, seen: (candidate) => largest.get(candidate.id)?.result, left: () => left };
}

/** The exact figures; null where the chain is too large. The mission is left out: it takes the longest, and nobody asks. */
function solve({ design }: Candidate): Figures | null {
  try {
    return exactFigures(design.model, 0, { maxStates: MOST_STATES, insight: false });
  } catch (problem) {
    if (problem instanceof TooManyStates) return null;
    throw problem;
  }
}

/** What one counts with where nothing was seen: the bound. */
export function cautious({ mean, high }: Estimate): number {
  return mean ?? high;
}

/** Seconds of downtime a year of one service. */
export const secondsDown = ({ unavailability }: Measured): number => cautious(unavailability) * YEAR;
