import { against, bridged, isDrawn, middleOf, onRing, type Sides } from "../partitions.js";
import type { WrittenNetwork } from "./networkSchema.js";

type WrittenPartition = NonNullable<WrittenNetwork["partitions"]>[number];

/** Where a partition, as written and found possible, puts every node; undefined where that is drawn each time. */
export function sidesOf(
  { kind, between, racks: named, nodes: members }: WrittenPartition,
  racks: readonly { readonly name: string; readonly nodes: number }[],
): Sides | undefined {
  if (isDrawn(kind)) return undefined;
  const rackOf = racks.flatMap(({ name, nodes }) => new Array<string>(nodes).fill(name));
  if (kind === "ring") return onRing(rackOf.length);
  if (between !== undefined) return rackOf.map((rack) => between.indexOf(rack) + 1);
  const listed = new Set(members);
  const isNamed = (node: number): boolean =>
    named === undefined ? listed.has(`node-${node + 1}`) : named.includes(rackOf[node]!);
  if (kind !== "bridge") return against(rackOf.length, isNamed);
  const middle = middleOf(rackOf.length);
  return bridged(rackOf.length, named === undefined && members === undefined ? (node) => node === middle : isNamed);
}
