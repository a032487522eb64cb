import type { FaultKind, Protocol } from "../../src/cluster/protocols/protocol.js";
import { type Judged, type Measured, measuredOf, predict } from "./judge.js";

/** How the rows of one measured system read as settings and faults of its protocol. */
export interface Reading<Settings> {
  readonly system: string;
  readonly protocol: Protocol<Settings>;
  readonly settings: (name: string) => Settings;
  readonly faults: Readonly<Record<string, FaultKind>>;
  /** Where the second mode of the time to detect begins, in seconds. */
  readonly secondMode?: (settings: Settings) => number;
}

/** Predicts every measured setting and fault of a system that its reading knows. */
export function judgedOf<Settings>(reading: Reading<Settings>, incidents?: number): Judged[] {
  return measuredOf(reading.system).flatMap((measured) => judged(reading, measured, incidents));
}

function judged<Settings>(reading: Reading<Settings>, measured: Measured, incidents?: number): Judged[] {
  const fault = reading.faults[measured.fault];
  if (fault === undefined) return [];
  const settings = reading.settings(measured.setting);
  const predicted = predict(reading.protocol.incident(settings, fault), incidents);
  const secondMode = reading.secondMode?.(settings);
  return [secondMode === undefined ? { measured, predicted } : { measured, predicted, secondMode }];
}

/** The number after a word in a setting's name: numberAfter("n3_hb100_et1000", "hb") is 100. */
export function numberAfter(name: string, word: string): number {
  const found = new RegExp(`(?:^|_)${word}(\\d+(?:\\.\\d+)?)`).exec(name);
  if (!found) throw new RangeError(`"${name}" names no ${word}`);
  return Number(found[1]);
}
