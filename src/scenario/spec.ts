import { detectionLaw, heartbeatsOf } from "../cluster/network/section/lossOf.js";
import type { Ground } from "../cluster/section.js";
import { SECTIONS, type SectionSpecs } from "../cluster/sections.js";
import type { ClusterSpec, FailureModeSpec, LoadSpec, NodeClassSpec, PartsSpec } from "../cluster/spec.js";
import { lawOf, lifeOf } from "../notation/laws/law.js";
import type { LawNotation } from "../notation/laws/lawNotation.js";
import type { Defaults } from "../notation/presets/defaults.js";
import type { Written, WrittenMode } from "./schema.js";

/** What the spec's defaults are drawn from besides the written scenario. */
export interface Context {
  readonly defaults: Defaults;
  /** Failure modes that have presets: what a node fails by when nothing is said. */
  readonly knownModes: readonly string[];
  /** The repair contract's name; asked only when its repair time or crews are needed, so that it is not assumed in vain. */
  readonly contract: () => string;
}

/** The cluster a validated scenario describes, defaults filled. `nodes` is the total, however it was said. */
export function specOf(written: Written, nodes: number, context: Context): ClusterSpec {
  const { defaults } = context;
  return {
    nodes,
    classes: classesOf(written, nodes, context),
    need: written.service?.need,
    spares: written.service?.spares,
    load: loadOf(written.service, defaults),
    crews: crewsOf(written, context),
    takeover: {
      law: lawOf(written.takeover ?? defaults.law("takeover", "operations.takeover")),
      coverage: written.coverage ?? defaults.share("coverage", "operations.coverage"),
      manual: lawOf(manualOf(written, defaults)),
    },
    survivorsFailWhileDown: written.survivorsFailWhileDown ?? true,
    ...sectionsOf(written, groundOf(written, nodes, context)),
  };
}

function groundOf(written: Written, nodes: number, context: Context): Ground {
  const { defaults } = context;
  return {
    nodes,
    defaults,
    detection: (own) => detectionLaw(own ?? detectionOf(written, defaults), written.network),
    repair: () => repairOf(written, context),
    manual: () => lawOf(manualOf(written, defaults)),
    watching: () => heartbeatsOf(detectionOf(written, defaults)),
  };
}

function sectionsOf(written: Written, ground: Ground): SectionSpecs {
  const come = Object.entries(SECTIONS).map(([name, { spec }]) => [name, spec(written, ground)]);
  return Object.fromEntries(come) as SectionSpecs;
}

function manualOf(written: Written, defaults: Defaults): LawNotation {
  return written.manualRecovery ?? defaults.law("manualRecovery", "operations.manualRecovery");
}

function classesOf(written: Written, nodes: number, context: Context): NodeClassSpec[] {
  const classes = written.nodeClasses ?? [{ name: "node", count: nodes, failures: written.node?.failures }];
  return classes.map(({ name, count, failures }) => ({ name, count, modes: modesOf(written, failures, context) }));
}

function modesOf(
  written: Written,
  failures: Record<string, WrittenMode> | undefined,
  context: Context,
): FailureModeSpec[] {
  const named: [string, WrittenMode][] = Object.entries(failures ?? {});
  const modes = failures === undefined ? context.knownModes.map((name): [string, WrittenMode] => [name, {}]) : named;
  return modes.map(([name, mode]) => modeOf(written, name, mode, context));
}

function modeOf(written: Written, name: string, mode: WrittenMode, context: Context): FailureModeSpec {
  const { defaults } = context;
  const preset = (field: string) => `failures.${name}.${field}`;
  const own = (field: "detection" | "repair"): LawNotation | undefined =>
    mode[field] ?? (defaults.has(preset(field)) ? defaults.law(preset(field), preset(field)) : undefined);
  const crew = () => (defaults.has(preset("crew")) ? defaults.flag(preset("crew"), preset("crew")) : true);
  const recovery = () =>
    defaults.has(preset("recovery")) ? defaults.word(preset("recovery"), preset("recovery")) : "failover";
  return {
    name,
    life: lifeOf(mode.life ?? mode.every ?? defaults.life(preset("life"), preset("life"))),
    detection: detectionLaw(own("detection") ?? detectionOf(written, defaults), written.network),
    repair: lawOf(own("repair") ?? repairOf(written, context)),
    needsCrew: mode.crew ?? crew(),
    recovery: (mode.recovery ?? recovery()) === "in-place" ? "in-place" : "failover",
    parts: partsOf(mode.parts, preset("parts.swap"), defaults),
  };
}

function partsOf(parts: WrittenMode["parts"], what: string, defaults: Defaults): PartsSpec {
  if (parts === undefined) return { count: 1, need: 1, swap: lawOf("immediate") };
  const need = parts.need ?? 1;
  const redundant = parts.count > need;
  const swap = parts.swap ?? (redundant ? defaults.law(what, "operations.swap") : "immediate");
  return { count: parts.count, need, swap: lawOf(swap) };
}

/** From a failure to its declaration, where a failure mode does not say. */
export function detectionOf(written: Written, defaults: Defaults): LawNotation {
  return written.detection ?? defaults.law("detection", "operations.detection");
}

function repairOf(written: Written, { defaults, contract }: Context): LawNotation {
  return written.repair ?? defaults.law("repair", `repair.${contract()}.law`);
}

function crewsOf(written: Written, { defaults, contract }: Context): number {
  if (written.crews !== undefined) return written.crews;
  const withContract = written.repairContract !== undefined || written.repair === undefined;
  return defaults.crews("crews", withContract ? `repair.${contract()}.crews` : "operations.crews");
}

function loadOf(service: Written["service"], defaults: Defaults): LoadSpec | undefined {
  if (service?.demand === undefined || service.capacityPerNode === undefined) return undefined;
  const minimum = service.minimum ?? defaults.share("service.minimum", "operations.minimum");
  return { demand: service.demand, capacityPerNode: service.capacityPerNode, minimum };
}
