import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { formatProblem } from "../../src/notation/document/problem.js";
import { type Catalogue, readCatalogue } from "../../src/notation/presets/presets.js";
import type { Overrides } from "../../src/scenario/overrides.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import type { Scenario } from "../../src/scenario/scenario.js";

/** Tests and benchmarks run in the folder of the package. */
const models = new URL("models/", pathToFileURL(`${process.cwd()}/`));

/** The shipped presets. */
export const catalogue: Catalogue = readCatalogue(
  readdirSync(models)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({ name: `models/${name}`, text: readFileSync(new URL(name, models), "utf8") })),
);

/** The registry as these tests know it. */
export const architectures = {
  single: 1,
  "backup-and-restore": 1,
  "active-passive": 2,
  quorum: 3,
  "active-active": 3,
  "n+1": 2,
  "n+m": 3,
  "pilot-light": 4,
  "warm-standby": 4,
  "hot-standby": 4,
  "multi-site": 4,
};

/** The scenario of a text that must be right. */
export function scenario(text: string, overrides: Overrides = {}): Scenario {
  const read = readScenario(text, "x.yaml", catalogue, overrides, architectures);
  if ("problems" in read) throw new Error(read.problems.map(formatProblem).join("\n"));
  return read.scenario;
}

/** The problems of a text that must be wrong, one a line. */
export function problems(text: string, overrides: Overrides = {}): string[] {
  const read = readScenario(text, "x.yaml", catalogue, overrides, architectures);
  return "problems" in read ? read.problems.map(formatProblem) : [];
}
