import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withPreset } from "../../src/notation/presets/presets.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import { architectures, catalogue, problems, scenario } from "./catalogue.js";

const YEAR = 8766 * 3600;

describe("a scenario of two lines", () => {
  const { spec, assumptions, ...rest } = scenario("architecture: n+1\nnodes: 6\n");

  test("is complete: presets fill the rest", () => {
    expect(spec.classes).toHaveLength(1);
    expect(spec.classes[0].count).toBe(6);
    expect(spec.classes[0].modes.map(({ name, needsCrew, recovery }) => [name, needsCrew, recovery])).toEqual([
      ["hardware", true, "failover"],
      ["os", false, "failover"],
      ["application", false, "in-place"],
    ]);
    expect(spec.classes[0].modes[0].life.mean).toBeCloseTo(YEAR / 0.029, 0);
    expect(spec.takeover).toMatchObject({ law: { kind: "lognormal", mean: 30 }, coverage: 0.975 });
    expect(spec.classes[0].modes[0].detection).toMatchObject({ kind: "uniform", from: 2, to: 3 });
    expect(rest).toMatchObject({ horizon: 10 * YEAR, state: "stateful", contract: { name: "four-hour" }, expect: [] });
    expect(rest.prices).toMatchObject({ currency: "USD", items: { server: { unit: "money", per: "node" } } });
  });

  test("says what it assumed, how sure that is and what else it could be", () => {
    expect(assumptions.find(({ what }) => what === "coverage")).toEqual({
      what: "coverage",
      value: "97.5 %",
      low: "90 %",
      high: "99.9 %",
      grade: "measured",
      source: expect.stringContaining("2011"),
      preset: "operations.coverage",
    });
    expect(new Set(assumptions.map(({ preset }) => preset)).size).toBe(assumptions.length);
  });

  test("an assumption can be put at its low end", () => {
    const low = withPreset(catalogue, "operations.coverage", catalogue.presets.get("operations.coverage")?.low);
    const read = readScenario("architecture: n+1\nnodes: 6\n", "x.yaml", low);
    expect("scenario" in read && read.scenario.spec.takeover.coverage).toBe(0.9);
  });
});

test("what is said is not assumed: problem B of the benchmark", () => {
  const { spec, assumptions, contract } = scenario(`
    architecture: n+1
    nodes: 6
    node: {failures: {hardware: {life: 4380h}}}
    detection: {uniform: [3s, 4s]}
    takeover: {lognormal: {mean: 30s, sigma: 0.5}}
    coverage: 100%
    manualRecovery: immediate
    standby: hot
    repair: {exponential: 8h}
    crews: 1
    horizon: 87600h
  `);
  expect(spec.classes[0].modes).toHaveLength(1);
  expect(spec.classes[0].modes[0]).toMatchObject({
    life: { kind: "exponential", mean: 4380 * 3600 },
    detection: { kind: "uniform", from: 3, to: 4 },
    repair: { kind: "exponential", mean: 28_800 },
  });
  expect(contract).toBeUndefined();
  const assumed = assumptions.map(({ what }) => what);
  for (const said of [
    "takeover",
    "coverage",
    "detection",
    "repair",
    "crews",
    "manualRecovery",
    "horizon",
    "repairContract",
  ]) {
    expect(assumed).not.toContain(said);
  }
});

