import { against, bridged, onRing, type PartitionKind, type Sides } from "../network/partitions.js";
import type { Experiment, Strike } from "./strike.js";
import { isStruck, type Strikes } from "./struck.js";

/** The partitions that the strikes of an experiment bring about, in their order. */
export function partitionsOf({ strikes }: Experiment): PartitionKind[] {
  return strikes.filter(({ kind }) => kind === "partition").map(shapeOf);
}

const shapeOf = ({ target, shape }: Strike): PartitionKind =>
  target === "majorities-ring" ? "ring" : (shape ?? "split");

/** Cuts what the partitions of the moment divide, and nothing else. */
export function divide(own: Strikes): void {
  const { cluster, experiment, signals } = own;
  let partition = 0;
  for (const [strike, asked] of experiment.strikes.entries()) {
    if (asked.kind !== "partition") continue;
    const isOn = (node: number) => isStruck(own, strike, node);
    const isThere = own.nodes.role.some((_, node) => isOn(node));
    signals.divides(partition++, isThere ? sidesOf(shapeOf(asked), cluster.nodes, isOn) : null);
  }
  signals.contactTurned();
}

/** Those struck against the others; of a bridge, between the halves of the others. */
function sidesOf(shape: PartitionKind, nodes: number, isStruck: (node: number) => boolean): Sides {
  if (shape === "ring") return onRing(nodes);
  return shape === "bridge" ? bridged(nodes, isStruck) : against(nodes, isStruck);
}
