import type { FaultId, OriginId } from "../ids.js";
import { isDrawn, type PartitionKind } from "../network/partitions.js";
import { type Topology, unfoldNetwork } from "../network/topology.js";
import type { Fault } from "../node/fault.js";
import { type VotequorumRules, votequorumRules } from "../quorum/corosync/votequorumRules.js";
import { goesByNames } from "../quorum/corosync/votequorumWorld.js";
import { majority } from "../quorum/majority.js";
import type { QuorumSpec } from "../quorum/quorumSpec.js";
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
  readonly fenced: FaultId;
  /** Does the fence device go down with a node that fails by this fault? */
  readonly sharesPower: readonly boolean[];
  /** Origins of what the network and the witness bring about, by wire; of ports; of the witness. */
  readonly wireOrigin: Int32Array;
  readonly portOrigin: OriginId;
  readonly witnessOrigin: OriginId;
  /** The partitions there may be, those that only an experiment brings about first. */
  readonly partitions: readonly PartitionKind[];
  /** How many of them those are. */
  readonly struck: number;
  readonly partitionOrigin: OriginId;
  readonly suspicionOrigin: OriginId;
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

/** What a cluster has besides its nodes and slots when its membership matters. */
export function unfoldMembership(
  plan: MembershipPlan,
  faults: readonly Fault[],
  fenced: FaultId,
  originOf: (name: string) => OriginId,
  slots: number,
): Membership {
  const topology = unfoldNetwork(plan.network);
  const { network, quorum, fencing, struck = [] } = plan;
  const votes = Int32Array.from(quorum.votes ?? new Array<number>(topology.nodes).fill(1));
  const total = votes.reduce((sum, v) => sum + v, quorum.witness?.votes ?? 0);
  return {
    plan,
    topology,
    votes,
    total,
    need: majority(total),
    votequorum: rulesOf(quorum, votes),
    fenced,
    sharesPower: faults.map(({ name }) => fencing?.failsWith.includes(name) ?? false),
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

/** Does who has quorum depend on what went before, and not on the moment alone? */
export function goesByHistory({ plan }: Membership): boolean {
  return plan.quorum.policy === "votequorum" || plan.quorum.policy === "dynamic";
}
