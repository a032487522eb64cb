import type { NodeId, OriginId, SlotId } from "../../ids.js";
import { Role } from "../../vocabulary.js";
import type { Groups } from "../groupsBench.js";
import { standingCause } from "../standingCause.js";
import { inGroup } from "./spares.js";
import { claimSlot, holderOf, stopServing, vacate } from "./writers.js";

const { ACTIVE, STOPPED, LOST, BROKEN, RESTARTING, LATENT } = Role;

/** Each group with quorum looks for slots that none of its nodes serves, has their holders fenced, and takes them over. */
export function takeOver(own: Groups, why: OriginId): void {
  const { want } = own.membership.room;
  const canFence = own.gates.canFence();
  const groups = isAllInHand(own) ? [] : actingGroups(own);
  if (canFence) want.fill(0);
  if (own.cluster.hasSpares && groups.length > 0) {
    for (const slot of missedSlots(own, groups)) {
      while (groups.some((group) => claims(own, slot, group)));
    }
  }
  if (!canFence) return;
  wantOpponentsOff(own, groups);
  for (let node = 0; node < own.cluster.nodes; node++) own.signals.wantedOff(node, want[node] === 1, why);
}

/** Is every slot served, and do all nodes there are know one another? Then no group misses anything, or anybody. */
function isAllInHand({ cluster, nodes, state }: Groups): boolean {
  if (nodes.count[ACTIVE] !== cluster.plant.slots) return false;
  const { seenGroup } = state;
  let first = -1;
  for (let node = 0; node < seenGroup.length; node++) {
    if (seenGroup[node]! < 0) continue;
    if (first < 0) first = seenGroup[node]!;
    else if (seenGroup[node] !== first) return false;
  }
  return true;
}

/** Groups with quorum in which somebody is alive, by their lowest nodes: what the dead of whom nobody knows would do is not done. */
function actingGroups(own: Groups): number[] {
  const { seenGroup, may } = own.state;
  const { sum: workers } = own.membership.room;
  workers.fill(0);
  for (let node = 0; node < seenGroup.length; node++) {
    if (seenGroup[node]! >= 0 && own.nodes.role[node]! < LOST) workers[seenGroup[node]!]!++;
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
function missedSlots(own: Groups, groups: readonly number[]): number[] {
  const { holders } = own.membership.room;
  holders.fill(-1);
  for (let node = own.cluster.nodes - 1; node >= 0; node--) {
    if (own.nodes.slotOf[node]! >= 0) holders[own.nodes.slotOf[node]!] = node;
  }
  const missed: number[] = [];
  for (let slot = 0; slot < holders.length; slot++) {
    const holder = holders[slot]!;
    if (holder < 0 || groups.some((group) => !isInHand(own, holder, group))) missed.push(slot);
  }
  const key = (slot: SlotId): number => {
    if (own.work.waitingTurn[slot]! > 0) return own.work.waitingTurn[slot]! - 1e9;
    const holder = holders[slot]!;
    return own.nodes.role[holder]! * own.cluster.nodes + own.membership.topology.rackOf[holder]!;
  };
  return missed.length < 2 ? missed : missed.sort((a, b) => key(a) - key(b));
}

/** Takes a slot over, if the group misses it, has a node for it, and knows that nobody else serves it, or cannot make sure. */
function claims(own: Groups, slot: SlotId, group: number): boolean {
  const { membership } = own;
  const { commits } = membership.plan.quorum;
  const { next, seenGroup } = own.state;
  const holder = holderOf(own, slot);
  if (holder >= 0 && isInHand(own, holder, group)) return false;
  if (!commits && own.gates.canFence()) {
    for (let node = holder; node >= 0; node = next[node]!)
      if (seenGroup[node] !== group) membership.room.want[node] = 1;
    if (holder >= 0) return false;
  }
  const broken = holder >= 0 && own.nodes.role[holder] === BROKEN;
  const { takeover } = broken
    ? own.cluster.faults[own.nodes.fault[holder]!]!
    : { takeover: own.cluster.plant.takeover.law };
  if (broken) vacate(own, holder);
  const spare = own.gates.spareFor(slot, inGroup(own, group));
  if (spare < 0) return false;
  if (commits && holder >= 0 && own.nodes.role[holder]! < LOST) yieldLead(own, holder);
  claimSlot(own, slot, spare, takeover);
  return true;
}

/** A leader that hears of a later term steps down. */
function yieldLead(own: Groups, holder: NodeId): void {
  if (own.nodes.role[holder] !== STOPPED) stopServing(own, holder, standingCause(own));
}

/** Does the group see one of its own nodes serve the slot, or about to, or restarted in place with it? */
function isInHand(own: Groups, holder: NodeId, group: number): boolean {
  const { next, seenGroup, may } = own.state;
  const role = own.nodes.role[holder]!;
  if (role >= RESTARTING) return true;
  if (own.membership.plan.quorum.commits && role < LOST && may[holder] === 1 && seenGroup[holder] !== group) {
    return true;
  }
  for (let node = holder; node >= 0; node = next[node]!) {
    if (seenGroup[node] === group && own.nodes.role[node] !== BROKEN && own.nodes.role[node] !== LATENT) return true;
  }
  return false;
}

/** Where two groups may both act, each wants the other's nodes off, whoever serves: only one can be left. */
function wantOpponentsOff(own: Groups, groups: readonly number[]): void {
  const { seenGroup, may } = own.state;
  const { want } = own.membership.room;
  for (const group of groups) {
    for (let node = 0; node < own.cluster.nodes; node++) {
      const acts = seenGroup[node]! >= 0 && may[node] === 1;
      if (acts && seenGroup[node] !== group && own.nodes.role[node]! <= LOST) want[node] = 1;
    }
  }
}
