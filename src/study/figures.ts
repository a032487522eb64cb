import type { Durations } from "../kernel/estimators/durations.js";
import type { Estimate, Method, Quantiles } from "./result.js";

/** What a reading says of a model, before money and objectives. Seconds, per year, shares of one. */
export interface Figures {
  readonly method: Method;
  readonly replications: number;
  readonly simulatedYears: number;
  readonly cut: boolean;
  readonly unavailability: Estimate;
  readonly served: Estimate;
  readonly outagesPerYear: Estimate;
  readonly degraded: Estimate;
  readonly perService: {
    readonly services: number;
    readonly unavailability: Estimate;
    readonly outagesPerYear: Estimate;
  };
  readonly downtimeByPhase: Readonly<Record<string, Estimate>>;
  readonly downtimeByOrigin: Readonly<Record<string, Estimate>>;
  readonly mttf: Estimate | null;
  readonly mission: {
    readonly horizon: number;
    readonly downtime: Estimate;
    readonly outages: Estimate;
    readonly unreliability: Estimate;
  } | null;
  readonly timeToDetect: Quantiles | null;
  readonly timeToRecover: Quantiles | null;
  readonly outageDuration: Quantiles | null;
  /** Outages of a service longer than the objective; null where the reading follows no paths. */
  readonly violations: {
    readonly perYear: Estimate;
    readonly yearWithout: Estimate;
    readonly withinShare: Estimate | null;
  } | null;
  readonly dataLossesPerYear: Estimate;
  readonly figures: Readonly<Record<string, Estimate>>;
  /** Service-seconds down in each year seen; null where the reading sees no single years. */
  readonly yearly: Durations | null;
  readonly notes: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
}

/** Levels that are shown under `figures`, besides those that have keys of their own. */
export const OWN_KEYS: ReadonlySet<string> = new Set(["down", "serviceDown", "degraded", "served"]);

/** Splits "phase:failover" into its partition and its cause; null for a level that is no cause. */
export function causeOf(level: string): { readonly partition: "phase" | "origin"; readonly name: string } | null {
  const [partition, name] = level.split(":");
  return name !== undefined && (partition === "phase" || partition === "origin") ? { partition, name } : null;
}
