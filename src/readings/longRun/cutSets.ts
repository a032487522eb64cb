import type { Law } from "../../kernel/law.js";
import { DOWN } from "../../kernel/model.js";
import { type Chain, levelVector, type Step } from "../enumerate/chain.js";

/** A clock that strikes under its law, or a choice in which something does not work. */
export type Fault = { readonly activity: string; readonly law: Law } | { readonly choice: string };

/** Faults that together take the service down. */
export interface CutSet {
  readonly faults: readonly Fault[];
  /**
   * `lasting`: down still when all has been done that is done by itself, until something is repaired or someone acts;
   * `gap`: down only until the reaction to the fault (detection, takeover) is over.
   */
  readonly outage: "lasting" | "gap";
}

/**
 * The single faults that can take the service down, and the pairs that can do so lastingly though neither does alone;
 * beginning with everything new. Nothing is mended meanwhile; the second fault may strike at any moment after the
 * first. What does not work then, such as a takeover, is a fault of its own. Faults of equal
 * members have one name, so that a pair may hold a name twice.
 */
export function cutSets(chain: Chain): CutSet[] {
  const faults = faultsOf(chain.steps);
  const singles = follow(chain, faults, 1);
  const lasts = new Set(singles.filter(({ outage }) => outage === "lasting").map(({ set }) => set[0]!));
  const pairs = follow(chain, faults, 2).filter(
    ({ set, outage }) => set.length === 2 && outage === "lasting" && !set.some((fault) => lasts.has(fault)),
  );
  return [...singles, ...pairs].map(({ set, outage }) => ({ faults: set.map((f) => faults.all[f]!), outage }));
}

interface Faults {
  readonly all: readonly Fault[];
  /** For each step of the chain the numbers of the faults it is: none for one that goes as hoped. */
  readonly ofStep: readonly (readonly number[])[];
}

function faultsOf(steps: readonly Step[]): Faults {
  const all: Fault[] = [];
  const numberOf = (fault: Fault): number => {
    const known = all.findIndex((other) => isSame(other, fault));
    return known >= 0 ? known : all.push(fault) - 1;
  };
  const ofStep = steps.map(({ clock, activity, law, choices }) => [
    ...(clock ? [numberOf({ activity, law })] : []),
    ...choices.filter(({ failed }) => failed).map(({ choice }) => numberOf({ choice })),
  ]);
  return { all, ofStep };
}

function isSame(a: Fault, b: Fault): boolean {
  if ("choice" in a || "choice" in b) return "choice" in a && "choice" in b && a.choice === b.choice;
  return a.activity === b.activity && a.law === b.law;
}

interface Found {
  readonly set: readonly number[];
  outage: CutSet["outage"];
}

/** Follows up to `most` faults and the reactions to them through the chain; returns the sets that take the service down. */
function follow(chain: Chain, { ofStep }: Faults, most: number): Found[] {
  const down = levelVector(chain, DOWN);
  const found = new Map<string, Found>();
  const seen = new Set<string>(["0 "]);
  const left: { state: number; set: readonly number[] }[] = [{ state: 0, set: [] }];
  for (let here = left.pop(); here; here = left.pop()) {
    const { state, set } = here;
    let reacts = false;
    for (let e = chain.firstEdge[state]!; e < chain.firstEdge[state + 1]!; e++) {
      const step = chain.steps[chain.stepOf[e]!]!;
      if (!step.clock && !step.reaction) continue;
      reacts ||= step.reaction;
      const next = { state: chain.target[e]!, set: [...set, ...ofStep[chain.stepOf[e]!]!].sort((a, b) => a - b) };
      const name = `${next.state} ${next.set}`;
      if (next.set.length > most || seen.has(name)) continue;
      seen.add(name);
      left.push(next);
    }
    if (set.length > 0 && down[state]! > 0) note(found, set, reacts ? "gap" : "lasting");
  }
  return [...found.values()].sort(
    (a, b) => a.set.length - b.set.length || a.set[0]! - b.set[0]! || a.set[1]! - b.set[1]!,
  );
}

/** A set that can lead to either is called by the worse. */
function note(found: Map<string, Found>, set: readonly number[], outage: CutSet["outage"]): void {
  const known = found.get(String(set));
  if (!known) found.set(String(set), { set, outage });
  else if (outage === "lasting") known.outage = outage;
}
