import { immediate } from "../../kernel/laws/immediate.js";
import type { FencingSpec } from "../fencing/fencingSpec.js";
import type { NetworkSpec } from "../network/networkSpec.js";
import type { PartitionKind } from "../network/partitions.js";
import type { QuorumSpec } from "../quorum/quorumSpec.js";
import type { ClusterSpec } from "../spec.js";

/** How the nodes of a cluster find out whom they reach, who may go on, and what they do about the others. */
export interface MembershipPlan {
  readonly network: NetworkSpec;
  readonly quorum: QuorumSpec;
  readonly fencing: FencingSpec | undefined;
  /** Partitions that come only when something else says so, as an experiment does; they stand before those of the network. */
  readonly struck?: readonly PartitionKind[] | undefined;
  /** True where heartbeats are played one by one, as in an experiment: then they alone say who is taken for dead. */
  readonly beats?: boolean | undefined;
}

const atOnce = immediate();

/** All nodes in one rack, on one ring that never fails. */
export const oneRack = (nodes: number): NetworkSpec => ({
  racks: [{ name: "rack", nodes }],
  rings: 1,
  links: [],
  detection: atOnce,
  resync: atOnce,
});

/** A cluster that asks nobody's leave: what holds when a network or fencing is given and no quorum. */
export const NO_QUORUM: QuorumSpec = { policy: "none", commits: false, whenLost: "ignore", stop: atOnce };

/** What a specification says about membership; undefined when it says nothing, and the cluster acts as one. */
export function membershipPlan({ nodes, network, quorum, fencing }: ClusterSpec): MembershipPlan | undefined {
  if (!network && !quorum && !fencing) return undefined;
  return { network: network ?? oneRack(nodes), quorum: quorum ?? NO_QUORUM, fencing };
}

/** The same for a replicated state machine, where every write needs a majority unless the specification says otherwise. */
export function consensusPlan(spec: ClusterSpec): MembershipPlan {
  const quorum: QuorumSpec = { policy: "majority", commits: true, whenLost: "stop", stop: atOnce };
  return {
    network: spec.network ?? oneRack(spec.nodes),
    quorum: { ...quorum, ...spec.quorum, commits: true },
    fencing: undefined,
  };
}
