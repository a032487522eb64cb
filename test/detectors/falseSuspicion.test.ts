import { describe, expect, it } from "vitest";
import { crashDetection } from "../../src/cluster/detectors/crashUnderLoss.js";
import { beatsUntilSuspicion, falseSuspicionLaw } from "../../src/cluster/detectors/falseSuspicion.js";
import { burstyBeats, burstySuspicionLaw, meanLoss } from "../../src/cluster/detectors/gilbertElliott.js";
import { phiMisses, phiTimeout } from "../../src/cluster/detectors/phiAccrual.js";
import { swimDetectionPeriods, swimFalseSuspicion, swimRoundRobinBound } from "../../src/cluster/detectors/swim.js";
import type { Law } from "../../src/kernel/law.js";
import { beatByBeat, burstyBeatByBeat, crashByBeat } from "./beatByBeat.js";
import { BURSTY, INDEPENDENT } from "./settings.js";
import { average, expectTwins, streamOf } from "./twins.js";

const YEAR = 8766 * 3600;

/** Heartbeats one setting may cost its slow twin; the long tests take 100 000 samples of each. */
const BUDGET = 6e6;
const samplesFor = (mean: number): number => Math.max(2000, Math.min(20_000, Math.floor(BUDGET / mean)));

describe("skip-ahead against heartbeat by heartbeat, losses independent", () => {
  it.each(INDEPENDENT.map(([loss, misses], i) => ({ loss, misses, i })))(
    "loss $loss, $misses misses",
    ({ loss, misses, i }) => {
      const law = falseSuspicionLaw({ loss, misses, every: 1 });
      expectTwins(law, (stream) => beatByBeat(loss, misses, stream), { count: samplesFor(law.mean), seed: 100 + i });
    },
  );
});

describe("skip-ahead against heartbeat by heartbeat, losses in bursts (Gilbert-Elliott)", () => {
  it.each(BURSTY.map(([link, misses], i) => ({ link, misses, i })))("$link, $misses misses", ({ link, misses, i }) => {
    const law = burstySuspicionLaw({ ...link, misses, every: 1 });
    expectTwins(law, (s) => burstyBeatByBeat(link, misses, s), { count: samplesFor(law.mean), seed: 300 + i });
  });

  it("two equal states are independent losses", () => {
    const same = burstyBeats({ lossGood: 0.2, lossBad: 0.2, toBad: 0.3, toGood: 0.4 }, 3);
    const plain = beatsUntilSuspicion({ loss: 0.2, misses: 3 });
    expect(same.mean / plain.mean).toBeCloseTo(1, 13);
    expect(same.variance / plain.variance).toBeCloseTo(1, 12);
    for (const n of [2, 3, 4, 10, 100, 1000, 5000]) expect(same.hazardAfter(n)).toBeCloseTo(plain.hazardAfter(n), 11);
    for (const h of [0.001, 0.5, 3, 20]) expect(same.firstPast(h)).toBe(plain.firstPast(h));
  });

  it("the same share lost in bursts is far worse: 21 to 465 times as many false alarms were found for such links", () => {
    const link = { lossGood: 0.001, lossBad: 0.3, toBad: 0.01, toGood: 0.1 };
    const plain = beatsUntilSuspicion({ loss: meanLoss(link), misses: 4 });
    const times = plain.mean / burstyBeats(link, 4).mean;
    expect(times).toBeGreaterThan(21);
  });
});

