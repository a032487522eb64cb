import type { Estimate } from "../../study/result.js";
import { phrase } from "../words/phrase.js";

/** A cause of downtime; seconds a year, and its share of the whole. */
export interface CauseShare {
  /** In words: "manual recovery". */
  readonly name: string;
  readonly downtime: Estimate;
  readonly share: number;
}

/** Causes with downtime, largest first; equal ones by name. */
export function causeShares(causes: Readonly<Record<string, Estimate>>): CauseShare[] {
  const sizes = Object.entries(causes).map(([name, downtime]) => ({ name, downtime, size: downtime.mean ?? 0 }));
  const whole = sizes.reduce((sum, { size }) => sum + size, 0);
  return sizes
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .map(({ name, downtime, size }) => ({ name: phrase(name), downtime, share: size / whole }));
}
