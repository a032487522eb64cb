import type { About } from "../cluster/section.js";
import { SECTIONS } from "../cluster/sections.js";
import { nearest } from "../notation/document/nearest.js";
import { type Finding, MOST_PROBLEMS, type PathPart, quote } from "../notation/document/problem.js";
import { defaultsFrom } from "../notation/presets/defaults.js";
import { type Catalogue, namesUnder } from "../notation/presets/presets.js";
import { YEAR } from "../notation/units/duration.js";
import { drillFindings } from "./drill/drill.js";
import { experimentFindings } from "./drill/experimentChecks.js";
import { modesOf, platformFindings } from "./platform/platformAsked.js";
import { priceFindings } from "./prices/priceChecks.js";
import type { Written, WrittenMode } from "./schema.js";

/** Architectures by name, with the nodes each has when nothing is said. */
export type Architectures = Readonly<Record<string, number>>;

/** All nodes: as said, as the classes add up, or as the architecture has them; undefined when nothing tells. */
export function totalNodes(written: Written, architectures?: Architectures): number | undefined {
  if (written.nodes !== undefined) return written.nodes;
  if (written.nodeClasses !== undefined) return written.nodeClasses.reduce((sum, { count }) => sum + count, 0);
  const name = architectureName(written);
  return architectures !== undefined && Object.hasOwn(architectures, name) ? architectures[name] : undefined;
}

/** A scenario with needs alone asks for a plan, one with a drill alone strikes a platform; until then it is one node. */
export function architectureName(written: Written): string {
  return written.architecture ?? "single";
}

/** What is well formed and still cannot be: counts that do not add up, names nobody knows, redundancy that is none. */
export function impossibilities(written: Written, catalogue: Catalogue, architectures?: Architectures): Finding[] {
  return [
    ...nameFindings(written, catalogue, architectures),
    ...countFindings(written, architectures),
    ...loadFindings(written, totalNodes(written, architectures)),
    ...failureFindings(written, namesUnder(catalogue, "failures")),
    ...timeFindings(written),
    ...sectionFindings(written, totalNodes(written, architectures), catalogue),
    ...priceFindings(written, catalogue),
    ...drillFindings(written),
    ...platformFindings(written, namesUnder(catalogue, "failures")),
    ...experimentFindings(written, totalNodes(written, architectures)),
  ].slice(0, MOST_PROBLEMS);
}

function sectionFindings(written: Written, nodes: number | undefined, catalogue: Catalogue): Finding[] {
  const modes = modesOf(written, namesUnder(catalogue, "failures"));
  const about: About = { nodes, modes, defaults: defaultsFrom(catalogue) };
  return Object.values(SECTIONS).flatMap((section) => section.findings?.(written, about) ?? []);
}

function nameFindings(written: Written, catalogue: Catalogue, architectures?: Architectures): Finding[] {
  const found: Finding[] = [];
  const known = (path: PathPart[], name: string | undefined, names: readonly string[]) => {
    if (name === undefined || names.includes(name)) return;
    found.push({ path, message: `${quote(name)} is not one of ${names.join(", ")}`, suggestion: nearest(name, names) });
  };
  if ([written.architecture, written.needs, written.drill].every((asked) => asked === undefined)) {
    found.push({
      path: ["architecture"],
      message: "is missing: a scenario names its design",
      suggestion: "architecture: n+1",
    });
  }
  if (architectures !== undefined) known(["architecture"], written.architecture, Object.keys(architectures));
  known(["repairContract"], written.repairContract, namesUnder(catalogue, "repair"));
  const { repairContracts = [], architectures: considered = [] } = written.needs?.constraints ?? {};
  for (const [i, name] of repairContracts.entries()) {
    known(["needs", "constraints", "repairContracts", i], name, namesUnder(catalogue, "repair"));
  }
  for (const [i, name] of (architectures === undefined ? [] : considered).entries()) {
    known(["needs", "constraints", "architectures", i], name, Object.keys(architectures ?? {}));
  }
  return found;
}

