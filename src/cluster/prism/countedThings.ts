import type { Law } from "../../kernel/law.js";
import type { LinkSpec } from "../network/networkSpec.js";
import type { Plant } from "../plant.js";
import type { WitnessSpec } from "../quorum/quorumSpec.js";
import type { Ballot, Rack } from "./ballot.js";
import type { Rate } from "./rates.js";

/** What is counted by how many of it work: the nodes of a rack, the lines of a link, the witness. */
export interface Counted {
  readonly module: string;
  readonly variable: string;
  readonly what: string;
  /** How many there are, and how many of the failed are under repair. */
  readonly most: string;
  readonly repaired: string;
  /** A failure and the end of a repair: names of the actions, and rates of one each. */
  readonly fail: string;
  readonly mend: string;
  readonly fails: Rate;
  readonly mends: Rate;
  /** Further conditions of a failure. */
  readonly while: readonly string[];
}

/** Everything that fails in a cluster whose nodes vote. */
export function countedThings(plant: Plant, { racks, voting, links, witness }: Ballot): Counted[] {
  return [
    ...voting.map((rack) => nodesOf(rack, plant)),
    ...links.map(({ tag, spec }) => linesOf(tag, spec, racks)),
    ...(witness ? [outside(witness)] : []),
  ];
}

/** Does a law ever end? */
export const ends = ({ law }: Rate): boolean => law.mean < Number.POSITIVE_INFINITY;

const rate = (name: string, law: Law, what: string): Rate => ({ name, law, what });

function nodesOf({ tag, name, nodes, crews }: Rack, { classes, survivorsFailWhileDown }: Plant): Counted {
  const mode = classes.find(({ count }) => count > 0)!.modes[0]!;
  const failed = `nodes_${tag}-up_${tag}`;
  return {
    module: `rack_${tag}`,
    variable: `up_${tag}`,
    what: `working nodes of rack ${name}`,
    most: `nodes_${tag}`,
    repaired: crews < nodes ? `min(${failed},crews_${tag})` : `(${failed})`,
    fail: `fail_${tag}`,
    mend: `mend_${tag}`,
    fails: rate("lam", mode.life, `a node fails: ${mode.name}`),
    mends: rate("mu", mode.repair, "a repair ends"),
    while: survivorsFailWhileDown ? [] : ["!down"],
  };
}

function linesOf(tag: string, { between, paths, life, repair }: LinkSpec, racks: readonly Rack[]): Counted {
  const ofRacks = `between racks ${between.map((place) => racks[place]!.name).join(" and ")}`;
  return {
    module: `between_${tag}`,
    variable: `link_${tag}`,
    what: `working lines ${ofRacks}`,
    most: `${paths}`,
    repaired: `(${paths}-link_${tag})`,
    fail: `cut_${tag}`,
    mend: `join_${tag}`,
    fails: rate(`lam_${tag}`, life, `a line ${ofRacks} fails`),
    mends: rate(`mu_${tag}`, repair, "it works again"),
    while: [],
  };
}

const outside = ({ life, repair }: WitnessSpec): Counted => ({
  module: "outside",
  variable: "witness",
  what: "1 = the witness works",
  most: "1",
  repaired: "(1-witness)",
  fail: "lose_witness",
  mend: "regain_witness",
  fails: rate("lamOfWitness", life, "the witness fails"),
  mends: rate("muOfWitness", repair, "it works again"),
  while: [],
});
