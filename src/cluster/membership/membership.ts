import type { GroupPlan } from "../../kernel/world.js";
import { isDrawn, type PartitionKind } from "../network/partitions.js";
import { type Topology, unfoldNetwork } from "../network/topology.js";
import { dynamicGroups } from "../quorum/dynamicWorld.js";
import { majority } from "../quorum/majority.js";
import { type VotequorumRules, votequorumRules } from "../quorum/votequorumRules.js";
import { goesByNames, votequorumGroups } from "../quorum/votequorumWorld.js";
import type { QuorumSpec } from "../spec.js";
import type { MembershipPlan } from "./membershipPlan.js";

/** A membership plan unfolded: everything numbered, and room to reckon in. */
export interface Membership {
  readonly plan: MembershipPlan;
  readonly topology: Topology;
  /** Votes of each node; votes that make a quorum, the witness's counted. */
  readonly votes: Int32Array;
  readonly total: number;
  readonly need: number;
  /** How corosync counts; null where it does not. */
  readonly votequorum: VotequorumRules | null;
  /** Index of the fault of a node that was switched off by others. */
  readonly fenced: number;
  /** Does the fence device go down with a node that fails by this fault? */
  readonly sharesPower: readonly boolean[];
  /** Weights of a fencing attempt: it works, it does not. */
  readonly shotWorks: readonly number[];
  /** Origins of what the network and the witness bring about, by wire; of ports; of the witness. */
  readonly wireOrigin: Int32Array;
  readonly portOrigin: number;
  readonly witnessOrigin: number;
  /** The partitions there may be, those that only an experiment brings about first. */
  readonly partitions: readonly PartitionKind[];
  /** How many of them those are. */
  readonly struck: number;
  readonly partitionOrigin: number;
  readonly suspicionOrigin: number;
  /** Room for reckoning: nothing here outlasts one judgement. */
  readonly room: {
    readonly fabric: Int32Array;
    readonly there: Int32Array;
    readonly sum: Int32Array;
    readonly want: Int32Array;
    readonly before: Int32Array;
    readonly holders: Int32Array;
  };
}

/** What a cluster has besides its nodes and slots when its membership matters. `faultNames` are those of its faults. */
export function unfoldMembership(
  plan: MembershipPlan,
  faultNames: readonly string[],
  fenced: number,
  originOf: (name: string) => number,
  slots: number,
): Membership {
  const topology = unfoldNetwork(plan.network);
  const { network, quorum, fencing, struck = [] } = plan;
  const votes = Int32Array.from(quorum.votes ?? new Array<number>(topology.nodes).fill(1));
  const total = votes.reduce((sum, v) => sum + v, quorum.witness?.votes ?? 0);
  const success = fencing?.success ?? 1;
  return {
    plan,
    topology,
    votes,
    total,
    need: majority(total),
    votequorum: rulesOf(quorum, votes),
    fenced,
    sharesPower: faultNames.map((name) => fencing?.failsWith.includes(name) ?? false),
    shotWorks: [success, 1 - success],
    wireOrigin: Int32Array.from(topology.wires, ({ kind }) => originOf(kind)),
    portOrigin: topology.ports ? originOf("nic") : -1,
    witnessOrigin: quorum.witness ? originOf("witness") : -1,
    partitions: [...struck, ...(network.partitions ?? []).map(({ kind }) => kind)],
    struck: struck.length,
    partitionOrigin: originOf("partition"),
    suspicionOrigin: originOf("falseSuspicion"),
    room: {
      fabric: new Int32Array(topology.rings * topology.racks),
      there: new Int32Array(topology.nodes),
      sum: new Int32Array(topology.nodes),
      want: new Int32Array(topology.nodes),
      before: new Int32Array(topology.nodes),
      holders: new Int32Array(slots),
    },
  };
}

