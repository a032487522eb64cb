import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designOf } from "../../src/study/answer.js";
import { playExperiment } from "../../src/study/drill/experiment.js";
import type { ExperimentResult } from "../../src/study/drill/experimentResult.js";
import { criticalDistance, twoSampleDistance } from "../detectors/kolmogorov.js";
import { scenario } from "../scenario/catalogue.js";

/** Plays the experiment of a scenario's text. */
function played(text: string): ExperimentResult {
  const asked = scenario(text);
  const fitted = designOf(asked);
  if (!("design" in fitted) || !asked.experiment) throw new Error("no experiment");
  return playExperiment(asked, fitted.design, asked.experiment);
}

const pair = "architecture: active-passive\nnodes: 2\ncoverage: 100%\ntakeover: 5s\ndetection: 3s\n";
const pool = "architecture: active-active\nnodes: 4\ntakeover: 5s\ndetection: 3s\nservice: {need: 1}\n";
const experiment = (faults: string, more = "") => `experiment: {faults: [${faults}], lasts: 10min${more}}\n`;

describe("an experiment", () => {
  it("on a pair takes detection and takeover, and all requests of that time fail", () => {
    const result = played(pair + experiment("{at: 1min, kind: shutdown, target: primary, for: 2min}"));
    expect(result.faults).toEqual([
      { at: 60, kind: "shutdown", target: "node-1", detectedAfter: 3, recoveredAfter: 8 },
    ]);
    expect(result.errorRate.mean).toBeCloseTo(8 / 600, 12);
    expect(result.availability.mean).toBeCloseTo(1 - 8 / 600, 12);
    expect(result.latency).toBeNull();
    expect(result.phases.map(({ phase, from, to }) => [phase, from, to])).toEqual([
      ["before", 0, 60],
      ["during", 60, 68],
      ["after", 68, 600],
    ]);
  });

  it("on a pool loses the share sent to a dead node until that is seen", () => {
    const result = played(pool + experiment("{at: 1min, kind: shutdown, target: node-2, for: 2min}"));
    expect(result.errorRate.mean).toBeCloseTo((0.25 * 3) / 600, 12);
    expect(result.availability.mean).toBe(1);
    expect(result.faults).toMatchObject([{ target: "node-2", detectedAfter: 3, recoveredAfter: 3 }]);
  });

  it("tells the kinds of fault apart by how they are found", () => {
    const beats = pair.replace("3s", "{heartbeat: {every: 1s, misses: 3}}");
    const detected = (kind: string, text = beats) =>
      played(text + experiment(`{at: 1min, kind: ${kind}, target: primary, for: 2min}`)).faults[0]!.detectedAfter!;
    expect(detected("stop")).toBe(0);
    expect(detected("kill")).toBeLessThan(2);
    for (const kind of ["shutdown", "freeze"]) {
      expect(detected(kind)).toBeGreaterThanOrEqual(2);
      expect(detected(kind)).toBeLessThanOrEqual(3);
    }
    const own = `{at: 1min, kind: freeze, target: primary, for: 2min, detection: 20s}`;
    expect(played(beats + experiment(own)).faults[0]!.detectedAfter).toBe(20);
    expect(
      played(beats + experiment("{at: 1min, kind: storageDisconnect, target: primary, for: 2min}")).timeline.map(
        ({ what }) => what,
      ),
    ).not.toContain("missed");
  });

  it("that is lifted before anyone notices moves nothing", () => {
    const result = played(pair + experiment("{at: 1min, kind: freeze, target: primary, for: 1s}"));
    expect(result.faults).toMatchObject([{ detectedAfter: null, recoveredAfter: 1 }]);
    expect(result.notDetected).toBe(1);
    expect(result.timeline.map(({ what }) => what)).toEqual(["fault", "service", "over", "restored", "service"]);
  });

  it("hits a takeover in the middle, which begins again", () => {
    const both =
      "{at: 1min, kind: shutdown, target: node-1, for: 2min}, {at: 65s, kind: freeze, target: node-2, for: 1s}";
    expect(played(pair + experiment(both)).faults).toMatchObject([{ recoveredAfter: 11 }, { recoveredAfter: 0 }]);
  });

  it("without `for` is repaired as the scenario repairs it", () => {
    const text = `${pair}crews: 1\nnode: {failures: {hardware: {life: 5y, repair: 90s}}}\n`;
    const { timeline } = played(text + experiment("{at: 1min, kind: shutdown, target: primary}"));
    expect(timeline.find(({ what }) => what === "back")).toMatchObject({ at: 153, subject: "node-1" });
  });

  it("of a zone takes all its nodes, and of all nodes takes the service for as long as it lasts", () => {
    const zones = ", zones: {a: [node-1, node-2], b: [node-3, node-4]}";
    const zone = played(pool + experiment('{at: 1min, kind: zoneDown, target: "zone:b", for: 1min}', zones));
    expect(zone.faults[0]).toMatchObject({ target: "node-3, node-4", recoveredAfter: 3 });
    expect(zone.errorRate.mean).toBeCloseTo((0.5 * 3) / 600, 12);
    const all = played(pair + experiment("{at: 1min, kind: storageDisconnect, target: all, for: 1min}"));
    expect(all.faults[0]!.recoveredAfter).toBe(65);
  });

  it("strikes again after its period, and each time somebody else may be hit", () => {
    const result = played(pool + experiment("{at: 10s, kind: freeze, target: one, for: 20s, every: 1min}"));
    expect(result.faults.map(({ at }) => at)).toEqual([10, 70, 130, 190, 250, 310, 370, 430, 490, 550]);
    expect(new Set(result.faults.map(({ target }) => target)).size).toBeGreaterThan(1);
  });

  it("plays trials whose first is the one told, and gives the laws they come from", () => {
    const beats = pair.replace("3s", "{heartbeat: {every: 1s, misses: 3}}");
    const text = beats + experiment("{at: 1min, kind: shutdown, target: primary, for: 2min}", ", trials: 600");
    const many = played(text);
    const once = played(text.replace("600", "1"));
    expect(many.timeline).toEqual(once.timeline);
    expect(many.errorRate.mean).not.toBe(once.errorRate.mean);
    const { ttd, ttr } = many.trials!;
    for (const [q, at] of [
      ["p5", 2.05],
      ["p50", 2.5],
      ["p95", 2.95],
    ] as const) {
      expect(Math.abs(ttd![q].mean! - at)).toBeLessThan(0.09);
      expect(Math.abs(ttr![q].mean! - at - 5)).toBeLessThan(0.09);
    }
    expect(Math.abs(many.errorRate.mean! - 7.5 / 600)).toBeLessThan(4 * (0.289 / Math.sqrt(600) / 600));
  });

  it("plays a heartbeat detector beat by beat as its law kH − U(0, H) says", () => {
    const delays = (detection: string, seed: string) => {
      const faults = "{at: 20s, kind: shutdown, target: primary, for: 20s, every: {uniform: [40s, 90s]}}";
      const text = `${pair.replace("3s", detection)}seed: ${seed}\nexperiment: {faults: [${faults}], lasts: 20h}\n`;
      return played(text).faults.map(({ detectedAfter }) => detectedAfter!);
    };
    const beats = delays("{heartbeat: {every: 4s, misses: 3}}", "beats");
    const law = delays("{uniform: [8s, 12s]}", "law");
    expect(Math.min(beats.length, law.length)).toBeGreaterThan(1000);
    expect(twoSampleDistance(beats, law)).toBeLessThan(criticalDistance(beats.length, law.length));
  });

  it("that only loses heartbeats makes a living node look dead, and it comes back", () => {
    const beats = pair.replace("3s", "{heartbeat: {every: 1s, misses: 3}}");
    const { timeline } = played(beats + experiment("{at: 1min, kind: loss, target: primary, share: 100%, for: 10s}"));
    const whats = timeline
      .filter(({ subject }) => subject === "node-1")
      .map(({ what, detail }) => `${what}: ${detail}`);
    expect(whats).toContain("fault: it works, but is taken for dead and shut out; the service is lost with it");
    expect(whats).toContain("declared: 3 heartbeats missed in a row");
    expect(whats.at(-1)).toBe("back: works again and stands by");
  });

  it.each([
    ["1999ms", false],
    ["2001ms", true],
  ])("that delays heartbeats by %s: suspected %s, as (k − 1)H = 2 s may pass", (by, suspected) => {
    const beats = pair.replace("3s", "{heartbeat: {every: 1s, misses: 3}}");
    const { timeline } = played(beats + experiment(`{at: 1min, kind: latency, target: primary, by: ${by}, for: 1min}`));
    expect(timeline.some(({ what }) => what === "declared")).toBe(suspected);
  });

  it("says what requests take before, meanwhile and after: M/M/1 of the node that serves", () => {
    const load = "service: {demand: 30/s, capacityPerNode: 50/s}\n";
    const slow = played(pair + load + experiment("{at: 1min, kind: slow, target: primary, speed: 80%, for: 1min}"));
    const spans = slow.requests.map(({ from, to, latency }) => [from, to, latency!.mean]);
    expect(spans.map((span) => span.slice(0, 2))).toEqual([
      [0, 60],
      [60, 120],
      [120, 600],
    ]);
    expect(spans.map(([, , mean]) => mean!.toFixed(9))).toEqual(["0.050000000", "0.100000000", "0.050000000"]);
    expect(slow.latency!.mean.mean).toBeCloseTo((540 * 0.05 + 60 * 0.1) / 600, 9);
    expect(slow.errorRate.mean).toBe(0);
  });

  it("piles up what two nodes cannot carry of the load of three", () => {
    const load = "service: {demand: 140/s, capacityPerNode: 50/s, minimum: 50%}\n";
    const text = `${pool.replace("service: {need: 1}\n", load).replace("4", "3")}${experiment("{at: 1min, kind: stop, target: one, for: 1min}")}`;
    const { requests, errorRate, faults } = played(text);
    // 40 a second too many for a minute and a takeover, then 10 a second to spare.
    expect(requests.find(({ to }) => to === 125)!.queued).toBeCloseTo(2600, 6);
    expect(requests.find(({ from, queued }) => from >= 125 && queued < 1e-6)!.to).toBeCloseTo(385, 6);
    expect(errorRate.mean).toBeCloseTo(0, 12);
    expect(faults[0]!.recoveredAfter).toBe(65);
  });

  it("is judged by its thresholds, and by its steady state", () => {
    const text = `${pair}${experiment("{at: 1min, kind: shutdown, target: primary, for: 2min}", ", steadyState: [errorRate == 0, availability == 100%], thresholds: [ttr < 9s, ttr < 8s, errorRate < 2%, dataLoss == 0]")}objectives: {rto: 30s}\n`;
    const { thresholds, steadyState, passed } = played(text);
    expect(thresholds.map(({ expression, value, passed }) => [expression, Number(value.toFixed(4)), passed])).toEqual([
      ["ttr p95 < 30s", 8, true],
      ["ttr < 9s", 8, true],
      ["ttr < 8s", 8, false],
      ["errorRate < 2%", 0.0133, true],
      ["dataLoss == 0s", 0, true],
    ]);
    expect(steadyState.every((one) => one.passed)).toBe(true);
    expect(passed).toBe(false);
  });

  it("with no node left says so instead of passing", () => {
    const result = played(pair + experiment("{at: 1min, kind: shutdown, target: all}", ", thresholds: [ttr < 1min]"));
    expect(result.faults[0]!.recoveredAfter).toBeGreaterThan(60);
    expect(result.passed).toBe(false);
  });
});

