import type { Declare } from "../../kernel/model.js";
import type { Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { joinSwitches } from "../network/fabric.js";
import { type Contact, groupNodes, partOf, someApart } from "../network/groups.js";
import { countAsCorosync } from "../quorum/corosyncVotes.js";
import { countDynamically } from "../quorum/dynamicVotes.js";
import { countVotes, type Poll } from "../quorum/votes.js";
import { Role } from "../vocabulary.js";
import type { Membership } from "./membership.js";
import type { MembershipWorld } from "./membershipWorld.js";

const { LOST, LATENT } = Role;

/** Groups of the nodes that work, as they are, and whether each has quorum as things are, where that can be said of a moment. */
export function findGroups(cluster: Cluster, world: ClusterWorld): void {
  const membership = cluster.membership!;
  const own = world.membership!;
  const { there } = membership.room;
  for (let node = 0; node < there.length; node++) there[node] = world.role[node]! < LOST ? 1 : 0;
  const poll = pollOf(membership, own, asThingsAre(membership, own), own.group);
  if (!own.votequorum && !own.dynamic) countVotes(membership, poll, own.able);
  let parts = 0;
  for (let node = 0; node < there.length; node++) if (own.group[node] === node) parts++;
  own.parts[0] = parts;
}

/**
 * The same as the nodes see it: who is not taken for dead, over the wires not known to be down. Where who has quorum
 * depends on what went before, it has it as things are when it works.
 */
export function findSeenGroups(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const membership = cluster.membership!;
  const own = world.membership!;
  const { there } = membership.room;
  for (let node = 0; node < there.length; node++) {
    const role = world.role[node]!;
    const looksAlive = role <= LOST || role === LATENT;
    there[node] = looksAlive ? 1 : 0;
  }
  const poll = pollOf(membership, own, { ...asKnown(membership, own), watch: own.watch }, own.seenGroup);
  if (own.votequorum) countAsCorosync(membership, own, poll, declare);
  else if (own.dynamic) countDynamically(membership, own, poll, (node) => world.role[node] !== LOST, declare);
  else return countVotes(membership, poll, own.may);
  for (let node = 0; node < there.length; node++) own.able[node] = world.role[node]! < LOST ? own.may[node]! : 0;
}

interface Condition {
  readonly wires: Int32Array;
  readonly ports: Int32Array;
  readonly partitions: Contact["partitions"];
  readonly watch: Int32Array;
}

const NOBODY = new Int32Array(0);

const asThingsAre = ({ partitions }: Membership, own: MembershipWorld): Condition => ({
  wires: own.wireDown,
  ports: own.portDown,
  partitions: { kinds: partitions, on: own.partitionOn, sides: own.sides },
  watch: NOBODY,
});

/** What the nodes know of wires, ports and partitions. */
const asKnown = ({ partitions }: Membership, own: MembershipWorld): Condition => ({
  wires: own.wireSeen,
  ports: own.portSeen,
  partitions: { kinds: partitions, on: own.partitionSeen, sides: own.sidesSeen },
  watch: NOBODY,
});

function pollOf(membership: Membership, own: MembershipWorld, condition: Condition, group: Int32Array): Poll {
  const contact = contactOf(membership, condition);
  groupNodes(membership.topology, contact, group);
  const witnessUp = own.witnessDown[0] === 0;
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
export function contactChanged(membership: Membership, own: MembershipWorld): boolean {
  const { topology, room } = membership;
  room.there.fill(1);
  const now = new Int32Array(topology.nodes);
  groupNodes(topology, contactOf(membership, asThingsAre(membership, own)), now);
  const seen = new Int32Array(topology.nodes);
  groupNodes(topology, contactOf(membership, asKnown(membership, own)), seen);
  return now.some((lowest, node) => lowest !== seen[node]);
}

/** Are there two nodes with a role that, as things are, do not hear one another, or of which one is taken for dead? */
export function areApart(cluster: Cluster, world: ClusterWorld, role: number): boolean {
  const membership = cluster.membership!;
  const own = world.membership!;
  const { there, sum } = membership.room;
  for (let node = 0; node < there.length; node++) there[node] = world.role[node] === role ? 1 : 0;
  return someApart(
    membership.topology,
    contactOf(membership, { ...asThingsAre(membership, own), watch: own.watch }),
    sum,
  );
}
