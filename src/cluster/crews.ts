import type { Declare } from "../kernel/model.js";
import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";

const { REPAIR } = Activity;

/** A declared node goes to repair: at once where nobody is needed, else when a crew is free, first come, first served. */
export function sendToRepair(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  if (!cluster.faults[world.fault[node]!]!.needsCrew) {
    startRepair(cluster, world, declare, node);
    return;
  }
  world.repairTurn[node] = ++world.tickets[0]!;
  const pool = cluster.poolOf[node]!;
  world.queued[pool]!++;
  dispatchCrews(cluster, world, declare, pool);
}

/** Every free crew of a pool takes the node that has waited longest for it. */
export function dispatchCrews(cluster: Cluster, world: ClusterWorld, declare: Declare, pool: number): void {
  while (world.queued[pool]! > 0 && world.busy[pool]! < cluster.crews[pool]!) {
    const node = firstInQueue(cluster, world, pool);
    world.repairTurn[node] = 0;
    world.queued[pool]!--;
    world.busy[pool]!++;
    startRepair(cluster, world, declare, node);
  }
}

function startRepair(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  declare.start(REPAIR, node, cluster.faults[world.fault[node]!]!.repair);
}

function firstInQueue(cluster: Cluster, world: ClusterWorld, pool: number): number {
  let first = -1;
  for (let node = 0; node < cluster.nodes; node++) {
    const turn = world.repairTurn[node]!;
    if (turn > 0 && cluster.poolOf[node] === pool && (first < 0 || turn < world.repairTurn[first]!)) first = node;
  }
  return first;
}
