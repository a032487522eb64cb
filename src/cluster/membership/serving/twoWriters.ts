import { SUSPECTED } from "../../network/groups.js";
import { Mark, Role } from "../../vocabulary.js";
import { areApart } from "../groups.js";
import type { Groups } from "../groupsBench.js";

const { ACTIVE, RIVAL } = Role;

/** What only the observer sees: whether a slot has two writers. */
export function noteWriters(own: Groups): void {
  const { split } = own.state;
  const now = hasTwoWriters(own) ? 1 : 0;
  if (now > split[0]!) own.mark(Mark.SPLIT, own.nodes.role.indexOf(own.cluster.hasSpares ? RIVAL : ACTIVE));
  split[0] = now;
}

/** A slot served twice; or, where every node writes, two that do and do not hear one another. */
function hasTwoWriters(own: Groups): boolean {
  if (own.cluster.hasSpares) return own.nodes.count[RIVAL]! > 0;
  const { parts, watch } = own.state;
  if (own.cluster.plant.hosting !== "shared" || (parts[0]! < 2 && !watch.includes(SUSPECTED))) return false;
  return areApart(own, ACTIVE);
}
