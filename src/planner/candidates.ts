import type { Architecture, Design } from "../architectures/architecture.js";
import { ARCHITECTURES } from "../architectures/registry.js";
import { namesUnder } from "../notation/presets/presets.js";
import type { Scenario } from "../scenario/scenario.js";
import { designOf } from "../study/answer.js";
import { infrastructureLines } from "../study/cost.js";
import type { CandidateName } from "./planResult.js";
import { type Asked, scenarioWith } from "./question.js";

/** One thing that could be bought: a design, with a repair contract, as many times as the services take. */
export interface Candidate extends CandidateName {
  readonly strategy: Architecture["strategy"];
  /** One copy of it. */
  readonly scenario: Scenario;
  readonly design: Design;
  /** Money a year for all copies, whether anything fails or not. */
  readonly infrastructure: number;
}

/** An architecture that is not considered, and why. */
export interface Unfit {
  readonly architecture: string;
  readonly why: string;
}

/** Spare nodes to consider beyond those that one service takes, or all of them. */
const MOST_SPARES = 2;

/** Every purchase worth judging: registry × nodes × repair contract, in the order of the registry. */
export function candidatesFor(asked: Asked): { readonly candidates: Candidate[]; readonly unfit: Unfit[] } {
  const candidates: Candidate[] = [];
  const unfit: Unfit[] = [];
  const contracts = contractsFor(asked);
  for (const architecture of ARCHITECTURES) {
    const barred = barredBy(asked, architecture);
    const tried =
      barred === undefined
        ? nodeCounts(asked, architecture).map((n) => variants(asked, architecture, n, contracts))
        : [];
    const found = tried.flat().filter((one): one is Candidate => typeof one !== "string");
    const whys = tried.flat().filter((one): one is string => typeof one === "string");
    candidates.push(...found);
    if (found.length === 0)
      unfit.push({ architecture: architecture.name, why: barred ?? whys[0] ?? "no number of nodes fits" });
  }
  return { candidates, unfit };
}

/** Contracts the needs allow, else the one the scenario states, else all that go with its price list; null = its own repairs. */
function contractsFor({ needs, base, question: { catalogue } }: Asked): readonly (string | null)[] {
  if (needs.constraints?.repairContracts) return needs.constraints.repairContracts;
  if (!base.contract) return [null];
  const isAssumed = base.assumptions.some(({ what }) => what === "repairContract");
  if (!isAssumed) return [base.contract.name];
  const goesWith = (name: string) => catalogue.presets.get(`repair.${name}.prices`)?.value ?? base.prices.name;
  return namesUnder(catalogue, "repair").filter((name) => goesWith(name) === base.prices.name);
}

function barredBy({ needs, base, question, services }: Asked, architecture: Architecture): string | undefined {
  const { name } = architecture;
  const allowed = needs.constraints?.architectures;
  const only = question.overrides?.architecture;
  if (only !== undefined && only !== name) return `the question is about ${only}`;
  if (allowed && !allowed.includes(name)) return "the constraints do not allow it";
  if (services === 1 && hostsSeveral(architecture, base))
    return "it shares a spare among several services, and there is one";
  const named = only === name || allowed?.includes(name);
  if (architecture.strategy === "ha+dr" && !named)
    return "it takes two sites, and nothing is said of sites that are lost: name it under constraints.architectures";
  if (base.state === "stateful" && sharesOneService(architecture, base) && !named) {
    return "the service keeps data, which every node would have to write: name it under constraints.architectures if it can";
  }
  return undefined;
}

function nodeCounts({ services, nodesPerService, base, question }: Asked, architecture: Architecture): number[] {
  const least = hostsSeveral(architecture, base) ? services + 1 : nodesPerService;
  const counts = Array.from({ length: MOST_SPARES + 1 }, (_, more) => least + more);
  const only = question.overrides?.nodes;
  return only === undefined ? counts : [Number(only)];
}

/** The design with this many nodes under each contract; or, in words, why it does not fit. */
function variants(
  asked: Asked,
  architecture: Architecture,
  nodes: number,
  contracts: readonly (string | null)[],
): (Candidate | string)[] {
  return contracts.map((contract) => candidateOf(asked, architecture, nodes, contract));
}

function candidateOf(
  asked: Asked,
  architecture: Architecture,
  nodes: number,
  contract: string | null,
): Candidate | string {
  const { name, strategy } = architecture;
  const overrides = {
    architecture: name,
    nodes: String(nodes),
    ...(contract === null ? {} : { repairContract: contract }),
  };
  const read = scenarioWith(asked, overrides);
  if ("problems" in read) return read.problems[0]?.message ?? "cannot be read";
  const fitted = designOf(sharesOneService(architecture, asked.base) ? withOneServing(read, asked) : read);
  if ("complaints" in fitted) return fitted.complaints.at(-1)?.message ?? "does not fit";
  const { scenario, design } = fitted;
  const copies = asked.services / design.model.services.count;
  if (!Number.isInteger(copies))
    return `${design.model.services.count} services on ${nodes} nodes, and ${asked.services} are asked for`;
  if (hostsSeveral(architecture, asked.base) && copies > 1) return "several of it would share fewer spares than one";
  const most = asked.needs.constraints?.maxNodes ?? Number.POSITIVE_INFINITY;
  if (copies * nodes > most) return `${copies * nodes} nodes are more than the ${most} allowed`;
  const lines = infrastructureLines(scenario, design.buys);
  const infrastructure = copies * lines.reduce((sum, { perYear }) => sum + perYear, 0);
  const id = [copies > 1 ? `${copies}x-${name}` : name, nodes, ...(contract === null ? [] : [contract])].join("/");
  return {
    id,
    architecture: name,
    nodes,
    copies,
    repairContract: contract,
    strategy,
    scenario,
    design,
    infrastructure,
  };
}

/** Where nothing says how much work there is, one node can do it. */
function withOneServing(scenario: Scenario, { nodesPerService }: Asked): Scenario {
  const { spec } = scenario;
  return spec.need !== undefined || spec.load ? scenario : { ...scenario, spec: { ...spec, need: nodesPerService } };
}

/** True of a design that runs several services at its usual size, with spares for all of them. */
function hostsSeveral(architecture: Architecture, base: Scenario): boolean {
  return usualServices(architecture, base).count > 1;
}

/** True of a design in which every node serves the same service. */
function sharesOneService(architecture: Architecture, base: Scenario): boolean {
  return !usualServices(architecture, base).marked;
}

function usualServices(architecture: Architecture, { spec }: Scenario): Design["model"]["services"] {
  const { defaultNodes: nodes } = architecture;
  const [first] = spec.classes;
  const classes = first ? [{ ...first, count: nodes }] : [];
  const usual = { ...spec, nodes, classes, need: undefined, spares: undefined, load: undefined };
  return architecture.design(usual).model.services;
}
