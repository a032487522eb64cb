import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinSwitches } from "../../src/cluster/network/fabric.js";
import { type Contact, groupNodes } from "../../src/cluster/network/groups.js";
import type { NetworkSpec } from "../../src/cluster/network/networkSpec.js";
import { bridged, middleOf } from "../../src/cluster/network/partitions.js";
import { type Topology, unfoldNetwork } from "../../src/cluster/network/topology.js";
import { immediate } from "../../src/kernel/laws/immediate.js";

const now = immediate();
const wire = { life: now, repair: now };

interface Draft {
  readonly racks: readonly number[];
  readonly rings: number;
  readonly links: readonly (readonly [number, number])[];
  readonly seed: readonly boolean[];
}

const networkOf = ({ racks, rings, links }: Draft): NetworkSpec => ({
  racks: racks.map((nodes, i) => ({ name: `r${i}`, nodes })),
  rings,
  links: links.map(([a, b]) => ({ between: [a % racks.length, b % racks.length], paths: 1, ...wire })),
  switch: wire,
  nic: wire,
  detection: now,
  resync: now,
});

const drafts = fc.record({
  racks: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 }),
  rings: fc.integer({ min: 1, max: 3 }),
  links: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 8 }),
  seed: fc.array(fc.boolean(), { minLength: 7, maxLength: 31 }),
});

/** Deals out what is down from a list of throws, over and over. */
function dealt(size: number, seed: readonly boolean[], from: number): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => (seed[(i * 3 + from) % seed.length] ? 1 : 0));
}

const NONE: Contact["partitions"] = { kinds: [], on: new Int32Array(0), sides: new Int32Array(0) };

/** A split, a one-way cut and a ring, on or off, with any sides; nobody knows of one ring node by node unless it is on. */
function threePartitions(nodes: number, seed: readonly boolean[]): Contact["partitions"] {
  const [first, second] = [dealt(2 * nodes, seed, 1), dealt(2 * nodes, seed, 4)];
  const sides = Int32Array.from({ length: 3 * nodes }, (_, i) => {
    const node = Math.floor(i / 3);
    return i % 3 === 2 ? node + 1 : first[2 * node + (i % 3)] + second[2 * node + (i % 3)];
  });
  return { kinds: ["split", "one-way", "ring"], on: dealt(3, seed, 3), sides };
}

/** Does some partition keep b from hearing a? Said once more, node by node. */
function isDeaf({ on, sides }: Contact["partitions"], a: number, b: number, nodes: number): boolean {
  const [splitA, oneWayA, splitB, oneWayB] = [sides[3 * a], sides[3 * a + 1], sides[3 * b], sides[3 * b + 1]];
  if (on[0] === 1 && splitA * splitB === 2) return true;
  if (on[1] === 1 && oneWayA === 1 && oneWayB === 2) return true;
  const steps = Math.min((a - b + nodes) % nodes, (b - a + nodes) % nodes);
  return on[2] === 1 && steps > Math.ceil(Math.floor(nodes / 2) / 2);
}

function conditionOf(topology: Topology, seed: readonly boolean[], deafToo: boolean) {
  const down = dealt(topology.wires.length, seed, 0);
  const contact: Contact = {
    fabric: new Int32Array(topology.rings * topology.racks),
    portDown: dealt(topology.nodes * topology.rings, seed, 5),
    there: dealt(topology.nodes, seed, 2).map((away) => 1 - away),
    partitions: deafToo ? threePartitions(topology.nodes, seed) : NONE,
    watch: deafToo ? dealt(topology.nodes, seed, 6).map((thrown) => 1 + thrown) : new Int32Array(0),
  };
  joinSwitches(topology, down, contact.fabric);
  return { down, contact };
}

