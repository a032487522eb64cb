import type { Model } from "../../kernel/model.js";
import type { Layout } from "../../kernel/world.js";
import { STILL } from "./clocks.js";
import { Words, withRoom } from "./words.js";

/** A group as the canon reads it: cells of its fields by what they mean, what may be pending, the groups within. */
interface Plan {
  readonly size: number;
  readonly classes: Int32Array;
  readonly values: readonly number[];
  readonly ranks: readonly number[];
  readonly links: readonly { readonly at: number; readonly to: number }[];
  /** First activity number of each kind that happens to its members. */
  readonly kinds: readonly number[];
  /** The groups directly within it that have anything to tell apart, with their members by containing member. */
  readonly inside: readonly { readonly group: number; readonly members: readonly number[][] }[];
  readonly within: number;
  readonly parent: Int32Array;
}

/** No member is linked. */
const NONE = -1;

/**
 * Names states so that interchangeable members do not count twice. The record of a member is a word of integers: its
 * class, its values, its ranks in queues, the clocks pending for it, the record of the member it links to, and the
 * sorted records of what it contains. Each distinct record has a number, which is its letter in the record around it,
 * so that the number of the record of the whole is the number of the state. Labels never enter: two worlds have the
 * same number exactly when one is the other with equal members swapped.
 */
export class Canon {
  /** The number of each member's record in the state last numbered, by group. */
  private readonly records: readonly Int32Array[];
  private readonly plans: readonly Plan[];
  /** 1 for members that some field links to: their records belong to the record that links. */
  private readonly linked: readonly Uint8Array[];
  private readonly linkFields: readonly { readonly at: number; readonly size: number; readonly to: number }[];
  private readonly words = new Words();
  private readonly states = new Words();
  private stack = new Int32Array(256);
  private top = 0;

  constructor(model: Model, firstOf: Int32Array) {
    const { groups } = model.layout;
    this.plans = groups.map((_, g) => planOf(model, firstOf, g));
    this.records = groups.map(({ size }) => new Int32Array(size));
    this.linked = groups.map(({ size }) => new Uint8Array(size));
    this.linkFields = this.plans.flatMap(({ links, size }) => links.map(({ at, to }) => ({ at, size, to })));
  }

  /** The number of a state: cells of the world, and the clock of each activity. New states are numbered in order. */
  numberOf(cells: Int32Array, clocks: Int32Array): number {
    this.findLinks(cells);
    this.top = 0;
    this.write(0, 0, cells, clocks);
    return this.states.numberOf(this.stack, 0, this.top);
  }

  /**
   * True when two members of a group are alike in the state last numbered: swapping them, with all that belongs to
   * them, changes nothing. A member that is linked to belongs to another record and is never called alike.
   */
  areAlike(group: number, one: number, other: number): boolean {
    let [g, a, b] = [group, one, other];
    while (a !== b) {
      if (this.linked[g]![a] === 1 || this.linked[g]![b] === 1 || this.records[g]![a] !== this.records[g]![b])
        return false;
      const { within, parent } = this.plans[g]!;
      [g, a, b] = [within, parent[a]!, parent[b]!];
    }
    return true;
  }

  /**
   * How many states become of the state last numbered when each clock may stand in any of `phases[clock]` phases and
   * alike members are not told apart: an upper bound, seldom far from what is reached.
   */
  variants(cells: Int32Array, clocks: Int32Array, phases: readonly number[]): number {
    return this.variantsOf(0, 0, cells, clocks, phases);
  }

  private variantsOf(
    g: number,
    member: number,
    cells: Int32Array,
    clocks: Int32Array,
    phases: readonly number[],
  ): number {
    const { links, kinds, inside } = this.plans[g]!;
    let ways = 1;
    for (const first of kinds) if (clocks[first + member]! !== STILL) ways *= phases[clocks[first + member]!]!;
    for (const { at, to } of links) {
      if (cells[at + member]! >= 0) ways *= this.variantsOf(to, cells[at + member]!, cells, clocks, phases);
    }
    for (const { group, members } of inside) {
      const free = members[member]!.filter((m) => this.linked[group]![m] === 0);
      for (const [m, count] of countAlike(free, this.records[group]!))
        ways *= multisets(this.variantsOf(group, m, cells, clocks, phases), count);
    }
    return ways;
  }

