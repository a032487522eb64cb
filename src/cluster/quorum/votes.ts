import type { Membership } from "../membership/membership.js";

/** What a count of votes needs to know: the groups of those who work, and which nodes reach the witness. */
export interface Poll {
  /** Of each node the lowest node of its group; −1 = it has none. */
  readonly group: Int32Array;
  /** Is the witness up, and does this node reach it? */
  readonly reachesWitness: (node: number) => boolean;
}

/** Writes for each node whether its group has quorum: holds[node] is 1 or 0. */
export function countVotes(membership: Membership, poll: Poll, holds: Int32Array): void {
  const { votes, room, plan } = membership;
  const { group } = poll;
  room.sum.fill(0);
  for (let node = 0; node < group.length; node++) if (group[node]! >= 0) room.sum[group[node]!]! += votes[node]!;
  const { witness } = plan.quorum;
  const favoured = witness ? favouredGroup(membership, poll) : -1;
  if (witness && favoured >= 0) room.sum[favoured]! += witness.votes;
  for (let node = 0; node < group.length; node++) {
    const lowest = group[node]!;
    if (lowest === node) holds[node] = enough(membership, poll, lowest) ? 1 : 0;
    else holds[node] = lowest < 0 ? 0 : holds[lowest]!;
  }
}

/** More than half of all votes, or one half and the tie-breaker. */
function enough(membership: Membership, { group }: Poll, lowest: number): boolean {
  const { plan, room, need, total, topology } = membership;
  const { policy, whenLost, tieBreaker } = plan.quorum;
  if (policy === "none" || whenLost === "ignore") return true;
  const sum = room.sum[lowest]!;
  if (sum >= need) return true;
  if (tieBreaker === undefined || 2 * sum !== total) return false;
  let here = 0;
  for (let node = 0; node < group.length; node++) {
    if (group[node] === lowest && topology.rackOf[node] === tieBreaker) here++;
  }
  return 2 * here > plan.network.racks[tieBreaker]!.nodes;
}

/** The group that gets the votes of the witness, of those that reach it; −1 = none does. */
export function favouredGroup(membership: Membership, poll: Poll): number {
  const { group } = poll;
  const first = membership.plan.quorum.witness!.grants === "first";
  const { room, topology } = membership;
  let best = -1;
  for (let node = 0; node < group.length; node++) {
    const lowest = group[node]!;
    if (lowest !== node || !groupReachesWitness(poll, lowest)) continue;
    if (best < 0) best = lowest;
    else if (!first && room.sum[lowest]! > room.sum[best]!) best = lowest;
    else if (first && topology.rackOf[lowest]! < topology.rackOf[best]!) best = lowest;
  }
  return best;
}

/** Is the witness up, and does one of the group of this lowest node reach it? */
export function groupReachesWitness({ group, reachesWitness }: Poll, lowest: number): boolean {
  for (let node = lowest; node < group.length; node++) if (group[node] === lowest && reachesWitness(node)) return true;
  return false;
}
