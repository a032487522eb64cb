import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLATFORMS, type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { playDrill } from "../../src/study/drill/drill.js";
import { histogram } from "../../src/study/figures/histogram.js";
import { scenario } from "../scenario/catalogue.js";

/** Plays the drill of a scenario's text. */
function played(text: string) {
  const asked = scenario(text);
  if (!asked.drill) throw new Error("no drill");
  return playDrill(asked, asked.drill);
}

describe("a drill", () => {
  it("of a farewell in VRRP takes the skew, (256 − 100)/256 s, every time", () => {
    const result = played("drill: {platform: keepalived, fault: stop, trials: 500}");
    const { p5, p50, mean, max, count } = result.timeToRecover;
    expect([p5, p50, mean].map((estimate) => estimate.mean)).toEqual([0.609375, 0.609375, 0.609375]);
    expect([max, count]).toEqual([0.609375, 500]);
    expect(result.histogram).toEqual([{ from: 0.609375, to: 0.609375, count: 500 }]);
    expect(result.typical).toBe(1);
    expect(result.faults).toMatchObject([{ at: 0, kind: "stop", detectedAfter: 0.609375, recoveredAfter: 0.609375 }]);
    const back = result.faults[0]!.clientsBackAfter!;
    expect(back).toBeGreaterThanOrEqual(0.609375);
    expect(back).toBeLessThanOrEqual(1.609375);
    expect(result.timeline.map(({ at, what }) => [at, what])).toEqual([
      [0, "fault"],
      [0.609375, "detected"],
      [0.609375, "restored"],
      [back, "clientsBack"],
    ]);
    const { timeToDetect: ttd, timeToRecover: ttr, timeToClients: ttrClients } = result;
    expect(result.trials).toEqual({ count: 500, ttd, ttr, ttrClients });
  });

  it("tells when clients are back: an attempt each 10 s after the skew, U(0, 10 s)", () => {
    const level = 0.999;
    const asked = scenario(
      "drill: {platform: keepalived, fault: stop, trials: 5000, settings: {clients: {retry: 10s}}}",
    );
    const { timeToClients, timeToRecover, clientsNotBack } = playDrill(asked, asked.drill!, level);
    expect(clientsNotBack).toBe(0);
    expect(timeToRecover.max).toBe(0.609375);
    for (const [name, share] of Object.entries({ mean: 0.5, p5: 0.05, p50: 0.5, p95: 0.95, p99: 0.99 })) {
      const { low, high } = timeToClients[name as "mean"];
      expect(low, name).toBeLessThanOrEqual(0.609375 + 10 * share);
      expect(high, name).toBeGreaterThanOrEqual(0.609375 + 10 * share);
    }
  });

  it("holds the objective against the clients, and against the service only when told", () => {
    const text = (at: string) =>
      `drill: {platform: keepalived, fault: stop, settings: {clients: {retry: 10s}}}\nobjectives: {rto: 1s${at}}`;
    const byClients = played(text(""));
    expect(byClients).toMatchObject({ passed: false, rto: { objective: 1, at: "clients" } });
    expect(byClients.thresholds[0]).toMatchObject({
      expression: "ttrClients p95 < 1s",
      value: byClients.timeToClients.p95.mean,
    });
    expect(byClients.notes.join()).toContain("the RTO is held against the clients being served again");
    const byServer = played(text(", rtoAt: server"));
    expect(byServer).toMatchObject({ passed: true, rto: { objective: 1, at: "server" } });
    expect(byServer.thresholds[0]).toMatchObject({ expression: "ttr p95 < 1s", value: 0.609375 });
    expect(played("drill: {platform: keepalived, fault: stop, trials: 9}").rto).toBeNull();
  });

  it("of a crash covers the quantiles of the law: 2 s + skew + U(0, 1 s)", () => {
    const level = 0.999;
    const asked = scenario("drill: {platform: keepalived, fault: kill, trials: 5000}");
    const { timeToRecover } = playDrill(asked, asked.drill!, level);
    const law = { mean: 0.5, p5: 0.05, p50: 0.5, p95: 0.95, p99: 0.99 } as const;
    for (const [name, share] of Object.entries(law)) {
      const { low, high } = timeToRecover[name as keyof typeof law];
      expect(low, name).toBeLessThanOrEqual(2.609375 + share);
      expect(high, name).toBeGreaterThanOrEqual(2.609375 + share);
    }
  });

  it("counts what is never found apart, and never as quick", () => {
    const never = played("drill: {platform: haproxy, fault: freeze, trials: 20, thresholds: [ttr max < 100y]}");
    expect(never).toMatchObject({ notDetected: 20, notRecovered: 20, passed: false, histogram: [] });
    expect(never.timeToRecover.p50.mean).toBe(Number.POSITIVE_INFINITY);
    expect(never.thresholds[0].value).toBe(Number.POSITIVE_INFINITY);
    expect(never.faults).toMatchObject([{ detectedAfter: null, recoveredAfter: null }]);
    expect(never.timeline.map(({ what }) => what)).toEqual(["fault"]);
  });

  it("detects a master that nobody may replace, and says that it never came back", () => {
    const text = "drill: {platform: sentinel, fault: partition, settings: {quorum: 3, downAfter: 1s}, trials: 20}";
    expect(played(text)).toMatchObject({ notDetected: 0, notRecovered: 20 });
  });

  it("judges the objective and every threshold, < and <= as written", () => {
    const limits = ["ttr max < 609.375ms", "ttr max <= 609.375ms", "ttd mean < 1s"];
    const text =
      `drill: {platform: keepalived, fault: stop, trials: 9, thresholds: [${limits}]}\nobjectives: {rto: 1s}`.replace(
        "trials",
        "settings: {clients: {retry: 0s}}, trials",
      );
    const { thresholds, passed } = played(text);
    expect(thresholds.map(({ expression }) => expression)).toEqual([
      "ttrClients p95 < 1s",
      "ttr max < 0.609375s",
      "ttr max <= 0.609375s",
      "ttd mean < 1s",
    ]);
    expect(thresholds.map((one) => one.passed)).toEqual([true, false, true, true]);
    expect(passed).toBe(false);
  });

  it("passes without thresholds, and says which objectives it cannot judge", () => {
    const { passed, notes } = played(
      "drill: {platform: etcd, fault: kill, trials: 5}\nobjectives: {availability: 99.9%}",
    );
    expect(passed).toBe(true);
    expect(notes).toContain("objectives.availability is not judged by a drill");
  });

  it("is the same for the same seed, and another for another; more trials begin with the same ones", () => {
    const of = (seed: string, trials = 50) =>
      played(`drill: {platform: etcd, fault: kill, trials: ${trials}}\nseed: ${seed}`);
    expect(of("a")).toEqual(of("a"));
    expect(of("b").timeToRecover).not.toEqual(of("a").timeToRecover);
    expect(of("a", 100).timeToRecover.max).toBeGreaterThanOrEqual(of("a").timeToRecover.max);
  });

  it.each(Object.keys(PLATFORMS) as Platform[])("of %s has every fault detected no later than restored", (platform) => {
    for (const fault of protocolOf(platform).faults) {
      const { faults } = played(`drill: {platform: ${platform}, fault: ${fault}, trials: 100}`);
      const [{ at, detectedAfter, recoveredAfter }] = faults;
      expect(at).toBe(0);
      const orNever = (time: number | null) => time ?? Number.POSITIVE_INFINITY;
      expect(orNever(detectedAfter)).toBeLessThanOrEqual(orNever(recoveredAfter));
    }
  });
});

describe("a histogram", () => {
  const durations = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 200 });

  it("has every finite duration in exactly one of at most so many equal bins", () => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 2, max: 30 }), (some, most) => {
        const sorted = Float64Array.from(some).sort();
        const bins = histogram([...sorted, Number.POSITIVE_INFINITY], most);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(some.length);
        expect(bins.length).toBeLessThanOrEqual(most);
        expect(bins[0].count).toBeGreaterThan(0);
        expect(bins.at(-1)?.count).toBeGreaterThan(0);
        for (const [i, { from }] of bins.entries()) if (i > 0) expect(from).toBe(bins[i - 1].to);
      }),
      { seed: 11 },
    );
  });
});
