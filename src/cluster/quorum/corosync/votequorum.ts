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

/**
 * `node` hears a member (or itself). Only from a quorate one does it take over other expected votes; it judges anew when it hears
 * itself, or what it did not know.
 */
export function hear(rules: VotequorumRules, world: VotequorumWorld, node: number, info: Nodeinfo): void {
  const own = node * rules.nodes + node;
  const pair = node * rules.nodes + info.sender;
  const converted = world.quorate[node] === 0 && info.quorate;
  if (converted) world.expected[own] = info.expected;
  const news = notes(rules, world, pair, info, world.expected[own]!);
  if (news || pair === own) recalculate(rules, world, node, converted || info.leaving, info.leaving);
  if (rules.waitForAll && info.quorate && !info.waiting) world.waiting[node] = 0;
}

/** Keeps what a member told of itself: was any of it new? Of one that is not quorate it holds its own expected votes to be true. */
function notes(rules: VotequorumRules, world: VotequorumWorld, pair: number, info: Nodeinfo, own: number): boolean {
  const standing = info.leaving ? Standing.LEAVING : Standing.MEMBER;
  const expected = info.quorate || rules.allowDownscale ? info.expected : own;
  const told = 1 + Number(info.quorate) + 2 * Number(info.waiting);
  const known = world.standing[pair] === standing && world.expected[pair] === expected && world.heard[pair] === told;
  world.standing[pair] = standing;
  world.expected[pair] = expected;
  world.heard[pair] = told;
  return !known;
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
  const { standing, expected } = world;
  const row = node * nodes;
  // Every member hears every other one whenever a membership forms, so these are plain loops.
  let members = 0;
  let present = 0;
  for (let member = 0; member < nodes; member++) {
    if (standing[row + member] !== Standing.MEMBER) continue;
    members++;
    present += votes[member]!;
  }
  expected[row + node] = Math.max(expected[row + node]!, present + (device?.votes ?? 0));
  let highest = 0;
  for (let member = 0; member < nodes; member++) {
    const isMember = standing[row + member] === Standing.MEMBER;
    if (isMember && expected[row + member]! > highest) highest = expected[row + member]!;
  }
  const total = present + (world.hasDevice[node] === 1 && device ? device.votes : 0);
  const shrunk = rules.allowDownscale ? Math.max(rules.expected, members) : members;
  const needed = Math.max(majorityOf(byMembers ? shrunk : highest), majorityOf(total));
  world.quorum[node] = mayDecrease ? needed : Math.max(needed, world.quorum[node]!);
  if (rules.twoNode && members <= 2) world.quorum[node] = 1;
  if (byMembers) {
    for (let member = 0; member < nodes; member++) {
      if (standing[row + member] === Standing.MEMBER) expected[row + member] = members;
    }
  }
  judge(rules, world, node, total);
}

const majorityOf = (votes: number): number => Math.floor((votes + 2) / 2);

/** Votes a node counts: those of the members it has heard and, when qnetd gave them to it, the device's. */
export function votesSeen({ nodes, votes, device }: VotequorumRules, world: VotequorumWorld, node: number): number {
  const standings = world.standing.subarray(node * nodes, (node + 1) * nodes);
  const present = votes.reduce((sum, v, member) => sum + (standings[member] === Standing.MEMBER ? v : 0), 0);
  return present + (world.hasDevice[node] === 1 && device ? device.votes : 0);
}

function judge(rules: VotequorumRules, world: VotequorumWorld, node: number, total: number): void {
  const expected = world.expected[node * rules.nodes + node]!;
  if (rules.waitForAll && world.waiting[node] === 1 && total !== expected) {
    world.quorate[node] = 0;
    return;
  }
  const enough = total >= world.quorum[node]!;
  if (enough) {
    const standings = world.standing.subarray(node * rules.nodes, (node + 1) * rules.nodes);
    world.lowest[node] = standings.indexOf(Standing.MEMBER);
    world.highest[node] = standings.lastIndexOf(Standing.MEMBER);
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
