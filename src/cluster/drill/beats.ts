import type { Law } from "../../kernel/law.js";
import type { Declare } from "../../kernel/model.js";
import { Activity } from "../cluster.js";
import { nodeDeclared } from "../detection.js";
import { heardAgain, suspected } from "../membership/suspicion.js";
import { SUSPECTED } from "../network/groups.js";
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
  if (isHeard(drilled, world, declare, node)) {
    world.missed[node] = 0;
    return letBackIn(drilled, world, declare, node);
  }
  const most = drilled.experiment.heartbeats!.misses;
  const missed = ++world.missed[node]!;
  return missed >= most && takenForDead(drilled, world, declare, node, missed === most);
}

/** A node that was taken for dead is heard. */
function letBackIn(drilled: Drilled, world: DrillWorld, declare: Declare, node: number): boolean {
  const { cluster, suspicion } = drilled;
  if (world.membership?.watch[node] === SUSPECTED) {
    heardAgain(cluster, world, declare, node);
    return true;
  }
  if (!isStruck(world, suspicion, node)) return false;
  liftFrom(drilled, world, declare, suspicion, node);
  return true;
}

/** Lines with bursts of losses begin in their long-run state. */
export function beginLinks(drilled: Drilled, world: DrillWorld, declare: Declare): void {
  const link = linkOf(drilled);
  if (!link || link.lossGood === link.lossBad) return;
  const bad = link.toBad / (link.toBad + link.toGood);
  for (let node = 0; node < world.bad.length; node++) {
    world.bad[node] = declare.choose(drilled.LINK, node, [1 - bad, bad]);
  }
}

const linkOf = ({ cluster }: Drilled) => cluster.membership?.plan.network.suspicion?.link;

/** The chance that the network of the scenario delivers this heartbeat of a node; its state may change for the next one. */
function delivered(drilled: Drilled, world: DrillWorld, declare: Declare, node: number): number {
  const link = linkOf(drilled);
  if (!link) return 1;
  const isBad = world.bad[node] === 1;
  const kept = 1 - (isBad ? link.lossBad : link.lossGood);
  if (link.lossGood === link.lossBad) return kept;
  const change = isBad ? link.toGood : link.toBad;
  if (declare.choose(drilled.LINK, node, [1 - change, change]) === 1) world.bad[node] = isBad ? 0 : 1;
  return kept;
}

function isHeard(drilled: Drilled, world: DrillWorld, declare: Declare, node: number): boolean {
  if (isSilent(drilled, world, node)) return false;
  if (world.late[node]! > 0) {
    world.late[node]!--;
    return false;
  }
  const kept = beatsKept(drilled, world, node) * delivered(drilled, world, declare, node);
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

/** So many heartbeats are missing that the node is dead for the others; at the last of them, or at one more. */
function takenForDead(drilled: Drilled, world: DrillWorld, declare: Declare, node: number, isLast: boolean): boolean {
  const { cluster, suspicion } = drilled;
  if (world.role[node]! < LOST) {
    if (!isLast) return false;
    if (cluster.membership) suspected(cluster, world, declare, node);
    else strikeNode(drilled, world, declare, suspicion, node);
  } else if (world.role[node] === LOST && foundByBeats(drilled, world, node)) {
    declareDead(drilled, world, declare, node, isLast);
  } else return isLast;
  return true;
}

/** A node that sends nothing any more is declared once the last heartbeat it could have sent would have come, if it took its time. */
function declareDead({ cluster }: Drilled, world: DrillWorld, declare: Declare, node: number, isLast: boolean): void {
  const latency = cluster.membership?.plan.network.latency;
  const wasSuspected = world.membership?.watch[node] === SUSPECTED;
  if (latency && !isLast && !wasSuspected) return;
  declare.cancel(Activity.DETECT, node);
  if (latency && !wasSuspected) declare.start(Activity.DETECT, node, latency);
  else nodeDeclared(cluster, world, declare, node);
}

/** Faults that have a law of detection of their own are not waiting for heartbeats. */
function foundByBeats({ cluster }: Drilled, world: DrillWorld, node: number): boolean {
  return cluster.faults[world.fault[node]!]!.detection.mean === Number.POSITIVE_INFINITY;
}
