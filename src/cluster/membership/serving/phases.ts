import { Shot } from "../../fencing/shot.js";
import type { SlotId } from "../../ids.js";
import { PHASES, type Phase, Role } from "../../vocabulary.js";
import { PHASE_OF_ROLE } from "../../work/causes.js";
import type { Groups } from "../groupsBench.js";
import { holderOf } from "./writers.js";

const { ACTIVE, LOST, BROKEN, STOPPED, RECONCILING } = Role;

/** Splits downtime as `attribute` does, where what a slot waits for depends on quorum and fencing. */
export function attributeInGroups(own: Groups, seconds: number, sums: Float64Array, from: number): true {
  const { slots } = own.cluster.plant;
  const share = seconds / (slots - own.nodes.count[ACTIVE]!);
  const origins = from + PHASES.length;
  for (let slot = 0; slot < slots; slot++) {
    if (own.work.origin[slot]! < 0) continue;
    sums[from + PHASES.indexOf(phaseOf(own, slot))]! += share;
    sums[origins + own.work.origin[slot]!]! += share;
  }
  return true;
}

/** What is being done about a slot that is not served. */
function phaseOf(own: Groups, slot: SlotId): Phase {
  const holder = holderOf(own, slot);
  if (holder < 0) return whatNobodyHolds(own);
  const role = own.nodes.role[holder]!;
  const shot = own.gates.shotAt(holder);
  if (shot === Shot.ASKED) return "manualRecovery";
  if (shot !== Shot.NONE && role !== LOST) return "failover";
  if (role === RECONCILING) return "storage";
  if (role === BROKEN) return own.cluster.hasSpares ? whatNobodyHolds(own) : "capacityLost";
  if (role === STOPPED) return own.state.able.includes(1) ? "detection" : "quorumLost";
  return PHASE_OF_ROLE[role] ?? "capacityLost";
}

/** A slot waits for a node, or for a group that may give it one. */
function whatNobodyHolds(own: Groups): Phase {
  if (needsQuorum(own) && !own.state.may.includes(1)) return "quorumLost";
  return own.cluster.plant.load && own.nodes.count[ACTIVE]! > 0 ? "overload" : "capacityLost";
}

/** Where nobody counts votes, only nodes can be missing. */
function needsQuorum({ membership }: Groups): boolean {
  const { policy, whenLost } = membership.plan.quorum;
  return policy !== "none" && whenLost !== "ignore";
}
