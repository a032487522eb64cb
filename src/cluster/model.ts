import { bring, number } from "../kernel/assembly/assemble.js";
import type { Bench } from "../kernel/assembly/part.js";
import type { Model } from "../kernel/model.js";
import { fieldView, type Layout } from "../kernel/world.js";
import type { Cluster } from "./cluster.js";
import type { ClusterBench, ClusterPart } from "./clusterPart.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { MembershipWorld } from "./membership/membershipWorld.js";
import { type LiveNodes, nodesOf } from "./node/nodes.js";
import type { Plant } from "./plant.js";
import type { Gates, Signals } from "./signals.js";
import { unfold } from "./unfold.js";
import { PARTS, WIRING } from "./wiring.js";
import { causeNames } from "./work/causes.js";
import { workOf } from "./work/work.js";

/** What observers of paths need to know of a cluster beside its levels. */
export interface ClusterModel extends Model<ClusterWorld> {
  readonly cluster: Cluster;
}

/** Is a model one of slots on nodes, with a plant behind it? An architecture may bring a model of its own. */
export const isClusterModel = (model: Model): model is ClusterModel => "cluster" in model;

/**
 * The model of a plant: slots on nodes that fail, are detected, taken over and repaired. It is put together from those of
 * `parts` that the plant has.
 */
export function clusterModel(plant: Plant, parts: readonly ClusterPart[] = PARTS): ClusterModel {
  const cluster = unfold(plant, parts);
  const present = parts.flatMap((part) => {
    const built = part.build(cluster);
    return built ? [{ name: part.name, ...built }] : [];
  });
  const assembly = number(present);
  const { layout, activities, choices, levels, components } = assembly;
  return {
    cluster,
    layout,
    activities,
    choices,
    levels,
    causes: causeNames(cluster),
    services: plant.hosting === "each" ? { count: plant.slots, marked: true } : { count: 1, marked: false },
    renews: !present.some((part) => part.remembers) && !mattersWhoServes(cluster),
    components,
    newWorld() {
      const cells = new Int32Array(layout.size);
      const world = stateOf(cluster, layout, cells);
      const prepare = (bench: Bench<Signals, Gates>): ClusterBench => {
        const nodes: LiveNodes = { ...world.nodes, cluster, fail: bench.activity("fail") };
        return { ...bench, cluster, nodes, work: world.work };
      };
      return { ...world, live: bring(present, assembly, WIRING, world, prepare) };
    },
    begin: ({ live }, declare) => live.begin(declare),
    fire: (activity, subject, { live }, declare) => live.fire(activity, subject, declare),
    measure: ({ live }, into) => live.measure(into),
    attribute({ live }, seconds, sums, from) {
      live.gates.attribute(seconds, sums, from);
    },
    countFailed: ({ live }, counts, from) => live.countFailed(counts, from),
  };
}

function stateOf(cluster: Cluster, layout: Layout, cells: Int32Array): Omit<ClusterWorld, "live"> {
  const view = (group: string, field: string) => fieldView(layout, cells, group, field);
  const membership = cluster.membership ? new MembershipWorld(cluster.membership, layout, cells) : null;
  return { cells, nodes: nodesOf(view), work: workOf(view), membership, view };
}

/** Where a slot may move, it matters who has it if nodes differ. */
const mattersWhoServes = ({ hasSpares, nodeClass }: Cluster): boolean =>
  hasSpares && nodeClass.some((kind) => kind !== nodeClass[0]);