describe("laws of experiments", () => {
  const kinds = ["kill", "shutdown", "stop", "freeze", "storageDisconnect", "slow", "latency", "loss"] as const;
  const needs = { slow: ", speed: 40%", latency: ", by: 3s", loss: ", share: 60%" } as Record<string, string>;
  const targets = ["one", "primary", "primaries", "spare", "spares", "minority", "majority", "all"];
  const fault = fc
    .record({
      kind: fc.constantFrom(...kinds),
      target: fc.constantFrom(...targets),
      at: fc.integer({ min: 0, max: 100 }),
      lasts: fc.integer({ min: 1, max: 60 }),
    })
    .map(
      ({ kind, target, at, lasts }) =>
        `{at: ${at}s, kind: ${kind}, target: ${target}, for: ${lasts}s${needs[kind] ?? ""}}`,
    );
  const designs = fc.constantFrom(
    "active-passive\nnodes: 2",
    "active-active\nnodes: 3",
    "n+1\nnodes: 4",
    "n+m\nnodes: 5",
    "single",
  );
  const cases = fc.record({
    design: designs,
    faults: fc.array(fault, { minLength: 1, maxLength: 4 }),
    seed: fc.nat(1e6),
  });

  it("whatever strikes, in the end every node is back, and figures are what they can be", () => {
    fc.assert(
      fc.property(cases, ({ design, faults, seed }) => {
        const text = `architecture: ${design}\ntakeover: 5s\ncoverage: 100%\nseed: ${seed}\nservice: {demand: 40/s, capacityPerNode: 50/s}\nexperiment: {faults: [${faults}], lasts: 10min}\n`;
        const result = played(text);
        expect(result.notRecovered).toBe(0);
        expect(result.errorRate.mean).toBeGreaterThanOrEqual(0);
        expect(result.errorRate.mean).toBeLessThanOrEqual(1);
        const sum = result.requests.reduce((total, { from, to, offered }) => total + offered * (to - from), 0);
        const lanes = design.startsWith("n+1") ? 3 : design.startsWith("n+m") ? 3 : 1;
        expect(sum).toBeCloseTo(40 * 600 * lanes, 4);
        for (const { detectedAfter, recoveredAfter } of result.faults) {
          expect(detectedAfter ?? 0).toBeGreaterThanOrEqual(0);
          expect(recoveredAfter).toBeGreaterThanOrEqual(0);
        }
        const last = result.requests.at(-1)!;
        expect([last.to, last.failed]).toEqual([600, 0]);
        expect(played(text)).toEqual(result);
      }),
      { seed: 8, numRuns: 15 },
    );
  });
});

