import { describe, expect, it } from "vitest";
import { log } from "../../src/kernel/maths.js";
import { type Judged, misses, type Times } from "./judge.js";
import { etcdReading, judgedOf, keepalivedReading } from "./settings.js";

/** Every predicted time changed, in each setting and fault by itself. */
function distorted(judged: readonly Judged[], change: (times: readonly number[], row: Judged) => number[]): Judged[] {
  const changed = (times: readonly number[], row: Judged): number[] => [...change(times, row)].sort((a, b) => a - b);
  return judged.map((row) => {
    const predicted: Times = { ttd: changed(row.predicted.ttd, row), ttr: changed(row.predicted.ttr, row) };
    return { ...row, predicted };
  });
}

const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;

const distortions: readonly [string, (times: readonly number[]) => number[]][] = [
  ["all times × 1.2", (times) => times.map((time) => 1.2 * time)],
  ["all times × 0.8", (times) => times.map((time) => 0.8 * time)],
  ["a constant", (times) => times.map(() => mean(times))],
  ["an exponential of the same mean", (times) => times.map((_, i) => -mean(times) * log((i + 0.5) / times.length))],
  ["doubled width", (times) => times.map((time) => 2 * time - mean(times))],
];

describe.each([
  ["etcd", judgedOf(etcdReading)],
  ["keepalived", judgedOf(keepalivedReading)],
] as const)("the judge of %s", (_, judged) => {
  it("accepts the mechanism", () => {
    expect(judged.length).toBeGreaterThan(0);
    expect(misses(judged)).toEqual([]);
  });

  it.each(distortions)("rejects %s", (_name, change) => {
    expect(misses(distorted(judged, change))).not.toEqual([]);
  });

  it("accepts what differs by less than the machine resolves", () => {
    expect(misses(distorted(judged, (times) => times.map((time) => time + 0.03)))).toEqual([]);
  });
});

it("the judge of etcd rejects elections without split votes", () => {
  const judged = judgedOf(etcdReading);
  const once = distorted(judged, (times, { secondMode = 0 }) => times.filter((time) => time <= secondMode));
  const rejected = misses(once).filter(({ what }) => what.startsWith("second mode"));
  expect(rejected.map(({ where }) => where)).toContain("n3_hb100_et1000 × sigkill_leader");
});

it("what was never predicted is missed", () => {
  const measured = { system: "x", setting: "a", fault: "b", ttd: [], ttr: Array.from({ length: 20 }, (_, i) => i) };
  const never = [Number.POSITIVE_INFINITY];
  expect(misses([{ measured, predicted: { ttd: never, ttr: never } }]).map(({ where }) => where)).toContain("a × b");
});
