import type { FaultId, OriginId } from "./ids.js";
import type { Membership } from "./membership/membership.js";
import type { Fault, Incidents } from "./node/fault.js";
import type { NodePart } from "./node/nodeParts.js";
import type { Plant } from "./plant.js";

/** A plant unfolded: every node, part, fault and origin numbered, so that handlers only look things up. */
export interface Cluster {
  readonly plant: Plant;
  readonly nodes: number;
  /** Of each node its class: nodes of different classes are never interchangeable. */
  readonly nodeClass: readonly number[];
  readonly parts: readonly NodePart[];
  /** Parts of node n are firstPart[n] … firstPart[n + 1] − 1. */
  readonly firstPart: Int32Array;
  /** Failure modes of all node classes, then what parts of the model bring about, then the classes of their incidents. */
  readonly faults: readonly Fault[];
  /** Of a fault with classes of incidents: the first of them among the faults and their shares. */
  readonly incidents: readonly (Incidents | undefined)[];
  /** Names to which downtime is charged, and which of them each fault is. */
  readonly origins: readonly string[];
  readonly originOf: Int32Array;
  /** True when there are more nodes than slots, so that a slot may move. */
  readonly hasSpares: boolean;
  /** True when some mode has more than one part. */
  readonly redundantParts: boolean;
  /** How fast the failure clocks of a node age in each role: 1 at work, the standby factor when idle, 0 when broken. */
  readonly speedIn: Float64Array;
  /** What is needed where nodes may not all reach one another; null where the cluster acts as one. */
  readonly membership: Membership | null;
  /** The first fault that a part of the model brings about; −1 = it brings none. */
  faultOf(part: string): FaultId;
  /** The origin of that name; −1 = there is none. */
  originNamed(name: string): OriginId;
}