/** The slow, obvious twin: walks from switch to switch over what works, until there is nothing new. */
function hears(topology: Topology, down: Int32Array, contact: Contact, a: number, b: number): boolean {
  const { rings, racks, rackOf, wires, switchWire, nodes } = topology;
  if (contact.watch[a] === 2 || contact.watch[b] === 2) return false;
  const { partitions } = contact;
  if (partitions.on.length > 0 && (isDeaf(partitions, a, b, nodes) || isDeaf(partitions, b, a, nodes))) return false;
  const works = (place: number) => switchWire[place] < 0 || down[switchWire[place]] === 0;
  for (let ring = 0; ring < rings; ring++) {
    const [from, to] = [a, b].map((node) => ring * racks + rackOf[node]);
    const plugged = contact.portDown[a * rings + ring] === 0 && contact.portDown[b * rings + ring] === 0;
    if (!plugged || !works(from)) continue;
    const reached = new Set([from]);
    for (const place of reached) {
      for (const [i, w] of wires.entries()) {
        if (w.kind !== "link" || down[i] === 1) continue;
        const other = w.from === place ? w.to : w.to === place ? w.from : -1;
        if (other >= 0 && works(other)) reached.add(other);
      }
    }
    if (reached.has(to)) return true;
  }
  return false;
}

describe("groups of nodes", () => {
  it.each([false, true])(
    "members of a group hear one another, and nobody is left out who could join it (partitions and suspicions: %s)",
    (deaf) => {
      fc.assert(
        fc.property(drafts, (draft) => {
          const topology = unfoldNetwork(networkOf(draft));
          const { down, contact } = conditionOf(topology, draft.seed, deaf);
          const group = new Int32Array(topology.nodes);
          groupNodes(topology, contact, group);
          const members = (lowest: number) => [...group.keys()].filter((node) => group[node] === lowest);
          for (const [node, lowest] of group.entries()) {
            if (contact.there[node] === 0) {
              expect(lowest).toBe(-1);
              continue;
            }
            expect(members(lowest)[0]).toBe(lowest);
            for (const other of members(lowest)) {
              expect(other === node || hears(topology, down, contact, node, other)).toBe(true);
            }
          }
          // No two groups could be one: every member of one hearing every member of the other.
          const groups = [...new Set(group)].filter((lowest) => lowest >= 0).map(members);
          for (const one of groups) {
            for (const other of groups) {
              if (one === other) continue;
              expect(one.every((a) => other.every((b) => hears(topology, down, contact, a, b)))).toBe(false);
            }
          }
        }),
        { seed: 2026, numRuns: 400 },
      );
    },
  );

  it("a node that bridges two halves goes with one of them", () => {
    const topology = unfoldNetwork({
      ...networkOf({ racks: [5], rings: 1, links: [], seed: [] }),
      switch: undefined,
      nic: undefined,
    });
    const partitions: Contact["partitions"] = {
      kinds: ["bridge"],
      on: Int32Array.of(1),
      sides: Int32Array.from(bridged(5, (node) => node === middleOf(5))),
    };
    const there = new Int32Array(5).fill(1);
    const watch = new Int32Array(0);
    const contact = { fabric: Int32Array.of(0), portDown: new Int32Array(0), there, partitions, watch };
    const group = new Int32Array(5);
    groupNodes(topology, contact, group);
    expect([...group]).toEqual([0, 0, 0, 3, 3]);
  });

  it.each([
    ["a line of racks, two rings, ports and links down", 2, false],
    ["the same on one ring, divided three times", 1, true],
  ])("10 000 nodes in 100 racks are grouped, which must not take their square: %s", (_, rings, isDivided) => {
    const racks = new Array<number>(100).fill(100);
    const links = racks.slice(1).map((_, rack) => ({ between: [rack, rack + 1] as const, paths: 1, ...wire }));
    const topology = unfoldNetwork({ ...networkOf({ racks, rings, links: [], seed: [] }), links });
    const seed = [true, ...new Array<boolean>(10).fill(false)];
    const { contact } = conditionOf(topology, seed, false);
    const sides = Int32Array.from({ length: 3 * topology.nodes }, (_, i) => ((i * 7919) >> (3 + (i % 3))) % 3);
    const partitions = { kinds: ["split", "one-way", "majority"] as const, on: Int32Array.of(1, 1, 1), sides };
    const there = isDivided ? { ...contact, partitions } : contact;
    const group = new Int32Array(topology.nodes);
    groupNodes(topology, there, group);
    expect(new Set(group).size).toBeGreaterThan(1);
    const wrong = [...group.keys()].filter(
      (node) => group[node] >= 0 && (group[node] > node || group[group[node]] !== group[node]),
    );
    expect(wrong).toEqual([]);
  });
});
