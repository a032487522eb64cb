import type { Model } from "../kernel/model.js";
import type { Group, Layout } from "../kernel/world.js";

/** What is pending in a state of the chain: for each activity its law (−1 = not pending), the phase of it, the ageing speed. */
export interface Pending {
  readonly law: Int32Array;
  readonly phase: Int32Array;
  readonly speed: Float64Array;
}

/**
 * Names states so that interchangeable members do not count twice. A member's record is its class, its values, its
 * rank in queues, what is pending for it, the record of the member it links to, and the sorted records of what it
 * contains. Labels never enter: two worlds have the same name exactly when one is the other with equal nodes swapped.
 */
export class Canon {
  private readonly groups: readonly Group[];
  /** For each group the groups within it, and for each member of it their members. */
  private readonly inside: { group: number; members: readonly number[][] }[][];
  /** Groups that some field links to: their linked members belong to the record that links. */
  private readonly linkFields: readonly { at: number; size: number; to: number }[];
  private readonly kindsOf: readonly { first: number }[][];
  private readonly linked: Uint8Array[];
  private readonly ranks = new Map<number, number>();

  constructor(model: Model, firstOf: Int32Array) {
    const { groups } = model.layout;
    this.groups = groups;
    this.inside = groups.map((_, outer) => childrenOf(model.layout, outer));
    this.linkFields = groups.flatMap((group) =>
      group.fields.filter((f) => f.role === "link").map((f) => ({ at: f.at, size: group.size, to: f.to })),
    );
    this.linked = groups.map((group) => new Uint8Array(group.size));
    this.kindsOf = groups.map((_, g) =>
      model.activities.flatMap((kind, k) => (kind.group === g ? [{ first: firstOf[k]! }] : [])),
    );
  }

  /** The name of a state. */
  name(cells: Int32Array, pending: Pending): string {
    this.findLinks(cells);
    this.rankCells(cells);
    return this.record(0, 0, cells, pending);
  }

  private findLinks(cells: Int32Array): void {
    for (const flags of this.linked) flags.fill(0);
    for (const { at, size, to } of this.linkFields) {
      for (let i = 0; i < size; i++) if (cells[at + i]! >= 0) this.linked[to]![cells[at + i]!] = 1;
    }
  }

  /** Replaces the tickets of each queue by their order: cell → rank. */
  private rankCells(cells: Int32Array): void {
    this.ranks.clear();
    for (const group of this.groups) {
      for (const field of group.fields) {
        if (field.role !== "rank") continue;
        const waiting: number[] = [];
        for (let i = 0; i < group.size; i++) if (cells[field.at + i]! > 0) waiting.push(field.at + i);
        waiting.sort((a, b) => cells[a]! - cells[b]!);
        for (const [rank, cell] of waiting.entries()) this.ranks.set(cell, rank + 1);
      }
    }
  }

  private record(g: number, member: number, cells: Int32Array, pending: Pending): string {
    const group = this.groups[g]!;
    let text = `${group.classes[member]}`;
    for (const field of group.fields) {
      const cell = field.at + member;
      if (field.role === "value") text += `,${cells[cell]}`;
      else if (field.role === "rank") text += `#${this.ranks.get(cell) ?? 0}`;
      else if (field.role === "link")
        text += cells[cell]! < 0 ? "-" : `<${this.record(field.to, cells[cell]!, cells, pending)}>`;
    }
    for (const { first } of this.kindsOf[g]!) {
      const id = first + member;
      text += pending.law[id]! < 0 ? "." : `:${pending.law[id]}/${pending.phase[id]}/${pending.speed[id]}`;
    }
    for (const child of this.inside[g]!) {
      const free = child.members[member]!.filter((m) => this.linked[child.group]![m] === 0);
      const records = free.map((m) => this.record(child.group, m, cells, pending)).sort();
      text += `[${records.join("|")}]`;
    }
    return text;
  }
}

/** The groups directly within a group that have anything to tell apart, with their members by containing member. */
function childrenOf(layout: Layout, outer: number): { group: number; members: number[][] }[] {
  const found: { group: number; members: number[][] }[] = [];
  for (const [g, group] of layout.groups.entries()) {
    if (group.within !== outer || group.fields.every((field) => field.role === "label")) continue;
    const members: number[][] = Array.from({ length: layout.groups[outer]!.size }, () => []);
    for (let m = 0; m < group.size; m++) members[group.parent[m]!]!.push(m);
    found.push({ group: g, members });
  }
  return found;
}
