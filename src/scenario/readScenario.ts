import { SECTIONS } from "../cluster/sections.js";
import { findings } from "../notation/document/findings.js";
import {
  byPosition,
  type Finding,
  type PathPart,
  type Problem,
  pathText,
  quote,
} from "../notation/document/problem.js";
import { partOf, withoutParts } from "../notation/document/wellFormed.js";
import { readYaml } from "../notation/document/yamlText.js";
import { defaultsFrom } from "../notation/presets/defaults.js";
import { type Catalogue, namesUnder } from "../notation/presets/presets.js";
import { type Architectures, architectureName, impossibilities, totalNodes } from "./checks.js";
import { drillAsked } from "./drill/drill.js";
import { experimentAsked } from "./drill/experiment.js";
import { flagOf, type Overrides, overlaid, overrideOf } from "./overrides.js";
import { placesOf } from "./placesOfKeys.js";
import { platformInForce } from "./platform/platformAsked.js";
import { expectationOf } from "./prices/expectation.js";
import { contractOf, priceListOf } from "./prices/prices.js";
import type { Scenario } from "./scenario.js";
import { scenarioSchema, type Written } from "./schema.js";
import { detectionOf, specOf } from "./spec.js";

/** A scenario, and a way to say where in the text something about it is wrong after all; or every problem of the text. */
export type ScenarioRead =
  | { readonly scenario: Scenario; readonly problemAt: (finding: Finding) => Problem }
  | { readonly problems: readonly Problem[] };

/**
 * Reads a scenario from YAML or JSON text, with what flags override, and fills every default from the catalogue.
 * All problems come at once, in the order of the text; flags first. `architectures`, when given, are the only names
 * accepted, each with the number of nodes it has when nothing is said. Never throws for what a person wrote.
 */
export function readScenario(
  text: string,
  fileName: string,
  catalogue: Catalogue,
  overrides: Overrides = {},
  architectures?: Architectures,
): ScenarioRead {
  const yaml = readYaml(text, fileName);
  const flags = overlaid(yaml.data, overrides);
  const unreadable = [...flags.problems, ...yaml.problems];
  if (yaml.data === undefined) return { problems: unreadable };
  const problemAt = (finding: Finding): Problem => {
    const flag = overrideOf(finding.path, overrides);
    const value = valueAt(flags.data, finding.path);
    if (flag === undefined) return { ...yaml.locate(finding), value };
    const { message, suggestion } = finding;
    return { file: flagOf(flag), path: pathText(finding.path), value, message, suggestion };
  };
  const { written, found } = validated(flags.data, catalogue, architectures);
  const problems = oneAPlace([...unreadable, ...found.map(problemAt)]);
  if (problems.length > 0 || written === undefined) return { problems };
  return { scenario: scenarioOf(written, fileName, catalogue, architectures), problemAt };
}

/** What stands at a path of a document; undefined where nothing does. */
function valueAt(data: unknown, path: readonly PathPart[]): unknown {
  return path.reduce((block: unknown, part) => {
    const holds = typeof block === "object" && block !== null && Object.hasOwn(block, part);
    return holds ? (block as Record<PathPart, unknown>)[part] : undefined;
  }, data);
}

/** What stands in the document and all that is wrong with it. */
function validated(
  data: unknown,
  catalogue: Catalogue,
  architectures?: Architectures,
): { written?: Written; found: Finding[] } {
  const read = scenarioSchema.safeParse(data, { reportInput: true });
  if (read.success) return { written: read.data, found: impossibilities(read.data, catalogue, architectures) };
  const malformed = findings(read.error.issues, [], placesOf).map((finding) =>
    tooFewNodes(finding, data, architectures),
  );
  const parts = new Map(malformed.map(({ path }) => [pathText(partOf(path)), partOf(path)]));
  // What is well formed is checked all the same, so that a person need not come back for it.
  const rest = scenarioSchema.safeParse(withoutParts(data, [...parts.values()]), { reportInput: true });
  if (!rest.success) return { found: malformed };
  const impossible = impossibilities(rest.data, catalogue, architectures);
  const isSound = ({ path, reads = [] }: Finding) =>
    [pathText(partOf(path)), ...(READS[path[0] ?? ""] ?? []), ...reads].every((part) => !parts.has(part));
  return { found: [...malformed, ...impossible.filter(isSound)] };
}

/** No number of nodes is right for every design: where one is named, what it has when nobody says is a way out. */
function tooFewNodes(finding: Finding, data: unknown, architectures: Architectures = {}): Finding {
  const { architecture = "", nodes } = data as { architecture?: unknown; nodes?: unknown };
  const usual = Object.hasOwn(architectures, String(architecture)) ? architectures[String(architecture)] : undefined;
  if (pathText(finding.path) !== "nodes" || usual === undefined || !(Number(nodes) < 1)) return finding;
  return { ...finding, message: `${quote(nodes)} is too few for ${architecture}`, suggestion: String(usual) };
}

/** Checks that read other fields too: while one of those is malformed, what they find would only be its echo. */
const READS: Readonly<Record<string, readonly string[]>> = {
  nodes: ["nodes", "nodeClasses", "architecture", "needs", "drill"],
  architecture: ["architecture", "needs", "drill"],
  experiment: ["experiment", "nodes", "nodeClasses", "architecture", "service", "drill"],
  ...Object.fromEntries(Object.entries(SECTIONS).map(([name, { reads = [] }]) => [name, [name, ...reads]])),
  service: ["service", "nodes", "nodeClasses", "architecture"],
};

/** The first problem of each place, in the order of the text. */
function oneAPlace(problems: readonly Problem[]): Problem[] {
  const places = new Set<string>();
  const first = problems.filter((problem) => {
    const place = `${problem.file}:${problem.line}:${problem.column} ${problem.path}`;
    return !places.has(place) && places.add(place);
  });
  return first.sort(byPosition);
}

function scenarioOf(written: Written, fileName: string, catalogue: Catalogue, architectures?: Architectures): Scenario {
  const defaults = defaultsFrom(catalogue);
  let contract = written.repairContract;
  const named = () => (contract ??= defaults.word("repairContract", "operations.repairContract"));
  const knownModes = namesUnder(catalogue, "failures");
  const spec = specOf(written, totalNodes(written, architectures) ?? 1, { defaults, knownModes, contract: named });
  const prices = written.prices ?? defaults.word("prices", "operations.prices");
  return {
    title: written.title ?? fileName,
    description: written.description,
    architecture: architectureName(written),
    spec,
    seed: String(written.seed ?? "1"),
    horizon: written.horizon ?? defaults.seconds("horizon", "operations.horizon"),
    warmup: written.warmup,
    objectives: {
      ...written.objectives,
      rtoFrom: written.objectives?.rtoFrom ?? "disruption",
      rtoAt: written.objectives?.rtoAt ?? "clients",
      compliance: written.objectives?.compliance ?? defaults.share("objectives.compliance", "operations.compliance"),
    },
    downtimeCost: written.downtimeCost,
    state: written.state ?? (defaults.word("state", "operations.state") === "stateless" ? "stateless" : "stateful"),
    contract: contract === undefined ? undefined : contractOf(catalogue, contract, prices),
    prices: priceListOf(catalogue, prices),
    needs: written.needs,
    drill: drillAsked(written, catalogue),
    platform: platformInForce(written, catalogue),
    experiment: experimentAsked(written.experiment, () => detectionOf(written, defaults), written.network),
    expect: (written.expect ?? []).map(expectationOf),
    assumptions: defaults.assumptions,
  };
}
