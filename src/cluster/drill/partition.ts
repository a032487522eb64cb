import type { Declare } from "../../kernel/model.js";
import { reachTurned } from "../membership/reactions.js";
import { type Drilled, type DrillWorld, isStruck } from "./drillWorld.js";

/** Cuts the pairs that the partitions of the moment divide, and no others. */
export function divide(drilled: Drilled, world: DrillWorld, declare: Declare): void {
  const { cluster, experiment } = drilled;
  const { nodes } = cluster;
  const { deaf } = world.membership!;
  deaf.fill(0);
  for (const [strike, { kind, target }] of experiment.strikes.entries()) {
    if (kind !== "partition") continue;
    const isOn = (node: number) => isStruck(world, strike, node);
    if (!world.role.some((_, node) => isOn(node))) continue;
    for (let a = 0; a < nodes; a++) {
      for (let b = 0; b < nodes; b++) {
        const cut = target === "majorities-ring" ? areFarOnRing(a, b, nodes) : isOn(a) !== isOn(b);
        if (cut) deaf[a * nodes + b] = 1;
      }
    }
  }
  reachTurned(cluster, world, declare);
}

/**
 * Nodes on a ring reach their nearest neighbours, just as many as make a majority with themselves (rounded up to both
 * sides alike): every node sees a majority, and no two see the same one.
 */
function areFarOnRing(a: number, b: number, nodes: number): boolean {
  const around = Math.abs(a - b);
  return Math.min(around, nodes - around) > Math.ceil(Math.floor(nodes / 2) / 2);
}
