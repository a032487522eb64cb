import type { Declare } from "../../kernel/model.js";
import { Choice, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { drawSides, isDrawn, type Sides } from "../network/partitions.js";
import { reachTurned } from "./reach.js";

/** A partition comes, with the sides it always has or with new ones. */
export function divided(cluster: Cluster, world: ClusterWorld, declare: Declare, partition: number): void {
  const kind = cluster.membership!.partitions[partition]!;
  if (isDrawn(kind)) {
    const sides = drawSides(kind, cluster.nodes, (weights) => declare.choose(Choice.SIDE, partition, weights));
    putApart(cluster, world, partition, sides);
  }
  world.membership!.partitionOn[partition] = 1;
  reachTurned(cluster, world, declare);
}

/** It goes; sides that were drawn are forgotten, so that what is the same again looks the same. */
export function healed(cluster: Cluster, world: ClusterWorld, declare: Declare, partition: number): void {
  world.membership!.partitionOn[partition] = 0;
  if (isDrawn(cluster.membership!.partitions[partition]!)) putApart(cluster, world, partition, []);
  reachTurned(cluster, world, declare);
}

/** Writes who stands on which side of a partition; nobody, unless `sides` says so. */
export function putApart({ membership, nodes }: Cluster, world: ClusterWorld, partition: number, sides: Sides): void {
  const { length } = membership!.partitions;
  for (let node = 0; node < nodes; node++) world.membership!.sides[node * length + partition] = sides[node] ?? 0;
}

/** In a new world the partitions that always have the same sides have them from the start, and everybody knows. */
export function placeSides(cluster: Cluster, world: ClusterWorld): void {
  const { plan, struck } = cluster.membership!;
  for (const [p, { sides }] of (plan.network.partitions ?? []).entries()) {
    if (sides) putApart(cluster, world, struck + p, sides);
  }
  world.membership!.sidesSeen.set(world.membership!.sides);
}
