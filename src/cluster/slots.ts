import type { Law } from "../kernel/law.js";
import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { Mark, NO_ORIGIN, Role } from "./vocabulary.js";

const { TAKING, ACTIVE, IDLE } = Role;
const { LOST, RESTORED } = Mark;
const { TAKE } = Activity;

/** A node that holds nothing gets a slot. */
export function hold(world: ClusterWorld, node: number, slot: number): void {
  world.slotOf[node] = slot;
  world.slotsIn[world.role[node]!]!++;
}

/** The slot leaves a node, if it holds one. */
export function release(world: ClusterWorld, node: number): void {
  if (world.slotOf[node]! < 0) return;
  world.slotOf[node] = -1;
  world.slotsIn[world.role[node]!]!--;
}

/** A node that holds nothing begins to take a slot over. */
export function startTakeover(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  node: number,
  slot: number,
  law: Law,
): void {
  hold(world, node, slot);
  beginTakeover(cluster, world, declare, node, law);
}

/** A node begins to take up the slot that it holds. */
export function beginTakeover(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, law: Law): void {
  become(cluster, world, declare, node, TAKING);
  declare.start(TAKE, node, law);
}

/** The slot that a node holds is served from now on. */
export function serve(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const slot = world.slotOf[node]!;
  become(cluster, world, declare, node, ACTIVE);
  world.lostBy[world.origin[slot]!]!--;
  world.origin[slot] = NO_ORIGIN;
  declare.mark(RESTORED, slot);
}

/** A slot stops being served; `origin` is why. */
export function slotLost(world: ClusterWorld, declare: Declare, slot: number, origin: number): void {
  world.origin[slot] = origin;
  world.lostBy[origin]!++;
  declare.mark(LOST, slot);
}

/** No node is free: the slot waits, first come, first served. */
export function waitForNode(world: ClusterWorld, slot: number): void {
  world.waitingTurn[slot] = ++world.tickets[0]!;
  world.waiting[0]!++;
}

/** A node that holds nothing takes the longest waiting slot, unless that is for its group to judge, or becomes a spare. */
export function standBy(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  become(cluster, world, declare, node, IDLE);
  const slot = cluster.membership ? -1 : nextWaitingSlot(cluster, world);
  if (slot >= 0) startTakeover(cluster, world, declare, node, slot, cluster.plant.takeover.law);
}

/** The longest waiting slot, taken out of the queue; −1 when none waits. */
function nextWaitingSlot(cluster: Cluster, world: ClusterWorld): number {
  if (world.waiting[0] === 0) return -1;
  let first = -1;
  for (let slot = 0; slot < cluster.plant.slots; slot++) {
    const turn = world.waitingTurn[slot]!;
    if (turn > 0 && (first < 0 || turn < world.waitingTurn[first]!)) first = slot;
  }
  world.waitingTurn[first] = 0;
  world.waiting[0]!--;
  return first;
}
