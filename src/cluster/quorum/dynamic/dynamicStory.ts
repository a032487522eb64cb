import type { DynamicVotes } from "./dynamicWorld.js";

/** Why a group of a Windows failover cluster has quorum or has none, and what counts from now on. */
export function whyDynamic(votes: DynamicVotes, members: readonly number[], holds: boolean): string {
  const { vote, witnessVote, owed } = votes;
  const witness = witnessVote[0]!;
  const total = vote.reduce((sum, v) => sum + v, 0) + witness - owed[0]!;
  if (!holds) {
    const own = members.reduce((sum, node) => sum + vote[node]!, 0);
    return `${own} of ${total} ${total === 1 ? "vote" : "votes"} as last counted`;
  }
  const odd = owed[0] === 1 ? ", since one of an even number loses it" : "";
  const counted = `${total} ${total === 1 ? "vote counts" : "votes count"} from now on`;
  return `most of the votes were here; ${counted}${witness === 1 ? ", the witness's among them" : odd}`;
}
