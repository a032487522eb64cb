import type { NodeId } from "../ids.js";
import { anyOf } from "../network/partitions.js";
import type { Nodes } from "../node/nodes.js";
import { Role } from "../vocabulary.js";
import type { Selector } from "./strike.js";
import type { Strikes } from "./struck.js";

/** The nodes a strike hits now; where there is a choice every set of so many is as likely. */
export function targetsOf({ experiment, nodes, choose }: Strikes, strike: number): NodeId[] {
  const { target } = experiment.strikes[strike]!;
  if (typeof target !== "string") return [...target];
  const among = candidates(nodes, target);
  return anyOf(among, Math.min(wanted(target, nodes.role.length), among.length), (weights) => choose(strike, weights));
}

function candidates({ role }: Nodes, target: Selector): NodeId[] {
  const nodes = [...role.keys()];
  if (target === "one") return nodes.filter((node) => role[node]! < Role.LOST);
  if (target.startsWith("primar")) return nodes.filter((node) => role[node] === Role.ACTIVE);
  if (target.startsWith("spare")) return nodes.filter((node) => role[node] === Role.IDLE);
  return nodes;
}

function wanted(target: Selector, nodes: number): number {
  if (target === "one" || target === "primary" || target === "spare") return 1;
  if (target === "majority") return Math.floor(nodes / 2) + 1;
  return target === "minority" ? Math.ceil(nodes / 2) - 1 : nodes;
}
