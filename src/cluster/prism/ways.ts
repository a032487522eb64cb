import type { Plant } from "../plant.js";
import type { CountedFault } from "./faultCounters.js";

/** One way an event can go: further conditions, the factors of its probability, and the counters it changes by one. */
export interface Way {
  readonly when: readonly string[];
  readonly share: readonly string[];
  readonly change: ReadonlyMap<string, number>;
}

export const way = (
  change: Readonly<Record<string, number>>,
  when: readonly string[] = [],
  share: readonly string[] = [],
): Way => ({
  when,
  share,
  change: new Map(Object.entries(change)),
});

/** A first step, then one of several ways to go on: immediate activities are carried out in the same command. */
export function joined(first: Way, next: readonly Way[]): Way[] {
  return next.map(({ when, share, change }) => {
    const sum = new Map(first.change);
    for (const [counter, by] of change) sum.set(counter, (sum.get(counter) ?? 0) + by);
    for (const [counter, by] of sum) if (by === 0) sum.delete(counter);
    return { when: [...first.when, ...when], share: [...first.share, ...share], change: sum };
  });
}

/**
 * The node of a slot is declared failed; `taking` when it had not finished taking the slot over, which a repair in
 * place then begins again. Without spares, as many slots wait as nodes are in repair.
 */
export function onDeclared(plant: Plant, of: CountedFault, taking: boolean): Way[] {
  if (of.fault.inPlace) return [way({ [taking ? of.restartingTaking : of.restarting]: 1 })];
  if (!hasSpares(plant)) return [way({ [of.broken]: 1 })];
  return [
    ...joined(way({ [of.broken]: 1, sp: -1 }, ["sp>0"]), onTaken(plant)),
    way({ [of.broken]: 1, wt: 1 }, ["sp=0"]),
  ];
}

/** A node is whole again: it takes a slot that waits, or becomes an idle spare. */
export function freed(plant: Plant, faults: readonly CountedFault[]): Way[] {
  if (!hasSpares(plant)) return onTaken(plant);
  if (faults.every(({ fault }) => fault.inPlace)) return [way({ sp: 1 })];
  return [...joined(way({ wt: -1 }, ["wt>0"]), onTaken(plant)), way({ sp: 1 }, ["wt=0"])];
}

/** A node begins to take a slot over. */
export function onTaken(plant: Plant): Way[] {
  return plant.takeover.law.kind === "immediate" ? onTakeoverEnd(plant) : [way({ tak: 1 })];
}

/** A takeover works with the probability of coverage, else a person finishes it. */
export function onTakeoverEnd({ takeover: { coverage, manual } }: Plant): Way[] {
  if (coverage === 1 || manual.kind === "immediate") return [way({ act: 1 })];
  const byHand = way({ hum: 1 }, [], coverage === 0 ? [] : ["(1-c)"]);
  return coverage === 0 ? [byHand] : [way({ act: 1 }, [], ["c"]), byHand];
}

/** Are there more nodes than slots? */
export const hasSpares = ({ classes, slots }: Plant): boolean => classes[0]!.count > slots;