function countFindings(written: Written, architectures?: Architectures): Finding[] {
  const nodes = totalNodes(written, architectures);
  const found: Finding[] = [];
  const { nodeClasses, service } = written;
  if (nodes === undefined) {
    // Without a design that exists, how many nodes it takes is not yet the question.
    const design = written.architecture;
    const exists = design !== undefined && (architectures === undefined || Object.hasOwn(architectures, design));
    return exists ? [{ path: ["nodes"], message: "is missing: say how many", suggestion: "nodes: 2" }] : [];
  }
  const sum = nodeClasses?.reduce((total, { count }) => total + count, 0);
  if (sum !== undefined && sum !== nodes) {
    found.push({
      path: ["nodes"],
      message: `${nodes} nodes, but the classes add up to ${sum}`,
      suggestion: `nodes: ${sum}`,
    });
  }
  if (nodeClasses !== undefined && written.node !== undefined) {
    found.push({ path: ["node"], message: "stands beside nodeClasses; say how nodes fail in one of them", at: "key" });
  }
  const names = nodeClasses?.map(({ name }) => name) ?? [];
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i)
      found.push({ path: ["nodeClasses", i, "name"], message: `${quote(name)} names two classes` });
  }
  const spares = service?.spares ?? 0;
  const need = service?.need ?? 1;
  if (spares >= nodes)
    found.push({ path: ["service", "spares"], message: `${spares} spares of ${nodes} nodes leave none to serve` });
  else if (need > nodes)
    found.push({ path: ["service", "need"], message: `${need} nodes must serve, but there are only ${nodes}` });
  else if (need > nodes - spares) {
    found.push({
      path: ["service", "need"],
      message: `${need} nodes must serve, but with ${spares} spares only ${nodes - spares} can`,
    });
  }
  return found;
}

function loadFindings({ service }: Written, nodes: number | undefined): Finding[] {
  const { demand, capacityPerNode, minimum = 1 } = service ?? {};
  const lacks = (field: string, partner: string): Finding[] => [
    { path: ["service", field], message: `needs ${partner} beside it, in the same unit of work` },
  ];
  if (demand !== undefined && capacityPerNode === undefined) return lacks("demand", "capacityPerNode");
  if (demand === undefined && capacityPerNode !== undefined) return lacks("capacityPerNode", "demand");
  if (demand === undefined || capacityPerNode === undefined || nodes === undefined) return [];
  if (demand === 0) return [{ path: ["service", "demand"], message: "must be more than nothing" }];
  if (nodes * capacityPerNode >= minimum * demand) return [];
  const message = `${nodes} nodes carry ${nodes * capacityPerNode}/s at most: the service would never be up`;
  return [{ path: ["service", "capacityPerNode"], message }];
}

function failureFindings(written: Written, known: readonly string[]): Finding[] {
  const modes = (path: PathPart[], failures: Record<string, WrittenMode> | undefined) =>
    Object.entries(failures ?? {}).flatMap(([name, mode]) =>
      modeFindings([...path, "failures", name], name, mode, known),
    );
  const classes = written.nodeClasses ?? [];
  return [
    ...modes(["node"], written.node?.failures),
    ...classes.flatMap((nodeClass, i) => modes(["nodeClasses", i], nodeClass.failures)),
  ];
}

function modeFindings(path: PathPart[], name: string, mode: WrittenMode, known: readonly string[]): Finding[] {
  const found: Finding[] = [];
  if (mode.life !== undefined && mode.every !== undefined) {
    found.push({ path: [...path, "every"], message: "says the same as life; keep one of them", at: "key" });
  }
  if (mode.life === undefined && mode.every === undefined && !known.includes(name)) {
    const message = `needs a life: only ${known.join(", ")} have presets`;
    found.push({ path, message, suggestion: nearest(name, known) ?? "life: 5y", at: "key" });
  }
  const { count = 1, need = 1, swap } = mode.parts ?? {};
  if (need > count) found.push({ path: [...path, "parts", "need"], message: `${need} parts needed of ${count}` });
  if (need === count && swap !== undefined) {
    const message = "nothing can be swapped while the node runs: it needs every part it has";
    found.push({ path: [...path, "parts", "swap"], message, suggestion: `count: ${need + 1}`, at: "key" });
  }
  return found;
}

/** Seconds; of each year of a horizon the downtime is kept. */
export const LONGEST_HORIZON = 1e6 * YEAR;

function timeFindings({ horizon, needs }: Written): Finding[] {
  const found: Finding[] = [];
  if (horizon === 0) found.push({ path: ["horizon"], message: "must be longer than nothing", suggestion: "10y" });
  const tooLong = (path: PathPart[], time = 0) => {
    if (time > LONGEST_HORIZON) found.push({ path, message: "is longer than a million years", suggestion: "10y" });
  };
  tooLong(["horizon"], horizon);
  tooLong(["needs", "horizon"], needs?.horizon);
  return found;
}
