import type { Choice } from "../../kernel/assembly/part.js";
import type { ClusterBench } from "../clusterPart.js";
import type { FaultId, NodeId } from "../ids.js";
import type { Experiment } from "./strike.js";

/** What an experiment does to the nodes of a cluster, bound to a world. */
export interface Strikes extends ClusterBench {
  readonly experiment: Experiment;
  readonly first: FaultId;
  /** Of each strike and node, strikes in rows: 1 = the strike is on the node. */
  readonly struck: Int32Array;
  readonly choose: Choice;
}

/** Is the strike on the node? */
export const isStruck = ({ struck, nodes }: Strikes, strike: number, node: NodeId): boolean =>
  struck[strike * nodes.role.length + node] === 1;
