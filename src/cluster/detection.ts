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
 * every node has a slot there is no other node, so it waits where it is; and where membership matters, it does so until a
 * group with quorum takes it over.
 */
export function nodeDeclared(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const slot = world.slotOf[node]!;
  declare.mark(DETECTED, node);
  if (slot >= 0) declare.mark(DECLARED, slot);
  const fault = cluster.faults[world.fault[node]!]!;
  // In groups it may take a while until one with quorum takes the slot over; the class of the incident says how long that lasts.
  if (!cluster.membership || slot < 0) world.fault[node] = fault.mode;
  if (fault.inPlace) {
    become(cluster, world, declare, node, RESTARTING);
  } else if (cluster.plant.rebuild && slot >= 0) {
    startRebuild(cluster, world, declare, node);
    return;
  } else {
    const moves = cluster.hasSpares && !cluster.membership;
    if (moves) release(world, node);
    become(cluster, world, declare, node, BROKEN);
    if (slot >= 0 && moves) placeSlot(cluster, world, declare, slot, fault.takeover);
  }
  sendToRepair(cluster, world, declare, node);
}
