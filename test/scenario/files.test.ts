import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ARCHITECTURES, architectureNamed } from "../../src/architectures/registry.js";
import { formatProblem } from "../../src/notation/document/problem.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import fixture from "../fixtures/exactCases.json" with { type: "json" };
import { catalogue } from "./catalogue.js";

const root = new URL("../../scenarios/", import.meta.url);
const architectures = Object.fromEntries(ARCHITECTURES.map(({ name, defaultNodes }) => [name, defaultNodes]));
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".yaml"))
  .sort();
const inFolder = (folder: string) => files.filter((file) => file.startsWith(`${folder}/`));
const everyday = files.filter((file) => !file.includes("/"));

const textOf = (file: string) => readFileSync(new URL(file, root), "utf8");

function scenarioIn(file: string): Scenario {
  const read = readScenario(textOf(file), file, catalogue, {}, architectures);
  if ("problems" in read) throw new Error(read.problems.map(formatProblem).join("\n"));
  return read.scenario;
}

describe("every scenario that is shipped", () => {
  it.each(files)("%s is read without problems, and its design accepts it", (file) => {
    const { architecture, spec, needs } = scenarioIn(file);
    expect(needs === undefined).toBe(!file.startsWith("decisions/"));
    if (needs === undefined) expect(architectureNamed(architecture)?.complaints(spec)).toEqual([]);
  });

  it.each(files)("%s begins by saying what it teaches, and has a title", (file) => {
    const text = textOf(file);
    expect(text).toMatch(/^# .+\n#\n# .+/);
    expect(text).toMatch(/^title: .+$/m);
  });

  it("shows every architecture", () => {
    const shown = new Set(everyday.map((file) => scenarioIn(file).architecture));
    expect([...shown].sort()).toEqual(Object.keys(architectures).sort());
    expect(everyday.length).toBeGreaterThanOrEqual(9);
  });
});

describe("the reference scenarios", () => {
  const HOUR = 3600;
  const PER_YEAR = 8766;
  const NAMES: Readonly<Record<string, readonly [figure: string, unit: number]>> = {
    u: ["unavailability", 1],
    freq: ["outagesPerYear", PER_YEAR],
    nodes: ["figures.nodesUp", 1],
    served: ["served", 1],
    cap: ["figures.slotsServed", 1],
    u_deg: ["figures.belowFull", 1],
    mttf: ["mttf", HOUR],
    dt: ["mission.downtime", HOUR],
    no: ["mission.outages", 1],
    unrel: ["mission.unreliability", 1],
    u_planned: ["planned", PER_YEAR * HOUR],
    u_bothsites: ["figures.bothSitesDown", 1],
    on_dr: ["figures.onRecoverySite", 1],
    fofreq: ["figures.siteFailoversPerYear", PER_YEAR],
    nfo: ["figures.missionSiteFailovers", 1],
    p_fo: ["figures.missionSiteFailover", 1],
    mttdl: ["figures.timeToDataLoss", HOUR],
    ploss: ["figures.missionDataLoss", 1],
  };

  it.each(Object.entries(fixture.cases))(
    "%s expects every figure that is known of it",
    (name, { parameters, exact }) => {
      const { expect: expected, horizon } = scenarioIn(`reference/${name}.yaml`);
      expect(horizon).toBe(parameters.T * HOUR);
      expect(expected).toHaveLength(Object.keys(exact).length);
      for (const [symbol, value] of Object.entries(exact)) {
        const [figure, unit] = NAMES[symbol];
        const entry = expected.find((one) => one.figure === figure);
        expect(entry?.within, figure).toEqual({ relative: 1e-9 });
        expect(Math.abs((entry?.value ?? Number.NaN) / (value * unit) - 1), figure).toBeLessThan(1e-14);
      }
    },
  );

  it("include the closed forms, of which only the memoryless ones bind the exact reading", () => {
    const within = (name: string) => scenarioIn(`reference/${name}.yaml`).expect.map((one) => one.within?.relative);
    for (const standby of ["hot", "cold"]) {
      expect(within(`${standby}-exponential`)).toEqual([1e-9]);
      expect(within(`${standby}-deterministic`)).toEqual([undefined]);
    }
  });
});

describe("the decisions", () => {
  it.each(inFolder("decisions"))("%s says what the plan must recommend", (file) => {
    const figures = scenarioIn(file).expect.map(({ figure }) => figure);
    expect(figures).toContain("recommendation.strategy");
    expect(figures).toContain("recommendation.candidate.architecture");
  });

  /** Each question, its twin and the one input in which they differ. */
  const TWINS = [
    ["rebuild-script", "rebuild-script-in-a-minute", "objectives"],
    ["rebuild-script", "rebuild-script-with-costly-downtime", "downtimeCost"],
    ["five-similar-services", "one-similar-service", "services"],
    ["sixty-second-failover", "two-day-recovery", "objectives"],
  ] as const;

  it.each(TWINS)("%s and %s differ in %s alone, and in the answer", (question, twin, input) => {
    const one = scenarioIn(`decisions/${question}.yaml`);
    const other = scenarioIn(`decisions/${twin}.yaml`);
    expect({ ...one.needs, [input]: null }).toEqual({ ...other.needs, [input]: null });
    expect(one.needs?.[input]).not.toEqual(other.needs?.[input]);
    expect(one.assumptions).toEqual(other.assumptions);
    expect(one.expect).not.toEqual(other.expect);
  });

  it("each have a twin", () => {
    const twins = new Set(TWINS.flatMap((pair) => pair.slice(0, 2)));
    expect(inFolder("decisions")).toEqual([...twins].map((name) => `decisions/${name}.yaml`).sort());
  });
});
