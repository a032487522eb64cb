import type { Grade } from "./presets.js";

/** A default that was used because the scenario does not say. */
export interface Assumption {
  /** The scenario field it stands in for: "takeover", "failures.os.life". */
  readonly what: string;
  /** In words. */
  readonly value: string;
  readonly low?: string | undefined;
  readonly high?: string | undefined;
  readonly grade: Grade;
  readonly source: string;
  /** The preset it comes from; `withPreset` changes it. */
  readonly preset: string;
}
