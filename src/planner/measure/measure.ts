import { TooManyStates } from "../../readings/enumerate/enumerate.js";
import { YEAR } from "../../readings/simulate/observation.js";
import { observationOf } from "../../study/answer.js";
import { approximates, exactFigures } from "../../study/figures/exact.js";
import type { Figures } from "../../study/figures/figures.js";
import { simulatedFigures } from "../../study/figures/simulated.js";
import { longestRepair } from "../../study/method/warmup.js";
import type { Estimate, Result } from "../../study/result.js";
import { warningsOf } from "../../study/warnings.js";
import type { Candidate } from "../candidates.js";
import { Years } from "./years.js";

/** What a candidate does, whatever is asked of it. */
export interface Measured {
  readonly method: "exact" | "crude";
  /** Of one service. */
  readonly unavailability: Estimate;
  /** Incidents a year in which one copy loses data; null where only a simulation could tell. */
  readonly dataLosses: Estimate | null;
  /** True when the exact reading had to replace laws. */
  readonly approximated: boolean;
  /** What people get wrong, under the objectives of the question. */
  readonly warnings: Result["warnings"];
}

/** Looks at candidates; what it has once seen it remembers, and no candidate's figures depend on those of another. */
export interface Gauge {
  measure(candidate: Candidate): Measured;
  /**
   * Share of years in which one service keeps a recovery time (seconds), by the years of this look, from 0: each has
   * several times those of the one before, and these among them. Null when there are no more.
   */
  kept(candidate: Candidate, rto: number, look: number): Estimate | null;
}

/** Larger chains are simulated: solving them would take longer. */
const MOST_STATES = 3_000;
/** The look whose years tell the availability where the chain is too large. */
const AVAILABILITY_LOOK = 1;
/** Confidence behind a verdict: a plan makes many. */
const LEVEL = 0.99;
/** Length of a replication, in whole years. */
const HORIZON = 10 * YEAR;

export function newGauge(): Gauge {
  const measured = new Map<string, Measured>();
  const simulated = new Map<string, Years>();
  const solve = solver();

  function yearsOf(candidate: Candidate): Years {
    const known = simulated.get(candidate.id);
    if (known) return known;
    const years = new Years(candidate, { ...observationOf(candidate.scenario), horizon: HORIZON }, LEVEL);
    simulated.set(candidate.id, years);
    return years;
  }

  function figuresOf(candidate: Candidate): Figures {
    const { scenario, design } = candidate;
    const sample = () => yearsOf(candidate).sample(AVAILABILITY_LOOK);
    return solve(candidate) ?? simulatedFigures(design.model, sample(), null, LEVEL, longestRepair(scenario.spec));
  }

  function measure(candidate: Candidate): Measured {
    const known = measured.get(candidate.id);
    if (known) return known;
    const figures = figuresOf(candidate);
    const isExact = figures.method === "exact";
    const found: Measured = {
      method: isExact ? "exact" : "crude",
      unavailability: figures.perService.unavailability,
      dataLosses: isExact ? figures.dataLossesPerYear : null,
      approximated: isExact && approximates(figures.notes),
      warnings: warningsOf(candidate.scenario, candidate.design, figures),
    };
    measured.set(candidate.id, found);
    return found;
  }

  return { measure, kept: (candidate, rto, look) => yearsOf(candidate).kept(rto, look, LEVEL) };
}

/**
 * Exact figures, or null where the chain is too large, which then is taken to be so under every repair contract. The
 * mission is left out: it takes the longest, and nobody asks.
 */
function solver(): (candidate: Candidate) => Figures | null {
  const tooLarge = new Set<string>();
  return ({ architecture, nodes, design }) => {
    const size = `${architecture} ${nodes}`;
    if (tooLarge.has(size)) return null;
    try {
      return exactFigures(design.model, 0, { maxStates: MOST_STATES, insight: false });
    } catch (problem) {
      if (!(problem instanceof TooManyStates)) throw problem;
      tooLarge.add(size);
      return null;
    }
  };
}

/** What one counts with where nothing was seen: the bound. */
export function cautious({ mean, high }: Estimate): number {
  return mean ?? high;
}

/** Seconds of downtime a year of one service. */
export const secondsDown = ({ unavailability }: Measured): number => cautious(unavailability) * YEAR;
