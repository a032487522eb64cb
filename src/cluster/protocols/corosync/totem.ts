import { deterministic } from "../../../kernel/laws/deterministic.js";
import { immediate } from "../../../kernel/laws/immediate.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface TotemSettings {
  /** Nodes in the nodelist, the lost one included: 2 or more. */
  readonly nodes: number;
  /** `token`, before the coefficient: seconds. */
  readonly token: number;
  /** `token_coefficient`: seconds more for each node beyond the second. */
  readonly tokenCoefficient: number;
  /** `token_retransmits_before_loss_const`. */
  readonly retransmits: number;
  /** `join`: seconds after which an unanswered join message is sent again. */
  readonly join: number;
  /** `consensus` in seconds; 1.2 times the effective token where it is not set. */
  readonly consensus?: number;
}

/** exec/totemconfig.c takes this off the hold time: a tick of a 100 Hz kernel. */
const KERNEL_TICK = 0.01;
/** Committing and recovering the new ring: measured, 4 ms with a round trip below a millisecond. */
const recovery = deterministic({ value: 0.004 });
/** The share of memberships that need a second join message: seen in 6 of 65 with two survivors, 0 of 30 with one. */
const JOIN_AGAIN = 0.1;

/** corosync.conf(5) of 3.1: token 3000, token_coefficient 650, token_retransmits_before_loss_const 4, join 50 ms. */
export const RING: TotemSettings = { nodes: 3, token: 3, tokenCoefficient: 0.65, retransmits: 4, join: 0.05 };

/**
 * Corosync's ring. The token of an idle ring rests with its representative up to the hold time, then goes round;
 * whoever waits for it longer than the token timeout forms a new ring, and one that does not join is given up after
 * the consensus timeout. A killed process and a silent host look the same: knet's own pings do not hasten it. A node
 * that stops says that it leaves, and a new ring forms at once.
 * Sources: corosync.conf(5), exec/totemconfig.c (defaults), exec/totemsrp.c (gather, consensus).
 */
export const totem: Protocol<TotemSettings> = {
  name: "corosync",
  faults: ["kill", "stop", "hostLoss", "partition", "linkDown", "freeze"],
  defaults: { ...RING, clients: { retry: 0 } },
  incident: (settings, fault) =>
    inSteps([
      ...(fault === "stop" ? [{ name: "leave", law: recovery, ends: "detected" as const }] : newMembership(settings)),
      { name: "members", law: immediate(), ends: "restored" },
    ]),
};

/** From the loss of a node to the membership of those that are left. */
export function newMembership(settings: TotemSettings): readonly Step[] {
  const token = effectiveToken(settings);
  const hold = holdTime(settings);
  return [
    { name: "token held", law: hold > 0 ? uniform({ from: 0, to: hold }) : deterministic({ value: 0 }) },
    { name: "token lost", law: deterministic({ value: token - hold }), ends: "detected" },
    { name: "consensus", law: deterministic({ value: settings.consensus ?? 1.2 * token }) },
    {
      name: "join again",
      law: deterministic({ value: settings.join }),
      chance: settings.nodes > 2 ? JOIN_AGAIN : 0,
    },
    { name: "recovery", law: recovery },
  ];
}

/** The token timeout in force, in seconds: the coefficient counts from the third node on. */
function effectiveToken({ nodes, token, tokenCoefficient }: TotemSettings): number {
  return token + Math.max(0, nodes - 2) * tokenCoefficient;
}

/** How long the representative holds the token of an idle ring, in seconds: 0.8 of the retransmit timeout. */
function holdTime(settings: TotemSettings): number {
  return Math.max(0, (0.8 * effectiveToken(settings)) / (settings.retransmits + 0.2) - KERNEL_TICK);
}
