import type { NodeId, OriginId } from "../ids.js";
import { Mark, Role } from "../vocabulary.js";
import { serve } from "../work/work.js";
import { findGroups, findSeenGroups } from "./groups.js";
import type { Groups } from "./groupsBench.js";
import { takeOver } from "./serving/takingOver.js";
import { noteWriters } from "./serving/twoWriters.js";
import { reconcile, stopServing } from "./serving/writers.js";
import { standingCause } from "./standingCause.js";

const { ACTIVE, STOPPED, RIVAL, LOST } = Role;

/**
 * The decision tree of a cluster whose nodes may not all reach one another, gone through after every activity. Each group
 * judges alone, from what its nodes see: can the servers communicate? Then all is well. If not: does the group have quorum?
 * Without it, it stops what it does. With it, it makes sure that the nodes it has lost are off, and takes their work over.
 * `origin` is the fault that has just happened, to which a loss is charged; −1 = none.
 */
export function judge(own: Groups, origin: OriginId): void {
  const why = origin >= 0 ? origin : standingCause(own);
  own.signals.nodesTurned();
  voteAnew(own);
  for (let node = 0; node < own.cluster.nodes; node++) obeyQuorum(own, node, why);
  for (let node = 0; node < own.cluster.nodes; node++) {
    if (own.state.next[node]! >= 0 && own.nodes.slotOf[node]! >= 0) reconcile(own, node, why);
  }
  takeOver(own, why);
  noteWriters(own);
}

/** Finds the groups and counts their votes; tells observers whose standing has changed. */
function voteAnew(own: Groups): void {
  const { may } = own.state;
  const { before } = own.membership.room;
  before.set(may);
  findGroups(own);
  findSeenGroups(own);
  for (let node = 0; node < own.cluster.nodes; node++) {
    if (may[node] === before[node] || own.nodes.role[node]! >= LOST) continue;
    own.mark(may[node] === 1 ? Mark.QUORUM_HELD : Mark.QUORUM_LOST, node);
  }
}

/** May a node serve? With writes that need a majority that is as things are, else as its group sees them. */
function mayServe(own: Groups, node: NodeId): boolean {
  const { able, may } = own.state;
  return (own.membership.plan.quorum.commits ? able[node] : may[node]) === 1;
}

/** A node that serves without quorum is stopped after a while, or at once; a stopped one goes on when its group has quorum again. */
function obeyQuorum(own: Groups, node: NodeId, why: OriginId): void {
  const { stopping } = own.state;
  const { quorum } = own.membership.plan;
  const role = own.nodes.role[node]!;
  const may = mayServe(own, node);
  own.signals.judged(node, may, worksForSlot(role), why);
  if (role >= LOST) return;
  if (role === STOPPED) {
    if (may) resume(own, node);
    else own.work.unfinished[node] = 1;
  } else if (may && stopping[node]! > 0) {
    stopping[node] = 0;
    own.stop.cancel(node);
  } else if (!may && quorum.whenLost === "stop" && worksForSlot(role) && stopping[node] === 0) {
    if (quorum.commits) return stopServing(own, node, why);
    stopping[node] = 1 + why;
    own.stop.start(node, quorum.stop);
  }
}

const worksForSlot = (role: number): boolean => role >= ACTIVE && role <= RIVAL && role !== STOPPED;

function resume(own: Groups, node: NodeId): void {
  const waits = own.work.unfinished[node] === 1;
  own.work.unfinished[node] = 0;
  if (waits) own.signals.takeUp(node, own.cluster.plant.takeover.law);
  else serve(own, node);
}