describe("partitions", () => {
  const three = `${pair.replace("2", "3")}quorum: {policy: majority, stop: 1s}\n`;
  const cut = (target: string, more = "") =>
    experiment(`{at: 1min, kind: partition, target: ${target}, for: 1min}`, more);

  it("with quorum move the service to the majority: stop, then takeover, and never two writers", () => {
    const { faults, splitBrainSeconds, errorRate } = played(three + cut("primary", ", thresholds: [splitBrain == 0s]"));
    // Seen after 3 s; the takeover of 5 s begins at once, the old node stops 1 s later.
    expect(faults).toMatchObject([{ target: "node-1", detectedAfter: 3, recoveredAfter: 8 }]);
    expect(errorRate.mean).toBeCloseTo(4 / 600, 12);
    expect(splitBrainSeconds).toBe(0);
  });

  it("without quorum and fencing leave two nodes writing apart, which counts as lost data", () => {
    const { splitBrainSeconds, dataLossSeconds, passed } = played(
      pair + cut("primary", ", thresholds: [splitBrain == 0s]"),
    );
    // From 60 + 3 + 5 s until the heal is seen at 120 + 3 s.
    expect([splitBrainSeconds, dataLossSeconds, passed]).toEqual([55, 55, false]);
  });

  it("of a standby from the others take nothing", () => {
    expect(played(three + cut("node-3")).faults).toMatchObject([{ detectedAfter: 3, recoveredAfter: 0 }]);
  });

  it("with quorum and reliable fencing never have two writers, whatever else strikes", () => {
    const fault = fc
      .record({
        kind: fc.constantFrom("partition", "freeze", "shutdown", "kill"),
        target: fc.constantFrom("one", "primary", "minority", "majority", "majorities-ring"),
        at: fc.integer({ min: 1, max: 60 }),
        lasts: fc.integer({ min: 1, max: 40 }),
      })
      .filter(({ kind, target }) => kind === "partition" || target !== "majorities-ring")
      .map(({ kind, target, at, lasts }) => `{at: ${at}s, kind: ${kind}, target: ${target}, for: ${lasts}s}`);
    const cases = fc.record({
      nodes: fc.integer({ min: 2, max: 5 }),
      faults: fc.array(fault, { minLength: 1, maxLength: 4 }),
      seed: fc.nat(1e6),
    });
    fc.assert(
      fc.property(cases, ({ nodes, faults, seed }) => {
        const head = `architecture: active-passive\nnodes: ${nodes}\nseed: ${seed}\ncoverage: 100%\ntakeover: 5s\ndetection: 3s\n`;
        const safe = "quorum: majority\nfencing: {action: 2s, success: 100%}\n";
        const text = `${head}${safe}experiment: {faults: [${faults}], lasts: 5min}\n`;
        expect(played(text).splitBrainSeconds, text).toBe(0);
      }),
      { seed: 12, numRuns: 60 },
    );
  });
});
