import { PHASE_OF_ROLE } from "../causes.js";
import type { Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { PHASES, type Phase, Role } from "../vocabulary.js";
import { Shot } from "./fencing.js";
import { holderOf } from "./writers.js";

const { ACTIVE, LOST, BROKEN, STOPPED, RECONCILING } = Role;

/** Splits downtime as `attribute` does, where what a slot waits for depends on quorum and fencing. */
export function attributeInGroups(
  cluster: Cluster,
  world: ClusterWorld,
  seconds: number,
  sums: Float64Array,
  from: number,
): void {
  const { slots } = cluster.plant;
  const share = seconds / (slots - world.count[ACTIVE]!);
  const origins = from + PHASES.length;
  for (let slot = 0; slot < slots; slot++) {
    if (world.origin[slot]! < 0) continue;
    sums[from + PHASES.indexOf(phaseOf(cluster, world, slot))]! += share;
    sums[origins + world.origin[slot]!]! += share;
  }
}

/** What is being done about a slot that is not served. */
function phaseOf(cluster: Cluster, world: ClusterWorld, slot: number): Phase {
  const holder = holderOf(world, slot);
  if (holder < 0) return whatNobodyHolds(cluster, world);
  const role = world.role[holder]!;
  const shot = world.membership!.shot[holder]!;
  if (shot === Shot.ASKED) return "manualRecovery";
  if (shot !== Shot.NONE && role !== LOST) return "failover";
  if (role === RECONCILING) return "storage";
  if (role === BROKEN) return cluster.hasSpares ? whatNobodyHolds(cluster, world) : "capacityLost";
  if (role === STOPPED) return world.membership!.able.includes(1) ? "detection" : "quorumLost";
  return PHASE_OF_ROLE[role] ?? "capacityLost";
}

/** A slot waits for a node, or for a group that may give it one. */
function whatNobodyHolds(cluster: Cluster, { membership, count }: ClusterWorld): Phase {
  if (needsQuorum(cluster) && !membership!.may.includes(1)) return "quorumLost";
  return cluster.plant.load && count[ACTIVE]! > 0 ? "overload" : "capacityLost";
}

/** Where nobody counts votes, only nodes can be missing. */
function needsQuorum({ membership }: Cluster): boolean {
  const { policy, whenLost } = membership!.plan.quorum;
  return policy !== "none" && whenLost !== "ignore";
}
