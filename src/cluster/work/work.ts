import type { Bench } from "../../kernel/assembly/part.js";
import type { NodeId, OriginId, SlotId } from "../ids.js";
import { become, type LiveNodes } from "../node/nodes.js";
import { Mark, NO_ORIGIN, Role } from "../vocabulary.js";

/** The work of a cluster, in slots: which of them wait for a node, and to what the loss of each is charged. */
export interface Work {
  /** Of each slot: its place among those waiting for a node (0 = not waiting), the origin its loss is charged to. */
  readonly waitingTurn: Int32Array;
  readonly origin: Int32Array;
  /** How many slots that are not served each origin is charged with. */
  readonly lostBy: Int32Array;
  /** One cell: slots waiting. */
  readonly waiting: Int32Array;
  /** One cell: how many things keep nodes from serving what they hold, as the data is out of reach or spoilt. */
  readonly halted: Int32Array;
  /** Of each node: 1 = it failed in the middle of a takeover, which it has to begin again when it is back. */
  readonly unfinished: Int32Array;
  /** One cell: the last ticket given out, to slots that wait for a node and nodes that wait for a crew. */
  readonly tickets: Int32Array;
}

type View = (group: string, field: string) => Int32Array;

/** Views of a world's work. */
export const workOf = (view: View): Work => ({
  waitingTurn: view("slot", "turn"),
  origin: view("slot", "origin"),
  lostBy: view("origin", "slots"),
  waiting: view("whole", "waiting"),
  halted: view("whole", "halted"),
  unfinished: view("node", "unfinished"),
  tickets: view("whole", "tickets"),
});

interface AtWork {
  readonly nodes: LiveNodes;
  readonly work: Work;
  readonly mark: Bench<never, never>["mark"];
}

/** The slot that a node holds is served from now on. */
export function serve({ nodes, work, mark }: AtWork, node: NodeId): void {
  const slot = nodes.slotOf[node]!;
  become(nodes, node, Role.ACTIVE);
  work.lostBy[work.origin[slot]!]!--;
  work.origin[slot] = NO_ORIGIN;
  if (work.halted[0] === 0) mark(Mark.RESTORED, slot);
}

/** A slot stops being served; `origin` is why. */
export function slotLost({ work, mark }: Omit<AtWork, "nodes">, slot: SlotId, origin: OriginId): void {
  work.origin[slot] = origin;
  work.lostBy[origin]!++;
  if (work.halted[0] === 0) mark(Mark.LOST, slot);
}

/** One thing more keeps everything from being served, though nodes go on as they are; what was served is lost. */
export function halt({ work, mark }: Omit<AtWork, "nodes">): void {
  if (work.halted[0] === 0) for (const slot of servedSlots(work)) mark(Mark.LOST, slot);
  work.halted[0]!++;
}

/** It is over. Where it was the last one, what nodes hold is served again. */
export function resume({ work, mark }: Omit<AtWork, "nodes">): void {
  work.halted[0]!--;
  if (work.halted[0] === 0) for (const slot of servedSlots(work)) mark(Mark.RESTORED, slot);
}

const servedSlots = ({ origin }: Work): SlotId[] => [...origin.keys()].filter((slot) => origin[slot] === NO_ORIGIN);

/** No node is free: the slot waits, first come, first served. */
export function waitForNode({ waitingTurn, tickets, waiting }: Work, slot: SlotId): void {
  waitingTurn[slot] = ++tickets[0]!;
  waiting[0]!++;
}

/** A slot that waited has a node. */
export function waitsNoMore({ waitingTurn, waiting }: Work, slot: SlotId): void {
  waitingTurn[slot] = 0;
  waiting[0]!--;
}

/** The slot that has waited longest, taken out of the queue; −1 when none waits. */
export function nextWaitingSlot(work: Work): SlotId {
  if (work.waiting[0] === 0) return -1;
  const { waitingTurn } = work;
  let first = -1;
  for (let slot = 0; slot < waitingTurn.length; slot++) {
    const turn = waitingTurn[slot]!;
    if (turn > 0 && (first < 0 || turn < waitingTurn[first]!)) first = slot;
  }
  waitsNoMore(work, first);
  return first;
}