describe("what a person may write", () => {
  test("a mode by name takes the preset of that name; any other word is a mode of one's own", () => {
    const { spec } = scenario(`
      architecture: n+1
      nodes: 2
      node:
        failures:
          os: {}
          power supply: {life: {exponential: {rate: 1.5%/y}}, parts: {count: 2, swap: 24h}}
          operator: {every: 2y, crew: false, recovery: in-place, repair: {exponential: 1h}}
    `);
    const [os, power, operator] = spec.classes[0].modes;
    expect(os).toMatchObject({ name: "os", needsCrew: false, repair: { mean: 300 } });
    expect(power).toMatchObject({ parts: { count: 2, need: 1, swap: { mean: 86_400 } }, needsCrew: true });
    expect(power.repair.mean).toBe(6 * 3600);
    expect(operator).toMatchObject({ recovery: "in-place", needsCrew: false, repair: { mean: 3600 } });
  });

  test("classes of nodes, whose counts are the nodes", () => {
    const { spec } = scenario(`
      architecture: n+1
      nodeClasses:
        - {name: old, count: 2, failures: {hardware: {life: 5y}}}
        - {name: new, count: 3}
    `);
    expect(spec.nodes).toBe(5);
    expect(spec.classes.map(({ name, count, modes }) => [name, count, modes.length])).toEqual([
      ["old", 2, 1],
      ["new", 3, 3],
    ]);
  });

  test("an architecture that knows its number of nodes need not be told", () => {
    expect(scenario("architecture: active-passive").spec.nodes).toBe(2);
  });

  test("a contract brings its crews, its repair and its price", () => {
    const { spec, contract } = scenario("architecture: n+1\nnodes: 6\nrepairContract: cloud-replace");
    expect(spec.crews).toBe(Number.POSITIVE_INFINITY);
    expect(spec.classes[0].modes[0].repair.mean).toBe(300);
    expect(contract).toMatchObject({ name: "cloud-replace", price: { amount: 0, unit: "money/year" } });
  });

  test("load, objectives, money, standby, shocks and backups", () => {
    const read = scenario(`
      architecture: n+m
      nodes: 6
      service: {demand: 4000/s, capacityPerNode: 1500/s, minimum: 80%, need: 3, spares: 2}
      state: stateless
      standby: {factor: 0.5, latent: 10%, test: {exponential: 25h}}
      crews: unlimited
      commonCause: {every: 10y, repair: {exponential: 2h}}
      survivorsFailWhileDown: false
      backup: {every: 12h, takes: 1h, restore: {exponential: 3h}}
      objectives: {availability: 99.95%, rto: 60s, rpo: 24h, rtoFrom: declaration}
      downtimeCost: $5000/min
      prices: {like: cloud, instance: $2000/y}
      seed: 42
      warmup: 1y
    `);
    expect(read.spec).toMatchObject({
      need: 3,
      spares: 2,
      load: { demand: 4000, capacityPerNode: 1500, minimum: 0.8 },
      crews: Number.POSITIVE_INFINITY,
      standby: { factor: 0.5, latent: 0.1, test: { mean: 90_000 } },
      commonCause: { every: { kind: "exponential", mean: 10 * YEAR }, repair: { mean: 7200 }, needsCrew: true },
      survivorsFailWhileDown: false,
      backup: { every: 43_200, takes: 3600, restore: { mean: 10_800 } },
    });
    expect(read.objectives).toEqual({
      availability: 0.9995,
      rto: 60,
      rpo: 86_400,
      rtoFrom: "declaration",
      rtoAt: "clients",
      compliance: 0.9,
    });
    expect(read.downtimeCost).toEqual({ perSecond: 5000 / 60, currency: "USD" });
    expect(read.prices.items.instance).toMatchObject({ grade: "given", unit: "money/year" });
    expect(read.prices.items.instance.amount).toBeCloseTo(2000, 9);
    expect(read).toMatchObject({ state: "stateless", seed: "42", warmup: YEAR });
  });

  test("euros, once the list is told what a dollar is worth", () => {
    const read = scenario("architecture: single\ndowntimeCost: €100/h\nprices: {like: own-hardware, exchange: €0.5}\n");
    expect(read.prices).toMatchObject({
      currency: "EUR",
      items: { server: { amount: 6000 }, writtenOff: { amount: 5 * YEAR } },
    });
    expect(read.contract?.price.amount).toBeCloseTo(600, 9);
  });

  test("expected figures, in the units figures are printed in", () => {
    const read = scenario(`
      architecture: single
      expect:
        - {figure: mission.downtime, value: 276.26s, within: 1e-9, source: K1}
        - {figure: outagesPerYear, value: 1e-5/h, within: {absolute: 1e-7/h}}
        - {figure: availability, value: 0.5}
        - {figure: rto.verdict, equals: met}
    `);
    expect(read.expect[0]).toEqual({
      figure: "mission.downtime",
      value: 276.26,
      within: { relative: 1e-9 },
      source: "K1",
    });
    expect(read.expect[1].value).toBeCloseTo(0.08766, 12);
    expect(read.expect[1].within?.absolute).toBeCloseTo(8.766e-4, 15);
    expect(read.expect[3]).toMatchObject({ figure: "rto.verdict", equals: "met" });
  });

  test("needs of a plan, which names no architecture", () => {
    const read = scenario(`
      needs:
        services: [{name: crm, kind: stateful, demand: 50/s, capacityPerNode: 100/s, count: 5}]
        objectives: {rto: 48h, rpo: 24h}
        downtimeCost: $100/h
        budget: $20k/y
        data: {size: 2TB, restoreRate: 100MB/s}
        constraints: {maxNodes: 6, repairContracts: [four-hour]}
    `);
    expect(read.architecture).toBe("single");
    expect(read.needs).toMatchObject({
      services: [{ name: "crm", demand: 50, count: 5 }],
      objectives: { rto: 172_800 },
      data: { size: 2e12, restoreRate: 1e8 },
      constraints: { maxNodes: 6 },
    });
  });

  test("flags override the file, and stand in for it", () => {
    const read = scenario("architecture: n+1\nnodes: 6\nstandby: cold\n", {
      nodes: "4",
      "objectives.rto": "60s",
      takeover: "{exponential: 10s}",
      "standby.latent": "10%",
    });
    expect(read.spec.nodes).toBe(4);
    expect(read.objectives.rto).toBe(60);
    expect(read.spec.takeover.law).toMatchObject({ kind: "exponential", mean: 10 });
    expect(read.spec.standby.latent).toBe(0.1);
    expect(scenario("", { architecture: "n+1", nodes: "6" }).spec.nodes).toBe(6);
  });
});

