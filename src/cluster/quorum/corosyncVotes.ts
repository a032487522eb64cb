import type { Declare } from "../../kernel/model.js";
import { Activity } from "../cluster.js";
import type { Membership } from "../membership/membership.js";
import type { MembershipWorld } from "../membership/membershipWorld.js";
import { windowEnds } from "./votequorum.js";
import { kill, regroup, start } from "./votequorumCluster.js";
import type { VotequorumRules } from "./votequorumRules.js";
import type { VotequorumWorld } from "./votequorumWorld.js";
import type { Poll } from "./votes.js";

/**
 * Has corosync count where memberships have changed, and writes for each node whether its group has quorum. The daemons of a
 * group may disagree for a while; Pacemaker then goes by the node that has been there longest, and one that has just come
 * back knows less than it: so a group has quorum when one of its nodes says so.
 */
export function countAsCorosync(membership: Membership, own: MembershipWorld, poll: Poll, declare: Declare): void {
  const rules = membership.votequorum!;
  const state = own.votequorum!;
  const { group } = poll;
  if (rules.device || hasTurned(state, group)) formMemberships(membership, state, poll, declare);
  const { sum } = membership.room;
  const asks = membership.plan.quorum.whenLost !== "ignore";
  sum.fill(0);
  for (let node = 0; node < group.length; node++) if (group[node]! >= 0) sum[group[node]!]! += state.quorate[node]!;
  for (let node = 0; node < group.length; node++) {
    own.may[node] = group[node]! >= 0 && (!asks || sum[group[node]!]! > 0) ? 1 : 0;
  }
}

/** Daemons end and start with their nodes; those left form memberships. A window begins anew with each loss. */
function formMemberships(
  { plan, votequorum }: Membership,
  state: VotequorumWorld,
  { group, reachesWitness }: Poll,
  declare: Declare,
): void {
  const rules = votequorum!;
  const ran = state.window.slice();
  followNodes(rules, state, group);
  state.window.fill(0);
  const reaches = group.map((lowest, node) => (lowest >= 0 && reachesWitness(node) ? 1 : 0));
  regroup(rules, state, { partition: group, reaches });
  for (let node = 0; node < group.length; node++) {
    const began = state.window[node] === 1;
    if (began || state.running[node] === 0) declare.cancel(Activity.WINDOW, node);
    if (began) declare.start(Activity.WINDOW, node, plan.quorum.votequorum!.window);
    else if (state.running[node] === 1) state.window[node] = ran[node]!;
  }
}

/** Are there daemons on other nodes than before, or do they hear others than before? */
function hasTurned({ running, member }: VotequorumWorld, group: Int32Array): boolean {
  const nodes = group.length;
  for (let node = 0; node < nodes; node++) {
    const runs = group[node]! >= 0;
    if (runs !== (running[node] === 1)) return true;
    if (!runs) continue;
    for (let other = 0; other < nodes; other++) {
      if ((member[node * nodes + other] === 1) !== (group[other] === group[node])) return true;
    }
  }
  return false;
}

function followNodes(rules: VotequorumRules, state: VotequorumWorld, group: Int32Array): void {
  for (let node = 0; node < group.length; node++) {
    if (group[node]! < 0 && state.running[node] === 1) kill(rules, state, node);
    if (group[node]! >= 0 && state.running[node] === 0) start(rules, state, node);
  }
}

/** The window of a node is over: who is left is all that is expected now, if they are quorate. */
export function lastManStands(membership: Membership, own: MembershipWorld, node: number): void {
  windowEnds(membership.votequorum!, own.votequorum!, node);
}
