import { describe, expect, it } from "vitest";
import type { Events } from "../../src/kernel/estimators/events.js";
import { effectiveEvents } from "../../src/kernel/estimators/events.js";
import { meanInterval } from "../../src/kernel/estimators/means/mean.js";
import { positiveTotalInterval } from "../../src/kernel/estimators/means/positiveTotal.js";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { mixture } from "../../src/kernel/laws/made/mixture.js";
import type { Stream } from "../../src/kernel/stream.js";
import { BAND_400, BAND_1000, streamOf } from "./coverage.js";

interface Run {
  readonly totals: Float64Array;
  readonly events: Events;
}

/** Outages that come as a Poisson process, `expected` of them on average over all replications of one year each. */
function outages(stream: Stream, expected: number, lasts: Law, replications: number): Run {
  const totals = new Float64Array(replications);
  const events = { count: 0, sum: 0, sumOfSquares: 0 };
  for (let at = stream.exponential() / expected; at < 1; at += stream.exponential() / expected) {
    const size = lasts.sample(stream);
    totals[Math.floor(at * replications)] += size;
    events.count++;
    events.sum += size;
    events.sumOfSquares += size * size;
  }
  return { totals, events };
}

/** In how many of the runs the interval contains the true downtime per year. */
function hits(runs: number, expected: number, lasts: Law, replications: number, seed: number): number {
  const stream = streamOf(seed);
  const truth = (expected * lasts.mean) / replications;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const { totals, events } = outages(stream, expected, lasts, replications);
    const { low, high } = positiveTotalInterval(totals, 1, events, 0.95, lasts.mean);
    if (low <= truth && truth <= high) covered++;
  }
  return covered;
}

const durations: readonly [string, Law][] = [
  ["equal", deterministic({ value: 30 })],
  ["exponential", exponential({ mean: 30 })],
  ["lognormal with s = 1", lognormal({ mean: 30, sigma: 1 })],
  [
    "half of them four times longer",
    mixture({
      parts: [
        { weight: 1, law: deterministic({ value: 30 }) },
        { weight: 1, law: deterministic({ value: 120 }) },
      ],
    }),
  ],
];

describe("downtime per year from few outages", () => {
  it("no outage: no mean, and a bound of 3.0 outages over the whole time, each of the named length", () => {
    const none = { count: 0, sum: 0, sumOfSquares: 0 };
    const { mean, low, high } = positiveTotalInterval([0, 0, 0, 0], 50, none, 0.95, 3600);
    expect([mean, low]).toEqual([null, 0]);
    expect(high).toBeCloseTo((2.995732273553991 / 200) * 3600, 10);
  });

  it("one outage tells little: the interval spans a factor of thousands, and neither end is zero", () => {
    const one = { count: 1, sum: 60, sumOfSquares: 3600 };
    const { mean, low, high } = positiveTotalInterval([0, 60, 0], 1, one, 0.95, 60);
    expect(mean).toBe(20);
    expect(low).toBeGreaterThan(0);
    expect(high / low).toBeGreaterThan(1e3);
    expect(high / low).toBeLessThan(1e5);
  });

  it("downtime of an outage that began before is taken for one outage", () => {
    const none = { count: 0, sum: 0, sumOfSquares: 0 };
    const one = { count: 1, sum: 60, sumOfSquares: 3600 };
    expect(positiveTotalInterval([60], 1, none, 0.95, 9)).toEqual(positiveTotalInterval([60], 1, one, 0.95, 9));
  });

  it("equal outages in plenty, but few replications: Garwood's limits for their number", () => {
    const many = { count: 400, sum: 400, sumOfSquares: 400 };
    const { low, high } = positiveTotalInterval([200, 200], 1, many, 0.95, 1);
    expect(low / 200).toBeCloseTo(361.76 / 400, 3);
    expect(high / 200).toBeCloseTo(441.19 / 400, 3);
  });

  it("many outages and replications: Student's t", () => {
    const { totals, events } = outages(streamOf(1), 2000, exponential({ mean: 30 }), 100);
    expect(effectiveEvents(events)).toBeGreaterThan(300);
    expect(positiveTotalInterval(totals, 1, events, 0.95, 1)).toEqual(meanInterval(totals, 0.95));
  });

  it("equal outages count whole, one giant among dwarfs counts as one", () => {
    expect(effectiveEvents({ count: 7, sum: 21, sumOfSquares: 63 })).toBe(7);
    expect(effectiveEvents({ count: 1001, sum: 1e9 + 1000, sumOfSquares: 1e18 + 1000 })).toBeCloseTo(1, 5);
    expect(effectiveEvents({ count: 0, sum: 0, sumOfSquares: 0 })).toBe(0);
  });

  it("refuses no exposure", () => {
    const none = { count: 0, sum: 0, sumOfSquares: 0 };
    expect(() => positiveTotalInterval([], 1, none, 0.95, 1)).toThrow(/exposure must be above zero/);
  });
});

describe("a 95 % interval contains the known answer, in 1 000 runs", () => {
  it.each(durations)("about 5 outages: 92.6-99.5 %%, %s", (_name, lasts) => {
    const covered = hits(1000, 5, lasts, 50, 51);
    expect(covered).toBeGreaterThanOrEqual(926);
    expect(covered).toBeLessThanOrEqual(995);
  });

  it.each(durations)("about 30 outages: 92.6-97.1 %%, %s", (_name, lasts) => {
    const covered = hits(1000, 30, lasts, 50, 52);
    expect(covered).toBeGreaterThanOrEqual(BAND_1000[0]);
    expect(covered).toBeLessThanOrEqual(BAND_1000[1]);
  });

  it.each(durations)("about 300 outages: 92.6-97.1 %%, %s", (_name, lasts) => {
    const covered = hits(1000, 300, lasts, 50, 53);
    expect(covered).toBeGreaterThanOrEqual(BAND_1000[0]);
    expect(covered).toBeLessThanOrEqual(BAND_1000[1]);
  });

  it("about 2 000 outages, by Student's t", () => {
    const covered = hits(400, 2000, exponential({ mean: 30 }), 50, 54);
    expect(covered).toBeGreaterThanOrEqual(BAND_400[0]);
    expect(covered).toBeLessThanOrEqual(BAND_400[1]);
  });

  it("where plain Student's t over replications would not", () => {
    const stream = streamOf(55);
    let covered = 0;
    for (let run = 0; run < 1000; run++) {
      const { low, high } = meanInterval(outages(stream, 10, exponential({ mean: 1 }), 20).totals, 0.95);
      if (low <= 0.5 && 0.5 <= high) covered++;
    }
    expect(covered).toBeLessThan(BAND_1000[0]);
  });
});
