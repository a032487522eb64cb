import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { dispatchCrews } from "./crews.js";
import { renewPart } from "./failure.js";
import { beginTakeover, nextWaitingSlot, serve, startTakeover } from "./slots.js";
import { Role } from "./vocabulary.js";

const { RESTARTING, IDLE } = Role;
const { SWAP } = Activity;

/** A repair ends: the node serves its slot again or takes it up anew, takes the longest waiting one, or becomes a spare. */
export function repaired(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const fault = world.fault[node]!;
  const holdsSlot = world.slotOf[node]! >= 0;
  const servesAtOnce = holdsSlot && world.role[node] === RESTARTING && world.unfinished[node] === 0;
  if (cluster.faults[fault]!.needsCrew) world.busy[0]!--;
  world.fault[node] = -1;
  world.unfinished[node] = 0;
  if (servesAtOnce) {
    serve(cluster, world, declare, node);
  } else if (holdsSlot) {
    beginTakeover(cluster, world, declare, node, cluster.plant.takeover.law);
  } else {
    become(cluster, world, declare, node, IDLE);
    const slot = nextWaitingSlot(cluster, world);
    if (slot >= 0) startTakeover(cluster, world, declare, node, slot, cluster.plant.takeover.law);
  }
  renewParts(cluster, world, declare, node, fault);
  dispatchCrews(cluster, world, declare);
}

/** Renews the parts of the mode that failed and no others. */
function renewParts(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, fault: number): void {
  for (let part = cluster.firstPart[node]!; part < cluster.firstPart[node + 1]!; part++) {
    if (cluster.parts[part]!.fault !== fault || world.failed[part] === 0) continue;
    declare.cancel(SWAP, part);
    renewPart(cluster, world, declare, part);
  }
}
