import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, it, test } from "vitest";
import type { z } from "zod";
import { drillChart } from "../../src/report/charts/drillChart.js";
import { evidenceOf, historyOf, readHistory } from "../../src/report/drill/evidence.js";
import { experimentText } from "../../src/report/drill/experimentText.js";
import { trendText } from "../../src/report/drill/trendText.js";
import {
  drillJsonSchema,
  type experimentSchema,
  type platformDrillSchema,
  publishedDrill,
} from "../../src/report/schemas/drillSchema.js";
import { designOf } from "../../src/study/answer.js";
import { playDrill } from "../../src/study/drill/drill.js";
import { playExperiment } from "../../src/study/drill/experiment.js";
import { scenario } from "../scenario/catalogue.js";

const TEXT = `title: Two <servers> & a fault
architecture: active-passive
coverage: 100%
takeover: 5s
detection: 3s
service: {demand: 30/s, capacityPerNode: 50/s}
experiment:
  faults: [{at: 1min, kind: shutdown, target: primary, for: 2min}]
  thresholds: [ttr < 7s, p99 latency < 1s]
  lasts: 10min
`;

function played(text: string) {
  const asked = scenario(text);
  const fitted = designOf(asked);
  if (!("design" in fitted)) throw new Error("no design");
  return playExperiment(fitted.scenario, fitted.design, asked.experiment!);
}

const once = played(TEXT);
const often = played(TEXT.replace("lasts", "trials: 20\n  lasts"));
const silent = played(
  TEXT.replace("service: {demand: 30/s, capacityPerNode: 50/s}\n", "").replace(", p99 latency < 1s", ""),
);
function struck(text: string) {
  const asked = scenario(text);
  return playDrill(asked, asked.drill!);
}

const platform = struck("drill: {platform: etcd, fault: kill, trials: 50, thresholds: [ttr p99 < 1ms]}");
const never = struck("drill: {platform: haproxy, fault: freeze, trials: 20}");
const circumstances = {
  version: "1.2.3",
  scenarioHash: "ab".repeat(32),
  overrides: { seed: "1" },
  scenarioText: TEXT,
  playedAt: "2026-01-02T03:04:05.678Z",
};

describe("the JSON of a drill", () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(drillJsonSchema());

  it.each(Object.entries({ once, often, silent, platform, never }))(
    "%s fits the published schema and loses no key",
    (_, result) => {
      const parsed = publishedDrill(result);
      expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
      const plain = JSON.parse(JSON.stringify(result));
      for (const { preset: _preset, low: _low, high: _high, ...kept } of plain.assumptions) {
        expect(parsed.assumptions).toContainEqual(kept);
      }
      expect(Object.keys(parsed).sort()).toEqual(Object.keys(plain).sort());
    },
  );

  test("has at least the keys of the contract", () => {
    type Keys = keyof z.output<typeof experimentSchema>;
    expectTypeOf<
      | "scenario"
      | "experiment"
      | "passed"
      | "thresholds"
      | "faults"
      | "timeline"
      | "errorRate"
      | "latency"
      | "splitBrainSeconds"
      | "dataLossSeconds"
      | "trials"
    >().toExtend<Keys>();
    expectTypeOf<"scenario" | "passed" | "thresholds" | "faults" | "timeline" | "trials">().toExtend<
      keyof z.output<typeof platformDrillSchema>
    >();
  });
});

describe("a drill for people", () => {
  const lines = experimentText(once, { colour: false, width: 100 }).split("\n");

  it("says what was missed, what happened, and what requests felt", () => {
    expect(lines.find((line) => line.includes("ttr < 7s"))).toMatch(/✗ +ttr < 7s +got 8 s/);
    expect(lines.find((line) => line.includes("latency p99 <"))).toMatch(/✓ .*got 230 ms/);
    expect(lines).toContain("  1 min  shutdown  node-1  3 s             8 s");
    expect(lines.find((line) => line.includes("until recovered"))).toMatch(/60\.0 to 68\.0 s +100 %/);
    expect(lines.join("\n")).not.toContain("Over all playings");
  });

  it("gives distributions of several playings", () => {
    const text = experimentText(often, { colour: false, width: 100 });
    expect(text).toContain("played 20 times");
    expect(text).toContain("Over all playings, from the fault");
    expect(text).toContain("--trials 20");
  });
});

