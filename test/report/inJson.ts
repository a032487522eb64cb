import type { Estimate } from "../../src/study/result.js";

/** A type as JSON has it: bounds without end are null. */
export type InJson<T> = T extends Estimate
  ? { mean: number | null; low: number | null; high: number | null; level: number }
  : T extends readonly (infer E)[]
    ? InJson<E>[]
    : T extends object
      ? { -readonly [K in keyof T]: InJson<T[K]> }
      : T;
