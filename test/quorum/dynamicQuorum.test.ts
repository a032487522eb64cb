import { describe, expect, it } from "vitest";
import {
  balanceVotes,
  type DynamicQuorum,
  newDynamicQuorum,
  survives,
} from "../../src/cluster/quorum/dynamic/dynamicQuorum.js";
import { Stream } from "../../src/kernel/stream.js";

const stream = new Stream();
stream.seed(2012, 2, 3, 4);
const oneOf = (from: readonly number[]): number => from[Math.floor(stream.uniform() * from.length)];

/** Takes `count` members at once, at random; true when the rest keep quorum (and so balance their votes again). */
function lose(quorum: DynamicQuorum, count: number): boolean {
  const alive = quorum.member.slice();
  for (let i = 0; i < count; i++) alive[oneOf([...alive.keys()].filter((node) => alive[node] === 1))] = 0;
  const kept = alive.includes(1) && survives(quorum, alive, quorum.witnessUp[0] === 1);
  if (kept) balanceVotes(quorum, alive, oneOf);
  return kept;
}

function newCluster(nodes: number, witness: boolean): DynamicQuorum {
  const quorum = newDynamicQuorum(nodes, witness);
  balanceVotes(quorum, quorum.member.slice(), oneOf);
  return quorum;
}

const TRIALS = 4000;

/** In words: all of the trials, none, or a share within 4 standard errors of one half. */
function verdict(happened: () => boolean): string {
  let count = 0;
  for (let trial = 0; trial < TRIALS; trial++) if (happened()) count++;
  if (count === 0 || count === TRIALS) return count === 0 ? "no" : "yes";
  return Math.abs(count / TRIALS - 0.5) < 4 * Math.sqrt(0.25 / TRIALS) ? "50-50" : `${count}/${TRIALS}`;
}

describe('the table of Microsoft\'s "Understanding cluster and pool quorum"', () => {
  // nodes, witness, survives one failure, then another one, two at once
  it.each([
    [2, false, "50-50", "no", "no"],
    [2, true, "yes", "no", "no"],
    [3, false, "yes", "50-50", "no"],
    [3, true, "yes", "yes", "no"],
    [4, false, "yes", "yes", "50-50"],
    [4, true, "yes", "yes", "yes"],
    [5, false, "yes", "yes", "yes"],
    [5, true, "yes", "yes", "yes"],
    [6, false, "yes", "yes", "yes"],
    [8, true, "yes", "yes", "yes"],
  ] as const)("%i nodes, witness %s: one %s, then another %s, two at once %s", (nodes, witness, one, another, two) => {
    expect(verdict(() => lose(newCluster(nodes, witness), 1))).toBe(one);
    expect(
      verdict(() => {
        const quorum = newCluster(nodes, witness);
        return lose(quorum, 1) && lose(quorum, 1);
      }),
    ).toBe(another);
    expect(verdict(() => lose(newCluster(nodes, witness), 2))).toBe(two);
  });
});

describe("stories", () => {
  it("a cluster that loses its nodes one by one, with time to count anew, goes on with the last", () => {
    const quorum = newCluster(8, true);
    for (let left = 7; left >= 1; left--) expect(lose(quorum, 1)).toBe(true);
  });

  it("a witness that was lost before does not count: of two nodes one is without a vote then", () => {
    const quorum = newCluster(2, true);
    expect([...quorum.vote, quorum.witnessVote[0]]).toEqual([1, 1, 1]);
    quorum.witnessUp[0] = 0;
    balanceVotes(quorum, [1, 1], () => 1);
    expect([...quorum.vote, quorum.witnessVote[0]]).toEqual([1, 0, 0]);
    expect([survives(quorum, [1, 0], false), survives(quorum, [0, 1], false)]).toEqual([true, false]);
  });

  it("of two halves only the one that holds the witness goes on", () => {
    const quorum = newCluster(4, true);
    expect([survives(quorum, [1, 1, 0, 0], true), survives(quorum, [0, 0, 1, 1], false)]).toEqual([true, false]);
  });
});
