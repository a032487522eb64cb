import type { Choice } from "../../../kernel/assembly/part.js";
import type { ClusterPart } from "../../clusterPart.js";
import { withGroups } from "../../membership/groupsBench.js";
import type { Membership } from "../../membership/membership.js";
import type { MembershipWorld } from "../../membership/membershipWorld.js";
import { Role } from "../../vocabulary.js";
import { favouredGroup, groupReachesWitness, type Poll } from "../votes.js";
import { recount, survives } from "./dynamicQuorum.js";
import { type DynamicVotes, dynamicGroups } from "./dynamicWorld.js";

/** Votes as a Windows failover cluster has them: they follow the membership. */
export const dynamicVotes: ClusterPart = {
  name: "dynamicVotes",
  build({ membership, nodes: size }) {
    if (membership?.plan.quorum.policy !== "dynamic") return undefined;
    return {
      groups: dynamicGroups(size),
      remembers: true,
      /** Which member has no vote? One of all of them. */
      choices: { vote: { of: "whole" } },
      bind(bench) {
        const { state, nodes } = withGroups(bench);
        const draw = bench.choice("vote");
        // A cluster that is about to form: whoever is there becomes a member.
        state.dynamic!.vote.fill(1);
        return {
          answers: {
            count(poll) {
              countDynamically(membership, state, poll, (node) => nodes.role[node] !== Role.LOST, draw);
              return true;
            },
          },
        };
      },
    };
  },
};

/**
 * Counts votes as a Windows failover cluster does, and writes for each node whether its group has quorum. A group that keeps
 * more than half of the votes as last balanced balances them anew, over those of its nodes that answer: a regroup leaves out
 * whoever is dead, seen or not. Of an even number without a witness one has no vote; which one is drawn when that first
 * matters, at the next loss: the odds are the same, and until then nodes that are alike stay so.
 */
function countDynamically(
  membership: Membership,
  own: MembershipWorld,
  poll: Poll,
  answers: (node: number) => boolean,
  draw: Choice,
): void {
  const votes = own.dynamic!;
  const { group } = poll;
  if (votes.owed[0] === 1 && !areTogether(votes, group)) drawVoteless(votes, draw);
  const holder = holdingGroup(membership, votes, poll, answers);
  const asks = membership.plan.quorum.whenLost !== "ignore";
  for (let node = 0; node < group.length; node++) {
    own.may[node] = group[node]! >= 0 && (!asks || group[node] === holder) ? 1 : 0;
  }
}

/** Are all members in one group? */
function areTogether({ member }: DynamicVotes, group: Int32Array): boolean {
  const first = member.indexOf(1);
  return group[first]! >= 0 && member.every((is, node) => is === 0 || group[node] === group[first]);
}

function drawVoteless({ member, vote, owed }: DynamicVotes, draw: Choice): void {
  const members = [...member.keys()].filter((node) => member[node] === 1);
  const drawn = draw(
    0,
    members.map(() => 1 / members.length),
  );
  vote[members[drawn]!] = 0;
  owed[0] = 0;
}

/** The group with most of the votes as last balanced, which balances them anew if something has turned; −1 = none has. */
function holdingGroup(
  membership: Membership,
  votes: DynamicVotes,
  poll: Poll,
  answers: (node: number) => boolean,
): number {
  const { group } = poll;
  const { sum } = membership.room;
  sum.fill(0);
  for (let node = 0; node < group.length; node++) if (group[node]! >= 0) sum[group[node]!]! += votes.vote[node]!;
  const favoured = membership.plan.quorum.witness ? favouredGroup(membership, poll) : -1;
  for (let lowest = 0; lowest < group.length; lowest++) {
    if (group[lowest] !== lowest) continue;
    const turned = hasTurned(votes, group, lowest, answers);
    const alive = group.map((of, node) => (of === lowest && (!turned || answers(node)) ? 1 : 0));
    if (!alive.includes(1) || !survives(votes, alive, favoured === lowest)) continue;
    const reaches = groupReachesWitness(poll, lowest) ? 1 : 0;
    if (turned || votes.witnessUp[0] !== reaches) {
      votes.witnessUp[0] = reaches;
      votes.owed[0] = recount(votes, alive) ? 1 : 0;
    }
    return lowest;
  }
  return -1;
}

/** Is a member not in the group, or somebody in it who answers no member? */
function hasTurned(
  { member }: DynamicVotes,
  group: Int32Array,
  lowest: number,
  answers: (node: number) => boolean,
): boolean {
  for (let node = 0; node < group.length; node++) {
    const isInside = group[node] === lowest;
    if (member[node] === 1 ? !isInside : isInside && answers(node)) return true;
  }
  return false;
}
