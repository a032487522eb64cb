import type { Declare } from "../../kernel/model.js";
import { Activity, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { SUSPECTED } from "../network/groups.js";
import { Mark, Role } from "../vocabulary.js";

const { SUSPECT, HEAR } = Activity;

/** A node that is down, and one whose heartbeats are watched. */
const DOWN = 0;
const WATCHED = 1;

/**
 * Nodes that have come to work are watched from now on, those that have not are no more. Where heartbeats get lost, a living
 * node is taken for dead after a while; where they are played one by one, these say when.
 */
export function watchNodes(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const { watch } = world.membership!;
  for (let node = 0; node < watch.length; node++) {
    const works = world.role[node]! < Role.LOST;
    if (works && watch[node] === DOWN) beginWatch(cluster, world, declare, node, "first");
    else if (staysDead(world, node)) declare.cancel(HEAR, node);
    else if (!works && watch[node] !== DOWN) {
      watch[node] = DOWN;
      declare.cancel(SUSPECT, node);
      declare.cancel(HEAR, node);
    }
  }
}

/** One that fails while it is taken for dead is still taken for dead, until the others are done with it. */
const staysDead = (world: ClusterWorld, node: number): boolean =>
  world.membership!.watch[node] === SUSPECTED && world.role[node] === Role.LOST;

/** So many heartbeats of a living node were lost in a row that the others take it for dead: it stands alone. */
export function suspected(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  world.membership!.watch[node] = SUSPECTED;
  declare.mark(Mark.REGROUPED, 0);
  const suspicion = lawsOf(cluster);
  if (suspicion) declare.start(HEAR, node, suspicion.heard);
}

/** A heartbeat is received again: it was not dead. */
export function heardAgain(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  beginWatch(cluster, world, declare, node, "again");
}

function beginWatch(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  node: number,
  which: "first" | "again",
): void {
  world.membership!.watch[node] = WATCHED;
  const suspicion = lawsOf(cluster);
  if (suspicion) declare.start(SUSPECT, node, suspicion[which]);
}

/** None where heartbeats are played one by one. */
function lawsOf({ membership }: Cluster) {
  const { network, beats } = membership!.plan;
  return beats ? undefined : network.suspicion;
}
