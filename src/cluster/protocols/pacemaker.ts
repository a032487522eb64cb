import { deterministic } from "../../kernel/laws/deterministic.js";
import { uniform } from "../../kernel/laws/uniform.js";
import type { Protocol } from "./protocol.js";
import { inSteps, type Step } from "./steps.js";
import { newMembership, type TotemSettings, totem } from "./totem.js";

export interface PacemakerSettings {
  readonly ring: TotemSettings;
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
 * Pacemaker on a Corosync ring: new membership, schedule, fence, start elsewhere. `databaseKill` is the death of the
 * resource alone: the next look of its monitor finds it, and it is started again in place.
 * Sources: Pacemaker Explained (cluster options, operations), daemons/controld.
 */
export const pacemaker: Protocol<PacemakerSettings> = {
  name: "pacemaker",
  faults: ["kill", "hostLoss", "partition", "freeze", "databaseKill"],
  inPlace: ["databaseKill"],
  // No operation has a recurring monitor unless it is given one: 10 s is what most resource agents advise.
  defaults: { ring: totem.defaults, monitor: 10, fencing: 0 },
  incident: (settings, fault) => inSteps(fault === "databaseKill" ? resourceLost(settings) : nodeLost(settings)),
};

function nodeLost({ ring, fencing }: PacemakerSettings): readonly Step[] {
  return [
    ...newMembership(ring),
    { name: "pause", law: PAUSE, chance: UPDATES_PENDING },
    { name: "fence", law: deterministic({ value: fencing }) },
    { name: "transition", law: TRANSITION, ends: "restored" },
  ];
}

function resourceLost({ monitor }: PacemakerSettings): readonly Step[] {
  return [
    { name: "monitor", law: uniform({ from: 0, to: monitor }), ends: "detected" },
    { name: "recovery", law: RECOVERY, ends: "restored" },
  ];
}
