import { majority } from "../majority.js";
import { votesSeen } from "./votequorum.js";
import type { VotequorumRules } from "./votequorumRules.js";
import type { VotequorumWorld } from "./votequorumWorld.js";

/** Why a group of corosync's nodes has quorum or has none: "two_node: one vote is enough". */
export function whyCorosync(
  rules: VotequorumRules,
  world: VotequorumWorld,
  members: readonly number[],
  holds: boolean,
): string {
  const speaker = members.find((node) => (world.quorate[node] === 1) === holds) ?? members[0]!;
  const votes = votesSeen(rules, world, speaker);
  const need = world.quorum[speaker]!;
  const device = world.hasDevice[speaker] === 1 ? ", the device's among them" : "";
  const counted = `${many(votes)}${device}, and ${need} ${need === 1 ? "is" : "are"} needed`;
  if (!holds) {
    const expected = world.expected[speaker * rules.nodes + speaker]!;
    if (world.waiting[speaker] === 1 && votes >= need) return `it waits for all: ${votes} of ${many(expected)} so far`;
    return counted;
  }
  if (rules.twoNode && votes < majority(rules.expected)) return "two_node: one vote is enough";
  if (votes < need) return `${many(votes)} of two halves, and the tie-breaker is here`;
  const stands = rules.lastManStanding && need < majority(rules.expected);
  return stands ? `last man standing: ${counted}` : counted;
}

/** What a node concludes when its last-man-standing window is over. */
export function whatTheWindowBrought(rules: VotequorumRules, world: VotequorumWorld, node: number): string {
  const expected = world.expected[node * rules.nodes + node]!;
  const need = world.quorum[node]!;
  const over = "last man standing: the window is over";
  if (world.quorate[node] === 0) return `${over}, but without quorum nothing is counted anew`;
  return `${over}: ${many(expected)} expected now, and ${need} ${need === 1 ? "is" : "are"} a quorum`;
}

const many = (votes: number): string => `${votes} ${votes === 1 ? "vote" : "votes"}`;
