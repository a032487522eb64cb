import type { Activity } from "../../../kernel/assembly/part.js";
import type { ClusterPart } from "../../clusterPart.js";
import { withGroups } from "../../membership/groupsBench.js";
import type { Membership } from "../../membership/membership.js";
import type { MembershipWorld } from "../../membership/membershipWorld.js";
import type { Poll } from "../votes.js";
import { windowEnds } from "./votequorum.js";
import { kill, regroup, start } from "./votequorumCluster.js";
import type { VotequorumRules } from "./votequorumRules.js";
import { type VotequorumWorld, votequorumGroups } from "./votequorumWorld.js";

/** Votes as corosync's daemons count them, each by what it has seen. */
export const corosync: ClusterPart = {
  name: "corosync",
  build({ membership }) {
    const rules = membership?.votequorum;
    if (!rules) return undefined;
    return {
      groups: votequorumGroups(rules),
      remembers: true,
      /** The last-man-standing window of a node is over. */
      activities: { window: { of: "node", reaction: true } },
      bind(bench) {
        const { state } = withGroups(bench);
        const window = bench.activity("window");
        return {
          // Who is left is all that is expected now, if they are quorate.
          ends: { window: (node) => windowEnds(rules, state.votequorum!, node) },
          answers: {
            count(poll) {
              countAsCorosync(membership, state, poll, window);
              return true;
            },
          },
        };
      },
    };
  },
};

/**
 * Has corosync count where memberships have changed, and writes for each node whether its group has quorum. The daemons of a
 * group may disagree for a while; Pacemaker then goes by the node that has been there longest, and one that has just come
 * back knows less than it: so a group has quorum when one of its nodes says so.
 */
function countAsCorosync(membership: Membership, own: MembershipWorld, poll: Poll, window: Activity): void {
  const rules = membership.votequorum!;
  const state = own.votequorum!;
  const { group } = poll;
  if (rules.device || hasTurned(state, group)) formMemberships(membership, state, poll, window);
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
  window: Activity,
): void {
  const rules = votequorum!;
  const ran = state.window.slice();
  followNodes(rules, state, group);
  state.window.fill(0);
  const reaches = group.map((lowest, node) => (lowest >= 0 && reachesWitness(node) ? 1 : 0));
  regroup(rules, state, { partition: group, reaches });
  for (let node = 0; node < group.length; node++) {
    const began = state.window[node] === 1;
    if (began || state.running[node] === 0) window.cancel(node);
    if (began) window.start(node, plan.quorum.votequorum!.window);
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
