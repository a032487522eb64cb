import type { Declare } from "../../kernel/model.js";
import { Activity, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { SUSPECTED } from "../network/groups.js";
import { beginTakeover, serve } from "../slots.js";
import { Mark, Role } from "../vocabulary.js";
import { aim, callOff, Shot, watch } from "./fencing.js";
import { areApart, findGroups, findSeenGroups } from "./groups.js";
import { spareOf } from "./spares.js";
import { watchNodes } from "./suspicion.js";
import { claimSlot, holderOf, reconcile, stopServing, vacate } from "./writers.js";

const { ACTIVE, STOPPED, RIVAL, LOST, BROKEN, RESTARTING, LATENT } = Role;

/**
 * The decision tree of a cluster whose nodes may not all reach one another, gone through after every activity. Each group
 * judges alone, from what its nodes see: can the servers communicate? Then all is well. If not: does the group have quorum?
 * Without it, it stops what it does. With it, it makes sure that the nodes it has lost are off, and takes their work over.
 * `origin` is the fault that has just happened, to which a loss is charged; −1 = none.
 */
export function judge(cluster: Cluster, world: ClusterWorld, declare: Declare, origin: number): void {
  const why = origin >= 0 ? origin : standingCause(cluster, world);
  watchNodes(cluster, world, declare);
  voteAnew(cluster, world, declare);
  for (let node = 0; node < cluster.nodes; node++) obeyQuorum(cluster, world, declare, node, why);
  for (let node = 0; node < cluster.nodes; node++) {
    if (world.membership!.next[node]! >= 0 && world.slotOf[node]! >= 0) reconcile(cluster, world, declare, node, why);
  }
  takeOver(cluster, world, declare, why);
  noteWriters(cluster, world, declare);
}

/** What is wrong just now, for a loss that no fault has brought about this very moment: the network first, then the nodes. */
function standingCause(cluster: Cluster, world: ClusterWorld): number {
  const { wireOrigin, portOrigin, witnessOrigin, partitionOrigin, suspicionOrigin } = cluster.membership!;
  const { wireDown, portDown, partitionOn, watch, witnessDown } = world.membership!;
  const wire = wireDown.indexOf(1);
  if (wire >= 0) return wireOrigin[wire]!;
  if (portDown.includes(1)) return portOrigin;
  if (partitionOn.includes(1)) return partitionOrigin;
  if (watch.includes(SUSPECTED)) return suspicionOrigin;
  const least = world.fault.reduce((low, fault) => (fault >= 0 && (low < 0 || fault < low) ? fault : low), -1);
  if (least >= 0) return cluster.originOf[least]!;
  if (witnessDown[0] === 1) return witnessOrigin;
  return wireOrigin[0] ?? Math.max(0, portOrigin);
}

/** Finds the groups and counts their votes; tells observers whose standing has changed. */
function voteAnew(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const { may } = world.membership!;
  const { before } = cluster.membership!.room;
  before.set(may);
  findGroups(cluster, world);
  findSeenGroups(cluster, world, declare);
  for (let node = 0; node < cluster.nodes; node++) {
    if (may[node] === before[node] || world.role[node]! >= LOST) continue;
    declare.mark(may[node] === 1 ? Mark.QUORUM_HELD : Mark.QUORUM_LOST, node);
  }
}

/** May a node serve? With writes that need a majority that is as things are, else as its group sees them. */
function mayServe(cluster: Cluster, world: ClusterWorld, node: number): boolean {
  const { able, may } = world.membership!;
  return (cluster.membership!.plan.quorum.commits ? able[node] : may[node]) === 1;
}

/** A node that serves without quorum is stopped after a while, or at once; a stopped one goes on when its group has quorum again. */
function obeyQuorum(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, why: number): void {
  const { stopping } = world.membership!;
  const { quorum, fencing } = cluster.membership!.plan;
  const role = world.role[node]!;
  const may = mayServe(cluster, world, node);
  if (fencing?.watchdog) watch(cluster, world, declare, node, { may, works: worksForSlot(role) }, why);
  if (role >= LOST) return;
  if (role === STOPPED) {
    if (may) resume(cluster, world, declare, node);
    else world.unfinished[node] = 1;
  } else if (may && stopping[node]! > 0) {
    stopping[node] = 0;
    declare.cancel(Activity.STOP, node);
  } else if (!may && quorum.whenLost === "stop" && worksForSlot(role) && stopping[node] === 0) {
    if (quorum.commits) return stopServing(cluster, world, declare, node, why);
    stopping[node] = 1 + why;
    declare.start(Activity.STOP, node, quorum.stop);
  }
}

const worksForSlot = (role: number): boolean => role >= ACTIVE && role <= RIVAL && role !== STOPPED;

function resume(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const waits = world.unfinished[node] === 1;
  world.unfinished[node] = 0;
  if (waits) beginTakeover(cluster, world, declare, node, cluster.plant.takeover.law);
  else serve(cluster, world, declare, node);
}

/** Each group with quorum looks for slots that none of its nodes serves, has their holders fenced, and takes them over. */
function takeOver(cluster: Cluster, world: ClusterWorld, declare: Declare, why: number): void {
  const { want } = cluster.membership!.room;
  const { shot } = world.membership!;
  const canFence = cluster.membership!.plan.fencing !== undefined;
  const groups = isAllInHand(cluster, world) ? [] : actingGroups(cluster, world);
  if (canFence) want.fill(0);
  if (cluster.hasSpares && groups.length > 0) {
    for (const slot of missedSlots(cluster, world, groups)) {
      while (groups.some((group) => claims(cluster, world, declare, slot, group)));
    }
  }
  if (!canFence) return;
  wantOpponentsOff(cluster, world, groups);
  for (let node = 0; node < cluster.nodes; node++) {
    if (want[node] === 1 && shot[node] === Shot.NONE) aim(cluster, world, declare, node, why);
    else if (want[node] === 0 && shot[node] !== Shot.NONE) callOff(world, declare, node);
  }
}

/** Is every slot served, and do all nodes there are know one another? Then no group misses anything, or anybody. */
function isAllInHand(cluster: Cluster, { count, membership }: ClusterWorld): boolean {
  if (count[ACTIVE] !== cluster.plant.slots) return false;
  const { seenGroup } = membership!;
  let first = -1;
  for (let node = 0; node < seenGroup.length; node++) {
    if (seenGroup[node]! < 0) continue;
    if (first < 0) first = seenGroup[node]!;
    else if (seenGroup[node] !== first) return false;
  }
  return true;
}

/** Groups with quorum in which somebody is alive, by their lowest nodes: what the dead of whom nobody knows would do is not done. */
function actingGroups(cluster: Cluster, world: ClusterWorld): number[] {
  const { seenGroup, may } = world.membership!;
  const { sum: workers } = cluster.membership!.room;
  workers.fill(0);
  for (let node = 0; node < seenGroup.length; node++) {
    if (seenGroup[node]! >= 0 && world.role[node]! < LOST) workers[seenGroup[node]!]!++;
  }
  const groups: number[] = [];
  for (let group = 0; group < seenGroup.length; group++) {
    if (seenGroup[group] === group && may[group] === 1 && workers[group]! > 0) groups.push(group);
  }
  return groups;
}

/**
 * Slots that some group misses, in the order in which they are seen to: those that wait by their turn, then by what their holder
 * is and does.
 */
function missedSlots(cluster: Cluster, world: ClusterWorld, groups: readonly number[]): number[] {
  const { holders } = cluster.membership!.room;
  holders.fill(-1);
  for (let node = cluster.nodes - 1; node >= 0; node--) {
    if (world.slotOf[node]! >= 0) holders[world.slotOf[node]!] = node;
  }
  const missed: number[] = [];
  for (let slot = 0; slot < holders.length; slot++) {
    const holder = holders[slot]!;
    if (holder < 0 || groups.some((group) => !isInHand(cluster, world, holder, group))) missed.push(slot);
  }
  const key = (slot: number): number => {
    if (world.waitingTurn[slot]! > 0) return world.waitingTurn[slot]! - 1e9;
    const holder = holders[slot]!;
    return world.role[holder]! * cluster.nodes + cluster.membership!.topology.rackOf[holder]!;
  };
  return missed.length < 2 ? missed : missed.sort((a, b) => key(a) - key(b));
}

/** Takes a slot over, if the group misses it, has a node for it, and knows that nobody else serves it, or cannot make sure. */
function claims(cluster: Cluster, world: ClusterWorld, declare: Declare, slot: number, group: number): boolean {
  const membership = cluster.membership!;
  const { commits } = membership.plan.quorum;
  const { next, seenGroup } = world.membership!;
  const holder = holderOf(world, slot);
  if (holder >= 0 && isInHand(cluster, world, holder, group)) return false;
  if (membership.plan.fencing && !commits) {
    for (let node = holder; node >= 0; node = next[node]!)
      if (seenGroup[node] !== group) membership.room.want[node] = 1;
    if (holder >= 0) return false;
  }
  const broken = holder >= 0 && world.role[holder] === BROKEN;
  const { takeover } = broken ? cluster.faults[world.fault[holder]!]! : { takeover: cluster.plant.takeover.law };
  if (broken) vacate(cluster, world, holder);
  const spare = spareOf(cluster, world, declare, slot, group);
  if (spare < 0) return false;
  if (commits && holder >= 0 && world.role[holder]! < LOST) yieldLead(cluster, world, declare, holder);
  claimSlot(cluster, world, declare, slot, spare, takeover);
  return true;
}

/** A leader that hears of a later term steps down. */
function yieldLead(cluster: Cluster, world: ClusterWorld, declare: Declare, holder: number): void {
  if (world.role[holder] !== STOPPED) stopServing(cluster, world, declare, holder, standingCause(cluster, world));
}

/** Does the group see one of its own nodes serve the slot, or about to, or restarted in place with it? */
function isInHand(cluster: Cluster, world: ClusterWorld, holder: number, group: number): boolean {
  const { next, seenGroup, may } = world.membership!;
  const role = world.role[holder]!;
  if (role >= RESTARTING) return true;
  if (cluster.membership!.plan.quorum.commits && role < LOST && may[holder] === 1 && seenGroup[holder] !== group) {
    return true;
  }
  for (let node = holder; node >= 0; node = next[node]!) {
    if (seenGroup[node] === group && world.role[node] !== BROKEN && world.role[node] !== LATENT) return true;
  }
  return false;
}

/** Where two groups may both act, each wants the other's nodes off, whoever serves: only one can be left. */
function wantOpponentsOff(cluster: Cluster, world: ClusterWorld, groups: readonly number[]): void {
  const { seenGroup, may } = world.membership!;
  const { want } = cluster.membership!.room;
  for (const group of groups) {
    for (let node = 0; node < cluster.nodes; node++) {
      const acts = seenGroup[node]! >= 0 && may[node] === 1;
      if (acts && seenGroup[node] !== group && world.role[node]! <= LOST) want[node] = 1;
    }
  }
}

/** What only the observer sees: whether a slot has two writers. */
function noteWriters(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const { split } = world.membership!;
  const now = hasTwoWriters(cluster, world) ? 1 : 0;
  if (now > split[0]!) declare.mark(Mark.SPLIT, world.role.indexOf(cluster.hasSpares ? RIVAL : ACTIVE));
  split[0] = now;
}

/** A slot served twice; or, where every node writes, two that do and do not hear one another. */
function hasTwoWriters(cluster: Cluster, world: ClusterWorld): boolean {
  if (cluster.hasSpares) return world.count[RIVAL]! > 0;
  const { parts, watch } = world.membership!;
  if (cluster.plant.hosting !== "shared" || (parts[0]! < 2 && !watch.includes(SUSPECTED))) return false;
  return areApart(cluster, world, ACTIVE);
}
