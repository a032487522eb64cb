import type { NodeId } from "../../ids.js";
import { wearOf } from "../../node/nodes.js";
import type { Near } from "../../signals.js";
import { Role } from "../../vocabulary.js";
import type { Groups } from "../groupsBench.js";

const { IDLE } = Role;

/** The nodes of a group, by the lowest of them, as it sees itself: among them it looks for a spare. */
export const inGroup = (own: Groups, group: NodeId): Near => ({
  count: (role) => count(own, group, role),
  pick: (role) => leastWornOf(own, group, role),
});

function count(own: Groups, group: number, role: number): number {
  if (own.nodes.count[role] === 0) return 0;
  const { seenGroup } = own.state;
  let found = 0;
  for (let node = group; node < seenGroup.length; node++) {
    if (seenGroup[node] === group && own.nodes.role[node] === role) found++;
  }
  return found;
}

/** Of the nodes of a group with a role, and able to work as things are, the one with the fewest failed parts. */
function leastWornOf(own: Groups, group: number, role: number): NodeId {
  const { seenGroup, able } = own.state;
  const { commits } = own.membership.plan.quorum;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = group; node < seenGroup.length; node++) {
    if (seenGroup[node] !== group || own.nodes.role[node] !== role) continue;
    if (commits && role === IDLE && able[node] === 0) continue;
    const wear = own.cluster.redundantParts ? wearOf(own.cluster, own.nodes, node) : 0;
    if (wear < least) {
      least = wear;
      best = node;
    }
  }
  return best;
}
