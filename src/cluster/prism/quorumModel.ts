import type { MembershipPlan } from "../membership/membershipPlan.js";
import type { Plant } from "../plant.js";
import { type Ballot, ballotOf } from "./ballot.js";
import { type Counted, countedThings, ends } from "./countedThings.js";
import { type Rate, rateText } from "./rates.js";
import { type Formula, formulasAfter, voteFormulas } from "./voteFormulas.js";

/** An event that may begin an outage, and the formulas as they are after it. */
interface Event {
  readonly action: string;
  readonly after: readonly Formula[];
}

/**
 * The model of a cluster in which every write needs a majority: a module for each rack, each link and the witness, and
 * formulas that say who has a quorum (`voteFormulas`).
 * @param opening the first lines of the text, given the rates and what there is to say of the votes.
 */
export function quorumModel(
  plant: Plant,
  plan: MembershipPlan,
  opening: (rates: readonly Rate[], lines: readonly string[]) => string[],
): string {
  const ballot = ballotOf(plant, plan);
  const counted = countedThings(plant, ballot);
  const formulas = voteFormulas(ballot);
  const events = counted.flatMap((one) => eventsOf(one, formulas, ballot));
  const rates = ratesOf(counted);
  return `${[
    ...opening(rates, aboutVotes(ballot)),
    "ctmc",
    ...constants(ballot),
    ...rates.map(rateText),
    "",
    ...formulas.map(formulaText),
    "",
    ...counted.flatMap((one) => moduleText(one, events)),
    'label "down" = down;',
    'label "degraded" = false;',
    'label "partitioned" = parted;',
    "",
    ...(events.length > 0 ? ["// What holds after an event, by its name: does an outage begin with it?"] : []),
    ...events.flatMap(({ after }) => [...after.map(formulaText), ""]),
    ...rewardsOf(events),
  ].join("\n")}\n`;
}

const formulaText = ([name, text]: Formula): string => `formula ${name} = ${text};`;

/** Rates that several have in common, once each. */
function ratesOf(counted: readonly Counted[]): Rate[] {
  const all = counted.filter(({ fails }) => ends(fails)).flatMap(({ fails, mends }) => [fails, mends]);
  return [...new Map(all.filter(ends).map((rate) => [rate.name, rate])).values()];
}

/** What the text says in words of how votes are counted: as `membership/groups.ts` and `quorum/votes.ts` do. */
function aboutVotes({ racks, witness, tie }: Ballot): string[] {
  const lines = [
    "Nodes vote in groups, which are the working nodes of racks that working links join.",
    "The service is down when no group has a quorum; who leads does not matter, since another takes over at once.",
  ];
  if (witness?.rack !== undefined) {
    lines.push(
      `A working witness gives its votes to the group that is joined with rack ${racks[witness.rack]!.name}, in which it stands.`,
    );
  } else if (witness) {
    const first = "the one with a working node in the first rack";
    const who = witness.grants === "first" ? first : `the one with most votes, of equals ${first}`;
    lines.push(
      `A working witness is reached by every group and gives its votes to one, also when a cut ties them: ${who}.`,
    );
  }
  if (tie)
    lines.push(
      `With just half of all votes a group goes on if it has more than half of the nodes of rack ${tie.name}.`,
    );
  return lines;
}

function eventsOf(one: Counted, formulas: readonly Formula[], ballot: Ballot): Event[] {
  const { variable, fail, mend, fails, mends } = one;
  if (!ends(fails)) return [];
  const also = variable !== "witness" && mayTakeAway(ballot) && ends(mends);
  return [
    { action: fail, after: formulasAfter(formulas, variable, "-1", fail) },
    ...(also ? [{ action: mend, after: formulasAfter(formulas, variable, "+1", mend) }] : []),
  ].filter(({ action, after }) => after.some(([name]) => name === `down_after_${action}`));
}

/**
 * May an outage begin with a repair? A group that grows may take the votes of a witness in a place of its own away from the
 * one that has the quorum, and not have it itself: not where the largest group gets them and only more than half will do.
 */
const mayTakeAway = ({ voting, witness, tie }: Ballot): boolean =>
  witness !== undefined &&
  witness.rack === undefined &&
  voting.length > 1 &&
  (witness.grants === "first" || tie !== undefined);

function moduleText(one: Counted, events: readonly Event[]): string[] {
  const { module, variable, what, most, repaired, fails, mends } = one;
  const named = (action: string) => (events.some((event) => event.action === action) ? action : "");
  const failing = [`${variable}>0`, ...one.while].join(" & ");
  const fail = `  [${named(one.fail)}] ${failing} -> ${variable}*${fails.name} : (${variable}'=${variable}-1);`;
  const mend = `  [${named(one.mend)}] ${variable}<${most} -> ${repaired}*${mends.name} : (${variable}'=${variable}+1);`;
  return [
    `module ${module}`,
    `  ${variable} : [0..${most}] init ${most}; // ${what}`,
    ...(ends(fails) ? [fail] : []),
    ...(ends(fails) && ends(mends) ? [mend] : []),
    "endmodule",
    "",
  ];
}

function constants({ voting, witness, tie, all, need }: Ballot): string[] {
  return [
    ...voting.flatMap(({ tag, nodes, crews }) => [
      `const int nodes_${tag} = ${nodes};`,
      ...(crews < nodes ? [`const int crews_${tag} = ${crews}; // repairs at a time`] : []),
    ]),
    ...(witness ? [`const int votesOfWitness = ${witness.votes};`] : []),
    ...(tie ? [`const int votesOfAll = ${all};`] : []),
    `const int need = ${need}; // votes of ${all} that are a quorum`,
  ];
}

function rewardsOf(events: readonly Event[]): string[] {
  const begins = events.map(({ action }) => `  [${action}] !down & down_after_${action} : 1;`);
  return [
    'rewards "down" down : 1; endrewards',
    'rewards "outages"',
    ...(begins.length > 0 ? begins : ["  false : 1;"]),
    "endrewards",
    'rewards "served" !down : 1; endrewards',
    'rewards "time" true : 1; endrewards',
  ];
}
