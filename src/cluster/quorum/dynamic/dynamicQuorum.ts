import { majority } from "../majority.js";

/**
 * Quorum of a Windows failover cluster: votes move with the membership. Its database holds who has a vote; it changes
 * only while there is quorum, so who has just been lost still counts against those who are left.
 * Source: Microsoft, "Understanding cluster and pool quorum" (dynamic quorum, dynamic witness), whose table of what each
 * size survives test/quorum/dynamicQuorum.test.ts reproduces.
 */
export interface DynamicQuorum {
  /** 1 = the node is a member of the cluster; 1 = it has a vote. */
  readonly member: Int32Array;
  readonly vote: Int32Array;
  /** One cell each: 1 = a witness is configured and reachable; 1 = it has a vote at present. */
  readonly witnessUp: Int32Array;
  readonly witnessVote: Int32Array;
}

/** A new cluster of `nodes` members; call `balanceVotes` before judging. */
export function newDynamicQuorum(nodes: number, witness: boolean): DynamicQuorum {
  return {
    member: new Int32Array(nodes).fill(1),
    vote: new Int32Array(nodes).fill(1),
    witnessUp: Int32Array.of(witness ? 1 : 0),
    witnessVote: new Int32Array(1),
  };
}

/**
 * Do these survivors hold more than half of the votes as last balanced? `alive[node]` is 1 for the members of one
 * partition; `withWitness` says whether that partition holds the witness.
 */
export function survives(quorum: DynamicQuorum, alive: ArrayLike<number>, withWitness: boolean): boolean {
  const { vote, witnessVote } = quorum;
  const witness = witnessVote[0]!;
  const total = vote.reduce((sum, v) => sum + v, witness);
  const held = vote.reduce((sum, v, node) => sum + (alive[node] === 1 ? v : 0), withWitness ? witness : 0);
  return held >= majority(total);
}

/**
 * The survivors, having kept quorum, strike the votes of those who are gone and make the number of votes odd: with an
 * even number of members the witness votes, or, without one, a member has to lose its vote: then the answer is yes.
 */
export function recount(quorum: DynamicQuorum, alive: ArrayLike<number>): boolean {
  const { member, vote, witnessUp, witnessVote } = quorum;
  let members = 0;
  for (let node = 0; node < member.length; node++) {
    member[node] = alive[node] === 1 ? 1 : 0;
    vote[node] = member[node]!;
    members += member[node]!;
  }
  const even = members > 0 && members % 2 === 0;
  witnessVote[0] = even && witnessUp[0] === 1 ? 1 : 0;
  return even && witnessVote[0] === 0;
}

/** Counts the votes anew; of an even number of members without a witness `without(candidates)` loses its vote. */
export function balanceVotes(
  quorum: DynamicQuorum,
  alive: ArrayLike<number>,
  without: (candidates: readonly number[]) => number,
): void {
  if (!recount(quorum, alive)) return;
  const { member, vote } = quorum;
  vote[without([...member.keys()].filter((node) => member[node] === 1))] = 0;
}
