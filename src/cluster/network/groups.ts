import { cuts, type PartitionKind } from "./partitions.js";
import type { Topology } from "./topology.js";

/** Who is connected to what at one moment, as far as groups of nodes go. */
export interface Contact {
  /** Of each switch the part of the network it is in; −1 = it is down (see `joinSwitches`). */
  readonly fabric: Int32Array;
  /** Of each port 1 = it is down. Empty when ports never fail. */
  readonly portDown: Int32Array;
  /** Of each node: 1 = it is there. */
  readonly there: Int32Array;
  /** The partitions there may be. */
  readonly partitions: Divisions;
  /** Of each node: 2 = it is taken for dead and stands alone. Empty where nobody is. */
  readonly watch: Int32Array;
}

/** Partitions, which of them are on, and where each puts every node: node n in partition p is sides[n · partitions + p]. */
interface Divisions {
  readonly kinds: readonly PartitionKind[];
  readonly on: Int32Array;
  readonly sides: Int32Array;
}

/** A living node that the others take for dead. */
export const SUSPECTED = 2;

/** Is node b kept from hearing node a, or a from hearing b, though the network joins them? */
function isCut({ partitions, watch }: Contact, a: number, b: number, nodes: number): boolean {
  if (watch[a] === SUSPECTED || watch[b] === SUSPECTED) return true;
  const { kinds, on, sides } = partitions;
  for (let p = 0; p < kinds.length; p++) {
    if (on[p] !== 1) continue;
    const sideOfA = sides[a * kinds.length + p]!;
    const sideOfB = sides[b * kinds.length + p]!;
    if (cuts(kinds[p]!, sideOfA, sideOfB, nodes) || cuts(kinds[p]!, sideOfB, sideOfA, nodes)) return true;
  }
  return false;
}

/**
 * Groups of nodes that hear one another: group[node] is the lowest member of its group, −1 for a node that is not there.
 *
 * A group is a clique: each member hears and is heard by each other one, as the membership of Corosync's totem demands.
 * On one ring that is simply who is on the same part of the network. With several rings, or partitions, hearing need not be
 * transitive; then the station that most others hear comes first and takes those into its group that all hear one another, the most
 * heard first; what is left forms groups alike.
 */
export function groupNodes(topology: Topology, contact: Contact, group: Int32Array): void {
  if (topology.rings === 1 && !contact.partitions.on.includes(1)) groupOnOneRing(topology, contact, group);
  else groupStations(topology, contact, group);
}

function groupOnOneRing(topology: Topology, contact: Contact, group: Int32Array): void {
  const { there, watch } = contact;
  const lowest = new Int32Array(contact.fabric.length).fill(-1);
  for (let node = 0; node < group.length; node++) {
    const part = there[node] === 1 && watch[node] !== SUSPECTED ? partOf(topology, contact, node, 0) : -1;
    if (part < 0) {
      group[node] = there[node] === 0 ? -1 : node;
      continue;
    }
    if (lowest[part]! < 0) lowest[part] = node;
    group[node] = lowest[part]!;
  }
}

/** The part of the network a node is on through its port on a ring; −1 = none. */
export function partOf({ rings, racks, rackOf }: Topology, contact: Contact, node: number, ring: number): number {
  if (contact.portDown[node * rings + ring] === 1) return -1;
  return contact.fabric[ring * racks + rackOf[node]!]!;
}

/** Nodes that are on the same parts of all rings and the same sides of all partitions, and so hear the same others. */
interface Station {
  readonly parts: readonly number[];
  readonly sides: readonly number[];
  readonly members: number[];
  heard: number;
}

function groupStations(topology: Topology, contact: Contact, group: Int32Array): void {
  const stations = stationsOf(topology, contact, group);
  const mutual = (a: Station, b: Station): boolean => hears(contact, a, b, group.length);
  for (const [i, station] of stations.entries()) {
    station.heard += station.members.length;
    for (let j = 0; j < i; j++) {
      const other = stations[j]!;
      if (!mutual(station, other)) continue;
      station.heard += other.members.length;
      other.heard += station.members.length;
    }
  }
  const left = new Set(stations.sort((a, b) => b.heard - a.heard || compareParts(a, b)));
  for (const first of left) {
    const clique: Station[] = [];
    for (const other of left) if (other === first || clique.every((c) => mutual(c, other))) clique.push(other);
    const lowest = Math.min(...clique.map(({ members }) => members[0]!));
    for (const station of clique) {
      left.delete(station);
      for (const node of station.members) group[node] = lowest;
    }
  }
}

function stationsOf(topology: Topology, contact: Contact, group: Int32Array): Station[] {
  const stations: Station[] = [];
  const { kinds, on, sides: all } = contact.partitions;
  const standing = [...kinds.keys()].filter((p) => on[p] === 1);
  const span = Math.max(contact.fabric.length, group.length) + 2;
  /** Nodes part ways at each part and side in turn: from a place, by what it is there, to the next place. */
  const ways = new Map<number, number>();
  const next = (place: number, value: number): number => {
    const way = place * span + value + 1;
    const known = ways.get(way);
    if (known !== undefined) return known;
    ways.set(way, ways.size + 1);
    return ways.size;
  };
  const at = new Map<number, Station>();
  for (let node = 0; node < group.length; node++) {
    group[node] = -1;
    if (contact.there[node] === 0) continue;
    let place = 0;
    let isOff = true;
    for (let ring = 0; ring < topology.rings; ring++) {
      const part = partOf(topology, contact, node, ring);
      if (part >= 0) isOff = false;
      place = next(place, part);
    }
    for (const p of standing) place = next(place, all[node * kinds.length + p]!);
    const isAlone = isOff || contact.watch[node] === SUSPECTED;
    const station = isAlone ? undefined : at.get(place);
    if (station) {
      station.members.push(node);
      continue;
    }
    const parts = Array.from({ length: topology.rings }, (_, ring) => partOf(topology, contact, node, ring));
    const found = { parts, sides: standing.map((p) => all[node * kinds.length + p]!), members: [node], heard: 0 };
    stations.push(found);
    if (!isAlone) at.set(place, found);
  }
  return stations;
}

/** Do two stations hear one another? */
function hears(contact: Contact, a: Station, b: Station, nodes: number): boolean {
  return areJoined(a, b) && !isCut(contact, a.members[0]!, b.members[0]!, nodes);
}

/** Are they on the same part of some ring? */
function areJoined({ parts }: Station, { parts: others }: Station): boolean {
  for (let ring = 0; ring < parts.length; ring++) if (parts[ring]! >= 0 && parts[ring] === others[ring]) return true;
  return false;
}

/** Are there two nodes that do not hear one another, of those that are there? `group` is room to reckon in. */
export function someApart(topology: Topology, contact: Contact, group: Int32Array): boolean {
  const stations = stationsOf(topology, contact, group);
  return stations.some((a, i) => stations.slice(0, i).some((b) => !hears(contact, a, b, group.length)));
}

/** An order that does not depend on how nodes are numbered within a rack. */
function compareParts(a: Station, b: Station): number {
  for (const [ring, part] of a.parts.entries()) if (part !== b.parts[ring]) return b.parts[ring]! - part;
  for (const [p, side] of a.sides.entries()) if (side !== b.sides[p]) return side - b.sides[p]!;
  return a.members[0]! - b.members[0]!;
}
