import type { Id } from "../kernel/assembly/ids.js";

/** A node, by number from 0. */
export type NodeId = Id<"node">;
/** A part of a node, the smallest thing that fails. */
export type PartId = Id<"part">;
/** A work slot. */
export type SlotId = Id<"slot">;
/** A way to fail: an index into `Cluster.faults`. */
export type FaultId = Id<"fault">;
/** What downtime is charged to: an index into `Cluster.origins`; −1 = nothing. */
export type OriginId = Id<"origin">;
