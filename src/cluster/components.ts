import type { Model } from "../kernel/model.js";
import type { Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { countJoins, joinsThatFail } from "./membership/joinsThatFail.js";

/** What can fail in a cluster: the nodes of each class, once for each fault that takes one down, and what joins them. */
export function thingsThatFail(cluster: Cluster): Required<Pick<Model<ClusterWorld>, "components" | "countFailed">> {
  const { classes } = cluster.plant;
  const faults = classes.map((_, c) => faultsOf(cluster, c));
  const firstOf = faults.map((_, c) => faults.slice(0, c).reduce((sum, { length }) => sum + length, 0));
  const classOf = classes.flatMap(({ count }, c) => new Array<number>(count).fill(c));
  const nodes = classes.flatMap(({ name, count }, c) =>
    faults[c]!.map((fault) => ({
      name: classes.length === 1 ? "node" : `node ${name}`,
      fault: cluster.faults[fault]!.name,
      count,
    })),
  );
  const joins = joinsThatFail(cluster);
  return {
    components: [...nodes, ...joins.map(({ name, fault, cells }) => ({ name, fault, count: cells.length }))],
    countFailed(world, counts, from) {
      for (const [node, c] of classOf.entries()) {
        const fault = world.fault[node]!;
        if (fault >= 0) counts[from + firstOf[c]! + faults[c]!.indexOf(cluster.faults[fault]!.mode)]!++;
      }
      countJoins(joins, world, counts, from + nodes.length);
    },
  };
}

/** The faults of a class of nodes: its own modes, then the common cause, then being switched off by others. */
function faultsOf({ plant, shock, membership }: Cluster, c: number): number[] {
  const first = plant.classes.slice(0, c).reduce((sum, { modes }) => sum + modes.length, 0);
  const own = plant.classes[c]!.modes.map((_, m) => first + m);
  return [...own, shock, membership?.fenced ?? -1].filter((fault) => fault >= 0);
}
