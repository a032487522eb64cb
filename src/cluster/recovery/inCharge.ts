import type { Law } from "../../kernel/law.js";
import type { NodeId, OriginId } from "../ids.js";
import { become, hold, release } from "../node/nodes.js";
import { isIn } from "../site/sitesSpec.js";
import { Role } from "../vocabulary.js";
import { nextWaitingSlot, serve, slotLost, waitForNode } from "../work/work.js";
import { NONE, type Recovery } from "./recoveryBench.js";

const { ACTIVE, IDLE, TAKING, MANUAL, LOST, BROKEN } = Role;

/** A site serves no more: its slots wait for another one. */
export function leave(own: Recovery, site: number, origin: OriginId): void {
  const { nodes, work, signals, sites } = own;
  const { first, end } = sites[site]!;
  for (let node: NodeId = first; node < end; node++) {
    const slot = nodes.slotOf[node]!;
    if (slot < 0) continue;
    const role = nodes.role[node]!;
    if (role === ACTIVE) slotLost(own, slot, origin);
    if (role === TAKING || role === MANUAL) signals.takeoverOff(node);
    release(nodes, node);
    work.unfinished[node] = 0;
    waitForNode(work, slot);
    if (role < LOST) become(nodes, node, IDLE);
  }
}

/** A site serves from now on, as many slots as it has nodes for. */
export function takeCharge(own: Recovery, site: number): void {
  const { nodes, work, gates, nears, charge, stage } = own;
  charge[0] = site;
  stage[0] = NONE;
  while (work.waiting[0]! > 0) {
    const node = gates.spareFor(0, nears[site]!);
    if (node < 0) return;
    hold(nodes, node, nextWaitingSlot(work));
    serve(own, node);
  }
}

/** A node is out. While its site serves, another of its nodes takes over; else nobody misses it. */
export function nodeGone(own: Recovery, node: NodeId, law: Law): void {
  const { nodes, work, signals, gates, nears, charge } = own;
  const slot = nodes.slotOf[node]!;
  release(nodes, node);
  become(nodes, node, BROKEN);
  if (slot < 0) return;
  const spare = gates.spareFor(slot, nears[charge[0]!]!);
  if (spare < 0) return waitForNode(work, slot);
  hold(nodes, spare, slot);
  signals.takeUp(spare, law);
}

/** A node works again: it serves as before, or takes a slot that waits at the site in charge, or stands by. */
export function nodeBack(own: Recovery, node: NodeId, asBefore: boolean): void {
  const { cluster, nodes, work, signals, sites, charge, stage } = own;
  if (asBefore) return serve(own, node);
  const { law } = cluster.plant.takeover;
  if (nodes.slotOf[node]! >= 0) return signals.takeUp(node, law);
  become(nodes, node, IDLE);
  if (stage[0] !== NONE || !isIn(sites[charge[0]!]!, node)) return;
  const slot = nextWaitingSlot(work);
  if (slot < 0) return;
  hold(nodes, node, slot);
  signals.takeUp(node, law);
}