function rulesOf({ policy, votequorum, witness }: QuorumSpec, votes: Int32Array): VotequorumRules | null {
  if (policy !== "votequorum") return null;
  const device = votequorum?.device && witness && { ...votequorum.device, votes: witness.votes };
  return votequorumRules({ ...votequorum, votes: [...votes], device });
}

/** Origins of downtime that a membership plan brings with it. */
export function membershipOrigins({ network, quorum, struck = [], beats }: MembershipPlan): string[] {
  return [
    ...(network.links.length > 0 ? ["link"] : []),
    ...(network.switch ? ["switch"] : []),
    ...(network.nic ? ["nic"] : []),
    ...(quorum.witness ? ["witness"] : []),
    ...(struck.length > 0 || network.partitions?.length ? ["partition"] : []),
    ...(beats || network.suspicion ? ["falseSuspicion"] : []),
  ];
}

/**
 * Of each node its rack and votes in a word: nodes that differ in either are not interchangeable. No two are where each
 * remembers the others by name, as corosync may, nor where several groups of like nodes may act, which then do so in the
 * order of their numbers.
 */
export function standings(membership: Membership): string[] {
  const { topology, votes, votequorum } = membership;
  const own = (votequorum && goesByNames(votequorum)) || likeNodesMayCompete(membership);
  return Array.from(topology.rackOf, (rack, node) => `${rack} ${votes[node]}${own ? ` ${node}` : ""}`);
}

function likeNodesMayCompete({ plan, partitions }: Membership): boolean {
  const { policy, whenLost } = plan.quorum;
  const anyMayAct = policy === "none" || whenLost === "ignore";
  return anyMayAct && (partitions.some(isDrawn) || plan.network.suspicion !== undefined);
}

/** Fields of a node that membership adds. */
export const NODE_FIELDS = {
  next: { link: "node" },
  stopping: "value",
  shot: "value",
  tries: "value",
  blame: "value",
  group: "label",
  seenGroup: "label",
  may: "label",
  able: "label",
} as const;

/** Groups of the world that membership adds to those of a cluster, in this order. */
export function membershipGroups({ topology, plan, partitions, votequorum }: Membership): GroupPlan[] {
  const { wires, wireClass, rings, nodes } = topology;
  const kinds = partitions.length;
  const watched = plan.beats || plan.network.suspicion ? nodes : 0;
  const ports = topology.ports ? nodes * rings : 0;
  return [
    { name: "wire", size: wires.length, classes: wireClass, fields: { down: "value", seen: "value" } },
    {
      name: "port",
      size: ports,
      within: "node",
      parent: Array.from({ length: ports }, (_, port) => Math.floor(port / rings)),
      classes: Array.from({ length: ports }, (_, port) => port % rings),
      fields: { down: "value", seen: "value" },
    },
    { name: "witness", size: plan.quorum.witness ? 1 : 0, fields: { down: "value" } },
    { name: "partition", size: kinds, classes: partitions.map((_, p) => p), fields: { on: "value", seen: "value" } },
    {
      name: "side",
      size: nodes * kinds,
      within: "node",
      parent: Array.from({ length: nodes * kinds }, (_, side) => Math.floor(side / kinds)),
      classes: Array.from({ length: nodes * kinds }, (_, side) => side % kinds),
      fields: { of: "value", seen: "value" },
    },
    {
      name: "watch",
      size: watched,
      within: "node",
      parent: Array.from({ length: watched }, (_, node) => node),
      fields: { state: "value" },
    },
    { name: "writers", size: 1, fields: { split: "label", parts: "label" } },
    ...(votequorum ? votequorumGroups(votequorum) : []),
    ...(plan.quorum.policy === "dynamic" ? dynamicGroups(nodes) : []),
    ...(plan.fencing?.watchdog
      ? [
          {
            name: "watchdog",
            size: nodes,
            within: "node",
            parent: topology.rackOf.map((_, node) => node),
            fields: { runs: "value" as const },
          },
        ]
      : []),
  ];
}
