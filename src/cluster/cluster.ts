import type { Law } from "../kernel/law.js";
import { type Layout, layOut } from "../kernel/world.js";
import type { Fault, Plant } from "./plant.js";
import type { FailureModeSpec } from "./spec.js";
import { ROLES, Role } from "./vocabulary.js";

/** Kinds of activity, and the kind of thing each happens to. */
export const Activity = {
  /** A part of a node fails. */
  FAIL: 0,
  /** A failed part is replaced while its node runs. */
  SWAP: 1,
  /** The cluster declares a failed node. */
  DETECT: 2,
  /** A takeover ends. */
  TAKE: 3,
  /** A person finishes a takeover. */
  MANUAL: 4,
  REPAIR: 5,
  /** A test finds a spare that failed unseen. */
  TEST: 6,
  /** A common cause takes every working node. */
  SHOCK: 7,
  DECLARE: 8,
  PROVISION: 9,
  RESTORE: 10,
} as const;

export const Choice = {
  /** Does the takeover work? 0 yes, 1 no. */
  COVERAGE: 0,
  /** Is the failure of an idle spare seen? 0 yes, 1 no. */
  LATENT: 1,
  /** Which of the spares that look idle is taken? 0 a working one, 1 one that failed unseen. */
  TARGET: 2,
} as const;

/** Indices of the groups in a cluster's layout. */
export const Group = { WHOLE: 0, TALLY: 1, NODE: 2, PART: 3, ORIGIN: 4, SLOT: 5 } as const;

/** One part of a node: the smallest thing that fails. */
interface Part {
  readonly node: number;
  readonly mode: FailureModeSpec;
  /** The fault its mode brings about. */
  readonly fault: number;
}

/** A plant unfolded: every node, part and fault numbered, so that handlers only look things up. */
export interface Cluster {
  readonly plant: Plant;
  readonly nodes: number;
  readonly layout: Layout;
  readonly parts: readonly Part[];
  /** Parts of node n are firstPart[n] … firstPart[n + 1] − 1. */
  readonly firstPart: Int32Array;
  /** Failure modes of all classes, then the common cause. */
  readonly faults: readonly Fault[];
  /** Index of the common cause in `faults`; −1 without one. */
  readonly shock: number;
  /** Names to which downtime is charged, and which of them each fault is. */
  readonly origins: readonly string[];
  readonly originOf: Int32Array;
  /** True when there are more nodes than slots, so that a slot may move. */
  readonly hasSpares: boolean;
  /** True when some mode has more than one part. */
  readonly redundantParts: boolean;
  /** How fast the failure clocks of a node age in each role: 1 at work, the standby factor when idle, 0 when broken. */
  readonly speedIn: Float64Array;
  readonly coverage: readonly number[];
  readonly seenOrLatent: readonly number[];
}

/** Numbers the nodes, parts and faults of a plant and lays out its world. */
export function unfold(plant: Plant): Cluster {
  const faults: Fault[] = [];
  const parts: Part[] = [];
  const firstPart: number[] = [];
  const nodeClass: number[] = [];
  const positions: string[] = [];
  const partClass: number[] = [];
  for (const [index, kind] of plant.classes.entries()) {
    const firstFault = faults.length;
    faults.push(...kind.modes.map((mode) => faultOf(mode, plant)));
    for (let i = 0; i < kind.count; i++) {
      const node = nodeClass.push(index) - 1;
      firstPart.push(parts.length);
      for (const [m, mode] of kind.modes.entries()) {
        for (let part = 0; part < mode.parts.count; part++) {
          parts.push({ node, mode, fault: firstFault + m });
          partClass.push(firstFault + m);
          positions.push(`node/${node}/mode/${m}/part/${part}`);
        }
      }
    }
  }
  firstPart.push(parts.length);
  const shock = plant.commonCause ? faults.push(shockOf(plant.commonCause)) - 1 : -1;
  const origins = [...new Set(faults.map((fault) => fault.name))];
  const nodes = nodeClass.length;
  return {
    plant,
    nodes,
    parts,
    firstPart: Int32Array.from(firstPart),
    faults,
    shock,
    origins,
    originOf: Int32Array.from(faults, (fault) => origins.indexOf(fault.name)),
    hasSpares: nodes > plant.slots,
    redundantParts: parts.some((part) => part.mode.parts.count > 1),
    speedIn: Float64Array.from({ length: ROLES }, (_, role) => {
      if (role >= Role.LOST) return 0;
      return role === Role.IDLE ? plant.standby.factor : 1;
    }),
    coverage: [plant.takeover.coverage, 1 - plant.takeover.coverage],
    seenOrLatent: [1 - plant.standby.latent, plant.standby.latent],
    layout: layOut([
      {
        name: "whole",
        size: 1,
        fields: { busy: "value", suspended: "value", tickets: "label", waiting: "label", queued: "label" },
      },
      { name: "tally", size: ROLES, fields: { count: "label", slots: "label" } },
      {
        name: "node",
        size: nodes,
        classes: nodeClass,
        fields: { role: "value", slot: { link: "slot" }, fault: "value", unfinished: "value", turn: "rank" },
      },
      {
        name: "part",
        size: parts.length,
        within: "node",
        parent: parts.map((part) => part.node),
        classes: partClass,
        positions,
        fields: { failed: "value" },
      },
      { name: "origin", size: origins.length, fields: { slots: "label" } },
      { name: "slot", size: plant.slots, fields: { turn: "rank", origin: "value" } },
    ]),
  };
}

/** Where lost servers are rebuilt, a fault that needs nobody (a reboot) is still repaired in place. */
function faultOf(mode: FailureModeSpec, plant: Plant): Fault {
  const { name, detection, repair, needsCrew } = mode;
  const rebootsInPlace = plant.rebuild !== undefined && !needsCrew;
  return { name, detection, repair, needsCrew, inPlace: mode.recovery === "in-place" || rebootsInPlace };
}

function shockOf(shock: { detection: Law; repair: Law; needsCrew: boolean }): Fault {
  return {
    name: "commonCause",
    detection: shock.detection,
    repair: shock.repair,
    needsCrew: shock.needsCrew,
    inPlace: false,
  };
}
