import type { Activity } from "../../kernel/assembly/part.js";
import type { ClusterBench } from "../clusterPart.js";
import type { Membership } from "./membership.js";
import { MembershipWorld } from "./membershipWorld.js";

/** What the parts of a cluster are bound to whose nodes may not all reach one another: who reaches whom, as it is and as they know it. */
export interface GroupsBench extends ClusterBench {
  readonly membership: Membership;
  readonly state: MembershipWorld;
}

/** Groups of nodes that judge for themselves, bound to a world. */
export interface Groups extends GroupsBench {
  readonly regroup: Activity;
  readonly stop: Activity;
}

/** Adds to a bench what membership needs; each part of it writes only the state it owns. */
export function withGroups(bench: ClusterBench): GroupsBench {
  const membership = bench.cluster.membership!;
  return { ...bench, membership, state: new MembershipWorld(membership, bench.layout, bench.cells) };
}
