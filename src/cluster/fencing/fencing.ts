import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { ClusterPart } from "../clusterPart.js";
import type { NodeId, OriginId } from "../ids.js";
import { type GroupsBench, withGroups } from "../membership/groupsBench.js";
import { become } from "../node/nodes.js";
import { Mark, Role } from "../vocabulary.js";
import type { FencingSpec } from "./fencingSpec.js";
import { Shot } from "./shot.js";

const { LOST, BROKEN } = Role;

interface Fencing extends GroupsBench {
  readonly spec: FencingSpec;
  readonly aim: Activity;
  readonly fence: Activity;
  readonly confirm: Activity;
  readonly attempt: Choice;
  /** Of each node: how far its fencing has come (`Shot`), attempts that failed, 0 or 1 + the origin because of which. */
  readonly shot: Int32Array;
  readonly tries: Int32Array;
  readonly blame: Int32Array;
  /** Weights of an attempt: it works, it does not. */
  readonly odds: readonly number[];
}

/** How a group makes sure that a node it has lost is off before it takes over what that node did. */
export const fencing: ClusterPart = {
  name: "fencing",
  /** Being switched off by others: the node boots again by itself. */
  faults({ membership }) {
    const reboot = membership?.fencing?.reboot;
    return reboot ? [{ name: "fencing", detection: reboot, repair: reboot, needsCrew: false }] : [];
  },
  build({ membership }) {
    const spec = membership?.plan.fencing;
    if (!spec) return undefined;
    return {
      fields: { node: { shot: "value", tries: "value", blame: "value" } },
      activities: {
        /** The delay before a fencing shot is over; the attempt ends; a person has made sure. */
        aim: { of: "node", reaction: true },
        fence: { of: "node", reaction: true },
        confirm: { of: "node" },
      },
      /** Does an attempt at fencing work? 0 yes, 1 no. */
      choices: { fencing: { of: "node" } },
      bind(bench) {
        const own: Fencing = {
          ...withGroups(bench),
          spec,
          aim: bench.activity("aim"),
          fence: bench.activity("fence"),
          confirm: bench.activity("confirm"),
          attempt: bench.choice("fencing"),
          shot: bench.view("node", "shot"),
          tries: bench.view("node", "tries"),
          blame: bench.view("node", "blame"),
          odds: [spec.success, 1 - spec.success],
        };
        return {
          ends: {
            aim: (node) => (spec.watchdog ? relyOnWatchdog(own, node) : fire(own, node)),
            fence: (node) => fenceEnded(own, node),
            confirm: (node) => switchedOff(own, node),
          },
          hears: { wantedOff: (node, wanted, origin) => wantedOff(own, node, wanted, origin) },
          answers: { canFence: () => true, shotAt: (node) => own.shot[node]! },
        };
      },
    };
  },
};

/** A group decides that a node it has lost must be off, or nobody wants that any more, or nobody is left who could do it. */
function wantedOff(own: Fencing, node: NodeId, wanted: boolean, origin: OriginId): void {
  const isNone = own.shot[node] === Shot.NONE;
  if (wanted && isNone) takeAim(own, node, origin);
  else if (!wanted && !isNone) callOff(own, node);
}

function takeAim({ spec, nodes, aim, shot, blame }: Fencing, node: NodeId, origin: OriginId): void {
  const delay = nodes.slotOf[node]! >= 0 ? spec.delayIfServing : spec.delay;
  shot[node] = Shot.AIMED;
  blame[node] = 1 + origin;
  aim.start(node, spec.watchdog?.wait ?? delay);
}

/** A shot that was fired goes on. */
function callOff(own: Fencing, node: NodeId): void {
  if (own.shot[node] === Shot.FIRED) return;
  own.aim.cancel(node);
  own.confirm.cancel(node);
  settled(own, node);
}

function settled({ shot, tries, blame }: Fencing, node: NodeId): void {
  shot[node] = Shot.NONE;
  tries[node] = 0;
  blame[node] = 0;
}

function fire({ spec, shot, fence }: Fencing, node: NodeId): void {
  shot[node] = Shot.FIRED;
  fence.start(node, spec.action);
}

/** An attempt ends: the node is off, or it is tried again, or, after the last attempt, a person is asked. */
function fenceEnded(own: Fencing, node: NodeId): void {
  const { spec, nodes, membership, attempt, odds, tries } = own;
  const fault = nodes.fault[node]!;
  const isDead = fault >= 0 && membership.sharesPower[fault]!;
  if (!isDead && attempt(node, odds) === 0) return switchedOff(own, node);
  own.mark(Mark.FENCE_FAILED, node);
  tries[node]!++;
  if (tries[node]! < spec.attempts) return fire(own, node);
  askPerson(own, node);
}

/**
 * The others have waited for the watchdog of a node: without quorum, or dead, it is off by now. One that has quorum too will
 * not switch itself off; then a person is asked.
 */
function relyOnWatchdog(own: Fencing, node: NodeId): void {
  if (own.nodes.role[node]! >= LOST || own.state.may[node] === 0) return switchedOff(own, node);
  own.mark(Mark.FENCE_FAILED, node);
  askPerson(own, node);
}

function askPerson({ spec, shot, confirm }: Fencing, node: NodeId): void {
  shot[node] = Shot.ASKED;
  confirm.start(node, spec.confirm);
}

/** The node is off, and everybody knows. It boots again if it had not failed. */
function switchedOff(own: Fencing, node: NodeId): void {
  const { nodes, work, signals, membership } = own;
  const origin = own.blame[node]! - 1;
  settled(own, node);
  own.mark(Mark.FENCED, node);
  if (nodes.role[node]! < LOST) {
    signals.workLeft(node, origin);
    nodes.fault[node] = membership.fenced;
    work.unfinished[node] = 0;
  }
  signals.nodeOff(node);
  if (nodes.role[node]! > LOST) return;
  signals.detectionOff(node);
  become(nodes, node, BROKEN);
  signals.toRepair(node);
}
