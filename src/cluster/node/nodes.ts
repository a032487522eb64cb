import type { Activity } from "../../kernel/assembly/part.js";
import type { Cluster } from "../cluster.js";
import type { NodeId, SlotId } from "../ids.js";
import { Role } from "../vocabulary.js";

/** What every node is doing and what it holds: the state that all parts of a cluster share. */
export interface Nodes {
  /** Of each node: what it does (`Role`), the slot it holds or −1, the fault it has or −1. */
  readonly role: Int32Array;
  readonly slotOf: Int32Array;
  readonly fault: Int32Array;
  /** How many nodes have each role, and how many slots nodes of each role hold. */
  readonly count: Int32Array;
  readonly slotsIn: Int32Array;
  /** Of each part: 1 = failed. */
  readonly failed: Int32Array;
  /** One cell: 1 = the clocks of all nodes stand still. */
  readonly suspended: Int32Array;
}

/** The same with the clocks of the nodes' parts, for those who change what a node does. */
export interface LiveNodes extends Nodes {
  readonly cluster: Cluster;
  readonly fail: Activity;
}

type View = (group: string, field: string) => Int32Array;

/** Views of a world's nodes. */
export const nodesOf = (view: View): Nodes => ({
  role: view("node", "role"),
  slotOf: view("node", "slot"),
  fault: view("node", "fault"),
  count: view("tally", "count"),
  slotsIn: view("tally", "slots"),
  failed: view("part", "failed"),
  suspended: view("whole", "suspended"),
});

/** In a new world the first nodes serve a slot each and the others stand by. */
export function makeNew({ cluster, role, slotOf, fault, count, slotsIn }: LiveNodes): void {
  const { nodes, plant } = cluster;
  fault.fill(-1);
  for (let node = 0; node < nodes; node++) {
    const serves = node < plant.slots;
    role[node] = serves ? Role.ACTIVE : Role.IDLE;
    slotOf[node] = serves ? node : -1;
  }
  count[Role.ACTIVE] = Math.min(nodes, plant.slots);
  slotsIn[Role.ACTIVE] = count[Role.ACTIVE]!;
  count[Role.IDLE] = nodes - count[Role.ACTIVE]!;
}

/** Gives a node a new role and its clocks the speed that goes with it. */
export function become(nodes: LiveNodes, node: NodeId, role: number): void {
  const { cluster, count, slotsIn } = nodes;
  const old = nodes.role[node]!;
  nodes.role[node] = role;
  count[old]!--;
  count[role]!++;
  if (nodes.slotOf[node]! >= 0) {
    slotsIn[old]!--;
    slotsIn[role]!++;
  }
  const speed = cluster.speedIn[role]!;
  if (speed !== cluster.speedIn[old]! && nodes.suspended[0] === 0) ageAt(nodes, node, speed);
}

/** A node that holds nothing gets a slot. */
export function hold(nodes: Nodes, node: NodeId, slot: SlotId): void {
  nodes.slotOf[node] = slot;
  nodes.slotsIn[nodes.role[node]!]!++;
}

/** The slot leaves a node, if it holds one. */
export function release(nodes: Nodes, node: NodeId): void {
  if (nodes.slotOf[node]! < 0) return;
  nodes.slotOf[node] = -1;
  nodes.slotsIn[nodes.role[node]!]!--;
}

/** How fast the failure clocks of a node age: 1 at work, the standby factor when idle, 0 when it is broken or suspended. */
export function ageingSpeed(nodes: LiveNodes, node: NodeId): number {
  return nodes.suspended[0] === 1 ? 0 : nodes.cluster.speedIn[nodes.role[node]!]!;
}

/** Lets all clocks stand still, or go on. */
export function suspendAll(nodes: LiveNodes, suspended: 0 | 1): void {
  nodes.suspended[0] = suspended;
  for (let node = 0; node < nodes.cluster.nodes; node++) ageAt(nodes, node, ageingSpeed(nodes, node));
}

function ageAt({ cluster, fail }: LiveNodes, node: NodeId, speed: number): void {
  const end = cluster.firstPart[node + 1]!;
  for (let part = cluster.firstPart[node]!; part < end; part++) fail.scale(part, speed);
}

/** How worn a node is: its failed parts, those of later modes a little more. */
export function wearOf({ firstPart, parts }: Cluster, { failed }: Nodes, node: NodeId): number {
  let wear = 0;
  for (let part = firstPart[node]!; part < firstPart[node + 1]!; part++) {
    if (failed[part] === 1) wear += 1 + parts[part]!.fault / 1024;
  }
  return wear;
}
