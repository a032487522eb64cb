import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import type { Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { sendToRepair } from "./crews.js";
import { startRebuild } from "./rebuild.js";
import { release } from "./slots.js";
import { placeSlot } from "./takeover.js";
import { Mark, Role } from "./vocabulary.js";

const { RESTARTING, BROKEN } = Role;
const { DETECTED, DECLARED } = Mark;

/**
 * The cluster declares a failed node. A fault that is repaired in place keeps its slot; a lost server of a
 * backup-and-restore design is rebuilt; otherwise the slot looks for another node and this one goes to repair. Where
 * every node has a slot there is no other node, so it waits where it is.
 */
export function nodeDeclared(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const slot = world.slotOf[node]!;
  declare.mark(DETECTED, node);
  if (slot >= 0) declare.mark(DECLARED, slot);
  const fault = cluster.faults[world.fault[node]!]!;
  world.fault[node] = fault.mode;
  if (fault.inPlace) {
    become(cluster, world, declare, node, RESTARTING);
  } else if (cluster.plant.rebuild && slot >= 0) {
    startRebuild(cluster, world, declare, node);
    return;
  } else {
    if (cluster.hasSpares) release(world, node);
    become(cluster, world, declare, node, BROKEN);
    if (slot >= 0 && cluster.hasSpares) placeSlot(cluster, world, declare, slot, fault.takeover);
  }
  sendToRepair(cluster, world, declare, node);
}
