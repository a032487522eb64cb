import type { Architecture } from "../architectures/architecture.js";
import type { Estimate, Result, Verdict } from "../study/result.js";

/** A purchase by name: replay one copy of it with `run --arch … --nodes … --repair-contract …`. */
export interface CandidateName {
  readonly id: string;
  readonly architecture: string;
  /** Nodes of one copy. */
  readonly nodes: number;
  /** Null: the scenario gives its own repairs. */
  readonly repairContract: string | null;
  /** So many of it are bought, each for its own services. */
  readonly copies: number;
}

type Strategy = Architecture["strategy"];
export type Objective = "availability" | "rto" | "rpo" | "budget";

/** An input at which the advice flips, the others held. */
export interface Flip {
  readonly input: "downtimeCost" | "rto";
  /** The advice changes when the input goes above or below `value`. */
  readonly direction: "above" | "below";
  /** Money a second, or seconds; null: as soon as any is stated. */
  readonly value: number | null;
  /** Where what is advised beyond it was confirmed; between the two it may be too close to tell. Null with `value`. */
  readonly surelyAt: number | null;
  /** What is advised then; null: nothing considered would surely do. */
  readonly to: string | null;
  readonly text: string;
}

/** The least change of one objective with which something is feasible, the others held. */
export interface Relaxation {
  readonly objective: Objective;
  /** A share, seconds, or money a year. */
  readonly value: number;
  readonly to: string;
  readonly text: string;
  /** What has to give before, where no single objective is enough. */
  readonly after?: Relaxation;
}

/** Why nothing is feasible. */
export interface Obstacle {
  /** Candidates that each objective excludes by itself, and those of which that is too close to tell. */
  readonly excludes: readonly {
    readonly objective: Objective;
    readonly candidates: number;
    readonly unclear: number;
  }[];
  /** Nearest first. */
  readonly relaxations: readonly Relaxation[];
  readonly text: string;
}

/** A candidate as judged. Money a year for all copies, seconds a year for one service. */
export interface Judged extends CandidateName {
  readonly strategy: Strategy;
  readonly feasible: boolean;
  /** True when it is not feasible only because something is too close to tell. */
  readonly unclear: boolean;
  /** Why it lost, or what it misses; empty for the one recommended. */
  readonly why: readonly string[];
  readonly infrastructure: number;
  readonly outageCost: Estimate | null;
  readonly dataLossCost: number | null;
  readonly total: Estimate;
  /** Of one service. */
  readonly unavailability: Estimate;
  readonly downtimePerYear: Estimate;
  readonly method: "exact" | "crude";
  /** Null where no such objective is stated, or the candidate was out before it was looked at. */
  readonly rto: Verdict | null;
  readonly rpo: Verdict | null;
  /** Share of years in which one service keeps the RTO, simulated or bounded; null where the verdict is. */
  readonly kept: Estimate | null;
  /** What people get wrong. */
  readonly warnings: Result["warnings"];
}

/** The answer of `plan`, as printed by `--json`. */
export interface PlanResult {
  readonly formatVersion: "1.0";
  readonly scenario: string;
  readonly seed: string;
  readonly currency: string;
  readonly services: number;
  readonly recommendation: {
    readonly candidate: CandidateName;
    readonly strategy: Strategy;
    readonly reasons: readonly string[];
    readonly warnings: Result["warnings"];
    readonly wouldChangeIf: readonly Flip[];
    /** Candidates whose total cannot be told from it. */
    readonly ties: readonly string[];
  } | null;
  /** Only where nothing is feasible. */
  readonly obstacle: Obstacle | null;
  readonly candidates: readonly Judged[];
  /** Ids for which nothing is both cheaper to buy and less down. */
  readonly pareto: readonly string[];
  /** Architectures that were not considered. */
  readonly unfit: readonly { readonly architecture: string; readonly why: string }[];
  readonly notes: readonly string[];
}
