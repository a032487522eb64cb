import type { SettingChange } from "../../cluster/protocols/rules/settingsInForce.js";
import type { Metric } from "../../scenario/drill/threshold.js";
import type { RtoAt } from "../../scenario/scenario.js";
import type { Bin } from "../figures/histogram.js";
import type { Assumption, Quantiles } from "../result.js";

/** The answer of `drill` on a platform, as printed by `--json`. Times in seconds from the fault. */
export interface DrillResult {
  readonly formatVersion: "1.0";
  readonly scenario: string;
  readonly platform: string;
  readonly fault: string;
  /** Seconds until a fault that passes ends; null: never. */
  readonly lasts: number | null;
  /** Members that are away meanwhile: seconds from the fault; lasts null = for ever. */
  readonly absences: readonly {
    readonly target: string;
    readonly kind: string;
    readonly at: number;
    readonly lasts: number | null;
  }[];
  /** The platform's own as it works with them, complete: seconds and counts. */
  readonly settings: object;
  /** Those that it does not use as they were given. */
  readonly settingChanges: readonly SettingChange[];
  readonly seed: string;
  /** Every threshold holds. */
  readonly passed: boolean;
  readonly thresholds: readonly ThresholdResult[];
  /** The trial of median recovery, the first being 1; faults and timeline are its. */
  readonly typical: number;
  readonly faults: readonly FaultResult[];
  readonly timeline: readonly Happening[];
  /**
   * From the fault to its detection, over all trials. What never came counts as infinitely late, so that no quantile is
   * flattered by it: mean null when any was, a quantile without a value when so many were.
   */
  readonly timeToDetect: Quantiles;
  /** From the fault, not from its detection, to the service being back; over all trials alike. */
  readonly timeToRecover: Quantiles;
  /** From the fault to the clients being served again, by the way that `settings.clients` says; over all trials alike. */
  readonly timeToClients: Quantiles;
  readonly notDetected: number;
  readonly notRecovered: number;
  /** How long the service was down: less than the time to recover where it was up for a while after the fault. */
  readonly serviceDown: Quantiles;
  /** Trials in which it never was. */
  readonly unharmed: number;
  readonly clientsNotBack: number;
  /** The recovery time objective, and which of the two times it is held against; null without one. */
  readonly rto: { readonly objective: number; readonly at: RtoAt } | null;
  /** How the times are spread, under the names of an experiment. */
  readonly trials: {
    readonly count: number;
    readonly ttd: Quantiles;
    readonly ttr: Quantiles;
    readonly ttrClients: Quantiles;
  };
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

/** One fault; seconds from it. */
export interface FaultResult {
  readonly at: number;
  readonly kind: string;
  /** The node or nodes it hit. */
  readonly target: string;
  /** Null: never, or nothing was taken down. */
  readonly detectedAfter: number | null;
  /** Null: never. 0: the service lost nothing. */
  readonly recoveredAfter: number | null;
  /** Of a fault on a platform: when its clients are served again; null: never. */
  readonly clientsBackAfter?: number | null;
}

export interface Happening {
  readonly at: number;
  readonly what: string;
  readonly subject: string;
  readonly detail: string;
}
