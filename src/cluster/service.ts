import type { Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { DEGRADED, OUT, PHASES, type Phase, Role, UP } from "./vocabulary.js";

/**
 * Is the service up, degraded or out? It is out when fewer than `need` slots are served, or when they cannot carry
 * the stated minimum of the demand; degraded when it serves less than is asked.
 */
export function status(cluster: Cluster, world: ClusterWorld): number {
  const { plant } = cluster;
  const serving = world.count[Role.ACTIVE]!;
  if (serving < plant.need) return OUT;
  if (plant.load && serving * plant.load.capacityPerNode < plant.load.minimum * plant.load.demand) return OUT;
  return servedShare(cluster, world) < 1 ? DEGRADED : UP;
}

/**
 * Share of the demand that is served. Services of their own each get what their slot gives. A shared service spreads
 * requests over the slots believed good: those sent to a node whose failure is unseen are lost, and the others are
 * served as far as capacity goes.
 */
export function servedShare(cluster: Cluster, world: ClusterWorld): number {
  const { plant } = cluster;
  const serving = world.count[Role.ACTIVE]!;
  if (plant.hosting === "each") return serving / plant.slots;
  const routed = serving + world.unseen[0]!;
  if (routed === 0) return 0;
  const reached = serving / routed;
  if (plant.load) return Math.min(reached, (serving * plant.load.capacityPerNode) / plant.load.demand);
  return Math.min(reached, serving / plant.need);
}

/** Levels of every cluster, in order: the steady ones, then a second of downtime split by phase and by origin. */
export function levelNames(cluster: Cluster): string[] {
  return [
    ...STEADY,
    ...PHASES.map((phase) => `phase:${phase}`),
    ...cluster.origins.map((origin) => `origin:${origin}`),
  ];
}

export const STEADY = ["down", "serviceDown", "degraded", "served", "nodesUp", "slotsServed"] as const;

/** Writes every level. Cause levels are written only while the service is down; elsewhere they mean nothing. */
export function measure(cluster: Cluster, world: ClusterWorld, levels: Float64Array): void {
  const { plant } = cluster;
  const { count } = world;
  const now = status(cluster, world);
  const serving = count[Role.ACTIVE]!;
  levels[0] = now === OUT ? 1 : 0;
  levels[1] = plant.hosting === "each" ? 1 - serving / plant.slots : levels[0]!;
  levels[2] = now === DEGRADED ? 1 : 0;
  levels[3] = now === OUT && plant.hosting === "shared" ? 0 : servedShare(cluster, world);
  levels[4] = serving + count[Role.IDLE]! + count[Role.TAKING]! + count[Role.MANUAL]!;
  levels[5] = serving / plant.slots;
  if (now === OUT) attribute(cluster, world, levels);
}

const PHASE_OF_ROLE: Partial<Record<number, Phase>> = {
  [Role.TAKING]: "failover",
  [Role.MANUAL]: "manualRecovery",
  [Role.LOST]: "detection",
  [Role.RESTARTING]: "restart",
  [Role.DECLARING]: "manualRecovery",
  [Role.PROVISIONING]: "capacityLost",
  [Role.RESTORING]: "storage",
};
const phaseLevel = (phase: Phase): number => STEADY.length + PHASES.indexOf(phase);
const LEVEL_OF_ROLE = Int32Array.from({ length: 11 }, (_, role) => {
  const phase = PHASE_OF_ROLE[role];
  return phase === undefined ? -1 : phaseLevel(phase);
});
const CAPACITY = phaseLevel("capacityLost");
const OVERLOAD = phaseLevel("overload");
const FIRST_ORIGIN = STEADY.length + PHASES.length;

/** Splits a second of downtime: each slot that is not served gets an equal share, charged to its phase and origin. */
function attribute(cluster: Cluster, world: ClusterWorld, levels: Float64Array): void {
  const { plant } = cluster;
  levels.fill(0, STEADY.length);
  const share = 1 / (plant.slots - world.count[Role.ACTIVE]!);
  for (let node = 0; node < cluster.nodes; node++) {
    const slot = world.slotOf[node]!;
    const role = world.role[node]!;
    if (slot < 0 || role === Role.ACTIVE) continue;
    levels[LEVEL_OF_ROLE[role]!]! += share;
    levels[FIRST_ORIGIN + world.origin[slot]!]! += share;
  }
  if (world.waiting[0] === 0) return;
  const waitingLevel = plant.load && world.count[Role.ACTIVE]! > 0 ? OVERLOAD : CAPACITY;
  for (let slot = 0; slot < plant.slots; slot++) {
    if (world.waitingTurn[slot] === 0) continue;
    levels[waitingLevel]! += share;
    levels[FIRST_ORIGIN + world.origin[slot]!]! += share;
  }
}
