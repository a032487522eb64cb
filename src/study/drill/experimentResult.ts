import type { Latency } from "../requests/latency.js";
import type { Assumption, Estimate, Quantiles } from "../result.js";
import type { FaultResult, Happening, ThresholdResult } from "./drillResult.js";

/** The answer of `drill` on a cluster, as printed by `--json`. Times in seconds; those of a fault run from the fault. */
export interface ExperimentResult {
  readonly formatVersion: "1.0";
  readonly scenario: string;
  readonly experiment: {
    readonly architecture: string;
    readonly nodes: number;
    /** What was understood, in words: "5 active + 1 spare". */
    readonly understood: string;
    readonly lasts: number;
    readonly background: boolean;
    readonly faults: readonly { at: number; kind: string; target: string; told: string }[];
  };
  readonly seed: string;
  /** Every threshold holds, those of the steady state too. */
  readonly passed: boolean;
  readonly steadyState: readonly ThresholdResult[];
  readonly thresholds: readonly ThresholdResult[];
  /** Of the first playing, as are timeline, phases and requests. */
  readonly faults: readonly FaultResult[];
  readonly status: { readonly before: readonly Standing[]; readonly after: readonly Standing[] };
  readonly timeline: readonly Happening[];
  readonly phases: readonly Phase[];
  readonly requests: readonly RequestsSpan[];
  /** Over all playings: share of requests that fail; share of the time in which the service is not down. */
  readonly errorRate: Estimate;
  readonly availability: Estimate;
  /** Mean over the playings of what the requests of a playing take; null without a demand. */
  readonly latency: Quantiles | null;
  /** Of the worst playing. */
  readonly splitBrainSeconds: number;
  readonly dataLossSeconds: number;
  /** Over all faults of all playings; what never came counts as infinitely late. Null when there was none. */
  readonly timeToDetect: Quantiles | null;
  readonly timeToRecover: Quantiles | null;
  readonly notDetected: number;
  readonly notRecovered: number;
  /** With several playings: how their figures are spread. */
  readonly trials?: {
    readonly count: number;
    readonly ttd: Quantiles | null;
    readonly ttr: Quantiles | null;
    readonly errorRate: Quantiles;
    readonly latencyMean: Quantiles | null;
    readonly latencyP99: Quantiles | null;
  };
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
}

/** What a node, or nodes alike, are doing. */
export interface Standing {
  readonly subject: string;
  readonly detail: string;
}

/** Before the first fault, from it to the last recovery, and after that. */
export interface Phase {
  readonly phase: "before" | "during" | "after";
  readonly from: number;
  readonly to: number;
  readonly errorRate: number;
  readonly latency: Latency | null;
}

/** A span of time in which requests are served alike, all lanes together; requests a second. */
export interface RequestsSpan {
  readonly from: number;
  readonly to: number;
  readonly offered: number;
  readonly served: number;
  readonly failed: number;
  /** Requests that wait because of overload, at the end. */
  readonly queued: number;
  /** Seconds, of the requests that come then. */
  readonly latency: { readonly mean: number; readonly p99: number } | null;
}
