import type { Stream } from "../../src/kernel/stream.js";

/** The slow, obvious twin of the raft model: no pre-vote, no message takes any time, one tick after the other. */
export function electionByHand(stream: Stream, members: number, ticks: number): number {
  const followers = Array.from({ length: members - 1 }, () => ({
    nextTick: stream.uniform(),
    elapsed: 0,
    timeout: ticks + Math.floor(stream.uniform() * ticks),
    term: 0,
    vote: -1,
    follows: true,
  }));
  const enter = (node: (typeof followers)[number], term: number): void => {
    Object.assign(node, { term, vote: -1, follows: false, elapsed: 0 });
    node.timeout = ticks + Math.floor(stream.uniform() * ticks);
  };
  for (;;) {
    const me = followers.reduce((a, b) => (b.nextTick < a.nextTick ? b : a));
    const now = me.nextTick;
    me.nextTick += 1;
    me.elapsed += 1;
    if (me.elapsed < me.timeout) continue;
    enter(me, me.term + 1);
    const name = followers.indexOf(me);
    me.vote = name;
    const voters = followers.filter((voter) => {
      if (voter === me) return true;
      if (voter.follows && voter.elapsed < ticks) return false;
      if (voter.term < me.term) enter(voter, me.term);
      if (voter.term > me.term || voter.vote !== -1) return false;
      voter.vote = name;
      voter.elapsed = 0;
      return true;
    });
    if (2 * voters.length > members) return now;
  }
}
