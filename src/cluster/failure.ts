import type { Declare } from "../kernel/model.js";
import { ageingSpeed, become } from "./ageing.js";
import { Activity, Choice, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { giveUp } from "./membership/writers.js";
import { slotLost } from "./slots.js";
import { failedParts } from "./standby.js";
import { Mark, Role } from "./vocabulary.js";

const { IDLE, LATENT, ACTIVE, TAKING, MANUAL, LOST } = Role;
const { FAULT } = Mark;
const { SWAP, FAIL, TEST, TAKE, DETECT, SHOCK } = Activity;

/** A part fails: the node runs on while enough parts of its mode work, else the node fails. */
export function partFailed(cluster: Cluster, world: ClusterWorld, declare: Declare, part: number): void {
  const { node, mode, fault } = cluster.parts[part]!;
  world.failed[part] = 1;
  if (mode.parts.count > 1 && workingParts(cluster, world, node, fault) >= mode.parts.need) {
    declare.start(SWAP, part, mode.parts.swap);
    return;
  }
  nodeFailed(cluster, world, declare, node, fault);
}

/** A failed part has been replaced while its node ran. */
export function partSwapped(cluster: Cluster, world: ClusterWorld, declare: Declare, part: number): void {
  renewPart(cluster, world, declare, part);
}

/** A new part starts its life. */
export function renewPart(cluster: Cluster, world: ClusterWorld, declare: Declare, part: number): void {
  const { node, mode } = cluster.parts[part]!;
  world.failed[part] = 0;
  declare.start(FAIL, part, mode.life, ageingSpeed(cluster, world, node));
}

/** A working node stops working. What it held is lost, and the cluster finds out after the detection time of the fault. */
export function nodeFailed(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, fault: number): void {
  const role = world.role[node]!;
  declare.mark(FAULT, node);
  world.fault[node] = fault;
  if (role === IDLE && staysUnseen(cluster, declare, node)) {
    become(cluster, world, declare, node, LATENT);
    declare.start(TEST, node, cluster.plant.standby.test);
    return;
  }
  if (cluster.membership) giveUp(cluster, world, declare, node, cluster.originOf[fault]!);
  else if (role === ACTIVE) slotLost(world, declare, world.slotOf[node]!, cluster.originOf[fault]!);
  if (role === TAKING || role === MANUAL) cutTakeoverShort(world, declare, node, mayStay(cluster, fault));
  become(cluster, world, declare, node, LOST);
  if (cluster.incidents[fault] !== undefined && world.slotOf[node]! >= 0) {
    world.fault[node] = incidentOf(cluster, declare, node, fault);
  }
  declare.start(DETECT, node, cluster.faults[world.fault[node]!]!.detection);
}

/** The class of an incident, kept as the node's fault until it is declared. Only a slot's takeover depends on it. */
function incidentOf({ incidents }: Cluster, declare: Declare, node: number, fault: number): number {
  const { first, shares } = incidents[fault]!;
  return first + declare.choose(Choice.INCIDENT, node, shares);
}

/** May a node come back with its slot? After a repair in place, or when a strike is lifted before anyone has noticed. */
function mayStay({ faults, firstStrike }: Cluster, fault: number): boolean {
  return faults[fault]!.inPlace || fault >= firstStrike;
}

/** A node fails while it takes a slot over. If the slot stays with it, the takeover begins again after the repair. */
function cutTakeoverShort(world: ClusterWorld, declare: Declare, node: number, mayStay: boolean): void {
  declare.cancel(TAKE, node);
  declare.cancel(Activity.MANUAL, node);
  if (mayStay) world.unfinished[node] = 1;
}

/** A common cause takes every working node, and the next one is on its way. */
export function shockStruck(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  for (const node of strikingOrder(cluster, world)) nodeFailed(cluster, world, declare, node, cluster.shock);
  armShock(cluster, declare);
}

/**
 * The working nodes, serving ones first and idle ones last, then by the loss their slot is charged to and by wear.
 * Where failures are declared at once, crews and spares are given out in this order: by number alone, nodes that are
 * alike could not be merged.
 */
function strikingOrder(cluster: Cluster, world: ClusterWorld): number[] {
  const { role, slotOf, origin } = world;
  const turn = (node: number) => (role[node] === IDLE ? LOST : role[node]!);
  const charged = (node: number) => (slotOf[node]! < 0 ? 0 : origin[slotOf[node]!]!);
  const wear = (node: number) => failedParts(cluster, world, node);
  const working = [...role.keys()].filter((node) => role[node]! < LOST);
  return working.sort((a, b) => turn(a) - turn(b) || charged(a) - charged(b) || wear(a) - wear(b));
}

/** Starts the clock of the next common cause, where there is one. */
export function armShock(cluster: Cluster, declare: Declare): void {
  const { commonCause } = cluster.plant;
  if (commonCause) declare.start(SHOCK, 0, commonCause.every);
}

function staysUnseen(cluster: Cluster, declare: Declare, node: number): boolean {
  return cluster.plant.standby.latent > 0 && declare.choose(Choice.LATENT, node, cluster.seenOrLatent) === 1;
}

function workingParts(cluster: Cluster, world: ClusterWorld, node: number, fault: number): number {
  let working = 0;
  for (let part = cluster.firstPart[node]!; part < cluster.firstPart[node + 1]!; part++) {
    if (cluster.parts[part]!.fault === fault && world.failed[part] === 0) working++;
  }
  return working;
}
