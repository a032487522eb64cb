import type { PathPart } from "./problem.js";

type Path = readonly PathPart[];

/** What takes the place of a malformed entry of an experiment's lists, so that the others keep their numbers. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  faults: { at: "0s", kind: "stop" },
  thresholds: "errorRate == 0",
  steadyState: "errorRate == 0",
};

/**
 * The part of a document that cannot be checked further when something in it is malformed: a whole block, but of an
 * experiment only the key or the entry of a list.
 */
export function partOf(path: Path): Path {
  if (path[0] !== "experiment") return path.slice(0, 1);
  return path.slice(0, Object.hasOwn(STAND_INS, path[1] ?? "") ? 3 : 2);
}

/** A document without some of its parts; what it cannot do without is replaced by something that nothing is wrong with. */
export function withoutParts(data: unknown, parts: readonly Path[]): unknown {
  return parts.reduce((rest: unknown, part) => replaced(rest, part, standInFor(part)), data);
}

function standInFor([, list = "", entry]: Path): unknown {
  if (entry !== undefined) return STAND_INS[list];
  return list === "faults" ? [STAND_INS.faults] : undefined;
}

/** A copy with something else at a path; nothing there where `by` is undefined. */
function replaced(data: unknown, [key, ...below]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(data)) return data.map((entry, i) => (i === key ? replaced(entry, below, by) : entry));
  if (typeof data !== "object" || data === null) return data;
  const kept = Object.entries(data).filter(([name]) => name !== key);
  const value = replaced(Object.entries(data).find(([name]) => name === key)?.[1], below, by);
  return Object.fromEntries(value === undefined ? kept : [...kept, [key, value]]);
}
