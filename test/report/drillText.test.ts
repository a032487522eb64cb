import { describe, expect, it } from "vitest";
import { drillText } from "../../src/report/drill/drillText.js";
import { junitXml } from "../../src/report/junit.js";
import type { DrillResult } from "../../src/study/drill/drillResult.js";

const seen = (mean: number) => ({ mean, low: mean * 0.98, high: mean * 1.02, level: 0.95 });
const quantiles = {
  mean: seen(1.3),
  p5: seen(1),
  p50: seen(1.25),
  p95: seen(2.25),
  p99: seen(2.6),
  max: 3.1,
  count: 100,
};

const result: DrillResult = {
  formatVersion: "1.0",
  scenario: 'A "leader" & <its> loss\u0001',
  platform: "etcd",
  fault: "kill",
  lasts: null,
  absences: [],
  settings: { members: 3 },
  settingChanges: [],
  trials: { count: 100, ttd: quantiles, ttr: quantiles, ttrClients: quantiles },
  seed: "1",
  timeToDetect: quantiles,
  timeToRecover: quantiles,
  timeToClients: quantiles,
  notDetected: 0,
  notRecovered: 2,
  serviceDown: quantiles,
  unharmed: 0,
  clientsNotBack: 3,
  rto: null,
  thresholds: [
    { expression: "ttr p95 < 5s", metric: "ttr", value: 2.25, passed: true },
    { expression: "ttr p99 < 2s", metric: "ttr", value: Number.POSITIVE_INFINITY, passed: false },
  ],
  passed: false,
  typical: 7,
  faults: [{ at: 0, kind: "kill", target: "the leader", detectedAfter: 1.25, recoveredAfter: null }],
  timeline: [
    { at: 0, what: "fault", subject: "the leader", detail: "kill" },
    { at: 1.25, what: "detected", subject: "etcd", detail: "" },
  ],
  histogram: [
    { from: 1, to: 1.2, count: 90 },
    { from: 1.2, to: 1.4, count: 0 },
    { from: 1.4, to: 1.6, count: 1 },
  ],
  assumptions: [{ what: "members", value: "3", grade: "assumed", source: "x" }],
  notes: ["one note"],
};

describe("a drill in words", () => {
  const lines = drillText(result, { colour: false, width: 100 }).split("\n");

  it("has the thresholds first, then a trial, the distribution, bars and grounds", () => {
    const heads = ["Thresholds", "A typical trial (number 7 of 100)", "From the fault", "Trials by time to recover"];
    expect(lines.filter((line) => /^[A-Z]/.test(line)).slice(1)).toEqual([...heads, "Assumed", "Notes", "Made by"]);
    expect(lines).toContain("  ✓  ttr p95 < 5s  got 2.25 s");
    expect(lines).toContain("  ✗  ttr p99 < 2s  got never");
    expect(lines).toContain("  1.250 s  detected");
    expect(lines).toContain("  never    restored");
    expect(lines).toContain("  never restored in 2 of 100 trials; clients never back in 3 of 100 trials");
  });

  it("draws the fullest bin in full, and something for everything that is there", () => {
    expect(lines).toContain(`  1.0 to 1.2 s  90  ${"█".repeat(40)}`);
    expect(lines).toContain("  1.2 to 1.4 s  0");
    expect(lines).toContain("  1.4 to 1.6 s  1   █");
  });

  it("has no colour unless asked, and marks verdicts by more than colour when it has", () => {
    expect(lines.join("")).not.toContain("\u001b");
    const red = drillText(result, { colour: true, width: 100 })
      .split("\n")
      .find((line) => line.includes("\u001b[31m"));
    expect(red).toContain("✗");
  });
});

describe("JUnit XML", () => {
  it("is a test case for each threshold, with everything escaped", () => {
    expect(junitXml({ ...result, struck: "etcd.kill" })).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="A &quot;leader&quot; &amp; &lt;its&gt; loss?" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="etcd.kill" name="ttr p95 &lt; 5s"/>
    <testcase classname="etcd.kill" name="ttr p99 &lt; 2s">
      <failure message="ttr p99 &lt; 2s: got never" type="threshold"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});
