import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import { Activity, Choice, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { sendToRepair } from "./crews.js";
import { Mark, Role } from "./vocabulary.js";

const { LATENT, IDLE, BROKEN } = Role;
const { DETECTED } = Mark;
const { TEST } = Activity;
const { TARGET } = Choice;

/** An idle node that works, for a slot that needs one; −1 when there is none. The cluster cannot tell one that failed unseen: it may try that first, and so find it. */
export function takeableSpare(cluster: Cluster, world: ClusterWorld, declare: Declare, slot: number): number {
  const { count } = world;
  while (count[LATENT]! > 0) {
    const looksIdle = count[IDLE]! + count[LATENT]!;
    const weights = [count[IDLE]! / looksIdle, count[LATENT]! / looksIdle];
    if (declare.choose(TARGET, slot, weights) === 0) break;
    latentFound(cluster, world, declare, leastWorn(cluster, world, LATENT));
  }
  if (count[IDLE] === 0) return -1;
  return cluster.redundantParts ? leastWorn(cluster, world, IDLE) : firstWith(world, IDLE);
}

/** The first node with a role that some node has: by hand, since Int32Array.indexOf is slow to call. */
function firstWith(world: ClusterWorld, role: number): number {
  let node = 0;
  while (world.role[node] !== role) node++;
  return node;
}

/** Of the nodes with a role the one with the fewest failed parts: a rule that treats equal nodes alike, so that they can be merged. */
function leastWorn(cluster: Cluster, world: ClusterWorld, role: number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < cluster.nodes; node++) {
    if (world.role[node] !== role) continue;
    const wear = failedParts(cluster, world, node);
    if (wear < least) {
      least = wear;
      best = node;
    }
  }
  return best;
}

/** How worn a node is: its failed parts, those of later modes a little more. */
export function failedParts(cluster: Cluster, world: ClusterWorld, node: number): number {
  let wear = 0;
  for (let part = cluster.firstPart[node]!; part < cluster.firstPart[node + 1]!; part++) {
    if (world.failed[part] === 1) wear += 1 + cluster.parts[part]!.fault / 1024;
  }
  return wear;
}

/** A test, or a takeover that needs it, finds that an idle spare failed long ago. */
export function latentFound(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  declare.cancel(TEST, node);
  declare.mark(DETECTED, node);
  become(cluster, world, declare, node, BROKEN);
  sendToRepair(cluster, world, declare, node);
}
