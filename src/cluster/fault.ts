import type { Law } from "../kernel/law.js";

/** A failure mode, a class of its incidents, the common-cause shock or a strike of an experiment, as detection, takeover and repair see it. */
export interface Fault {
  readonly name: string;
  /** Index of the fault of the mode itself: a class of incidents is forgotten once it is declared. */
  readonly mode: number;
  readonly detection: Law;
  /** From its declaration to the slot served elsewhere. */
  readonly takeover: Law;
  readonly repair: Law;
  readonly needsCrew: boolean;
  readonly inPlace: boolean;
}
