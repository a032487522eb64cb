import type { Problem } from "../../notation/document/problem.js";
import type { Overrides } from "../../scenario/overrides.js";
import type { Contender } from "./contender.js";
import { type Bought, copiesFor, type SameWork } from "./purchases.js";

/** A design as it is asked for, or what is wrong with it. */
type Attempt = Contender | { readonly problems: readonly Problem[] };

/** Asks for a design: the scenario and flags as given, these fields over them. */
export type Asking = (overrides: Overrides) => Attempt;

/** What is compared, and how often each is bought. */
interface Field {
  readonly contenders: readonly Contender[];
  readonly work: SameWork;
}

/**
 * Several architectures for the same work. With n nodes the one that hosts most services says how many there are; each other one
 * gets as many nodes, and as many copies, as it takes to carry the same services, and beside it stands what n nodes would buy.
 * Where none hosts several, each serves one service: with n nodes if it can have so many, else with as many as it has.
 * @param names of architectures, at least one.
 * @param nodes as said, in the notation of the file; undefined = each has its own number.
 */
export function forSameWork(
  names: readonly string[],
  nodes: string | undefined,
  ask: Asking,
): Field | { problems: readonly Problem[] } {
  const asked = names.map((architecture) => withNodes(architecture, nodes, ask));
  const problems = asked.flatMap((one) => ("problems" in one ? one.problems : []));
  if (problems.length > 0) return { problems };
  const contenders = asked as Contender[];
  const services = Math.max(...contenders.map(servicesOf));
  const largest = contenders.find((one) => servicesOf(one) === services)!;
  const field = contenders.map((one) => (servicesOf(one) === services ? one : sized(one, services, largest, ask)));
  const budget = largest.scenario.spec.nodes;
  const main = field.map((one, design): Bought => ({ design, ...copiesFor(services, one), alternative: false }));
  const smaller = contenders.filter((one, i) => servicesOf(one) > 1 && one !== field[i]);
  const beside =
    services === 1
      ? []
      : [...fewerCopies(field, main, budget), ...smaller.map((one, i) => besides(field.length + i, one))];
  return {
    contenders: [...field, ...(services === 1 ? [] : smaller)],
    work: { services, because: becauseOf(largest, services), bought: [...main, ...beside] },
  };
}

const servicesOf = ({ design }: Contender): number => design.model.services.count;

const besides = (design: number, one: Contender): Bought => ({
  design,
  copies: 1,
  each: servicesOf(one),
  alternative: true,
});

/** The architecture with the nodes asked for; one that cannot have so many has its own number of them. */
function withNodes(architecture: string, nodes: string | undefined, ask: Asking): Attempt {
  const asked = ask({ architecture, ...(nodes !== undefined && { nodes }) });
  // What is no number of nodes is wrong for all of them.
  if (!("problems" in asked) || nodes === undefined || !/^[1-9]\d*$/.test(nodes)) return asked;
  const own = ask({ architecture });
  return asked.problems.every(isAboutNodes) && !("problems" in own) ? own : asked;
}

const isAboutNodes = ({ file, path }: Problem): boolean => file === "--nodes" || path === "nodes";

/** A design that carries fewer services than the largest, at the size that suits the same work. */
function sized(one: Contender, services: number, largest: Contender, ask: Asking): Contender {
  const { architecture, spec } = one.scenario;
  const fitting = hosts(one)
    ? hosting(one, services, ask)
    : shares(one)
      ? sharing(one, services, largest, ask)
      : ask({ architecture });
  const isSound = !("problems" in fitting) && (spec.load === undefined || fitting.scenario.spec.load !== undefined);
  return isSound ? fitting : one;
}

const hosts = (one: Contender): boolean => servicesOf(one) > 1;
/** All its nodes carry one service together. */
const shares = ({ design }: Contender): boolean => !design.model.services.marked;

/** With the same spares, more of the nodes at work. */
function hosting({ scenario, design }: Contender, services: number, ask: Asking): Attempt {
  const { architecture, spec } = scenario;
  return ask({ architecture, nodes: String(spec.nodes - design.model.services.count + services) });
}

/**
 * Services that have a node each are as much work as so many nodes carry together: of as many nodes as the largest has, that many
 * are needed. Where the demand of one is stated, the demand of all is that many times as much.
 */
function sharing({ scenario }: Contender, services: number, largest: Contender, ask: Asking): Attempt {
  const { architecture, spec } = scenario;
  const { load } = spec;
  const nodes = String(Math.max(largest.scenario.spec.nodes, services + 1));
  if (!load) return ask({ architecture, nodes, "service.need": String(services) });
  return ask({ architecture, nodes, "service.demand": `${load.demand * services}/s` });
}

/** Where the nodes that the largest has would not be enough: as many copies as they buy. */
function fewerCopies(field: readonly Contender[], main: readonly Bought[], budget: number): Bought[] {
  return main.flatMap(({ design, copies, each }): Bought[] => {
    const { nodes } = field[design]!.scenario.spec;
    const affordable = Math.floor(budget / nodes);
    if (copies * nodes <= budget || affordable === 0) return [];
    return [{ design, copies: affordable, each, alternative: true }];
  });
}

function becauseOf({ scenario: { architecture, spec } }: Contender, services: number): string {
  return services === 1 ? "each serves one" : `what ${architecture} of ${spec.nodes} nodes carries`;
}
