import type { Declare } from "../../kernel/model.js";
import { Activity, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { contactChanged } from "./groups.js";

const { REGROUP } = Activity;

/** Who reaches whom may have changed: if so, the nodes notice after a while. */
export function reachTurned(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const own = world.membership!;
  declare.cancel(REGROUP, 0);
  if (contactChanged(cluster.membership!, own)) declare.start(REGROUP, 0, cluster.membership!.plan.network.detection);
  else see(world);
}

/** The nodes know from now on which wires, ports and partitions there are. */
export function see({ membership }: ClusterWorld): void {
  membership!.wireSeen.set(membership!.wireDown);
  membership!.portSeen.set(membership!.portDown);
  membership!.partitionSeen.set(membership!.partitionOn);
  membership!.sidesSeen.set(membership!.sides);
}
