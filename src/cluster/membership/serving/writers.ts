import type { Law } from "../../../kernel/law.js";
import type { NodeId, OriginId, SlotId } from "../../ids.js";
import { become, hold, release } from "../../node/nodes.js";
import { Mark, Role } from "../../vocabulary.js";
import { serve, slotLost, waitForNode, waitsNoMore } from "../../work/work.js";
import type { Groups } from "../groupsBench.js";

const { ACTIVE, TAKING, CLAIMING, RIVAL, IDLE, STOPPED, RECONCILING } = Role;

/*
 * Who serves a slot, or is about to, is a chain: the node that holds it, and by `next` those who claim it too because they
 * cannot know better. Whenever anybody serves the slot, its holder does; another one that serves is a rival.
 */

/** The node that holds a slot; −1 = it waits for one. */
export function holderOf(own: Groups, slot: SlotId): number {
  return own.nodes.slotOf.indexOf(slot);
}

/** Begins to take a slot over, under `law`, on a node that holds nothing, whatever the present holder is doing. */
export function claimSlot(own: Groups, slot: SlotId, node: NodeId, law: Law): void {
  const holder = holderOf(own, slot);
  own.mark(Mark.PROMOTED, node);
  if (holder < 0) {
    waitsNoMore(own.work, slot);
    hold(own.nodes, node, slot);
    return own.signals.takeUp(node, law);
  }
  append(own, holder, node);
  become(own.nodes, node, CLAIMING);
  own.signals.claimBegins(node, law);
  if (!isAtWork(own, holder)) replace(own, holder);
}

/** Does a holder serve, or is it about to? Else it has failed, was stopped, or waits for its data. */
const isAtWork = (own: Groups, holder: NodeId): boolean => own.nodes.role[holder]! < STOPPED;

/** The slot goes to the next of the chain; a holder that works has nothing left to do. */
function replace(own: Groups, holder: NodeId): void {
  passOn(own, holder);
  const role = own.nodes.role[holder];
  if (role !== STOPPED && role !== RECONCILING) return;
  own.signals.reconcilingOff(holder);
  become(own.nodes, holder, IDLE);
}

function append(own: Groups, holder: NodeId, node: NodeId): void {
  const { next } = own.state;
  let last = holder;
  while (next[last]! >= 0) last = next[last]!;
  next[last] = node;
}

/** Takes a node that is not the holder out of its chain. */
function unlink(own: Groups, node: NodeId): void {
  const { next } = own.state;
  const before = next.indexOf(node);
  next[before] = next[node]!;
  next[node] = -1;
}

/**
 * The holder gives its slot to another of the chain: to one that serves it, else to the first. False when there is none;
 * then it keeps it.
 */
function passOn(own: Groups, holder: NodeId): boolean {
  const { next } = own.state;
  const heir = heirOf(own, holder);
  if (heir < 0) return false;
  const slot = own.nodes.slotOf[holder]!;
  unlink(own, heir);
  next[heir] = next[holder]!;
  next[holder] = -1;
  release(own.nodes, holder);
  hold(own.nodes, heir, slot);
  become(own.nodes, heir, own.nodes.role[heir] === RIVAL ? ACTIVE : TAKING);
  return true;
}

function heirOf(own: Groups, holder: NodeId): number {
  const { next } = own.state;
  for (let node = next[holder]!; node >= 0; node = next[node]!) if (own.nodes.role[node] === RIVAL) return node;
  return next[holder]!;
}

/**
 * A node gives up what it serves or is about to serve, because it fails, is stopped or is switched off. Its slot passes to
 * another that claims it, if one does, and is lost when nobody goes on serving it; `origin` is then why. Its role is the
 * caller's to change; until then it may still hold the slot.
 */
export function giveUp(own: Groups, node: NodeId, origin: OriginId): void {
  const role = own.nodes.role[node]!;
  own.signals.takeoverOff(node);
  own.signals.reconcilingOff(node);
  own.stop.cancel(node);
  own.state.stopping[node] = 0;
  if (role === CLAIMING || role === RIVAL) return unlink(own, node);
  const slot = own.nodes.slotOf[node]!;
  if (slot < 0) return;
  const heir = heirOf(own, node);
  if (role === ACTIVE && (heir < 0 || own.nodes.role[heir] !== RIVAL)) slotLost(own, slot, origin);
  passOn(own, node);
}

/** A group without quorum stops what one of its nodes does. Where nobody else claims the slot, the node keeps it and waits. */
export function stopServing(own: Groups, node: NodeId, origin: OriginId): void {
  own.mark(Mark.STOPPED, node);
  giveUp(own, node, origin);
  own.work.unfinished[node] = own.nodes.slotOf[node]! >= 0 ? 1 : 0;
  become(own.nodes, node, own.nodes.slotOf[node]! >= 0 ? STOPPED : IDLE);
}

/** The holder of a slot is known to be off: the slot waits for another node; where every node has a slot, for this one. */
export function vacate(own: Groups, node: NodeId): void {
  own.nodes.fault[node] = own.cluster.faults[own.nodes.fault[node]!]!.mode;
  const slot = own.nodes.slotOf[node]!;
  if (slot < 0 || !own.cluster.hasSpares) return;
  release(own.nodes, node);
  waitForNode(own.work, slot);
}

/** It serves: beside the holder, if that one serves too, else in its place. */
export function claimServed(own: Groups, node: NodeId): void {
  const holder = firstOf(own, node);
  become(own.nodes, node, RIVAL);
  if (own.nodes.role[holder] === ACTIVE) return;
  const goesOn = isAtWork(own, holder);
  replace(own, holder);
  serve(own, node);
  if (!goesOn) return;
  append(own, node, holder);
  become(own.nodes, holder, CLAIMING);
}

function firstOf(own: Groups, node: NodeId): number {
  const { next } = own.state;
  let first = node;
  for (let before = next.indexOf(first); before >= 0; before = next.indexOf(first)) first = before;
  return first;
}

/**
 * Two of a chain are in touch again: the holder goes on, or who is first among them, and the others give up. Where both had
 * written, their data may have to be reconciled.
 */
export function reconcile(own: Groups, holder: NodeId, origin: OriginId): void {
  const { next, seenGroup } = own.state;
  let wrote = false;
  for (let keeper = holder; keeper >= 0; keeper = next[keeper]!) {
    for (let node = next[keeper]!; node >= 0; ) {
      const following = next[node]!;
      if (seenGroup[node] === seenGroup[keeper] && seenGroup[node]! >= 0) {
        wrote ||= keeper === holder && own.nodes.role[node] === RIVAL;
        giveUp(own, node, origin);
        become(own.nodes, node, IDLE);
      }
      node = following;
    }
  }
  if (wrote) own.signals.writersMet(holder, origin);
}
