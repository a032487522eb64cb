import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { renewPart } from "./failure.js";
import { serve } from "./slots.js";
import { Mark, Role } from "./vocabulary.js";

const { DECLARING, PROVISIONING, RESTORING } = Role;
const { DATA_LOST } = Mark;
const { DECLARE, PROVISION, RESTORE, SWAP, FAIL } = Activity;

/** A server is lost for good: a person decides, a new machine is provisioned, the last backup is restored on it. */
export function startRebuild(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  declare.mark(DATA_LOST, node);
  become(cluster, world, declare, node, DECLARING);
  declare.start(DECLARE, node, cluster.plant.rebuild!.declare);
}

export function rebuildDecided(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  become(cluster, world, declare, node, PROVISIONING);
  declare.start(PROVISION, node, cluster.plant.rebuild!.provision);
}

export function machineProvisioned(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  become(cluster, world, declare, node, RESTORING);
  declare.start(RESTORE, node, cluster.plant.rebuild!.restore);
}

/** The new machine serves; every part of it is new. */
export function backupRestored(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  world.fault[node] = -1;
  serve(cluster, world, declare, node);
  for (let part = cluster.firstPart[node]!; part < cluster.firstPart[node + 1]!; part++) {
    declare.cancel(SWAP, part);
    declare.cancel(FAIL, part);
    renewPart(cluster, world, declare, part);
  }
}
