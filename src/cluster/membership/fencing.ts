import type { Declare } from "../../kernel/model.js";
import { become } from "../ageing.js";
import { Activity, Choice, type Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { sendToRepair } from "../crews.js";
import { Mark, Role } from "../vocabulary.js";
import { giveUp, vacate } from "./writers.js";

const { LOST, BROKEN } = Role;
const { AIM, FENCE, CONFIRM, DETECT, WATCHDOG } = Activity;

/** How far the fencing of a node has come. */
export const Shot = {
  NONE: 0,
  /** Decided; the delay before the shot is running, and it can be called off. */
  AIMED: 1,
  /** On its way; nobody can call it off. */
  FIRED: 2,
  /** No attempt worked: a person has to make sure that the node is off. */
  ASKED: 3,
} as const;

/** A group decides that a node it has lost must be off; `origin` is why. */
export function aim(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number, origin: number): void {
  const own = world.membership!;
  const { delay, delayIfServing, watchdog } = cluster.membership!.plan.fencing!;
  own.shot[node] = Shot.AIMED;
  own.blame[node] = 1 + origin;
  declare.start(AIM, node, watchdog?.wait ?? (world.slotOf[node]! >= 0 ? delayIfServing : delay));
}

/** Nobody wants the node off any more, or nobody is left who could do it. A shot that was fired goes on. */
export function callOff(world: ClusterWorld, declare: Declare, node: number): void {
  const own = world.membership!;
  if (own.shot[node] === Shot.FIRED) return;
  declare.cancel(AIM, node);
  declare.cancel(CONFIRM, node);
  settled(world, node);
}

function settled(world: ClusterWorld, node: number): void {
  const own = world.membership!;
  own.shot[node] = Shot.NONE;
  own.tries[node] = 0;
  own.blame[node] = 0;
}

/** The delay is over: the shot is fired, or the watchdog of the node has had its time. */
export function aimed(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  if (cluster.membership!.plan.fencing!.watchdog) relyOnWatchdog(cluster, world, declare, node);
  else fire(cluster, world, declare, node);
}

function fire(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  world.membership!.shot[node] = Shot.FIRED;
  declare.start(FENCE, node, cluster.membership!.plan.fencing!.action);
}

/** An attempt ends: the node is off, or it is tried again, or, after the last attempt, a person is asked. */
export function fenceEnded(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const own = world.membership!;
  const membership = cluster.membership!;
  const { attempts, confirm } = membership.plan.fencing!;
  const fault = world.fault[node]!;
  const isDead = fault >= 0 && membership.sharesPower[fault]!;
  if (!isDead && declare.choose(Choice.FENCING, node, membership.shotWorks) === 0) {
    switchedOff(cluster, world, declare, node);
    return;
  }
  declare.mark(Mark.FENCE_FAILED, node);
  own.tries[node]!++;
  if (own.tries[node]! < attempts) return fire(cluster, world, declare, node);
  own.shot[node] = Shot.ASKED;
  declare.start(CONFIRM, node, confirm);
}

/**
 * The others have waited for the watchdog of a node: without quorum, or dead, it is off by now. One that has quorum too will
 * not switch itself off; then a person is asked.
 */
function relyOnWatchdog(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const own = world.membership!;
  if (world.role[node]! >= LOST || own.may[node] === 0) return switchedOff(cluster, world, declare, node);
  declare.mark(Mark.FENCE_FAILED, node);
  own.shot[node] = Shot.ASKED;
  declare.start(CONFIRM, node, cluster.membership!.plan.fencing!.confirm);
}

/**
 * A node without quorum is fed to its watchdog from the moment when it is at work, even if it stops in time; quorum regained
 * calls it off.
 */
export function watch(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  node: number,
  state: { readonly may: boolean; readonly works: boolean },
  origin: number,
): void {
  const { watched } = world.membership!;
  if (watched[node]! > 0 && (state.may || world.role[node]! >= LOST)) {
    watched[node] = 0;
    declare.cancel(WATCHDOG, node);
  } else if (watched[node] === 0 && state.works && !state.may) {
    watched[node] = 1 + origin;
    declare.start(WATCHDOG, node, cluster.membership!.plan.fencing!.watchdog!.timeout);
  }
}

/** The watchdog resets its node, which boots again at once; that it is off the others do not know, and rely on when they have waited. */
export function watchdogEnds(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const { watched } = world.membership!;
  giveUp(cluster, world, declare, node, watched[node]! - 1);
  watched[node] = 0;
  world.fault[node] = cluster.membership!.fenced;
  world.unfinished[node] = 0;
  become(cluster, world, declare, node, BROKEN);
  sendToRepair(cluster, world, declare, node);
}

/** The node is off, and everybody knows: it serves nothing, and its slot may go elsewhere. It boots again if it had not failed. */
export function switchedOff(cluster: Cluster, world: ClusterWorld, declare: Declare, node: number): void {
  const origin = world.membership!.blame[node]! - 1;
  settled(world, node);
  declare.mark(Mark.FENCED, node);
  if (world.role[node]! < LOST) {
    giveUp(cluster, world, declare, node, origin);
    world.fault[node] = cluster.membership!.fenced;
    world.unfinished[node] = 0;
  }
  vacate(cluster, world, node);
  if (world.role[node]! > LOST) return;
  declare.cancel(DETECT, node);
  become(cluster, world, declare, node, BROKEN);
  sendToRepair(cluster, world, declare, node);
}
