import type { Durations } from "../../kernel/estimators/durations/durations.js";
import type { Estimate, Insight, Result, YearlyDowntime } from "../result.js";

/** Keys of the answer that come straight from a reading. */
type Read =
  | "method"
  | "replications"
  | "simulatedYears"
  | "cut"
  | "effectiveSampleSize"
  | "unavailability"
  | "served"
  | "planned"
  | "outagesPerYear"
  | "degraded"
  | "downtimeByPhase"
  | "downtimeByOrigin"
  | "mttf"
  | "mission"
  | "timeToDetect"
  | "timeToRecover"
  | "outageDuration"
  | "splitBrain"
  | "figures"
  | "notes"
  | "warnings";

/** What a reading says of a model, before money and objectives. Seconds, per year, shares of one. */
export interface Figures extends Pick<Result, Read> {
  readonly perService: Omit<Result["perService"], "downtimePerYear">;
  /** Outages of a service longer than the objective; null where the reading follows no paths. */
  readonly violations: {
    readonly perYear: Estimate;
    readonly yearWithout: Estimate;
    readonly withinShare: Estimate | null;
  } | null;
  readonly dataLossesPerYear: Estimate;
  /** Left out where no chain was solved, or nobody asked. */
  readonly insight?: Insight;
  readonly yearlyDowntime?: YearlyDowntime | null;
  /** Service-seconds down in each year seen; null where the reading sees no single years. */
  readonly yearly: Durations | null;
}

/** Levels that are shown under `figures`, besides those that have keys of their own. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  "down",
  "serviceDown",
  "degraded",
  "served",
  "twoWriters",
  "planned",
]);

/** Splits "phase:failover" into its partition and its cause; null for a level that is no cause. */
export function causeOf(level: string): { readonly partition: "phase" | "origin"; readonly name: string } | null {
  const [partition, name] = level.split(":");
  return name !== undefined && (partition === "phase" || partition === "origin") ? { partition, name } : null;
}
