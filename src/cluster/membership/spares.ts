import type { Declare } from "../../kernel/model.js";
import { Choice, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { failedParts, latentFound } from "../standby.js";
import { Role } from "../vocabulary.js";

const { IDLE, LATENT } = Role;

/**
 * An idle node of a group that works, for a slot that needs one; −1 when there is none. As in a cluster that is not divided, one
 * that failed unseen may be tried first, and so found.
 */
export function spareOf(cluster: Cluster, world: ClusterWorld, declare: Declare, slot: number, group: number): number {
  for (;;) {
    const latent = count(world, group, LATENT);
    const idle = count(world, group, IDLE);
    if (latent === 0) break;
    const weights = [idle / (idle + latent), latent / (idle + latent)];
    if (declare.choose(Choice.TARGET, slot, weights) === 0) break;
    latentFound(cluster, world, declare, leastWornOf(cluster, world, group, LATENT));
  }
  return leastWornOf(cluster, world, group, IDLE);
}

function count(world: ClusterWorld, group: number, role: number): number {
  if (world.count[role] === 0) return 0;
  const { seenGroup } = world.membership!;
  let found = 0;
  for (let node = group; node < seenGroup.length; node++) {
    if (seenGroup[node] === group && world.role[node] === role) found++;
  }
  return found;
}

/** Of the nodes of a group with a role, and able to work as things are, the one with the fewest failed parts. */
function leastWornOf(cluster: Cluster, world: ClusterWorld, group: number, role: number): number {
  const { seenGroup, able } = world.membership!;
  const { commits } = cluster.membership!.plan.quorum;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = group; node < seenGroup.length; node++) {
    if (seenGroup[node] !== group || world.role[node] !== role) continue;
    if (commits && role === IDLE && able[node] === 0) continue;
    const wear = cluster.redundantParts ? failedParts(cluster, world, node) : 0;
    if (wear < least) {
      least = wear;
      best = node;
    }
  }
  return best;
}
