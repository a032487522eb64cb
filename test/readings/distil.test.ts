import { describe, expect, it } from "vitest";
import { PLATFORMS, type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { masterKey, Streams } from "../../src/kernel/streams.js";
import { type Distilled, distil } from "../../src/readings/simulate/distil.js";
import { playIncident } from "../../src/readings/simulate/incident.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";

const INCIDENTS = 2000;

interface Pair {
  readonly ttd: number;
  readonly rest: number;
}

/** Incidents of the protocol itself, with a seed of their own. */
function played(platform: Platform, fault: Parameters<ReturnType<typeof protocolOf>["incident"]>[1]): Pair[] {
  const protocol = protocolOf(platform);
  const simulation = new Simulation(protocol.incident(protocol.defaults, fault), masterKey("held together"));
  return Array.from({ length: INCIDENTS }, (_, i) => {
    const { detected, restored } = playIncident(simulation, i);
    return { ttd: detected, rest: restored - detected };
  });
}

function drawn({ classes }: Distilled): Pair[] {
  const streams = new Streams(masterKey("drawn"), ["class", "ttd", "rest"]);
  return Array.from({ length: INCIDENTS }, (_, i) => {
    streams.replication(i);
    // All classes of a distilled law have the same share.
    const of = classes[Math.floor(classes.length * streams.of(0).uniform())]!;
    return { ttd: of.detection.sample(streams.of(1)), rest: of.recovery.sample(streams.of(2)) };
  });
}

/** Two-sample Kolmogorov-Smirnov distance; steps of rounding are no difference. */
function distance(one: readonly number[], other: readonly number[]): number {
  const rounded = (times: readonly number[]) => times.map((time) => Math.round(time * 1e6)).sort((a, b) => a - b);
  const [a, b] = [rounded(one), rounded(other)];
  const below = (times: readonly number[], value: number) => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low / times.length;
  };
  return Math.max(...[...a, ...b].map((value) => Math.abs(below(a, value) - below(b, value))));
}

/** Critical distance at 0.0001 for samples of this size: with some 200 comparisons none is beyond it by chance. */
const CRITICAL = 2.23 * Math.sqrt(2 / INCIDENTS);

function correlation(pairs: readonly Pair[]): number {
  const n = pairs.length;
  const [mx, my] = [pairs.reduce((s, p) => s + p.ttd, 0) / n, pairs.reduce((s, p) => s + p.rest, 0) / n];
  const sum = (of: (p: Pair) => number) => pairs.reduce((s, p) => s + of(p), 0);
  const spread = Math.sqrt(sum((p) => (p.ttd - mx) ** 2) * sum((p) => (p.rest - my) ** 2));
  return spread < 1e-9 ? 0 : sum((p) => (p.ttd - mx) * (p.rest - my)) / spread;
}

const cases = (Object.keys(PLATFORMS) as Platform[]).flatMap((platform) =>
  protocolOf(platform).faults.map((fault) => [platform, fault] as const),
);

describe.each(cases)("%s struck by %s", (platform, fault) => {
  const protocol = protocolOf(platform);
  const distilled = distil(protocol.incident(protocol.defaults, fault));
  const pairs = played(platform, fault);

  it("is told by its distilled law: each time, their sum, and how they go together", () => {
    if (typeof distilled === "string" || distilled.classes.length === 0) {
      const last = typeof distilled === "string" ? ("ttd" as const) : ("rest" as const);
      expect(pairs.every((pair) => Number.isNaN(pair[last]))).toBe(true);
      return;
    }
    const law = drawn(distilled);
    for (const of of [(p: Pair) => p.ttd, (p: Pair) => p.rest, (p: Pair) => p.ttd + p.rest]) {
      expect(distance(pairs.map(of), law.map(of))).toBeLessThan(CRITICAL);
    }
    // Standard error of a correlation: 0.022; two of them, and what dividing into classes loses.
    expect(Math.abs(correlation(pairs) - correlation(law))).toBeLessThan(0.12);
  });
});

describe("exact laws", () => {
  it("keepalived: three advertisements and the skew, less what has passed since the last one", () => {
    const { detection, classes, sampled } = distil(
      PLATFORMS.keepalived.incident(PLATFORMS.keepalived.defaults, "kill"),
    ) as Distilled;
    const skew = 156 / 256;
    expect(sampled).toBe(0);
    expect(detection.mean).toBeCloseTo(2.5 + skew, 12);
    expect(detection.inverseHazard(0)).toBeCloseTo(2 + skew, 12);
    expect(classes).toEqual([expect.objectContaining({ share: 1 })]);
    expect(classes[0]!.recovery.mean).toBe(0);
  });

  it("corosync: the consensus, and one join more in one of ten", () => {
    const { classes } = distil(PLATFORMS.corosync.incident(PLATFORMS.corosync.defaults, "kill")) as Distilled;
    // 1.2 × (3 s + 650 ms), 4 ms, and 50 ms × 0.1.
    expect(classes[0]!.recovery.mean).toBeCloseTo(1.2 * 3.65 + 0.004 + 0.005, 12);
  });
});