describe("numbers", () => {
  /** P(N > n) by the plain recursion over runs, in another way than the source does. */
  function survivalByRuns(p: number, k: number, beats: number): number {
    const runs = new Array<number>(k).fill(0);
    runs[0] = 1;
    for (let n = 0; n < beats; n++) {
      const alive = runs.reduce((sum, x) => sum + x, 0);
      for (let j = k - 1; j > 0; j--) runs[j] = runs[j - 1] * p;
      runs[0] = alive * (1 - p);
    }
    return runs.reduce((sum, x) => sum + x, 0);
  }

  it.each([
    [0.5, 1],
    [0.5, 3],
    [0.3, 5],
    [0.1, 3],
    [0.9, 3],
    [0.75, 3],
    [0.01, 2],
  ])("loss %d, %i misses: the survival, its tail and its moments", (p, k) => {
    const beats = beatsUntilSuspicion({ loss: p, misses: k });
    for (const n of [0, k - 1, k, k + 1, 3 * k, 16 * k, 16 * k + 1, 70 * k, 200 * k]) {
      expect(Math.exp(-beats.hazardAfter(n)) / survivalByRuns(p, k, n)).toBeCloseTo(1, 11);
    }
    expect(beats.mean).toBeCloseTo((1 - p ** k) / ((1 - p) * p ** k), 9);
    let mean = 0;
    let second = 0;
    for (let n = 0; n < 4000 * k && beats.mean < 300; n++) {
      mean += Math.exp(-beats.hazardAfter(n));
      second += (2 * n + 1) * Math.exp(-beats.hazardAfter(n));
    }
    if (beats.mean < 300)
      expect([beats.mean / mean, beats.variance / (second - mean * mean)]).toEqual([
        expect.closeTo(1, 10),
        expect.closeTo(1, 8),
      ]);
  });

  it("false alarms a node and year at one heartbeat a second, as tabulated", () => {
    const aYear = (loss: number, misses: number) => YEAR / falseSuspicionLaw({ loss, misses, every: 1 }).mean;
    expect(aYear(0.01, 3)).toBeCloseTo(31.2, 1);
    expect(aYear(0.01, 5)).toBeCloseTo(0.0031, 4);
    expect(aYear(0.05, 3) / 3750).toBeCloseTo(1, 2);
    expect(aYear(0.05, 5)).toBeCloseTo(9.4, 1);
    expect(aYear(0.05, 10) / 2.9e-6).toBeCloseTo(1, 1);
    expect(aYear(0.001, 3)).toBeCloseTo(0.0315, 4);
  });

  it("a crash on a link that loses a tenth is found 3.3893 periods later on average with four misses", () => {
    const law = crashDetection({ loss: 0.1, misses: 4, every: 1 });
    expect(law.mean).toBeCloseTo(3.3893, 4);
    const stream = streamOf(5);
    const played = Array.from({ length: 40_000 }, () => crashByBeat(0.1, 4, stream));
    expect(Math.abs(average(played) - law.mean)).toBeLessThan(3 * Math.sqrt(law.variance / played.length));
    expect(crashDetection({ loss: 0, misses: 3, every: 2 }).mean).toBeCloseTo(5, 12);
  });

  it("phi: thresholds as timeouts, in standard deviations above the mean", () => {
    const z = (shape: "normal" | "logistic", threshold: number) =>
      phiTimeout({ shape, threshold, mean: 0, deviation: 1 });
    for (const [threshold, deviations] of [
      [1, 1.282],
      [3, 3.09],
      [5, 4.265],
      [8, 5.612],
      [12, 7.035],
    ]) {
      expect(Math.abs(z("normal", threshold) - deviations)).toBeLessThan(0.001);
    }
    expect(z("logistic", 8)).toBeCloseTo(5.226, 3);
    expect(z("logistic", 12)).toBeCloseTo(6.292, 3);
    expect(phiTimeout({ shape: "exponential", threshold: 8, mean: 1, deviation: 0 })).toBeCloseTo(18.42, 2);
    expect(phiMisses(18.42, 1)).toBe(19);
    expect(() => phiTimeout({ shape: "normal", threshold: 0, mean: 1, deviation: 1 })).toThrow("threshold");
  });

  it("SWIM: periods to the first detection, false suspicions, bound of the shuffled round", () => {
    expect(swimDetectionPeriods(5)).toBeCloseTo(1.463, 3);
    expect(swimDetectionPeriods(10)).toBeCloseTo(1.53, 3);
    expect(swimDetectionPeriods(100)).toBeCloseTo(1.577, 3);
    expect(swimDetectionPeriods(1_000_000)).toBeCloseTo(Math.E / (Math.E - 1), 5);
    expect(swimFalseSuspicion(0.01, 1)).toBeCloseTo(7.84e-4, 6);
    expect(swimFalseSuspicion(0.01, 3) / 1.22e-6).toBeCloseTo(1, 2);
    expect(swimFalseSuspicion(0.01, 5).toPrecision(2)).toBe("1.9e-9");
    expect(swimRoundRobinBound(10)).toBe(19);
    expect(() => swimDetectionPeriods(1)).toThrow("at least 2");
  });
});

