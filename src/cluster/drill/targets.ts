import type { Declare } from "../../kernel/model.js";
import { anyOf } from "../network/partitions.js";
import { Role } from "../vocabulary.js";
import type { Drilled, DrillWorld } from "./drillWorld.js";
import type { Selector } from "./strike.js";

/** The nodes a strike hits now; where there is a choice every set of so many is as likely. */
export function targetsOf(drilled: Drilled, world: DrillWorld, declare: Declare, strike: number): number[] {
  const { target } = drilled.experiment.strikes[strike]!;
  if (typeof target !== "string") return [...target];
  const among = candidates(world, target);
  return anyOf(among, Math.min(wanted(target, world.role.length), among.length), (weights) =>
    declare.choose(drilled.TARGET, strike, weights),
  );
}

function candidates({ role }: DrillWorld, target: Selector): number[] {
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
