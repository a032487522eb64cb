import type { Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { PHASES, type Phase, ROLES, Role } from "./vocabulary.js";

// Constants of this module: the compiler then knows their values.
const { TAKING, MANUAL, LOST, RESTARTING, DECLARING, PROVISIONING, RESTORING, ACTIVE } = Role;

/** Names of the causes of a second of downtime: what is being done about it, and which fault began it. */
export function causeNames(cluster: Cluster): string[] {
  return [...PHASES.map((phase) => `phase:${phase}`), ...cluster.origins.map((origin) => `origin:${origin}`)];
}

const PHASE_OF_ROLE: Readonly<Partial<Record<number, Phase>>> = {
  [TAKING]: "failover",
  [MANUAL]: "manualRecovery",
  [LOST]: "detection",
  [RESTARTING]: "restart",
  [DECLARING]: "manualRecovery",
  [PROVISIONING]: "capacityLost",
  [RESTORING]: "storage",
};
const phaseNumber = (phase: Phase | undefined): number => (phase === undefined ? -1 : PHASES.indexOf(phase));
const PHASE_NUMBER = Int32Array.from({ length: ROLES }, (_, role) => phaseNumber(PHASE_OF_ROLE[role]));
const CAPACITY_LOST = phaseNumber("capacityLost");
const OVERLOAD = phaseNumber("overload");

/** Splits downtime: each slot that is not served gets an equal share, charged to its phase and to its origin. */
export function attribute(
  cluster: Cluster,
  world: ClusterWorld,
  seconds: number,
  sums: Float64Array,
  from: number,
): void {
  const { plant } = cluster;
  const { slotOf, role, origin } = world;
  const unserved = plant.slots - world.count[ACTIVE]!;
  const share = seconds / unserved;
  const origins = from + PHASES.length;
  let held = unserved - world.waiting[0]!;
  for (let node = 0; held > 0; node++) {
    const slot = slotOf[node]!;
    if (slot < 0 || role[node] === ACTIVE) continue;
    held--;
    sums[from + PHASE_NUMBER[role[node]!]!]! += share;
    sums[origins + origin[slot]!]! += share;
  }
  if (world.waiting[0] === 0) return;
  const waiting = from + (plant.load && world.count[ACTIVE]! > 0 ? OVERLOAD : CAPACITY_LOST);
  for (let slot = 0; slot < plant.slots; slot++) {
    if (world.waitingTurn[slot] === 0) continue;
    sums[waiting]! += share;
    sums[origins + origin[slot]!]! += share;
  }
}
