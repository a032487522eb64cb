import { describe, expect, it } from "vitest";
import { falseSuspicionLaw } from "../../src/cluster/detectors/falseSuspicion.js";
import { burstySuspicionLaw } from "../../src/cluster/detectors/gilbertElliott.js";
import { beatByBeat, burstyBeatByBeat, lossByLoss } from "./beatByBeat.js";
import { BURSTY, INDEPENDENT } from "./settings.js";
import { expectTwins } from "./twins.js";

const SAMPLES = 100_000;
const LONG = 300_000;

describe("skip-ahead against heartbeat by heartbeat, 100 000 samples of each", () => {
  it.each(INDEPENDENT.map(([loss, misses], i) => ({ loss, misses, i })))(
    "loss $loss, $misses misses",
    ({ loss, misses, i }) => {
      const law = falseSuspicionLaw({ loss, misses, every: 1 });
      expectTwins(law, (stream) => beatByBeat(loss, misses, stream), { count: SAMPLES, seed: 1100 + i });
    },
    LONG,
  );

  it.each(BURSTY.map(([link, misses], i) => ({ link, misses, i })))(
    "$link, $misses misses",
    ({ link, misses, i }) => {
      const law = burstySuspicionLaw({ ...link, misses, every: 1 });
      expectTwins(law, (stream) => burstyBeatByBeat(link, misses, stream), { count: SAMPLES, seed: 1300 + i });
    },
    LONG,
  );
});

describe("rare ones against loss by loss, which costs the twin one draw a loss", () => {
  it.each([
    [0.1, 3, SAMPLES],
    [0.02, 2, SAMPLES],
    [0.01, 2, SAMPLES],
    [0.005, 2, SAMPLES],
    [0.01, 3, 2000],
  ])(
    "loss %d, %i misses",
    (loss, misses, count) => {
      const law = falseSuspicionLaw({ loss, misses, every: 1 });
      expectTwins(law, (stream) => lossByLoss(loss, misses, stream), { count, seed: 1500 });
    },
    LONG,
  );

  it("one draw stands for ten thousand heartbeats and more where one in a hundred or fewer are lost and three mean death", () => {
    for (const loss of [0.01, 0.005, 0.001]) {
      expect(falseSuspicionLaw({ loss, misses: 3, every: 1 }).mean).toBeGreaterThan(1e4);
    }
  });
});
