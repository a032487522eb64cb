import { nearest } from "../../notation/document/nearest.js";

/** What stands at a path of a result. */
export type Found =
  | {
      readonly is: "estimate";
      readonly mean: number | null;
      readonly low: number;
      readonly high: number;
      readonly level: number;
    }
  | { readonly is: "number"; readonly mean: number }
  | { readonly is: "word"; readonly word: string }
  | { readonly is: "block"; readonly keys: readonly string[] }
  /** The result has this figure but no value for it: it, or a block around it, is null. */
  | { readonly is: "absent" }
  /** There is no such figure; `why` says which there are. */
  | { readonly is: "unknown"; readonly why: string };

/** Looks up a figure by its path in `--json`: `mission.downtime`, `warnings.0.code`. */
export function figureAt(result: object, path: string): Found {
  let here: unknown = result;
  let walked = "";
  for (const key of path.split(".")) {
    if (here === null) return { is: "absent" };
    if (typeof here !== "object" || !Object.hasOwn(here, key)) return unknown(here, key, walked);
    here = (here as Record<string, unknown>)[key];
    walked = walked === "" ? key : `${walked}.${key}`;
  }
  return found(here);
}

function found(value: unknown): Found {
  if (value === null || value === undefined) return { is: "absent" };
  if (typeof value === "number") return { is: "number", mean: value };
  if (typeof value !== "object") return { is: "word", word: String(value) };
  if (!isEstimate(value)) return { is: "block", keys: Object.keys(value) };
  return saysNothing(value) ? { is: "absent" } : { is: "estimate", ...value };
}

/** No value, and anything is possible: every figure would pass. */
function saysNothing({ mean, low, high }: { mean: number | null; low: number; high: number }): boolean {
  return mean === null && low <= 0 && high === Number.POSITIVE_INFINITY;
}

function isEstimate(value: object): value is { mean: number | null; low: number; high: number; level: number } {
  const { mean, low, high, level } = value as Record<string, unknown>;
  return [low, high, level].every((part) => typeof part === "number") && (mean === null || typeof mean === "number");
}

function unknown(here: unknown, key: string, walked: string): Found {
  const where = walked === "" ? "the result" : walked;
  const known = typeof here === "object" && here !== null ? Object.keys(here) : [];
  if (known.length === 0) return { is: "unknown", why: `${where} has no "${key}": it has no parts` };
  const meant = nearest(key, known);
  const advice = meant === undefined ? `it has ${known.join(", ")}` : `did you mean "${meant}"?`;
  return { is: "unknown", why: `${where} has no "${key}"; ${advice}` };
}
