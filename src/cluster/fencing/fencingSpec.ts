import type { Law } from "../../kernel/law.js";

/** How a group makes sure that a node it has lost is off before it takes over what that node did. */
export interface FencingSpec {
  /** From the decision to the shot; until then it can be called off. */
  readonly delay: Law;
  /** The same against a node that serves: a head start for the serving side of a pair. */
  readonly delayIfServing: Law;
  /** From the shot, which cannot be called off, to the node being off or the attempt having failed. */
  readonly action: Law;
  /** Probability that an attempt works, in [0, 1]. */
  readonly success: number;
  /** Attempts after which a person has to make sure; ≥ 1. */
  readonly attempts: number;
  /** Until a person has made sure. */
  readonly confirm: Law;
  /** From being fenced to having booted. */
  readonly reboot: Law;
  /** Failure modes that take the fence device along with the node: it shares the node's power. */
  readonly failsWith: readonly string[];
  /** Instead of a fence device: nodes that lose quorum switch themselves off. Then only `confirm` and `reboot` matter beside it. */
  readonly watchdog?: WatchdogSpec | undefined;
}

/** Self-fencing by a watchdog, as SBD does it without a disk. */
export interface WatchdogSpec {
  /** From losing quorum at work to being off. */
  readonly timeout: Law;
  /** From the decision that a node must be off to the others relying on it. */
  readonly wait: Law;
}