describe("what is wrong is told at its place, with a way out", () => {
  const n1 = "architecture: n+1\nnodes: 6\n";
  test.each([
    ["a unit nobody has", `${n1}takeover: 2 parsec`, 'x.yaml:3:11 takeover: "2 parsec" is not a duration', 'try "2h"'],
    ["no unit", `${n1}takeover: 30`, 'x.yaml:3:11 takeover: "30" has no unit', 'try "30s"'],
    ["negative time", `${n1}takeover: -5s`, 'x.yaml:3:11 takeover: "-5s" is negative', 'try "5s"'],
    ["months", `${n1}horizon: 3mo`, 'x.yaml:3:10 horizon: "3mo": months differ', 'try "90d"'],
    ["0 nodes", "architecture: n+1\nnodes: 0", "x.yaml:2:8 nodes: 0 is too few for n+1", ""],
    ["half a node", "architecture: n+1\nnodes: 1.5", "x.yaml:2:8 nodes: must be a whole number, not 1.5", ""],
    ["NaN", "architecture: n+1\nnodes: .nan", "x.yaml:2:8 nodes: .nan is not a number", ""],
    ["another design, nodes unsaid", "architecture: other\n", 'x.yaml:1:15 architecture: "other" is not one of', ""],
    ["no architecture", "nodes: 3", "x.yaml:1:1 architecture: is missing", 'try "architecture: n+1"'],
    [
      "an unknown design",
      "architecture: n+2\nnodes: 3",
      'x.yaml:1:15 architecture: "n+2" is not one of single',
      'try "n+1"',
    ],
    ["a misspelt key", `${n1}takover: 30s`, "x.yaml:3:1 takover: unknown key", 'try "takeover"'],
    [
      "a misspelt law",
      `${n1}takeover: {exponentail: 8h}`,
      "x.yaml:3:12 takeover.exponentail: unknown key",
      'try "exponential"',
    ],
    ["two laws in one", `${n1}takeover: {exponential: 8h, deterministic: 8h}`, "x.yaml:3:11 takeover: is one law", ""],
    [
      "deep in a law",
      `${n1}takeover: {mixture: [{weight: 1, law: {weibull: {mean: 8, shape: 1}}}]}`,
      'x.yaml:3:56 takeover.mixture[0].law.weibull.mean: "8" has no unit',
      'try "8s"',
    ],
    ["coverage above 1", `${n1}coverage: 97.5`, 'x.yaml:3:11 coverage: "97.5" is more than the whole', 'try "97.5%"'],
    ["a duplicate key", `${n1}nodes: 7`, 'x.yaml:3:1 nodes: "nodes" stands twice', ""],
    [
      "a bare sum",
      `${n1}downtimeCost: 5000`,
      'x.yaml:3:15 downtimeCost: "5000" is not a sum of money per time',
      'try "$5000/min"',
    ],
    [
      "another currency",
      `${n1}downtimeCost: €50/min`,
      "x.yaml:3:15 downtimeCost: is in EUR, but the prices are in USD",
      "exchange",
    ],
    [
      "counts that do not add up",
      `${n1}nodeClasses: [{name: a, count: 5}]`,
      "x.yaml:2:8 nodes: 6 nodes, but the classes add up to 5",
      "",
    ],
    [
      "two classes of a name",
      `${n1}nodeClasses: [{name: a, count: 5}, {name: a, count: 1}]`,
      'x.yaml:3:43 nodeClasses[1].name: "a" names two classes',
      "",
    ],
    [
      "need beyond the nodes",
      `${n1}service: {need: 7}`,
      "x.yaml:3:17 service.need: 7 nodes must serve, but there are only 6",
      "",
    ],
    [
      "need beyond the spares",
      `${n1}service: {need: 5, spares: 2}`,
      "x.yaml:3:17 service.need: 5 nodes must serve, but with 2 spares only 4 can",
      "",
    ],
    [
      "nothing but spares",
      `${n1}service: {spares: 6}`,
      "x.yaml:3:19 service.spares: 6 spares of 6 nodes leave none to serve",
      "",
    ],
    [
      "demand nobody can meet",
      `${n1}service: {demand: 100/s, capacityPerNode: 1/s}`,
      "x.yaml:3:43 service.capacityPerNode: 6 nodes carry 6/s at most",
      "",
    ],
    [
      "demand without capacity",
      `${n1}service: {demand: 100/s}`,
      "x.yaml:3:19 service.demand: needs capacityPerNode",
      "",
    ],
    [
      "swap without redundancy",
      `${n1}node: {failures: {hardware: {parts: {count: 2, need: 2, swap: 1d}}}}`,
      "x.yaml:3:57 node.failures.hardware.parts.swap: nothing can be swapped",
      'try "count: 3"',
    ],
    [
      "a mode without a life",
      `${n1}node: {failures: {hardwear: {}}}`,
      "x.yaml:3:19 node.failures.hardwear: needs a life",
      'try "hardware"',
    ],
    [
      "life said twice",
      `${n1}node: {failures: {os: {life: 1y, every: 1y}}}`,
      "x.yaml:3:34 node.failures.os.every: says the same as life",
      "",
    ],
    ["a contract nobody offers", `${n1}repairContract: four-hours`, "x.yaml:3:17 repairContract", 'try "four-hour"'],
    [
      "a price nobody asks",
      `${n1}prices: {like: cloud, instnce: $5/y}`,
      "x.yaml:3:23 prices.instnce: unknown price",
      'try "instance"',
    ],
    [
      "a price of another kind",
      `${n1}prices: {like: cloud, instance: $5}`,
      "x.yaml:3:33 prices.instance: is not of the kind",
      'try "$500/y"',
    ],
    [
      "a bare price",
      `${n1}prices: {like: cloud, instance: 5}`,
      'x.yaml:3:33 prices.instance: "5" is not a sum of money',
      'try "$5"',
    ],
    ["a list nobody has", `${n1}prices: clowd`, 'x.yaml:3:9 prices: "clowd" is not one of', 'try "cloud"'],
    [
      "a backup longer than its interval",
      `${n1}backup: {every: 1h, takes: 2h}`,
      "x.yaml:3:28 backup.takes: a backup must be complete",
      "",
    ],
    [
      "an expectation of nothing",
      `${n1}expect:\n  - {figure: nines}`,
      "x.yaml:4:5 expect[0]: needs a value, equals or between",
      "",
    ],
    ["a list for a scenario", "- nodes", "x.yaml:1:1: must be a block of keys", ""],
    ["an empty block", `${n1}objectives:\n`, "x.yaml:3:12 objectives: must be a block of keys, not nothing", ""],
    [
      "a word for a block",
      `${n1}standby: wram`,
      'x.yaml:3:10 standby: "wram" is not one of hot, warm, cold',
      'try "warm"',
    ],
    ["crews by word", `${n1}crews: many`, 'x.yaml:3:8 crews: "many" is not a number of crews', ""],
  ])("%s", (_, text, place, wayOut) => {
    const said = problems(text);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(place);
    expect(said[0]).toContain(wayOut);
  });

  test("all at once, in the order of the text", () => {
    expect(
      problems(`architecture: n+1
nodes: 6
takeover: 2 parsec
service: {need: 7}
coverage: 150%
nodes: 6
repair: {weibull: {mean: 8h, shap: 2}}
repairContract: nobody
`).map((line) => line.split(" ").slice(0, 2).join(" ")),
    ).toEqual([
      "x.yaml:3:11 takeover:",
      "x.yaml:4:17 service.need:",
      "x.yaml:5:11 coverage:",
      "x.yaml:6:1 nodes:",
      "x.yaml:7:19 repair.weibull.shape:",
      "x.yaml:7:30 repair.weibull.shap:",
      "x.yaml:8:17 repairContract:",
    ]);
  });

  test("within an experiment too, and nothing that only echoes what is malformed", () => {
    const text = `architecture: active-passive
nodes: 2
experiment:
  lasts: 1 parsec
  faults:
    - {at: 1min, kind: shutdwn, target: node-7}
    - {at: 2min, kind: slow, target: node-9}
    - {at: 3min, kind: shutdown, target: node-1, for: 5min}
    - {at: 4min, kind: kill, target: node-1}
    - {at: 4min, kind: zoneDown, target: "zone:x"}
  zones: {x: [node-one]}
  thresholds: [ttr below 3, p99 latency < 3s]
  steadyState: [ttd < 1s]
`;
    const places = (said: string[]) => said.map((line) => line.split(" ").slice(0, 2).join(" "));
    expect(places(problems(text))).toEqual([
      "x.yaml:4:10 experiment.lasts:",
      "x.yaml:6:24 experiment.faults[0].kind:",
      "x.yaml:7:24 experiment.faults[1].kind:",
      "x.yaml:7:38 experiment.faults[1].target:",
      "x.yaml:9:12 experiment.faults[3].at:",
      "x.yaml:11:15 experiment.zones.x[0]:",
      "x.yaml:12:16 experiment.thresholds[0]:",
      "x.yaml:12:29 experiment.thresholds[1]:",
      "x.yaml:13:17 experiment.steadyState[0]:",
    ]);
    expect(problems(text)[4]).toContain("faults[2] took it");
    expect(places(problems(`${text}service: {demand: many}\n`))).not.toContain(
      "x.yaml:12:29 experiment.thresholds[1]:",
    );
    const missing = "architecture: n+1\nexperiment: {thresholds: [p99 latency < 3s]}\n";
    expect(places(problems(missing))).toEqual([
      "x.yaml:2:13 experiment.faults:",
      "x.yaml:2:27 experiment.thresholds[0]:",
    ]);
  });

  test("nodes are asked for when no registry tells how many a design has", () => {
    const read = readScenario("architecture: n+1\n", "x.yaml", catalogue);
    expect("problems" in read && read.problems).toMatchObject([{ path: "nodes", message: "is missing: say how many" }]);
  });

  test("a flag is blamed, not the file", () => {
    expect(problems("nodes: 3", { nodes: "0", "objectives.rto": "sixty", architecture: "n+2", seed: "[" })).toEqual([
      expect.stringContaining("--seed: flow sequence"),
      "--nodes nodes: must be at least 1, not 0",
      expect.stringContaining('--rto objectives.rto: "sixty" is not a duration'),
      expect.stringContaining('--arch architecture: "n+2" is not one of'),
    ]);
  });

  test("an architecture can add its own, at the place", () => {
    const read = readScenario("architecture: n+1\nnodes: 1\n", "x.yaml", catalogue, {}, architectures);
    const finding = { path: ["nodes"], message: "n+1 needs at least 2 nodes", suggestion: "nodes: 2" };
    expect("problemAt" in read && read.problemAt(finding)).toMatchObject({ line: 2, column: 8, path: "nodes" });
    const flagged = readScenario("architecture: n+1\n", "x.yaml", catalogue, { nodes: "1" }, architectures);
    expect("problemAt" in flagged && flagged.problemAt(finding)).toMatchObject({ file: "--nodes" });
  });

  test("twenty thousand wrong keys are a hundred problems, soon", () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n");
    expect(problems(text).length).toBeLessThanOrEqual(102);
  });

  test("JSON has places too", () => {
    expect(problems('{\n  "architecture": "n+1",\n  "nodes": "6"\n}')).toEqual([
      'x.yaml:3:12 nodes: must be a number, not "6"',
    ]);
  });
});

