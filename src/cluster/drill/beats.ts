import type { Law } from "../../kernel/law.js";
import type { Declare } from "../../kernel/model.js";
import { Activity } from "../cluster.js";
import { nodeDeclared } from "../detection.js";
import { Role } from "../vocabulary.js";
import { type Drilled, type DrillWorld, isStruck, strikeThatTook } from "./drillWorld.js";
import { liftFrom, strikeNode } from "./strikes.js";

const { LOST, LATENT } = Role;

/**
 * A heartbeat of a node is due at those who watch it. Heard, it ends a row of misses, and lets a node back in that was
 * taken for dead; the last miss of a row declares the node, dead or not. This is what the law kH − U(0, H) stands for. False
 * when nothing came of it.
 */
export function beatDue(drilled: Drilled, world: DrillWorld, declare: Declare, node: number, next: Law): boolean {
  declare.start(drilled.BEAT, node, next);
  const { suspicion } = drilled;
  if (isHeard(drilled, world, declare, node)) {
    world.missed[node] = 0;
    if (!isStruck(world, suspicion, node)) return false;
    liftFrom(drilled, world, declare, suspicion, node);
    return true;
  }
  if (++world.missed[node]! !== drilled.experiment.heartbeats!.misses) return false;
  lastMissed(drilled, world, declare, node);
  return true;
}

function isHeard(drilled: Drilled, world: DrillWorld, declare: Declare, node: number): boolean {
  if (isSilent(drilled, world, node)) return false;
  if (world.late[node]! > 0) {
    world.late[node]!--;
    return false;
  }
  const kept = beatsKept(drilled, world, node);
  return kept === 1 || declare.choose(drilled.BEAT_LOST, node, [kept, 1 - kept]) === 0;
}

/** A node that is down sends nothing, unless what took it down leaves its heartbeats alone, or it only looks as if it stood by. */
function isSilent(drilled: Drilled, world: DrillWorld, node: number): boolean {
  if (world.role[node]! < LOST || world.role[node] === LATENT) return false;
  const strike = strikeThatTook(drilled, world, node);
  return strike < 0 || drilled.experiment.strikes[strike]!.silences;
}

/** The share of a node's heartbeats that arrives. */
function beatsKept({ experiment }: Drilled, world: DrillWorld, node: number): number {
  let kept = 1;
  for (let i = 0; i < experiment.strikes.length; i++) {
    if (isStruck(world, i, node)) kept *= 1 - experiment.strikes[i]!.loss;
  }
  return kept;
}

function lastMissed(drilled: Drilled, world: DrillWorld, declare: Declare, node: number): void {
  const { cluster, suspicion } = drilled;
  if (world.role[node]! < LOST) return strikeNode(drilled, world, declare, suspicion, node);
  if (world.role[node] !== LOST || !foundByBeats(drilled, world, node)) return;
  declare.cancel(Activity.DETECT, node);
  nodeDeclared(cluster, world, declare, node);
}

/** Faults that have a law of detection of their own are not waiting for heartbeats. */
function foundByBeats({ cluster }: Drilled, world: DrillWorld, node: number): boolean {
  return cluster.faults[world.fault[node]!]!.detection.mean === Number.POSITIVE_INFINITY;
}
