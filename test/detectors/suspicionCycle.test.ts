import { describe, expect, it } from "vitest";
import { burstsOf, type GilbertElliott, meanLoss } from "../../src/cluster/detectors/gilbertElliott.js";
import { burstyCycle, independentCycle } from "../../src/cluster/detectors/suspicionCycle.js";
import type { Stream } from "../../src/kernel/stream.js";
import { criticalDistance, twoSampleDistance } from "./kolmogorov.js";
import { average, streamOf } from "./twins.js";

/** Plays one line heartbeat by heartbeat: how long a node was watched each time, how long taken for dead, and losses in a row at odd moments. */
function rounds(link: GilbertElliott, misses: number, count: number, stream: Stream) {
  const happens = (chance: number): boolean => stream.uniform() < chance;
  const watched: number[] = [];
  const dead: number[] = [];
  const runs = new Array<number>(misses).fill(0);
  let bad = happens(link.toBad / (link.toBad + link.toGood));
  let [run, beats] = [0, 0];
  while (dead.length < count) {
    const isLost = happens(bad ? link.lossBad : link.lossGood);
    if (happens(bad ? link.toGood : link.toBad)) bad = !bad;
    beats++;
    const wasDead = run >= misses;
    run = isLost ? run + 1 : 0;
    if (run === misses) {
      watched.push(beats);
      beats = 0;
    } else if (wasDead && !isLost) {
      dead.push(beats);
      beats = 0;
    }
    if (run < misses) runs[run]!++;
  }
  // The first round began in another state than those that follow.
  return { watched: watched.slice(1), dead: dead.slice(1), runs };
}

const lines: [link: GilbertElliott, misses: number][] = [
  [burstsOf(0.1, 3), 3],
  [burstsOf(0.02, 2), 3],
  [burstsOf(0.3, 1.8), 2],
  [{ lossGood: 0.05, lossBad: 0.8, toBad: 0.05, toGood: 0.2 }, 4],
  [{ lossGood: 0.3, lossBad: 0.5, toBad: 0.5, toGood: 0.5 }, 3],
  [{ lossGood: 0.2, lossBad: 1, toBad: 0.9, toGood: 0.9 }, 3],
];

describe("watched, taken for dead, heard again, and so on", () => {
  it.each(lines.map(([link, misses], i) => ({ link, misses, i })))("$link, $misses misses", ({ link, misses, i }) => {
    const { again, heard, crash } = burstyCycle(link, { every: 1, misses });
    const stream = streamOf(500 + i);
    const played = rounds(link, misses, 4000, stream);
    for (const [law, seen] of [
      [again, played.watched],
      [heard, played.dead],
    ] as const) {
      const skipped = Float64Array.from(seen, () => law.sample(stream));
      expect(twoSampleDistance(Float64Array.from(seen), skipped)).toBeLessThan(
        criticalDistance(seen.length, seen.length),
      );
      expect(Math.abs(average(seen) - law.mean)).toBeLessThan(3.5 * Math.sqrt(law.variance / seen.length));
      const spread = average(seen.map((n) => (n - law.mean) ** 2));
      expect(spread / law.variance).toBeGreaterThan(0.8);
      expect(spread / law.variance).toBeLessThan(1.25);
    }
    const beats = played.runs.reduce((sum, n) => sum + n, 0);
    const inARow = played.runs.reduce((sum, n, run) => sum + run * n, 0) / beats;
    expect(crash.mean).toBeCloseTo(misses - inARow - 0.5, 1);
  });

  it("equal states are losses each by itself, but for what the plain law of a row of losses leaves out", () => {
    const same = burstyCycle({ lossGood: 0.2, lossBad: 0.2, toBad: 0.3, toGood: 0.4 }, { every: 2, misses: 3 });
    const plain = independentCycle(0.2, { every: 2, misses: 3 });
    for (const part of ["first", "again", "heard", "crash"] as const) {
      expect(same[part].mean / plain[part].mean).toBeCloseTo(1, part === "crash" ? 2 : 12);
      expect(same[part].variance / plain[part].variance).toBeCloseTo(1, part === "crash" ? 1 : 10);
    }
    expect([plain.heard.mean, plain.heard.variance]).toEqual([
      expect.closeTo(2 / 0.8, 12),
      expect.closeTo((4 * 0.2) / 0.64, 12),
    ]);
  });

  it("a burst that is not over brings the next suspicion soon", () => {
    const { first, again } = burstyCycle(
      { lossGood: 0.001, lossBad: 0.6, toBad: 0.001, toGood: 0.05 },
      { every: 1, misses: 4 },
    );
    expect(again.mean).toBeLessThan(0.8 * first.mean);
  });

  it("bursts have the share and the length they were asked for", () => {
    const link = burstsOf(0.02, 4);
    expect(meanLoss(link)).toBeCloseTo(0.02, 14);
    // Three in a row are lost once a burst that lasts so long: toBad·(1 − toGood)² of the good beats, and the good share is 98 %.
    const { first } = burstyCycle(link, { every: 1, misses: 3 });
    expect((first.mean * 0.98 * link.toBad * 0.75 ** 2) / 1).toBeCloseTo(1, 0);
  });
});
