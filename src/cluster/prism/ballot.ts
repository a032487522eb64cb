import type { MembershipPlan } from "../membership/membershipPlan.js";
import type { LinkSpec } from "../network/networkSpec.js";
import type { Plant } from "../plant.js";
import { majority } from "../quorum/majority.js";
import type { WitnessSpec } from "../quorum/quorumSpec.js";

/** A rack as the text of a model names it: its nodes, the votes of each of them, and the crews that repair them. */
export interface Rack {
  readonly place: number;
  readonly tag: string;
  readonly name: string;
  readonly nodes: number;
  readonly votes: number;
  readonly crews: number;
}

/** A link between two racks, named after both. */
interface Link {
  readonly tag: string;
  readonly spec: LinkSpec;
}

/** Who votes in a cluster, and how they are joined. */
export interface Ballot {
  /** All racks: the switch of one without nodes may join others. */
  readonly racks: readonly Rack[];
  /** Those with nodes. */
  readonly voting: readonly Rack[];
  readonly links: readonly Link[];
  readonly witness: WitnessSpec | undefined;
  /** All votes, and those that are a quorum. */
  readonly all: number;
  readonly need: number;
  /** The rack that breaks a tie, where there can be one. */
  readonly tie: Rack | undefined;
}

/** The ballot of a plant in which the nodes of a rack are alike (see `quorumObstacles`). */
export function ballotOf(plant: Plant, plan: MembershipPlan): Ballot {
  const { witness, tieBreaker } = plan.quorum;
  const racks = racksOf(plant, plan);
  const voting = racks.filter(({ nodes }) => nodes > 0);
  const all = voting.reduce((sum, { nodes, votes }) => sum + nodes * votes, witness?.votes ?? 0);
  const tie = all % 2 === 0 ? voting.find(({ place }) => place === tieBreaker) : undefined;
  return { racks, voting, links: linksOf(plan, racks), witness, all, need: majority(all), tie };
}

function racksOf({ classes, crews }: Plant, { network, quorum }: MembershipPlan): Rack[] {
  const needsCrew = classes.some(({ count, modes }) => count > 0 && modes.some((mode) => mode.needsCrew));
  const tags = tagsOf(network.racks.map(({ name }) => name));
  let first = 0;
  return network.racks.map(({ name, nodes, crews: own }, place) => {
    const votes = quorum.votes?.[first] ?? 1;
    first += nodes;
    return {
      place,
      tag: tags[place]!,
      name,
      nodes,
      votes,
      crews: needsCrew ? (own ?? crews) : Number.POSITIVE_INFINITY,
    };
  });
}

/** Names that are words as they stand, else numbers: no two names made of tags are then alike. */
const tagsOf = (names: readonly string[]): string[] =>
  names.every((name) => /^[A-Za-z0-9]+$/.test(name)) ? [...names] : names.map((_, i) => `${i + 1}`);

/** A further link between the same racks has a number. */
function linksOf({ network }: MembershipPlan, racks: readonly Rack[]): Link[] {
  const seen = new Map<string, number>();
  return network.links.map((spec) => {
    const [a, b] = [...spec.between].sort((x, y) => x - y);
    const tag = `${racks[a!]!.tag}_${racks[b!]!.tag}`;
    const count = (seen.get(tag) ?? 0) + 1;
    seen.set(tag, count);
    return { tag: count === 1 ? tag : `${tag}_${count}`, spec };
  });
}