  private findLinks(cells: Int32Array): void {
    for (const flags of this.linked) flags.fill(0);
    for (const { at, size, to } of this.linkFields) {
      const linked = this.linked[to]!;
      for (let i = 0; i < size; i++) if (cells[at + i]! >= 0) linked[cells[at + i]!] = 1;
    }
  }

  private record(g: number, member: number, cells: Int32Array, clocks: Int32Array): number {
    const base = this.top;
    this.write(g, member, cells, clocks);
    const record = this.words.numberOf(this.stack, base, this.top);
    this.top = base;
    this.records[g]![member] = record;
    return record;
  }

  /** Writes the word of a member on the stack. Its first letter is the group: records of different groups differ. */
  private write(g: number, member: number, cells: Int32Array, clocks: Int32Array): void {
    const { size, classes, values, ranks, links, kinds, inside } = this.plans[g]!;
    this.push(g);
    this.push(classes[member]!);
    for (const at of values) this.push(cells[at + member]!);
    for (const at of ranks) this.push(rank(cells, at, size, member));
    for (const { at, to } of links) {
      const linked = cells[at + member]!;
      this.push(linked < 0 ? NONE : this.record(to, linked, cells, clocks));
    }
    for (const first of kinds) this.push(clocks[first + member]!);
    for (const { group, members } of inside) {
      const from = this.top;
      for (const m of members[member]!) {
        if (this.linked[group]![m] === 0) this.push(this.record(group, m, cells, clocks));
      }
      sort(this.stack, from, this.top);
      this.push(NONE);
    }
  }

  private push(letter: number): void {
    if (this.top === this.stack.length) this.stack = withRoom(this.stack, this.top + 1);
    this.stack[this.top++] = letter;
  }
}

/** One member of each record, with how many have it. */
function countAlike(members: readonly number[], records: Int32Array): [number, number][] {
  const counts = new Map<number, [number, number]>();
  for (const m of members) {
    const known = counts.get(records[m]!);
    if (known) known[1]++;
    else counts.set(records[m]!, [m, 1]);
  }
  return [...counts.values()];
}

/** Ways to choose `count` of `kinds` kinds when one may be chosen more than once and order does not matter. */
function multisets(kinds: number, count: number): number {
  let ways = 1;
  for (let i = 0; i < count; i++) ways = (ways * (kinds + i)) / (i + 1);
  return ways;
}

/** Place among those in a queue, by their tickets, from 1; 0 when not in it. */
function rank(cells: Int32Array, at: number, size: number, member: number): number {
  const ticket = cells[at + member]!;
  if (ticket <= 0) return 0;
  let rank = 1;
  for (let i = at; i < at + size; i++) if (cells[i]! > 0 && cells[i]! < ticket) rank++;
  return rank;
}

/** Sorts letters[from] … letters[to − 1] by insertion: there are few, and often they are in order. */
function sort(letters: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const letter = letters[i]!;
    let j = i;
    for (; j > from && letters[j - 1]! > letter; j--) letters[j] = letters[j - 1]!;
    letters[j] = letter;
  }
}

function planOf(model: Model, firstOf: Int32Array, g: number): Plan {
  const { size, classes, fields, within, parent } = model.layout.groups[g]!;
  const withRole = (role: string) => fields.filter((field) => field.role === role);
  return {
    size,
    classes,
    within,
    parent,
    values: withRole("value").map(({ at }) => at),
    ranks: withRole("rank").map(({ at }) => at),
    links: withRole("link"),
    kinds: model.activities.flatMap((kind, k) => (kind.group === g ? [firstOf[k]!] : [])),
    inside: childrenOf(model, g),
  };
}

function childrenOf({ layout, activities }: Model, outer: number): { group: number; members: number[][] }[] {
  return layout.groups.flatMap((group, g) => {
    const tellsNothing = group.fields.every(({ role }) => role === "label") && activities.every((k) => k.group !== g);
    if (group.within !== outer || tellsNothing) return [];
    return [{ group: g, members: membersByParent(layout, g, outer) }];
  });
}

function membersByParent({ groups }: Layout, g: number, outer: number): number[][] {
  const members: number[][] = Array.from({ length: groups[outer]!.size }, () => []);
  for (let m = 0; m < groups[g]!.size; m++) members[groups[g]!.parent[m]!]!.push(m);
  return members;
}
