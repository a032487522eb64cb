import type { VotequorumRules } from "./votequorumRules.js";
import { Standing, type VotequorumWorld } from "./votequorumWorld.js";

/**
 * How one corosync node judges its own partition. It knows only what members told it: each sends its expected votes,
 * whether it is quorate and whether it waits for all; from then on nodes of one partition may differ.
 * Source: corosync 3.1, exec/votequorum.c (nodeinfo handler, recalculate_quorum, calculate_quorum, are_we_quorate,
 * check_auto_tie_breaker) and votequorum(5); held against real daemons in test/fixtures/votequorum.csv.
 */

/** What a node tells the members of its partition about itself. */
export interface Nodeinfo {
  readonly sender: number;
  readonly expected: number;
  readonly quorate: boolean;
  readonly waiting: boolean;
  readonly leaving: boolean;
}

export function nodeinfoOf(rules: VotequorumRules, world: VotequorumWorld, sender: number, leaving = false): Nodeinfo {
  return {
    sender,
    expected: world.expected[sender * rules.nodes + sender]!,
    quorate: world.quorate[sender] === 1,
    waiting: world.waiting[sender] === 1,
    leaving,
  };
}

/** `node` hears a member (or itself) and judges anew. Only from a quorate one does it take over other expected votes. */
export function hear(rules: VotequorumRules, world: VotequorumWorld, node: number, info: Nodeinfo): void {
  const own = node * rules.nodes + node;
  const pair = node * rules.nodes + info.sender;
  const converted = world.quorate[node] === 0 && info.quorate;
  world.standing[pair] = info.leaving ? Standing.LEAVING : Standing.MEMBER;
  if (converted) world.expected[own] = info.expected;
  world.expected[pair] = info.quorate || rules.allowDownscale ? info.expected : world.expected[own]!;
  recalculate(rules, world, node, converted || info.leaving, info.leaving);
  if (rules.waitForAll && info.quorate && !info.waiting) world.waiting[node] = 0;
}

/** The last-man-standing window of `node` has run out: a quorate partition now expects only those who are left. */
export function windowEnds(rules: VotequorumRules, world: VotequorumWorld, node: number): void {
  world.window[node] = 0;
  if (world.quorate[node] === 1) recalculate(rules, world, node, true, true);
}

/**
 * Counts votes, sets the quorum and judges. The quorum never decreases unless `mayDecrease`; `byMembers` makes the
 * number of members the expected votes.
 */
export function recalculate(
  rules: VotequorumRules,
  world: VotequorumWorld,
  node: number,
  mayDecrease: boolean,
  byMembers: boolean,
): void {
  const { nodes, votes, device } = rules;
  const own = node * nodes + node;
  const members = membersOf(rules, world, node);
  const present = members.reduce((sum, member) => sum + votes[member]!, 0);
  world.expected[own] = Math.max(world.expected[own]!, present + (device?.votes ?? 0));
  const total = votesSeen(rules, world, node);
  const highest = members.reduce((most, member) => Math.max(most, world.expected[node * nodes + member]!), 0);
  const shrunk = rules.allowDownscale ? Math.max(rules.expected, members.length) : members.length;
  const needed = Math.max(majorityOf(byMembers ? shrunk : highest), majorityOf(total));
  world.quorum[node] = mayDecrease ? needed : Math.max(needed, world.quorum[node]!);
  if (rules.twoNode && members.length <= 2) world.quorum[node] = 1;
  if (byMembers) for (const member of members) world.expected[node * nodes + member] = members.length;
  judge(rules, world, node, total);
}

const majorityOf = (votes: number): number => Math.floor((votes + 2) / 2);

/** Votes a node counts: those of the members it has heard and, when qnetd gave them to it, the device's. */
export function votesSeen(rules: VotequorumRules, world: VotequorumWorld, node: number): number {
  const present = membersOf(rules, world, node).reduce((sum, member) => sum + rules.votes[member]!, 0);
  return present + (world.hasDevice[node] === 1 && rules.device ? rules.device.votes : 0);
}

function membersOf({ nodes }: VotequorumRules, world: VotequorumWorld, node: number): number[] {
  const standings = world.standing.subarray(node * nodes, (node + 1) * nodes);
  return [...standings.keys()].filter((member) => standings[member] === Standing.MEMBER);
}

function judge(rules: VotequorumRules, world: VotequorumWorld, node: number, total: number): void {
  const expected = world.expected[node * rules.nodes + node]!;
  if (rules.waitForAll && world.waiting[node] === 1 && total !== expected) {
    world.quorate[node] = 0;
    return;
  }
  const enough = total >= world.quorum[node]!;
  if (enough) {
    const members = membersOf(rules, world, node);
    world.lowest[node] = members[0]!;
    world.highest[node] = members[members.length - 1]!;
  }
  const quorate = enough || (total === Math.floor(expected / 2) && tieGoesTo(rules, world, node));
  world.quorate[node] = quorate ? 1 : 0;
  if (rules.waitForAll) world.waiting[node] = quorate ? 0 : 1;
}

/** In an even split, is this the half that goes on? Not when those who are missing could have a quorum themselves. */
function tieGoesTo(rules: VotequorumRules, world: VotequorumWorld, node: number): boolean {
  const { nodes, tieBreaker } = rules;
  if (tieBreaker === "none") return false;
  const row = (field: Int32Array): Int32Array => field.subarray(node * nodes, (node + 1) * nodes);
  const now = row(world.member);
  const before = row(world.before);
  const missing = before.reduce((sum, m) => sum + m, 0) - now.reduce((sum, m) => sum + m, 0);
  if (missing >= world.quorum[node]!) return false;
  if (tieBreaker === "lowest") return isMember(rules, world, node, world.lowest[node]!);
  if (tieBreaker === "highest") return isMember(rules, world, node, world.highest[node]!);
  const first = tieBreaker.findIndex((listed) => now[listed] === 1);
  return first >= 0 && tieBreaker.slice(0, first).every((listed) => before[listed] === 0);
}

/** Does `node` hold `other` for a member? No when there is no such node. */
export function isMember({ nodes }: VotequorumRules, world: VotequorumWorld, node: number, other: number): boolean {
  return other >= 0 && world.standing[node * nodes + other] === Standing.MEMBER;
}
