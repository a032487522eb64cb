import type { Law } from "../../kernel/law.js";
import type { Phase } from "../vocabulary.js";

/** What is done to have another site serve, in this order unless told otherwise. */
export const STEPS = ["failover", "redirect", "scaleUp", "restore", "replay", "verify"] as const;
export type StepName = (typeof STEPS)[number];

/** What a second in a step is charged to. */
export const PHASE_OF_STEP: Readonly<Record<StepName, Phase>> = {
  failover: "failover",
  redirect: "failover",
  scaleUp: "capacityLost",
  restore: "storage",
  replay: "storage",
  verify: "failover",
};

/** One step of a recovery at another site. */
export interface StepSpec {
  readonly name: StepName;
  readonly takes: Law;
  /** Probability that it works by itself, in [0, 1]; else a person finishes it. */
  readonly success: number;
}

/** How a service is recovered at another site, and comes back. Of two sites the first one serves while both can. */
export interface RecoverySpec {
  /** From the loss of the serving site to somebody, or something, knowing of it. */
  readonly detect: Law;
  /** From there to the decision that the other site takes over; it is called off when the site comes back before. */
  readonly declare: Law;
  /** True: nobody is asked, so that a cut line between the sites would have both of them serve. */
  readonly automatic: boolean;
  readonly steps: readonly StepSpec[];
  /** A person finishes a step that did not work. */
  readonly manual: Law;
  /** Absent: the service stays where it is until that site is lost. */
  readonly failback?: FailbackSpec | undefined;
  /** While the other site serves: from its loss to the first one, which works, serving again. */
  readonly comeBack: Law;
  /** How old the other site's copy of the data is at a loss; what was written since is gone. */
  readonly lag: Law;
}

interface FailbackSpec {
  /** From both sites working to the service being moved back. */
  readonly after: Law;
  /** How long it is down for that. */
  readonly takes: Law;
}
