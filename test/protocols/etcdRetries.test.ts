import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { etcdRetries } from "../../src/cluster/protocols/patroni/etcdRetries.js";

/** patroni/dcs/etcd.py _calculate_timeouts, loop by loop. */
function timeouts(nodes: number, time: number): { nodes: number; perNode: number; tries: number } {
  let most = 4 - Math.min(nodes, 3);
  for (let left = nodes; left > 0; left--, most = 1) {
    let perNode = time / left;
    if (perNode < 1) continue;
    let tries = 1;
    while (tries < most && perNode / (tries + 1) >= 1) tries++;
    perNode /= tries;
    return { nodes: left, perNode, tries };
  }
  return { nodes: 0, perNode: 0, tries: 0 };
}

/** api_execute with a clock, while nothing ever answers: when it raises, seconds after it began. */
function raisesAt(retryTimeout: number, members: number, pause: number): number {
  let now = 0;
  const first = timeouts(members, retryTimeout);
  const asksForMembers = () => {
    for (let node = 0; node < members; node++)
      for (let tried = 0; tried < first.tries; tried++) now += Math.max(1, first.perNode / 2);
  };
  let asked = members;
  let { perNode, tries } = first;
  let connected = true;
  for (;;) {
    for (let node = 0; node < asked; node++) {
      // What was sent on an open connection is waited for once, and not sent anew: POST is not idempotent.
      if (connected) now += perNode;
      else for (let tried = 0; tried < tries; tried++) now += Math.max(1, perNode / 2);
      connected = false;
    }
    asksForMembers();
    const next = timeouts(members, retryTimeout - pause - now);
    if (next.nodes === 0) return now;
    now += pause;
    ({ nodes: asked, perNode, tries } = next);
  }
}

const retryTimeouts = fc.double({ min: 3, max: 60, noNaN: true });
const members = fc.constantFrom(1, 2, 3, 5, 7);
const pauses = fc.integer({ min: 10, max: 90 }).map((hundredths) => hundredths / 100);

describe("an agent that reaches no member of etcd", () => {
  it("gives up when Patroni's own loops do", () => {
    fc.assert(
      fc.property(retryTimeouts, members, pauses, (retryTimeout, count, pause) => {
        const { givesUpAt } = etcdRetries(retryTimeout, count, pause);
        expect(givesUpAt).toBeCloseTo(raisesAt(retryTimeout, count, pause), 9);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it("sends its packets in order, and none after it gave up", () => {
    fc.assert(
      fc.property(retryTimeouts, members, pauses, (retryTimeout, count, pause) => {
        const { sends, givesUpAt } = etcdRetries(retryTimeout, count, pause);
        for (const [i, { at }] of sends.entries()) {
          expect(at).toBeLessThan(givesUpAt);
          expect(at).toBeGreaterThanOrEqual(sends[i - 1]?.at ?? 0);
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it("three members and 14 s by hand: 4.67 s, twice 2.33 s, three times 2.33 s for the list", () => {
    const { sends, givesUpAt } = etcdRetries(14, 3, 0.5);
    expect(givesUpAt).toBeCloseTo(49 / 3, 9);
    // Each connection has its first packet, and another a second later.
    const firsts = sends.filter(({ of }) => of !== "connection").filter((_, i) => i % 2 === 0);
    expect(firsts.map(({ at }) => at.toFixed(2))).toEqual(["4.67", "7.00", "9.33", "11.67", "14.00"]);
  });
});

it("17 partitions of Patroni 3.0.2 with one etcd: the last write came so long before the key expired", () => {
  // Measured: 10.5 to 10.9 s at 20/5/5, 5.5 to 12.0 s at 30/10/10. The key expires ttl − loop_wait after the look at which
  // renewing began, and is found gone at a scan every half second; the last write is just before the demotion.
  for (const [ttl, loopWait, retryTimeout, least, most] of [
    [20, 5, 5, 10.5, 10.9],
    [30, 10, 10, 5.5, 12.0],
  ] as const) {
    const gaps = Array.from(
      { length: 81 },
      (_, i) => ttl - loopWait - etcdRetries(retryTimeout, 1, 0.1 + i / 100).givesUpAt,
    );
    expect(Math.min(...gaps)).toBeLessThanOrEqual(least + 0.1);
    expect(Math.max(...gaps) + 0.5).toBeGreaterThanOrEqual(most - 0.1);
    expect(Math.max(...gaps) + 0.5).toBeLessThanOrEqual(most + 0.3);
  }
});
