import { nearest } from "../../notation/document/nearest.js";
import type { Finding, PathPart } from "../../notation/document/problem.js";
import { lawOf } from "../../notation/laws/law.js";
import { formatDuration } from "../../notation/units/duration.js";
import { nodesNamed } from "./experiment.js";
import type { WrittenExperiment, WrittenFault } from "./experimentSchema.js";
import type { Threshold } from "./threshold.js";

/** What an experiment is checked against. */
interface Asked {
  readonly experiment?: WrittenExperiment | undefined;
  readonly drill?: unknown;
  readonly service?: { readonly demand?: number | undefined } | undefined;
  readonly objectives?: { readonly rtoFrom?: string | undefined } | undefined;
}

/** What is well formed and still cannot be played: nodes that are not there, faults after the end or on top of one another. */
export function experimentFindings(
  { experiment, drill, service, objectives }: Asked,
  nodes: number | undefined,
): Finding[] {
  if (experiment === undefined) return [];
  const found: Finding[] = [];
  if (drill !== undefined) {
    const message = "stands beside drill; a scenario plays faults on a platform or on its own cluster";
    found.push({ path: ["experiment"], message, at: "key" });
  }
  if (objectives?.rtoFrom === "declaration") {
    const message = "a drill counts recovery from the fault, not from its declaration";
    found.push({ path: ["objectives", "rtoFrom"], message, suggestion: "disruption" });
  }
  const faults = experiment.faults.flatMap((fault, i) => faultFindings(fault, i, experiment, nodes));
  const zones = Object.entries(experiment.zones ?? {}).flatMap(([name, members]) =>
    members.flatMap((word, i) => targetFindings(word, ["experiment", "zones", name, i], {}, nodes)),
  );
  return [
    ...found,
    ...faults,
    ...zones,
    ...overlaps(experiment),
    ...thresholdFindings(experiment, service?.demand !== undefined),
  ];
}

type Needs = readonly [kind: WrittenFault["kind"], field: "speed" | "by" | "share", example: string];
const NEEDS: readonly Needs[] = [
  ["slow", "speed", "speed: 30%"],
  ["latency", "by", "by: 200ms"],
  ["loss", "share", "share: 5%"],
];

/** On a ring who reaches whom is a matter of every two nodes. */
const MOST_ON_A_RING = 300;

function faultFindings(
  fault: WrittenFault,
  i: number,
  { lasts, zones = {} }: WrittenExperiment,
  nodes?: number,
): Finding[] {
  const path: PathPart[] = ["experiment", "faults", i];
  const found: Finding[] = [];
  for (const [kind, field, example] of NEEDS) {
    if (fault.kind === kind && fault[field] === undefined)
      found.push({ path: [...path, "kind"], message: `${kind} needs ${field} beside it`, suggestion: example });
    if (fault.kind !== kind && fault[field] !== undefined)
      found.push({ path: [...path, field], message: `belongs to ${kind}, not to ${fault.kind}`, at: "key" });
  }
  if (fault.speed === 0) {
    found.push({
      path: [...path, "speed"],
      message: "a node without any power is not slow",
      suggestion: "kind: freeze",
    });
  }
  if (lasts !== undefined && fault.at >= lasts) {
    const message = `strikes after the experiment is over (it lasts ${formatDuration(lasts)})`;
    found.push({ path: [...path, "at"], message });
  }
  if (fault.every !== undefined) found.push(...repeatFindings(fault, path));
  const words = [fault.target ?? "one"].flat();
  const isList = Array.isArray(fault.target);
  for (const [j, word] of words.entries()) {
    const at = isList ? [...path, "target", j] : [...path, "target"];
    found.push(...targetFindings(word, at, zones, nodes));
    if (words.length > 1 && nodesNamed(word, zones).length === 0 && !word.includes(":"))
      found.push({ path: at, message: `${word} stands alone; a list names nodes and zones` });
  }
  if (fault.target === "majorities-ring" && fault.kind !== "partition")
    found.push({ path: [...path, "target"], message: "only a partition makes a ring", suggestion: "kind: partition" });
  found.push(...shapeFindings(fault, path, nodes));
  if (fault.kind === "zoneDown" && !words.every((word) => word.startsWith("zone:"))) {
    const known = Object.keys(zones)[0] ?? "a";
    found.push({ path: [...path, "target"], message: "zoneDown strikes a zone", suggestion: `zone:${known}` });
  }
  return found;
}

