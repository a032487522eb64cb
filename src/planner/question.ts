import { ARCHITECTURES } from "../architectures/registry.js";
import type { LoadSpec } from "../cluster/spec.js";
import { deterministic } from "../kernel/laws/deterministic.js";
import type { Problem } from "../notation/document/problem.js";
import type { Catalogue } from "../notation/presets/presets.js";
import type { Overrides } from "../scenario/overrides.js";
import type { Needs } from "../scenario/prices/needsSchema.js";
import { readScenario } from "../scenario/readScenario.js";
import type { Objectives, Scenario } from "../scenario/scenario.js";

/** What a plan is asked from: the text of a scenario with `needs:`, and what flags say on top. */
export interface Question {
  readonly text: string;
  readonly fileName: string;
  readonly catalogue: Catalogue;
  readonly overrides?: Overrides;
}

/** The question as understood: one scenario with its needs laid over, and what is bought for it. */
export interface Asked {
  readonly question: Question;
  /** The scenario as it stands, before a design is chosen. */
  readonly base: Scenario;
  readonly needs: Needs;
  /** Services alike that have to run. */
  readonly services: number;
  /** Nodes that one of them takes at least. */
  readonly nodesPerService: number;
  readonly notes: readonly string[];
}

const NAMES = Object.fromEntries(ARCHITECTURES.map(({ name, defaultNodes }) => [name, defaultNodes]));

/** Fields a flag gives in the scenario that stand among the needs as well: the flag wins there too. */
const ALSO_NEEDS = ["objectives.", "downtimeCost", "horizon"];

/** Reads the question, or finds every problem of its text. */
export function readQuestion(question: Question): Asked | { readonly problems: readonly Problem[] } {
  const read = readWith(question, {});
  if ("problems" in read) return read;
  const needs = read.scenario.needs ?? {};
  const base = withNeeds(read.scenario, needs);
  const services = (needs.services ?? [{}]).reduce((sum, { count }) => sum + (count ?? 1), 0);
  return { question, base, needs, services, nodesPerService: nodesFor(base), notes: notesOf(needs) };
}

/** The asked scenario with the design a plan considers, its needs laid over; or why that cannot be. */
export function scenarioWith(asked: Asked, design: Overrides): Scenario | { readonly problems: readonly Problem[] } {
  const read = readWith(asked.question, design);
  return "problems" in read ? read : withNeeds(read.scenario, asked.needs);
}

function readWith({ text, fileName, catalogue, overrides = {} }: Question, design: Overrides) {
  const among = Object.entries(overrides).map(([field, value]) => {
    const isNeed = ALSO_NEEDS.some((prefix) => field.startsWith(prefix));
    return [isNeed ? `needs.${field}` : field, value];
  });
  return readScenario(text, fileName, catalogue, { ...Object.fromEntries(among), ...design }, NAMES);
}

function withNeeds(scenario: Scenario, needs: Needs): Scenario {
  const { spec } = scenario;
  const load = hardestLoad(needs, spec.load?.minimum ?? 1) ?? spec.load;
  const { every = spec.backup.every, takes = spec.backup.takes } = needs.backup ?? {};
  const backup = { ...spec.backup, every, takes, restore: restoreLaw(needs) ?? spec.backup.restore };
  return {
    ...scenario,
    objectives: objectivesOf(scenario.objectives, needs.objectives ?? {}),
    downtimeCost: needs.downtimeCost ?? scenario.downtimeCost,
    horizon: needs.horizon ?? scenario.horizon,
    state: stateOf(needs) ?? scenario.state,
    spec: { ...spec, load, backup },
  };
}

function objectivesOf(stated: Objectives, needed: NonNullable<Needs["objectives"]>): Objectives {
  return {
    availability: needed.availability ?? stated.availability,
    rto: needed.rto ?? stated.rto,
    rtoFrom: needed.rtoFrom ?? stated.rtoFrom,
    rtoAt: needed.rtoAt ?? stated.rtoAt,
    rpo: needed.rpo ?? stated.rpo,
    compliance: needed.compliance ?? stated.compliance,
  };
}

/** The load of the service that takes the most nodes: others alike are sized by it. */
function hardestLoad({ services = [] }: Needs, minimum: number): LoadSpec | undefined {
  const loads = services.flatMap(({ demand, capacityPerNode }) =>
    demand !== undefined && capacityPerNode !== undefined ? [{ demand, capacityPerNode, minimum }] : [],
  );
  const size = ({ demand, capacityPerNode }: LoadSpec) => demand / capacityPerNode;
  return loads.reduce<LoadSpec | undefined>(
    (most, load) => (most && size(most) >= size(load) ? most : load),
    undefined,
  );
}

/** Stateless only when every service is said to be; batch and training keep what they have computed. */
function stateOf({ services = [] }: Needs): Scenario["state"] | undefined {
  const kinds = services.flatMap(({ kind }) => kind ?? []);
  if (kinds.length < services.length || kinds.length === 0) return kinds.some(keepsData) ? "stateful" : undefined;
  return kinds.some(keepsData) ? "stateful" : "stateless";
}

const keepsData = (kind: string): boolean => kind !== "stateless";

/** Copying the data back takes its size over the rate; undefined when either is not said. */
function restoreLaw({ data }: Needs) {
  if (data?.size === undefined || !data.restoreRate) return undefined;
  return deterministic({ value: data.size / data.restoreRate });
}

function nodesFor({ spec: { load, need } }: Scenario): number {
  if (need !== undefined) return need;
  return load ? Math.max(1, Math.ceil((load.minimum * load.demand) / load.capacityPerNode)) : 1;
}

function notesOf({ services = [] }: Needs): string[] {
  const shape = (service: object) => JSON.stringify({ ...service, name: undefined, count: undefined });
  if (new Set(services.map(shape)).size < 2) return [];
  return ["the services differ: each is sized and judged as the most demanding of them"];
}
