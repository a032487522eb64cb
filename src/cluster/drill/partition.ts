import type { Declare } from "../../kernel/model.js";
import { putApart } from "../membership/partition.js";
import { reachTurned } from "../membership/reach.js";
import { against, bridged, onRing, type PartitionKind, type Sides } from "../network/partitions.js";
import { type Drilled, type DrillWorld, isStruck } from "./drillWorld.js";
import type { Experiment, Strike } from "./strike.js";

/** The partitions that the strikes of an experiment bring about, in their order. */
export function partitionsOf({ strikes }: Experiment): PartitionKind[] {
  return strikes.filter(({ kind }) => kind === "partition").map(shapeOf);
}

const shapeOf = ({ target, shape }: Strike): PartitionKind =>
  target === "majorities-ring" ? "ring" : (shape ?? "split");

/** Cuts what the partitions of the moment divide, and nothing else. */
export function divide(drilled: Drilled, world: DrillWorld, declare: Declare): void {
  const { cluster, experiment } = drilled;
  let partition = 0;
  for (const [strike, asked] of experiment.strikes.entries()) {
    if (asked.kind !== "partition") continue;
    const isOn = (node: number) => isStruck(world, strike, node);
    const isThere = world.role.some((_, node) => isOn(node));
    world.membership!.partitionOn[partition] = isThere ? 1 : 0;
    putApart(cluster, world, partition++, isThere ? sidesOf(shapeOf(asked), cluster.nodes, isOn) : []);
  }
  reachTurned(cluster, world, declare);
}

/** Those struck against the others; of a bridge, between the halves of the others. */
function sidesOf(shape: PartitionKind, nodes: number, isStruck: (node: number) => boolean): Sides {
  if (shape === "ring") return onRing(nodes);
  return shape === "bridge" ? bridged(nodes, isStruck) : against(nodes, isStruck);
}