describe("evidence", () => {
  it("holds the scenario, its hash, version, seed, thresholds and the whole result", () => {
    expect(evidenceOf(once, circumstances)).toMatchObject({
      hasim: "1.2.3",
      scenario: { sha256: "ab".repeat(32), text: TEXT, overrides: { seed: "1" } },
      seed: "1",
      trials: 1,
      passed: false,
      thresholds: [{ expression: "ttr < 7s", passed: false }, { passed: true }],
      result: { faults: [{ detectedAfter: 3 }] },
    });
  });
});

describe("a history", () => {
  const line = historyOf(once, circumstances);

  it("is read as it was written, and says where it is broken", () => {
    expect(line).toMatchObject({ ttd: 3, ttr: 8, passed: false });
    const text = `${JSON.stringify(line)}\n\n${JSON.stringify(line)}\n`;
    expect(readHistory(text)).toEqual({ lines: [line, line] });
    expect(readHistory(`${text}{"playedAt": 3}\n`)).toEqual({ wrongLine: 4 });
    expect(readHistory("nonsense")).toEqual({ wrongLine: 1 });
  });

  it("shows a trend: what the last drill changed", () => {
    const style = { colour: false, width: 100 };
    const better = { ...line, ttr: 5, passed: true, sha256: "cd".repeat(32) };
    expect(trendText([line], style)).toContain("1 drill kept");
    expect(trendText([line, line], style)).toContain("as the time before");
    expect(trendText([line, better], style)).toContain(
      "since the time before: it passes again; recovery takes 3 s less; the scenario has changed",
    );
    expect(trendText(new Array(30).fill(line), style)).toContain("30 drills kept, the last 12");
  });
});

describe("a drill on a platform", () => {
  it("leaves the same evidence", () => {
    expect(evidenceOf(platform, { ...circumstances, scenarioText: "{}" })).toMatchObject({
      trials: 50,
      passed: false,
      thresholds: [{ expression: "ttr p99 < 1ms", passed: false }],
      result: { platform: "etcd", faults: [{ at: 0, kind: "kill" }], trials: { count: 50 } },
    });
  });

  it("is kept among others, and shown without what requests felt", () => {
    const line = historyOf(platform, circumstances);
    expect(line).toMatchObject({ ttr: platform.timeToRecover.max, errorRate: null, latencyP99: null });
    expect(historyOf(never, circumstances)).toMatchObject({ ttd: null, ttr: null });
    expect(readHistory(JSON.stringify(line))).toEqual({ lines: [line] });
    const other = { ...line, overrides: { seed: "2" } };
    const text = trendText([line, other], { colour: false, width: 100 });
    expect(text).toMatch(/^ +played +ttd +ttr +scenario$/m);
    expect(text).toContain("since the time before: other flags were given");
  });
});

describe("the chart of a drill", () => {
  it("marks fault, detection and recovery, and stays in its window", () => {
    const spec = JSON.stringify(drillChart(once));
    const { vconcat } = JSON.parse(spec);
    const rules = vconcat[0].layer[1].data.values;
    expect(rules).toEqual([
      { time: 60, mark: "fault" },
      { time: 63, mark: "detected" },
      { time: 68, mark: "recovered" },
    ]);
    expect(vconcat).toHaveLength(2);
    const [from, to] = vconcat[0].layer[0].encoding.x.scale.domain;
    for (const span of vconcat[0].layer[0].data.values) {
      expect(span.from).toBeGreaterThanOrEqual(from);
      expect(span.to).toBeLessThanOrEqual(to);
    }
    expect(drillChart(silent)).toMatchObject({ vconcat: [{}] });
  });
});
