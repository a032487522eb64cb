import type { Cluster } from "../cluster.js";
import type { Nodes } from "../node/nodes.js";
import { PHASES, type Phase, Role } from "../vocabulary.js";
import type { Work } from "./work.js";

// Constants of this module: the compiler then knows their values.
const { TAKING, MANUAL, LOST, RESTARTING, DECLARING, PROVISIONING, RESTORING, ACTIVE, BROKEN } = Role;

/** Names of the causes of a second of downtime: what is being done about it, and which fault began it. */
export function causeNames(cluster: Cluster): string[] {
  return [...PHASES.map((phase) => `phase:${phase}`), ...cluster.origins.map((origin) => `origin:${origin}`)];
}

export const PHASE_OF_ROLE: Readonly<Partial<Record<number, Phase>>> = {
  [TAKING]: "failover",
  [MANUAL]: "manualRecovery",
  [LOST]: "detection",
  [RESTARTING]: "restart",
  [DECLARING]: "manualRecovery",
  [PROVISIONING]: "capacityLost",
  [RESTORING]: "storage",
};
/** Roles in which a node holds a slot that is not served, and the number of the phase each means. */
const HOLDING = Int32Array.from(Object.keys(PHASE_OF_ROLE), Number);
const HOLDING_PHASE = Int32Array.from(HOLDING, (role) => PHASES.indexOf(PHASE_OF_ROLE[role]!));
const CAPACITY_LOST = PHASES.indexOf("capacityLost");
const OVERLOAD = PHASES.indexOf("overload");

/** Splits downtime: each slot that is not served gets an equal share, charged to its phase and to its origin. */
export function attribute(
  { plant }: Cluster,
  { count, slotsIn }: Nodes,
  { lostBy, waiting }: Work,
  seconds: number,
  sums: Float64Array,
  from: number,
): true {
  const serving = count[ACTIVE]!;
  const lost = plant.slots - serving;
  const share = seconds / lost;
  const unplaced = waiting[0]! + slotsIn[BROKEN]!;
  if (unplaced > 0) sums[from + (plant.load && serving > 0 ? OVERLOAD : CAPACITY_LOST)]! += share * unplaced;
  for (let i = 0, left = lost - unplaced; left > 0 && i < HOLDING.length; i++) {
    const held = slotsIn[HOLDING[i]!]!;
    if (held === 0) continue;
    sums[from + HOLDING_PHASE[i]!]! += share * held;
    left -= held;
  }
  chargeOrigins(lostBy, lost, seconds, sums, from + PHASES.length);
  return true;
}

/** Splits downtime by origin: each of the `lost` slots has an equal share, charged to what began its loss. */
export function chargeOrigins(
  lostBy: Int32Array,
  lost: number,
  seconds: number,
  sums: Float64Array,
  from: number,
): void {
  const share = seconds / lost;
  for (let origin = 0, left = lost; left > 0 && origin < lostBy.length; origin++) {
    const charged = lostBy[origin]!;
    if (charged === 0) continue;
    sums[from + origin]! += share * charged;
    left -= charged;
  }
}
