import type { Approximation } from "../../readings/enumerate/chain.js";

const REPLACED = "replaced: ";

/** How the notes of an exact answer name a law that is not its own. */
export function replacedNote({ activity, kind, by }: Approximation): string {
  return `${REPLACED}the ${kind} law of ${activity} by ${by} (--phases ${activity}=10 comes nearer)`;
}

/** How many laws of a solved model are not their own. */
export const replacedLaws = (notes: readonly string[]): number => replacements(notes).length;

/** What an exact answer is exact for, in words; undefined where every law is its own. */
export function standInsText(notes: readonly string[]): string | undefined {
  const replaced = replacements(notes);
  if (replaced.length === 0) return undefined;
  const isExponential = replaced.every((note) => note.includes(" by exponential "));
  return `${isExponential ? "exponential " : ""}stand-ins of ${replaced.length} ${replaced.length === 1 ? "law" : "laws"}`;
}

const replacements = (notes: readonly string[]): string[] => notes.filter((note) => note.startsWith(REPLACED));