describe("as a law of the kernel", () => {
  const laws: Record<string, Law> = {
    plain: falseSuspicionLaw({ loss: 0.2, misses: 3, every: 0.1 }),
    bursty: burstySuspicionLaw({ lossGood: 0.01, lossBad: 0.5, toBad: 0.02, toGood: 0.2, misses: 3, every: 0.1 }),
    rare: falseSuspicionLaw({ loss: 0.001, misses: 8, every: 1 }),
    rareBursts: burstySuspicionLaw({ lossGood: 1e-4, lossBad: 0.01, toBad: 1e-3, toGood: 0.1, misses: 8, every: 1 }),
    rarest: burstySuspicionLaw({ lossGood: 1e-6, lossBad: 1e-5, toBad: 1e-3, toGood: 0.1, misses: 8, every: 1 }),
  };

  it.each(Object.keys(laws))(
    "the hazard passes every value at its inverse, and a heartbeat is what it takes: %s",
    (name) => {
      const law = laws[name];
      const every = law.inverseHazard(0) > 1 ? 1 : 0.1;
      for (const hazard of [1e-12, 1e-3, 0.1, 1, 5, 40]) {
        const at = law.inverseHazard(hazard);
        expect(law.cumulativeHazard(at)).toBeGreaterThan(hazard * (1 - 1e-9));
        if (at < 1e12) expect(law.cumulativeHazard(at - every / 2)).toBeLessThanOrEqual(hazard);
      }
    },
  );

  it("long after the start it forgets: what is left has the mean of the whole", () => {
    const law = laws.plain;
    const stream = streamOf(9);
    const left = Array.from({ length: 20_000 }, () => law.residual(1234.56, stream));
    expect(Math.min(...left)).toBeGreaterThan(0);
    expect(Math.abs(average(left) - law.mean)).toBeLessThan(3 * Math.sqrt(law.variance / left.length) + 0.3);
  });

  it("the rare keep their digits: the long-run hazard is one over the mean", () => {
    for (const name of ["rare", "rareBursts", "rarest"]) {
      const law = laws[name];
      expect((law.cumulativeHazard(1e7) / 1e7) * law.mean).toBeCloseTo(1, 4);
      expect(law.inverseHazard(1) / law.mean).toBeCloseTo(1, 6);
    }
  });

  it("what cannot happen never does, and what is no probability is refused", () => {
    for (const law of [
      falseSuspicionLaw({ loss: 0, misses: 3, every: 1 }),
      burstySuspicionLaw({ lossGood: 0, lossBad: 0, toBad: 0.1, toGood: 0.1, misses: 2, every: 1 }),
    ]) {
      expect([law.mean, law.sample(streamOf(1)), law.cumulativeHazard(1e9)]).toEqual([Infinity, Infinity, 0]);
    }
    expect(() => falseSuspicionLaw({ loss: 1, misses: 3, every: 1 })).toThrow("below 1");
    expect(() => falseSuspicionLaw({ loss: 0.1, misses: 2.5, every: 1 })).toThrow("whole number");
    expect(() => falseSuspicionLaw({ loss: 0.1, misses: 2, every: 0 })).toThrow("above zero");
    expect(() => burstyBeats({ lossGood: 0, lossBad: 0.5, toBad: 0, toGood: 0.1 }, 2)).toThrow("change");
  });

  it("a greater uniform never gives a longer time, so paired runs stay paired", () => {
    const law = laws.plain;
    const times = [0.5, 0.1, 0.01, 1e-4, 1e-9].map((u) => law.inverseHazard(-Math.log(u)));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });
});

it("a year of six nodes with a heartbeat a second, one in a hundred lost, takes a draw for each ten thousand heartbeats and more", () => {
  const law = falseSuspicionLaw({ loss: 0.01, misses: 3, every: 1 });
  const stream = streamOf(77);
  const alarmsOfAYear = (): number => {
    let alarms = 0;
    for (let node = 0; node < 6; node++) {
      for (let time = law.sample(stream); time < YEAR; time += law.sample(stream)) alarms++;
    }
    return alarms;
  };
  const years = Array.from({ length: 60 }, alarmsOfAYear);
  // 31.2 a node and year, nearly a Poisson number; one draw each in the place of a million heartbeats.
  const expected = (6 * YEAR) / law.mean;
  expect(Math.abs(average(years) - expected)).toBeLessThan(4 * Math.sqrt(expected / 60));
  expect((6 * YEAR) / expected).toBeGreaterThan(1e4);
});
