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
  world.queued[0]!++;
  dispatchCrews(cluster, world, declare);
}

/** Every free crew takes the node that has waited longest. */
export function dispatchCrews(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  while (world.queued[0]! > 0 && world.busy[0]! < cluster.plant.crews) {
    const node = firstInQueue(cluster, world);
    world.repairTurn[node] = 0;
    world.queued[0]!--;
    world.busy[0]!++;
    startRepair(cluster, world, declare, node);
  }
}

function startRepair(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  declare.start(REPAIR, node, cluster.faults[world.fault[node]!]!.repair);
}

function firstInQueue(cluster: Cluster, world: ClusterWorld): number {
  let first = -1;
  for (let node = 0; node < cluster.nodes; node++) {
    const turn = world.repairTurn[node]!;
    if (turn > 0 && (first < 0 || turn < world.repairTurn[first]!)) first = node;
  }
  return first;
}
