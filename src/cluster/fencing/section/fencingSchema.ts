import { z } from "zod";
import { block, count, share } from "../../../notation/document/fields.js";
import { law } from "../../../notation/laws/lawNotation.js";

/** How a lost node is made sure to be off: `fencing:`. */
export const fencing = block({
  delay: law
    .optional()
    .describe("From the decision to the shot (pcmk_delay_base, pcmk_delay_max); it can be called off."),
  delayIfServing: law
    .optional()
    .describe("The same against a node that serves: its head start (priority-fencing-delay)."),
  action: law.optional().describe("From the shot to the node being off."),
  success: share.optional().describe("Probability that an attempt works."),
  attempts: count.max(1000).optional().describe("Attempts after which a person has to make sure."),
  confirm: law.optional().describe("Until a person has made sure; manualRecovery unless told."),
  reboot: law.optional().describe("From being fenced to having booted."),
  failsWith: z
    .array(z.string().min(1))
    .max(100)
    .optional()
    .describe("Failure modes that take the fence device along: it shares the node's power. Then a person is needed."),
  watchdog: law
    .optional()
    .describe(
      "Instead of a fence device (SBD without a disk): a node that loses quorum at work is off by its own watchdog after this time.",
    ),
  watchdogWait: law
    .optional()
    .describe(
      "Until the others rely on the watchdog of a lost node (fencing-watchdog-timeout); twice the watchdog's time unless told.",
    ),
}).describe("Switching a lost node off before its work is taken over; without it nobody makes sure.");

export type WrittenFencing = z.output<typeof fencing>;
