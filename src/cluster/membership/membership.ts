import type { GroupPlan } from "../../kernel/world.js";
import { type Topology, unfoldNetwork } from "../network/topology.js";
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
  /** Room for reckoning: nothing here outlasts one judgement. */
  readonly room: {
    readonly fabric: Int32Array;
    readonly there: Int32Array;
    readonly sum: Int32Array;
    readonly want: Int32Array;
    readonly before: Int32Array;
  };
}

/** What a cluster has besides its nodes and slots when its membership matters. `faultNames` are those of its faults. */
export function unfoldMembership(
  plan: MembershipPlan,
  faultNames: readonly string[],
  fenced: number,
  originOf: (name: string) => number,
): Membership {
  const topology = unfoldNetwork(plan.network);
  const { quorum, fencing } = plan;
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
    room: {
      fabric: new Int32Array(topology.rings * topology.racks),
      there: new Int32Array(topology.nodes),
      sum: new Int32Array(topology.nodes),
      want: new Int32Array(topology.nodes),
      before: new Int32Array(topology.nodes),
    },
  };
}

function rulesOf({ policy, votequorum, witness }: QuorumSpec, votes: Int32Array): VotequorumRules | null {
  if (policy !== "votequorum") return null;
  const device = votequorum?.device && witness && { ...votequorum.device, votes: witness.votes };
  return votequorumRules({ ...votequorum, votes: [...votes], device });
}

/** Origins of downtime that a membership plan brings with it. */
export function membershipOrigins({ network, quorum }: MembershipPlan): string[] {
  return [
    ...(network.links.length > 0 ? ["link"] : []),
    ...(network.switch ? ["switch"] : []),
    ...(network.nic ? ["nic"] : []),
    ...(quorum.witness ? ["witness"] : []),
  ];
}

/**
 * Of each node its rack and votes as one number: nodes that differ in either are not interchangeable. No two are where each
 * remembers the others by name, as corosync may.
 */
export function standings({ topology, votes, votequorum }: Membership): Int32Array {
  if (votequorum && goesByNames(votequorum)) return topology.rackOf.map((_, node) => node);
  return topology.rackOf.map((rack, node) => rack * 1024 + votes[node]!);
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
export function membershipGroups({ topology, plan, votequorum }: Membership): GroupPlan[] {
  const { wires, wireClass, rings, nodes } = topology;
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
    { name: "pair", size: plan.pairs ? nodes * nodes : 0, fields: { deaf: "value", seen: "value" } },
    { name: "writers", size: 1, fields: { split: "label", parts: "label" } },
    ...(votequorum ? votequorumGroups(votequorum) : []),
  ];
}