function shapeFindings({ kind, shape, target }: WrittenFault, path: PathPart[], nodes?: number): Finding[] {
  const found: Finding[] = [];
  if (shape !== undefined && kind !== "partition")
    found.push({ path: [...path, "shape"], message: `belongs to partition, not to ${kind}`, at: "key" });
  else if (shape !== undefined && target === "majorities-ring")
    found.push({ path: [...path, "shape"], message: "a ring has a shape of its own", at: "key" });
  if (kind !== "partition" || nodes === undefined) return found;
  if (nodes < 2) found.push({ path: [...path, "kind"], message: `divides at least 2 nodes, not ${nodes}` });
  if (target === "majorities-ring" && (nodes < 4 || nodes > MOST_ON_A_RING)) {
    const message = `takes 4 to ${MOST_ON_A_RING} nodes, not ${nodes}: on a smaller ring everybody reaches everybody`;
    found.push({ path: [...path, "target"], message, suggestion: "target: one" });
  }
  return found;
}

function repeatFindings(fault: WrittenFault, path: PathPart[]): Finding[] {
  const every = lawOf(fault.every!);
  if (!(every.mean > 0))
    return [{ path: [...path, "every"], message: "must be longer than nothing", suggestion: "5min" }];
  if (fault.for !== undefined && every.kind === "deterministic" && fault.for >= every.mean) {
    const message = `lasts ${formatDuration(fault.for)} and strikes again every ${formatDuration(every.mean)}: it would never be over`;
    return [{ path: [...path, "for"], message }];
  }
  return [];
}

function targetFindings(
  word: string,
  path: PathPart[],
  zones: NonNullable<WrittenExperiment["zones"]>,
  nodes?: number,
): Finding[] {
  if (word.startsWith("zone:") && nodesNamed(word, zones).length === 0) {
    const known = Object.keys(zones);
    const message = `there is no zone ${JSON.stringify(word.slice(5))}${known.length > 0 ? `; there are ${known.join(", ")}` : ": experiment.zones names none"}`;
    const meant = nearest(word.slice(5), known);
    return [
      { path, message, suggestion: meant === undefined ? undefined : `zone:${meant}`, reads: ["experiment.zones"] },
    ];
  }
  const beyond = word.startsWith("node-") && nodes !== undefined && Number(word.slice(5)) > nodes;
  return beyond
    ? [{ path, message: `there is no ${word}: the nodes are node-1 to node-${nodes}`, suggestion: `node-${nodes}` }]
    : [];
}

/** A node that is down for certain cannot be taken down again. */
function overlaps({ faults, zones = {} }: WrittenExperiment): Finding[] {
  const named = faults.map((fault) => ({
    ...fault,
    nodes: [fault.target ?? "one"].flat().flatMap((word) => nodesNamed(word, zones)),
    end: fault.at + (fault.for ?? 0),
    downs: !["slow", "latency", "loss", "partition"].includes(fault.kind) && fault.every === undefined,
  }));
  return named.flatMap((later, j): Finding[] => {
    const i = named.findIndex(
      (earlier, k) =>
        k !== j &&
        earlier.downs &&
        later.downs &&
        overlap(earlier, later) &&
        (earlier.at < later.at || (earlier.at === later.at && k < j)),
    );
    const common = named[i]?.nodes.find((node) => later.nodes.includes(node));
    if (i < 0 || common === undefined) return [];
    const until = named[i]!.for === undefined ? "" : ` until ${formatDuration(named[i]!.end)}`;
    const message = `node-${common + 1} is down already: faults[${i}] took it${until}`;
    return [{ path: ["experiment", "faults", j, "at"], message }];
  });
}

interface Named {
  readonly nodes: readonly number[];
  readonly at: number;
  readonly end: number;
}

const overlap = (earlier: Named, later: Named): boolean =>
  (later.at < earlier.end || later.at === earlier.at) && earlier.nodes.some((node) => later.nodes.includes(node));

const CLIENTS_APART =
  "ttrClients belongs to a fault on a platform; on a cluster ttr is until its clients are back, unless objectives.rtoAt is server";

function thresholdFindings({ thresholds = [], steadyState = [] }: WrittenExperiment, hasDemand: boolean): Finding[] {
  const found: Finding[] = [];
  const each = (list: readonly Threshold[], name: string) => {
    for (const [i, { metric }] of list.entries()) {
      const path = ["experiment", name, i];
      if (metric === "latency" && !hasDemand)
        found.push({
          path,
          message: "latency needs service.demand and service.capacityPerNode",
          suggestion: "demand: 900/s",
        });
      if (metric === "ttrClients") found.push({ path, message: CLIENTS_APART, suggestion: "ttr p95 < 30s" });
      if (name === "steadyState" && (metric === "ttd" || metric === "ttr"))
        found.push({ path, message: `before the first fault there is no ${metric}`, suggestion: "errorRate == 0" });
    }
  };
  each(thresholds, "thresholds");
  each(steadyState, "steadyState");
  return found;
}
