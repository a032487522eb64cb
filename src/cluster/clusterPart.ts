import type { Bench, Part } from "../kernel/assembly/part.js";
import type { Cluster } from "./cluster.js";
import type { FaultPlan } from "./node/fault.js";
import type { LiveNodes } from "./node/nodes.js";
import type { Plant } from "./plant.js";
import type { Gates, Signals } from "./signals.js";
import type { Work } from "./work/work.js";

/** What a part of a cluster is bound to: the cluster in numbers, what its nodes do and hold, and its own state by name. */
export interface ClusterBench extends Bench<Signals, Gates> {
  readonly cluster: Cluster;
  readonly nodes: LiveNodes;
  readonly work: Work;
}

type BuiltPart = Part<ClusterBench, Signals, Gates>;

/** A part of a cluster: something one could leave out. */
export interface ClusterPart {
  readonly name: string;
  /** Faults it brings about on nodes. */
  faults?(plant: Plant): readonly FaultPlan[];
  /** What downtime may be charged to because of it, besides these faults. */
  origins?(plant: Plant): readonly string[];
  /** What it owns and does in this cluster; undefined where the cluster does without it. */
  build(cluster: Cluster): Omit<BuiltPart, "name"> | undefined;
}
