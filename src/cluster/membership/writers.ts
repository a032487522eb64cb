import type { Law } from "../../kernel/law.js";
import type { Declare } from "../../kernel/model.js";
import { become } from "../ageing.js";
import { Activity, Choice, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { hold, release, serve, slotLost, startTakeover, waitForNode } from "../slots.js";
import { Mark, Role } from "../vocabulary.js";

const { ACTIVE, TAKING, CLAIMING, RIVAL, IDLE, STOPPED, RECONCILING } = Role;

/*
 * Who serves a slot, or is about to, is a chain: the node that holds it, and by `next` those who claim it too because they
 * cannot know better. Whenever anybody serves the slot, its holder does; another one that serves is a rival.
 */

/** The node that holds a slot; −1 = it waits for one. */
export function holderOf(world: ClusterWorld, slot: number): number {
  return world.slotOf.indexOf(slot);
}

/** Begins to take a slot over, under `law`, on a node that holds nothing, whatever the present holder is doing. */
export function claimSlot(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  slot: number,
  node: number,
  law: Law,
): void {
  const holder = holderOf(world, slot);
  declare.mark(Mark.PROMOTED, node);
  if (holder < 0) {
    world.waitingTurn[slot] = 0;
    world.waiting[0]!--;
    startTakeover(cluster, world, declare, node, slot, law);
    return;
  }
  append(world, holder, node);
  become(cluster, world, declare, node, CLAIMING);
  declare.start(Activity.TAKE, node, law);
  if (!isAtWork(world, holder)) replace(cluster, world, declare, holder);
}

/** Does a holder serve, or is it about to? Else it has failed, was stopped, or waits for its data. */
const isAtWork = (world: ClusterWorld, holder: number): boolean => world.role[holder]! < STOPPED;

/** The slot goes to the next of the chain; a holder that works has nothing left to do. */
function replace(cluster: Cluster, world: ClusterWorld, declare: Declare, holder: number): void {
  passOn(cluster, world, declare, holder);
  const role = world.role[holder];
  if (role !== STOPPED && role !== RECONCILING) return;
  declare.cancel(Activity.RESYNC, holder);
  become(cluster, world, declare, holder, IDLE);
}

function append(world: ClusterWorld, holder: number, node: number): void {
  const { next } = world.membership!;
  let last = holder;
  while (next[last]! >= 0) last = next[last]!;
  next[last] = node;
}

/** Takes a node that is not the holder out of its chain. */
function unlink(world: ClusterWorld, node: number): void {
  const { next } = world.membership!;
  const before = next.indexOf(node);
  next[before] = next[node]!;
  next[node] = -1;
}

/**
 * The holder gives its slot to another of the chain: to one that serves it, else to the first. False when there is none;
 * then it keeps it.
 */
function passOn(cluster: Cluster, world: ClusterWorld, declare: Declare, holder: number): boolean {
  const { next } = world.membership!;
  const heir = heirOf(world, holder);
  if (heir < 0) return false;
  const slot = world.slotOf[holder]!;
  unlink(world, heir);
  next[heir] = next[holder]!;
  next[holder] = -1;
  release(world, holder);
  hold(world, heir, slot);
  become(cluster, world, declare, heir, world.role[heir] === RIVAL ? ACTIVE : TAKING);
  return true;
}

function heirOf(world: ClusterWorld, holder: number): number {
  const { next } = world.membership!;
  for (let node = next[holder]!; node >= 0; node = next[node]!) if (world.role[node] === RIVAL) return node;
  return next[holder]!;
}

/**
 * A node gives up what it serves or is about to serve, because it fails, is stopped or is switched off. Its slot passes to
 * another that claims it, if one does, and is lost when nobody goes on serving it; `origin` is then why. Its role is the
 * caller's to change; until then it may still hold the slot.
 */
export function giveUp(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, origin: number): void {
  const own = world.membership!;
  const role = world.role[node]!;
  declare.cancel(Activity.TAKE, node);
  declare.cancel(Activity.MANUAL, node);
  declare.cancel(Activity.RESYNC, node);
  declare.cancel(Activity.STOP, node);
  own.stopping[node] = 0;
  if (role === CLAIMING || role === RIVAL) return unlink(world, node);
  const slot = world.slotOf[node]!;
  if (slot < 0) return;
  const heir = heirOf(world, node);
  if (role === ACTIVE && (heir < 0 || world.role[heir] !== RIVAL)) slotLost(world, declare, slot, origin);
  passOn(cluster, world, declare, node);
}

/** A group without quorum stops what one of its nodes does. Where nobody else claims the slot, the node keeps it and waits. */
export function stopServing(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  node: number,
  origin: number,
): void {
  declare.mark(Mark.STOPPED, node);
  giveUp(cluster, world, declare, node, origin);
  world.unfinished[node] = world.slotOf[node]! >= 0 ? 1 : 0;
  become(cluster, world, declare, node, world.slotOf[node]! >= 0 ? STOPPED : IDLE);
}

/** The holder of a slot is known to be off: the slot waits for another node; where every node has a slot, for this one. */
export function vacate(cluster: Cluster, world: ClusterWorld, node: number): void {
  world.fault[node] = cluster.faults[world.fault[node]!]!.mode;
  const slot = world.slotOf[node]!;
  if (slot < 0 || !cluster.hasSpares) return;
  release(world, node);
  waitForNode(world, slot);
}

/** A takeover of a slot that another node holds has ended: with the probability of coverage, else when a person has finished it. */
export function claimEnded(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  if (declare.choose(Choice.COVERAGE, node, cluster.coverage) === 0) claimServed(cluster, world, declare, node);
  else declare.start(Activity.MANUAL, node, cluster.plant.takeover.manual);
}

/** It serves: beside the holder, if that one serves too, else in its place. */
export function claimServed(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const holder = firstOf(world, node);
  become(cluster, world, declare, node, RIVAL);
  if (world.role[holder] === ACTIVE) return;
  const goesOn = isAtWork(world, holder);
  replace(cluster, world, declare, holder);
  serve(cluster, world, declare, node);
  if (!goesOn) return;
  append(world, node, holder);
  become(cluster, world, declare, holder, CLAIMING);
}

function firstOf(world: ClusterWorld, node: number): number {
  const { next } = world.membership!;
  let first = node;
  for (let before = next.indexOf(first); before >= 0; before = next.indexOf(first)) first = before;
  return first;
}

/**
 * Two of a chain are in touch again: the holder goes on, or who is first among them, and the others give up. Where both had
 * written, the service stands still until their data is reconciled.
 */
export function reconcile(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  holder: number,
  origin: number,
): void {
  const { next, seenGroup } = world.membership!;
  let wrote = false;
  for (let keeper = holder; keeper >= 0; keeper = next[keeper]!) {
    for (let node = next[keeper]!; node >= 0; ) {
      const following = next[node]!;
      if (seenGroup[node] === seenGroup[keeper] && seenGroup[node]! >= 0) {
        wrote ||= keeper === holder && world.role[node] === RIVAL;
        giveUp(cluster, world, declare, node, origin);
        become(cluster, world, declare, node, IDLE);
      }
      node = following;
    }
  }
  const { resync } = cluster.membership!.plan.network;
  if (!wrote || resync.kind === "immediate") return;
  slotLost(world, declare, world.slotOf[holder]!, origin);
  become(cluster, world, declare, holder, RECONCILING);
  declare.start(Activity.RESYNC, holder, resync);
}
