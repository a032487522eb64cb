import type { Law } from "../kernel/law.js";
import { type GroupPlan, type Layout, layOut } from "../kernel/world.js";
import type { Fault } from "./fault.js";
import {
  type Membership,
  membershipGroups,
  membershipOrigins,
  NODE_FIELDS,
  standings,
  unfoldMembership,
} from "./membership/membership.js";
import type { Plant } from "./plant.js";
import type { FailureModeSpec, FencingSpec } from "./spec.js";
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
  /** The rest happens only where membership matters. A link or a switch fails; it works again. */
  CUT: 11,
  MEND: 12,
  /** A node's port on a ring fails; it works again. */
  UNPLUG: 13,
  PLUG: 14,
  WITNESS_FAIL: 15,
  WITNESS_MEND: 16,
  /** The nodes notice that they reach one another in other groups than before. */
  REGROUP: 17,
  /** A node without quorum has stopped what it did. */
  STOP: 18,
  /** The delay before a fencing shot is over; the attempt ends; a person has made sure. */
  AIM: 19,
  FENCE: 20,
  CONFIRM: 21,
  /** The data of two writers has been reconciled. */
  RESYNC: 22,
  /** A partition comes; it goes. */
  DIVIDE: 23,
  HEAL: 24,
  /** A living node is taken for dead; it is heard again. */
  SUSPECT: 25,
  HEAR: 26,
  /** The last-man-standing window of a node is over. */
  WINDOW: 27,
  /** The watchdog of a node that lost quorum at work switches it off. */
  WATCHDOG: 28,
} as const;

export const Choice = {
  /** Does the takeover work? 0 yes, 1 no. */
  COVERAGE: 0,
  /** Is the failure of an idle spare seen? 0 yes, 1 no. */
  LATENT: 1,
  /** Which of the spares that look idle is taken? 0 a working one, 1 one that failed unseen. */
  TARGET: 2,
  /** Of which class is the incident of a failed node? */
  INCIDENT: 3,
  /** Does an attempt at fencing work? 0 yes, 1 no. */
  FENCING: 4,
  /** Which of the nodes left does a partition put apart? */
  SIDE: 5,
  /** Which member of a Windows failover cluster has no vote? One of all of them. */
  VOTE: 6,
} as const;

/** Indices of the groups in a cluster's layout. */
export const Group = {
  WHOLE: 0,
  TALLY: 1,
  NODE: 2,
  PART: 3,
  ORIGIN: 4,
  SLOT: 5,
  POOL: 6,
  WIRE: 7,
  PORT: 8,
  WITNESS: 9,
  PARTITION: 10,
  SIDE: 11,
  WATCH: 12,
} as const;

/** One part of a node: the smallest thing that fails. */
interface Part {
  readonly node: number;
  readonly mode: FailureModeSpec;
  /** The fault its mode brings about. */
  readonly fault: number;
}

/** Where the classes of a mode's incidents are among the faults, and how probable each is. */
interface Incidents {
  readonly first: number;
  readonly shares: readonly number[];
}

/** A plant unfolded: every node, part and fault numbered, so that handlers only look things up. */
export interface Cluster {
  readonly plant: Plant;
  readonly nodes: number;
  readonly layout: Layout;
  readonly parts: readonly Part[];
  /** Parts of node n are firstPart[n] … firstPart[n + 1] − 1. */
  readonly firstPart: Int32Array;
  /** Failure modes of all node classes, then the common cause, then the classes of incidents of the modes that have them. */
  readonly faults: readonly Fault[];
  /** Index of the common cause in `faults`; −1 without one. */
  readonly shock: number;
  /** Index in `faults` of what the first strike of an experiment does; further strikes follow. */
  readonly firstStrike: number;
  /** Names to which downtime is charged, and which of them each fault is. */
  readonly origins: readonly string[];
  readonly originOf: Int32Array;
  /** Of a failure mode with classes of incidents: the first of them among the faults and their shares. */
  readonly incidents: readonly (Incidents | undefined)[];
  /** True when there are more nodes than slots, so that a slot may move. */
  readonly hasSpares: boolean;
  /** True when some mode has more than one part. */
  readonly redundantParts: boolean;
  /** How fast the failure clocks of a node age in each role: 1 at work, the standby factor when idle, 0 when broken. */
  readonly speedIn: Float64Array;
  /** Slots served over slots, by how many are served: a division that would be done after every event. */
  readonly shareServed: Float64Array;
  /** Crews by pool, and of each node the pool whose crews repair it. */
  readonly crews: readonly number[];
  readonly poolOf: Int32Array;
  /** What is needed where nodes may not all reach one another; null where the cluster acts as one. */
  readonly membership: Membership | null;
  readonly coverage: readonly number[];
  readonly seenOrLatent: readonly number[];
}

