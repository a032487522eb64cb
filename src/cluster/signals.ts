import type { Pulse } from "../kernel/assembly/assemble.js";
import type { Law } from "../kernel/law.js";
import type { FaultId, NodeId, OriginId, SlotId } from "./ids.js";
import type { Sides } from "./network/partitions.js";
import type { Poll } from "./quorum/votes.js";

/** What parts of a cluster tell one another, in the order in which one failure goes through them. `wiring.ts` says who hears what. */
export interface Signals extends Pulse {
  /** A fault befalls a working node. */
  nodeFails(node: NodeId, fault: FaultId): void;
  /** A node stops working: it leaves what it did, and `origin` is why. Its role is still what it was. */
  nodeStops(node: NodeId, origin: OriginId): void;
  /** A node that works gives up what it does, because it is switched off; `origin` is why. */
  workLeft(node: NodeId, origin: OriginId): void;
  /** A node is lost, and nobody has noticed. */
  nodeLost(node: NodeId): void;
  /** A failure domain is down, or back. */
  domainTurned(domain: number, isDown: boolean): void;
  /** Nobody has to find a lost node any more: it is known to be off, or works again. */
  detectionOff(node: NodeId): void;
  /** A lost node is found by other means than its own law of detection: now, or when another law says. */
  nodeFound(node: NodeId): void;
  nodeFoundAfter(node: NodeId, law: Law): void;
  /** The cluster has declared a node lost: it is out, and another may take over its work under a law. */
  nodeGone(node: NodeId, takeover: Law): void;
  /** A node takes up the slot that it holds, under a law. */
  takeUp(node: NodeId, law: Law): void;
  /** A node begins to take over what another one still holds. */
  claimBegins(node: NodeId, law: Law): void;
  /** A takeover has worked. */
  takeoverWorks(node: NodeId): void;
  /** A takeover is broken off. */
  takeoverOff(node: NodeId): void;
  /** A lost node is to be repaired, or its server to be rebuilt. */
  toRepair(node: NodeId): void;
  toRebuild(node: NodeId): void;
  /** The repair of a node stops where it is, and nobody waits for it: where it stands, nothing can be done. */
  repairHalted(node: NodeId): void;
  /** What ails a node is over now, whatever its repair would have taken. */
  repairOff(node: NodeId): void;
  /** A node works again; `asBefore`: it may go on serving what it still holds, as if nothing had been. */
  nodeBack(node: NodeId, asBefore: boolean): void;
  /** Parts of a node that failed by a fault are new; all of its parts are. */
  partsRenewed(node: NodeId, fault: FaultId): void;
  nodeRenewed(node: NodeId): void;
  /** Who reaches whom may have changed. */
  contactTurned(): void;
  /** Nodes may have come to work or have stopped: who watches their heartbeats takes note. */
  nodesTurned(): void;
  /** A living node is taken for dead; it is heard again. */
  suspected(node: NodeId): void;
  heardAgain(node: NodeId): void;
  /** An experiment's partition has these sides now; null = it is over. Whether contact has turned is told afterwards. */
  divides(partition: number, sides: Sides | null): void;
  /** The heartbeats of a node come so many seconds later. */
  beatsDelayed(node: NodeId, delay: number): void;
  /** Where groups judge: whether a node may serve, whether it is at work, and whom to blame. */
  judged(node: NodeId, may: boolean, works: boolean, origin: OriginId): void;
  /** Its group wants a lost node off, or does not any more; `origin` is why. */
  wantedOff(node: NodeId, wanted: boolean, origin: OriginId): void;
  /** A node is known to be off: it serves nothing, and its slot may go elsewhere. */
  nodeOff(node: NodeId): void;
  /** Two that wrote the same are in touch again; this one goes on. What they wrote need not be reconciled any more. */
  writersMet(node: NodeId, origin: OriginId): void;
  reconcilingOff(node: NodeId): void;
}

/** What parts of a cluster ask one another. Who passes a question on answers undefined. */
export interface Gates {
  /** Does the failure of an idle spare stay unseen? */
  staysUnseen(node: NodeId): boolean;
  /** Does it still matter, once a node is declared, of which class its incident was? */
  keepsIncident(node: NodeId): boolean;
  /** Can a node be repaired where it stands? */
  mayRepair(node: NodeId): boolean;
  /** Is a lost server rebuilt from its backup instead of being repaired? */
  isRebuilt(node: NodeId): boolean;
  /** An idle node that works, of those `near` sees, for a slot that needs one; −1 = none. */
  spareFor(slot: SlotId, near: Near): NodeId;
  /** Writes for each node whether its group has quorum, where that depends on what went before; false = it does not. */
  count(poll: Poll): boolean;
  /** Is a living node taken for dead? */
  isSuspected(node: NodeId): boolean;
  /** Does a node send no heartbeats? Else, the share of them that leaves it well. */
  isSilent(node: NodeId): boolean;
  beatsKept(node: NodeId): number;
  /** May groups make sure that a node they have lost is off before they take over what it did? */
  canFence(): boolean;
  /** How far the fencing of a node has come (`Shot`). */
  shotAt(node: NodeId): number;
  /** Adds seconds of downtime to what they are due to (see `Model.attribute`); true once that is done. */
  attribute(seconds: number, sums: Float64Array, from: number): true | undefined;
}

/** The nodes among which a spare is looked for. */
export interface Near {
  /** How many of them have a role. */
  count(role: number): number;
  /** Of those with a role the one to take; −1 = there is none. */
  pick(role: number): NodeId;
}
