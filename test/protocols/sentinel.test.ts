import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { type SentinelSettings, sentinel } from "../../src/cluster/protocols/redis/sentinel.js";
import { misses, predict } from "./judge.js";
import { judgedOf, sentinelReading } from "./settings.js";

const INCIDENTS = 2000;
/** Of 1000/hz ms for hz 10 to 19: 100, 90, 83, 76, 71, 66, 62, 58, 55, 52 ms. */
const LONGEST_TICK = 0.1;
const SHORTEST_TICK = 0.052;
const MEAN_TICK = 0.0713;
/** Σ of the squares 53 099 ms² over twice the sum 713 ms: the mean time from any instant to the next tick. */
const TO_NEXT_TICK = 53.099 / (2 * 713);
const PROMOTION = 0.016;

const times = (fault: FaultKind, changes: Partial<SentinelSettings> = {}) =>
  predict(sentinel.incident({ ...sentinel.defaults, downAfter: 1, ...changes }, fault), INCIDENTS);

describe("sentinels", () => {
  it("hold a killed master for down after one tick, down-after, and one tick more", () => {
    for (const downAfter of [1, 5, 30]) {
      const { ttd } = times("kill", { downAfter });
      expect(ttd[0]).toBeGreaterThanOrEqual(downAfter);
      expect(ttd.at(-1)).toBeLessThanOrEqual(downAfter + 2 * LONGEST_TICK);
    }
  });

  it("find a silent master later, by what is left until the next PING", () => {
    const { ttd } = times("partition", { quorum: 1 });
    expect(ttd[0]).toBeGreaterThanOrEqual(1);
    expect(ttd.at(-1)).toBeLessThanOrEqual(1 + 1 + 2 * LONGEST_TICK);
    expect(mean(ttd)).toBeGreaterThan(mean(times("kill", { quorum: 1 }).ttd) + 0.2);
  });

  it("need four ticks from the second opinion to a promoted replica", () => {
    const { ttd, ttr } = times("kill");
    expect(ttr[0] - ttd[0]).toBeGreaterThan(4 * SHORTEST_TICK);
    expect(ttr.at(-1)).toBeLessThan(1 + 2 * LONGEST_TICK + 4 * LONGEST_TICK + PROMOTION);
  });

  it("take longer the more of them must agree", () => {
    const [one, two, three] = [1, 2, 3].map((quorum) => mean(times("freeze", { quorum }).ttr));
    expect(one).toBeLessThan(two);
    expect(two).toBeLessThan(three);
  });

  it("elect nobody without a majority, whatever the quorum", () => {
    const pair = { sentinels: 2, quorum: 1 };
    const cutOff = times("partition", pair);
    expect(cutOff.ttd.at(-1)).toBeLessThan(3);
    expect(cutOff.ttr[0]).toBe(Number.POSITIVE_INFINITY);
    expect(times("partition", { ...pair, oneOnMaster: false }).ttr.at(-1)).toBeLessThan(4);
    expect(times("kill", pair).ttr.at(-1)).toBeLessThan(4);
  });
});

it("one sentinel alone follows its timer: means to five standard errors", () => {
  const { ttd, ttr } = times("kill", { sentinels: 1, quorum: 1, downAfter: 5 });
  // Each of the two waits for a tick has a standard deviation below 29 ms, a tick has 15 ms.
  expect(Math.abs(mean(ttd) - (5 + 2 * TO_NEXT_TICK))).toBeLessThan((5 * 0.041) / Math.sqrt(INCIDENTS));
  // Its own vote elects it in the tick that found the master down: selected and sent are one tick each.
  expect(Math.abs(mean(ttr) - mean(ttd) - (2 * MEAN_TICK + PROMOTION))).toBeLessThan(
    (5 * 0.021) / Math.sqrt(INCIDENTS),
  );
});

it("predicts Redis Sentinel as measured", () => {
  const judged = judgedOf(sentinelReading);
  expect(judged).toHaveLength(3);
  expect(misses(judged)).toEqual([]);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

it("ticks passed over while a PING is unanswered are not missed: Kolmogorov-Smirnov at 0.001", () => {
  // A hundredth of a second more, and all but the last second of ticks is passed over.
  const [played, passedOver] = [1.99, 2].map((downAfter) => {
    const { ttr } = times("partition", { downAfter });
    return ttr.map((time) => time - downAfter);
  });
  const below = (of: readonly number[], time: number) => of.filter((one) => one <= time).length / INCIDENTS;
  for (let time = 0.2; time < 2; time += 0.01) {
    expect(Math.abs(below(played, time) - below(passedOver, time))).toBeLessThan(1.95 * Math.sqrt(2 / INCIDENTS));
  }
});