/** Numbers the nodes, parts and faults of a plant and lays out its world. */
export function unfold(plant: Plant): Cluster {
  const faults: Fault[] = [];
  const modes: FailureModeSpec[] = [];
  const parts: Part[] = [];
  const firstPart: number[] = [];
  const nodeClass: number[] = [];
  const positions: string[] = [];
  const partClass: number[] = [];
  for (const [index, kind] of plant.classes.entries()) {
    const firstFault = faults.length;
    modes.push(...kind.modes);
    faults.push(...kind.modes.map((mode, m) => faultOf(mode, firstFault + m, plant)));
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
  const shock = plant.commonCause ? faults.push(shockOf(plant.commonCause, faults.length, plant)) - 1 : -1;
  const fenced = plant.membership?.fencing
    ? faults.push(fencedBy(plant.membership.fencing, faults.length, plant)) - 1
    : -1;
  const firstStrike = faults.length;
  const strikes = (plant.experiment?.strikes ?? []).map(({ mode }) => mode);
  faults.push(...strikes.map((mode, i) => faultOf(mode, firstStrike + i, plant)));
  const incidents: (Incidents | undefined)[] = modes.map((mode, fault) => classify(faults, fault, mode));
  for (const [i, mode] of strikes.entries()) incidents[firstStrike + i] = classify(faults, firstStrike + i, mode);
  const further = plant.membership ? membershipOrigins(plant.membership) : [];
  const origins = [...new Set([...faults.map((fault) => fault.name), ...further])];
  const nodes = nodeClass.length;
  const faultNames = faults.map((fault) => fault.name);
  const membership = plant.membership
    ? unfoldMembership(plant.membership, faultNames, fenced, (name) => origins.indexOf(name), plant.slots)
    : null;
  const pools = crewPools(plant, nodes);
  return {
    plant,
    nodes,
    parts,
    firstPart: Int32Array.from(firstPart),
    faults,
    shock,
    firstStrike,
    origins,
    originOf: Int32Array.from(faults, (fault) => origins.indexOf(fault.name)),
    incidents,
    hasSpares: nodes > plant.slots,
    crews: pools.crews,
    poolOf: pools.poolOf,
    membership,
    redundantParts: parts.some((part) => part.mode.parts.count > 1),
    speedIn: Float64Array.from({ length: ROLES }, (_, role) => {
      if (role >= Role.LOST) return 0;
      return role === Role.IDLE ? plant.standby.factor : 1;
    }),
    shareServed: Float64Array.from({ length: plant.slots + 1 }, (_, served) => served / plant.slots),
    coverage: [plant.takeover.coverage, 1 - plant.takeover.coverage],
    seenOrLatent: [1 - plant.standby.latent, plant.standby.latent],
    layout: layOut([
      {
        name: "whole",
        size: 1,
        fields: { suspended: "value", tickets: "label", waiting: "label" },
      },
      { name: "tally", size: ROLES, fields: { count: "label", slots: "label" } },
      {
        name: "node",
        size: nodes,
        classes: membership ? classesWithin(nodeClass, membership) : nodeClass,
        fields: {
          role: "value",
          slot: { link: "slot" },
          fault: "value",
          unfinished: "value",
          turn: "rank",
          ...(membership && NODE_FIELDS),
        },
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
      {
        name: "pool",
        size: pools.crews.length,
        classes: pools.crews.map((_, pool) => pool),
        fields: { busy: "value", queued: "label" },
      },
      ...(membership ? membershipGroups(membership) : []),
      ...experimentGroups(plant, nodes),
    ]),
  };
}

/** What only a plant under experiment has: the strikes, which nodes each is on, and heartbeats one by one. */
function experimentGroups({ experiment }: Plant, nodes: number): GroupPlan[] {
  if (!experiment) return [];
  const strikes = experiment.strikes.length;
  return [
    { name: "strike", size: strikes, fields: {} },
    { name: "struck", size: strikes * nodes, fields: { on: "value" } },
    { name: "beat", size: nodes, fields: { missed: "value", late: "value", bad: "value" } },
  ];
}

/** Where lost servers are rebuilt, a fault that needs nobody (a reboot) is still repaired in place. */
function faultOf(spec: FailureModeSpec, mode: number, plant: Plant): Fault {
  const { name, detection, repair, needsCrew } = spec;
  const rebootsInPlace = plant.rebuild !== undefined && !needsCrew;
  const inPlace = spec.recovery === "in-place" || rebootsInPlace;
  return { name, mode, detection, takeover: plant.takeover.law, repair, needsCrew, inPlace };
}

/** Adds the classes of a mode's incidents to the faults; one class alone is the mode itself. */
function classify(faults: Fault[], mode: number, { incidents = [] }: FailureModeSpec): Incidents | undefined {
  const classes = incidents.map(({ detection, recovery }) => ({ ...faults[mode]!, detection, takeover: recovery }));
  if (classes.length === 1) faults[mode] = classes[0]!;
  if (classes.length < 2) return undefined;
  const first = faults.length;
  faults.push(...classes);
  return { first, shares: incidents.map(({ share }) => share) };
}

/** Nodes are interchangeable only within their class, their rack and their number of votes. */
function classesWithin(nodeClass: readonly number[], membership: Membership): number[] {
  const standing = standings(membership);
  const kinds = nodeClass.map((kind, node) => `${kind} ${standing[node]}`);
  return kinds.map((kind) => kinds.indexOf(kind));
}

/** One pool of crews for all, and one for each rack that has crews of its own. */
function crewPools({ crews, membership }: Plant, nodes: number): { crews: number[]; poolOf: Int32Array } {
  const pools = [crews];
  const poolOf = new Int32Array(nodes);
  let first = 0;
  for (const rack of membership?.network.racks ?? []) {
    if (rack.crews !== undefined) poolOf.fill(pools.push(rack.crews) - 1, first, first + rack.nodes);
    first += rack.nodes;
  }
  return { crews: pools, poolOf };
}

/** Being switched off by others: the node boots again by itself. */
function fencedBy({ reboot }: FencingSpec, mode: number, plant: Plant): Fault {
  const takeover = plant.takeover.law;
  return { name: "fencing", mode, detection: reboot, takeover, repair: reboot, needsCrew: false, inPlace: false };
}

function shockOf(shock: { detection: Law; repair: Law; needsCrew: boolean }, mode: number, plant: Plant): Fault {
  return {
    name: "commonCause",
    mode,
    detection: shock.detection,
    takeover: plant.takeover.law,
    repair: shock.repair,
    needsCrew: shock.needsCrew,
    inPlace: false,
  };
}
