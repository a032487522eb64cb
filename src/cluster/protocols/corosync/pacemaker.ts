import { deterministic } from "../../../kernel/laws/deterministic.js";
import { immediate } from "../../../kernel/laws/immediate.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { majority } from "../../quorum/majority.js";
import type { Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";
import { newMembership, RING, type TotemSettings } from "./totem.js";

export interface PacemakerSettings {
  readonly ring: TotemSettings;
  /**
   * How those that are left keep quorum: by a majority of the nodes, by `two_node` (one of two is enough; fencing must
   * decide), or by a majority that counts a quorum device, which is with them.
   */
  readonly quorum: "majority" | "two_node" | "qdevice";
  /** Seconds between two looks of the recurring monitor at a resource. */
  readonly monitor: number;
  /** Seconds until the fence device confirms; 0 = `stonith-enabled=false`. */
  readonly fencing: number;
}

/**
 * The share of incidents in which the controller finds updates of its peers pending when it has read the cluster's
 * state, sleeps a second and reads it again: 8 of 15 measured.
 */
const UPDATES_PENDING = 0.5;
/** daemons/controld/controld_schedulerd.c, "Re-asking for the CIB": sleep(1). */
const PAUSE = deterministic({ value: 1 });
/** The controllers agree on who leads, schedule, and start one small resource: measured. */
const TRANSITION = uniform({ from: 0.14, to: 0.23 });
/** Stopping and starting one small resource where it failed: measured. */
const RECOVERY = uniform({ from: 0.1, to: 0.5 });

/**
 * Pacemaker on a Corosync ring: new membership, schedule, fence, start elsewhere; nothing is started without quorum
 * (no-quorum-policy stop). A node that stops in good order moves its resources first. `databaseKill` is the death of the
 * resource alone: the next look of its monitor finds it, and it is started again in place.
 * Sources: Pacemaker Explained (cluster options, operations), daemons/controld.
 */
export const pacemaker: Protocol<PacemakerSettings> = {
  name: "pacemaker",
  faults: ["kill", "stop", "hostLoss", "partition", "linkDown", "freeze", "databaseKill"],
  inPlace: ["databaseKill"],
  // No operation has a recurring monitor unless it is given one: 10 s is what most resource agents advise.
  defaults: {
    ring: RING,
    quorum: "majority",
    monitor: 10,
    fencing: 0,
    clients: { resend: 0.2, silenceTo: 30, retry: 1 },
  },
  incident(settings, fault) {
    if (fault === "databaseKill") return inSteps(resourceLost(settings));
    return inSteps(fault === "stop" ? RESOURCES_MOVED : nodeLost(settings));
  },
};

const RESOURCES_MOVED: readonly Step[] = [
  { name: "leave", law: immediate(), ends: "detected" },
  { name: "pause", law: PAUSE, chance: UPDATES_PENDING },
  { name: "transition", law: TRANSITION, ends: "restored" },
];

function nodeLost({ ring, quorum, fencing }: PacemakerSettings): readonly Step[] {
  if (!keepsQuorum(ring.nodes, quorum)) return newMembership(ring);
  return [
    ...newMembership(ring),
    { name: "pause", law: PAUSE, chance: UPDATES_PENDING },
    { name: "fence", law: deterministic({ value: fencing }) },
    { name: "transition", law: TRANSITION, ends: "restored" },
  ];
}

/** @throws RangeError for two_node with more than two. */
function keepsQuorum(nodes: number, quorum: PacemakerSettings["quorum"]): boolean {
  if (quorum === "two_node" && nodes !== 2) throw new RangeError(`two_node is for 2 nodes, not ${nodes}`);
  const device = quorum === "qdevice" ? 1 : 0;
  return quorum === "two_node" || nodes - 1 + device >= majority(nodes + device);
}

function resourceLost({ monitor }: PacemakerSettings): readonly Step[] {
  return [
    { name: "monitor", law: uniform({ from: 0, to: monitor }), ends: "detected" },
    { name: "recovery", law: RECOVERY, ends: "restored" },
  ];
}
