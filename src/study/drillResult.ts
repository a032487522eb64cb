import type { Metric } from "../scenario/threshold.js";
import type { Bin } from "./histogram.js";
import type { Assumption, Quantiles } from "./result.js";

/** The answer of `drill`, as printed by `--json`. Times in seconds from the fault. */
export interface DrillResult {
  readonly formatVersion: "1.0";
  readonly scenario: string;
  readonly platform: string;
  readonly fault: string;
  /** The platform's own, complete: seconds and counts. */
  readonly settings: object;
  readonly trials: number;
  readonly seed: string;
  /**
   * From the fault to its detection, over all trials. What never came counts as infinitely late, so that no quantile is
   * flattered by it: mean null when any was, a quantile without a value when so many were.
   */
  readonly timeToDetect: Quantiles;
  /** From the fault, not from its detection, to the service being back; over all trials alike. */
  readonly timeToRecover: Quantiles;
  readonly notDetected: number;
  readonly notRecovered: number;
  readonly thresholds: readonly ThresholdResult[];
  /** Every threshold holds. */
  readonly passed: boolean;
  /** The trial of median recovery, the first being 1, told. */
  readonly typical: { readonly trial: number; readonly timeline: readonly DrillEvent[] };
  /** Times to recover. */
  readonly histogram: readonly Bin[];
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
}

export interface ThresholdResult {
  readonly expression: string;
  readonly metric: Metric;
  /** Seconds or a share of one; +Infinity when it never came, which JSON has as null. */
  readonly value: number;
  readonly passed: boolean;
}

export interface DrillEvent {
  /** Seconds from the fault; null: never. */
  readonly at: number | null;
  readonly what: "fault" | "detected" | "restored";
}
