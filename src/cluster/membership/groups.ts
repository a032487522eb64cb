import { joinSwitches } from "../network/fabric.js";
import { type Contact, groupNodes, partOf, someApart } from "../network/groups.js";
import { countVotes, type Poll } from "../quorum/votes.js";
import { Role } from "../vocabulary.js";
import type { GroupsBench } from "./groupsBench.js";
import { goesByHistory, type Membership } from "./membership.js";
import type { MembershipWorld } from "./membershipWorld.js";

const { LOST, LATENT } = Role;

/** Groups of the nodes that work, as they are, and whether each has quorum as things are, where that can be said of a moment. */
export function findGroups({ membership, state, nodes }: GroupsBench): void {
  const { there } = membership.room;
  for (let node = 0; node < there.length; node++) there[node] = nodes.role[node]! < LOST ? 1 : 0;
  const poll = pollOf(membership, state, asThingsAre(membership, state), state.group);
  if (!goesByHistory(membership)) countVotes(membership, poll, state.able);
  let parts = 0;
  for (let node = 0; node < there.length; node++) if (state.group[node] === node) parts++;
  state.parts[0] = parts;
}

/**
 * The same as the nodes see it: who is not taken for dead, over the wires not known to be down. Where who has quorum
 * depends on what went before, it has it as things are when it works.
 */
export function findSeenGroups({ membership, state, nodes, gates }: GroupsBench): void {
  const { there } = membership.room;
  const { role } = nodes;
  for (let node = 0; node < there.length; node++) {
    const looksAlive = role[node]! <= LOST || role[node] === LATENT;
    there[node] = looksAlive ? 1 : 0;
  }
  const seen = { ...asKnown(membership, state), watch: state.watch };
  const poll = pollOf(membership, state, seen, state.seenGroup);
  if (!gates.count(poll)) return countVotes(membership, poll, state.may);
  for (let node = 0; node < there.length; node++) state.able[node] = role[node]! < LOST ? state.may[node]! : 0;
}

interface Condition {
  readonly wires: Int32Array;
  readonly ports: Int32Array;
  readonly partitions: Contact["partitions"];
  readonly watch: Int32Array;
}

const NOBODY = new Int32Array(0);

const asThingsAre = ({ partitions }: Membership, state: MembershipWorld): Condition => ({
  wires: state.wireDown,
  ports: state.portDown,
  partitions: { kinds: partitions, on: state.partitionOn, sides: state.sides },
  watch: NOBODY,
});

/** What the nodes know of wires, ports and partitions. */
const asKnown = ({ partitions }: Membership, state: MembershipWorld): Condition => ({
  wires: state.wireSeen,
  ports: state.portSeen,
  partitions: { kinds: partitions, on: state.partitionSeen, sides: state.sidesSeen },
  watch: NOBODY,
});

function pollOf(membership: Membership, state: MembershipWorld, condition: Condition, group: Int32Array): Poll {
  const contact = contactOf(membership, condition);
  groupNodes(membership.topology, contact, group);
  const witnessUp = state.witnessDown[0] === 0;
  return { group, reachesWitness: (node) => witnessUp && reachesRackOfWitness(membership, contact, node) };
}

function contactOf({ topology, room }: Membership, { wires, ports, partitions, watch }: Condition): Contact {
  joinSwitches(topology, wires, room.fabric);
  return { fabric: room.fabric, portDown: ports, there: room.there, partitions, watch };
}

/** A witness in a place of its own is reached by all; one in a rack by those whom the network joins with that rack's switch. */
function reachesRackOfWitness({ plan, topology }: Membership, contact: Contact, node: number): boolean {
  const rack = plan.quorum.witness?.rack;
  if (rack === undefined) return true;
  for (let ring = 0; ring < topology.rings; ring++) {
    const part = partOf(topology, contact, node, ring);
    if (part >= 0 && part === contact.fabric[ring * topology.racks + rack]) return true;
  }
  return false;
}

/** Would the nodes, were all of them alive, find themselves in other groups than they know of? */
export function contactChanged(membership: Membership, state: MembershipWorld): boolean {
  const { topology, room } = membership;
  room.there.fill(1);
  const now = new Int32Array(topology.nodes);
  groupNodes(topology, contactOf(membership, asThingsAre(membership, state)), now);
  const seen = new Int32Array(topology.nodes);
  groupNodes(topology, contactOf(membership, asKnown(membership, state)), seen);
  return now.some((lowest, node) => lowest !== seen[node]);
}

/** Are there two nodes with a role that, as things are, do not hear one another, or of which one is taken for dead? */
export function areApart({ membership, state, nodes }: GroupsBench, role: number): boolean {
  const { topology, room } = membership;
  for (let node = 0; node < room.there.length; node++) room.there[node] = nodes.role[node] === role ? 1 : 0;
  const contact = contactOf(membership, { ...asThingsAre(membership, state), watch: state.watch });
  return someApart(topology, contact, room.sum);
}
