import type { Declare } from "../kernel/model.js";
import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { status } from "./service.js";
import { OUT } from "./vocabulary.js";

/** How fast the failure clocks of a node age: 1 at work, the standby factor when idle, 0 when it is broken or suspended. */
export function ageingSpeed(cluster: Cluster, world: ClusterWorld, node: number): number {
  return world.suspended[0] === 1 ? 0 : cluster.speedIn[world.role[node]!]!;
}

/** Gives a node a new role and its clocks the speed that goes with it. */
export function become(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, role: number): void {
  const old = world.role[node]!;
  world.role[node] = role;
  world.count[old]!--;
  world.count[role]!++;
  if (world.slotOf[node]! >= 0) {
    world.slotsIn[old]!--;
    world.slotsIn[role]!++;
  }
  const speed = cluster.speedIn[role]!;
  if (speed !== cluster.speedIn[old]! && world.suspended[0] === 0) ageAt(cluster, declare, node, speed);
}

function ageAt(cluster: Cluster, declare: Declare, node: number, speed: number): void {
  const end = cluster.firstPart[node + 1]!;
  for (let part = cluster.firstPart[node]!; part < end; part++) declare.scale(Activity.FAIL, part, speed);
}

/** Where idle survivors do not fail: suspends every clock while the service is down and resumes it afterwards. */
export function suspendWhileDown(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const down = status(cluster, world) === OUT ? 1 : 0;
  if (world.suspended[0] === down) return;
  world.suspended[0] = down;
  for (let node = 0; node < cluster.nodes; node++) ageAt(cluster, declare, node, ageingSpeed(cluster, world, node));
}
