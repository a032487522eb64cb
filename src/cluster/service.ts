import type { Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { DEGRADED, OUT, Role, UP } from "./vocabulary.js";

// Constants of this module: the compiler then knows their values.
const { ACTIVE, IDLE, TAKING, MANUAL, STOPPED, CLAIMING, RIVAL, RECONCILING } = Role;

/**
 * Is the service up, degraded or out? It is out when fewer than `need` slots are served, or when they cannot carry
 * the stated minimum of the demand; degraded when it serves less than is asked.
 */
export function status(cluster: Cluster, world: ClusterWorld): number {
  const { plant } = cluster;
  const serving = world.count[ACTIVE]!;
  if (serving < plant.need) return OUT;
  if (plant.hosting === "each") return serving < plant.slots ? DEGRADED : UP;
  if (plant.load && serving * plant.load.capacityPerNode < plant.load.minimum * plant.load.demand) return OUT;
  return servedShare(cluster, world) < 1 ? DEGRADED : UP;
}

/**
 * Share of the demand that is served. Services of their own each get what their slot gives. A shared service spreads
 * requests over the slots believed good: those sent to a node whose failure is unseen are lost, and the others are
 * served as far as capacity goes.
 */
function servedShare(cluster: Cluster, world: ClusterWorld): number {
  const { plant } = cluster;
  const serving = world.count[ACTIVE]!;
  if (plant.hosting === "each") return serving / plant.slots;
  const routed = serving + world.slotsIn[Role.LOST]!;
  if (routed === 0) return 0;
  const reached = serving / routed;
  if (plant.load) return Math.min(reached, (serving * plant.load.capacityPerNode) / plant.load.demand);
  return Math.min(reached, serving / plant.need);
}

export const LEVELS = ["down", "serviceDown", "degraded", "served", "nodesUp", "slotsServed"] as const;
/** Levels that a cluster has besides when its nodes may not all reach one another. */
export const MEMBERSHIP_LEVELS = ["twoWriters", "partitioned"] as const;

/** Writes every level, in the order of LEVELS. */
export function measure(cluster: Cluster, world: ClusterWorld, levels: Float64Array): void {
  const { plant } = cluster;
  const { count } = world;
  const serving = count[ACTIVE]!;
  const share = cluster.shareServed[serving]!;
  levels[4] = serving + count[IDLE]! + count[TAKING]! + count[MANUAL]!;
  if (world.membership) measureMembership(world, levels);
  levels[5] = share;
  if (plant.hosting === "each") {
    const down = serving < plant.need;
    levels[0] = down ? 1 : 0;
    levels[1] = 1 - share;
    levels[2] = !down && share < 1 ? 1 : 0;
    levels[3] = share;
    return;
  }
  const now = status(cluster, world);
  levels[0] = now === OUT ? 1 : 0;
  levels[1] = levels[0];
  levels[2] = now === DEGRADED ? 1 : 0;
  levels[3] = now === OUT ? 0 : servedShare(cluster, world);
}

function measureMembership({ count, membership }: ClusterWorld, levels: Float64Array): void {
  levels[4]! += count[STOPPED]! + count[CLAIMING]! + count[RIVAL]! + count[RECONCILING]!;
  levels[6] = membership!.split[0]!;
  levels[7] = membership!.parts[0]! > 1 ? 1 : 0;
}
