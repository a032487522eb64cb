import type { Law } from "../kernel/law.js";
import type { Declare } from "../kernel/model.js";
import { become } from "./ageing.js";
import { Activity, Choice, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { serve, startTakeover, waitForNode } from "./slots.js";
import { takeableSpare } from "./standby.js";
import { Role } from "./vocabulary.js";

const { MANUAL } = Role;
const { COVERAGE } = Choice;

/** Finds a node for a slot that lost its own, which takes it over under `law`; without one the slot waits. */
export function placeSlot(cluster: Cluster, world: ClusterWorld, declare: Declare, slot: number, law: Law): void {
  const target = takeableSpare(cluster, world, declare, slot);
  if (target >= 0) startTakeover(cluster, world, declare, target, slot, law);
  else waitForNode(world, slot);
}

/** A takeover ends: with the probability of coverage the slot is served, else a person has to finish it. */
export function takeoverEnded(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  if (declare.choose(COVERAGE, node, cluster.coverage) === 0) {
    serve(cluster, world, declare, node);
    return;
  }
  become(cluster, world, declare, node, MANUAL);
  declare.start(Activity.MANUAL, node, cluster.plant.takeover.manual);
}
