/**
 * Kinds of faults that cut pairs of nodes though every wire works (firmware, firewalls, routing), by drill and in the years:
 * - `split`: two sides hear nothing of one another;
 * - `one-way`: the second side does not hear the first, which hears it;
 * - `bridge`: two sides as in a split, and nodes between them that both reach;
 * - `ring`: each node reaches its neighbours on a ring, a majority, and no two the same one;
 * - `one`: a split of a single node from all others, drawn anew each time;
 * - `majority`: a split of a bare majority from the others, drawn anew each time.
 */
export const PARTITIONS = ["split", "one-way", "bridge", "ring", "one", "majority"] as const;
export type PartitionKind = (typeof PARTITIONS)[number];

/** Of each node where a partition puts it: 0 = it is not concerned, 1 and 2 are the two sides; on a ring its place, from 1. */
export type Sides = readonly number[];

/** Does a partition with these sides keep node b from hearing node a? */
export function cuts(kind: PartitionKind, sideOfA: number, sideOfB: number, nodes: number): boolean {
  if (sideOfA === 0 || sideOfB === 0) return false;
  if (kind === "ring") return areFarOnRing(sideOfA, sideOfB, nodes);
  return kind === "one-way" ? sideOfA === 1 && sideOfB === 2 : sideOfA !== sideOfB;
}

/**
 * Nodes on a ring reach their nearest neighbours, just as many as make a majority with themselves (rounded up to both
 * sides alike): every node sees a majority, and no two see the same one.
 */
function areFarOnRing(a: number, b: number, nodes: number): boolean {
  const around = Math.abs(a - b);
  return Math.min(around, nodes - around) > Math.ceil(Math.floor(nodes / 2) / 2);
}

/** Some nodes against all others. */
export const against = (nodes: number, named: (node: number) => boolean): Sides =>
  Array.from({ length: nodes }, (_, node) => (named(node) ? 1 : 2));

/** Nodes that reach both halves of the others, which are divided in order, the first half being the smaller where they differ. */
export function bridged(nodes: number, isBridge: (node: number) => boolean): Sides {
  const others = Array.from({ length: nodes }, (_, node) => node).filter((node) => !isBridge(node));
  const first = new Set(others.slice(0, Math.floor(others.length / 2)));
  return Array.from({ length: nodes }, (_, node) => (isBridge(node) ? 0 : first.has(node) ? 1 : 2));
}

/** The node in the middle: of five the third, of four the second. */
export const middleOf = (nodes: number): number => Math.floor((nodes - 1) / 2);

/** Every node's place on the ring. */
export const onRing = (nodes: number): Sides => Array.from({ length: nodes }, (_, node) => node + 1);

/** Is who stands where drawn anew each time such a partition comes? */
export const isDrawn = (kind: PartitionKind): boolean => kind === "one" || kind === "majority";

/** Draws the sides: one node, or the minority beside a bare majority, every choice of nodes being as likely. */
export function drawSides(kind: PartitionKind, nodes: number, choose: (weights: readonly number[]) => number): Sides {
  const all = Array.from({ length: nodes }, (_, node) => node);
  const apart = new Set(anyOf(all, kind === "one" ? 1 : Math.ceil(nodes / 2) - 1, choose));
  return against(nodes, (node) => apart.has(node));
}

/** So many of them, in their order: one after the other, each of those left being as likely. */
export function anyOf(among: readonly number[], count: number, choose: (weights: number[]) => number): number[] {
  if (count === among.length) return [...among];
  const left = [...among];
  const chosen = Array.from({ length: count }, () => {
    const index = choose(new Array<number>(left.length).fill(1 / left.length));
    return left.splice(index, 1)[0]!;
  });
  return chosen.sort((a, b) => a - b);
}
