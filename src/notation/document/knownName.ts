import { nearest } from "./nearest.js";
import { type Finding, type PathPart, quote } from "./problem.js";

/** A name that should be one of those given elsewhere: of a `what`, of which `none` says that there are not any. */
export function knownName(
  what: string,
  path: readonly PathPart[],
  name: string | undefined,
  names: readonly string[],
  none = "there are none",
): Finding[] {
  if (name === undefined || names.includes(name)) return [];
  const there = names.length > 0 ? `there are ${names.join(", ")}` : none;
  return [{ path, message: `no ${what} is called ${quote(name)}; ${there}`, suggestion: nearest(name, names) }];
}
