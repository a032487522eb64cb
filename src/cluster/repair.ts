import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { dispatchCrews } from "./crews.js";
import { renewPart } from "./failure.js";
import { beginTakeover, serve, standBy } from "./slots.js";
import { Role } from "./vocabulary.js";

const { RESTARTING, STOPPED } = Role;
const { SWAP } = Activity;

/**
 * A repair ends: the node serves its slot again or takes it up anew, takes the longest waiting one, or becomes a spare.
 * Where membership matters, whether it may serve is for its group to judge.
 */
export function repaired(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const fault = cluster.faults[world.fault[node]!]!.mode;
  const holdsSlot = world.slotOf[node]! >= 0;
  const servesAtOnce = holdsSlot && world.role[node] === RESTARTING && world.unfinished[node] === 0;
  const pool = cluster.poolOf[node]!;
  if (cluster.faults[fault]!.needsCrew) world.busy[pool]!--;
  world.fault[node] = -1;
  world.unfinished[node] = 0;
  if (holdsSlot && cluster.membership) {
    world.unfinished[node] = servesAtOnce ? 0 : 1;
    become(cluster, world, declare, node, STOPPED);
  } else if (servesAtOnce) {
    serve(cluster, world, declare, node);
  } else if (holdsSlot) {
    beginTakeover(cluster, world, declare, node, cluster.plant.takeover.law);
  } else {
    standBy(cluster, world, declare, node);
  }
  renewParts(cluster, world, declare, node, fault);
  dispatchCrews(cluster, world, declare, pool);
}

/** Renews the parts of the mode that failed and no others. */
function renewParts(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, fault: number): void {
  for (let part = cluster.firstPart[node]!; part < cluster.firstPart[node + 1]!; part++) {
    if (cluster.parts[part]!.fault !== fault || world.failed[part] === 0) continue;
    declare.cancel(SWAP, part);
    renewPart(cluster, world, declare, part);
  }
}