test("a scenario mutated at random is read or refused with places, and never throws", () => {
  const text = `architecture: n+1
nodes: 6
service: {demand: 4000/s, capacityPerNode: 1500/s, minimum: 80%}
node: {failures: {hardware: {life: 30y, parts: {count: 2, need: 1, swap: 24h}}, os: {}}}
takeover: {lognormal: {mean: 30s, sigma: 0.5}}
standby: warm
objectives: {availability: 99.95%, rto: 60s}
prices: {like: cloud, instance: $2000/y}
expect: [{figure: nines, value: 3.5, within: 1e-3}]
`;
  const piece = fc.constantFrom(
    "",
    "0",
    "-",
    "x",
    "{",
    "}",
    "[",
    ": ",
    "\n",
    "  ",
    "%",
    "null",
    "1e999",
    ".nan",
    "*a",
    '"',
  );
  const edit = fc.tuple(fc.nat({ max: text.length }), fc.nat({ max: 4 }), piece);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const mutated = edits.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), text);
      const read = readScenario(mutated, "x.yaml", catalogue, {}, architectures);
      if ("scenario" in read) expect(read.scenario.spec.nodes).toBeGreaterThan(0);
      else {
        expect(read.problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of read.problems) {
          expect(Math.min(line ?? 0, column ?? 0)).toBeGreaterThan(0);
          expect(message).not.toMatch(/Invalid input|undefined|\[object/);
        }
      }
    }),
    { numRuns: 400 },
  );
});
