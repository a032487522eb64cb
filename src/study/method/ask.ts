import type { EnumerateOptions } from "../../readings/enumerate/enumerate.js";
import type { Method } from "../result.js";
import type { Progress } from "./replications.js";

/** How an answer is to be found. */
export interface Ask {
  /** "auto": see `chooseMethod`. */
  readonly method: Method | "auto";
  readonly replications: number | "auto";
  /** Half-width of the 95 % interval of unavailability relative to it, where replications are "auto". */
  readonly precision: number;
  /** Activities after which an "auto" run stops all the same. */
  readonly maxEvents: number;
  /** Activities spent on the mean time to the first outage. */
  readonly mttfEvents: number;
  /** Confidence of the intervals. */
  readonly level: number;
  readonly exact?: EnumerateOptions;
  readonly progress?: Progress | undefined;
  /** Asked now and then in "auto" replications; false ends the run with what it has. */
  readonly goOn?: (() => boolean) | undefined;
}

export const DEFAULT_ASK: Ask = {
  method: "auto",
  replications: "auto",
  precision: 0.05,
  maxEvents: 3_000_000,
  mttfEvents: 300_000,
  level: 0.95,
};
