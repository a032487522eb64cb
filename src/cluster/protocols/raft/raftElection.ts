import type { Law } from "../../../kernel/law.js";
import type { Deterministic } from "../../../kernel/laws/deterministic.js";
import type { Declare } from "../../../kernel/model.js";
import { Mark } from "../../vocabulary.js";
import { NOBODY, RaftRole, type RaftWorld } from "./raftWorld.js";

export const RaftActivity = { TICK: 0, ASK: 1, ANSWER: 2, COMMIT: 3, OLD_TICK: 4 } as const;
export const RaftChoice = { TIMEOUT: 0, OLD_TICKS: 1 } as const;

/** What the handlers need to know of the settings. */
export interface RaftRules {
  readonly followers: number;
  readonly majority: number;
  readonly preVote: boolean;
  /**
   * For whom a voter ignores a request: while it has heard a leader within `leaseTicks` (etcd), while it knows one, that
   * is until its own timeout (hashicorp/raft), or never.
   */
  readonly lease: "recent" | "known" | "none";
  readonly leaseTicks: number;
  readonly tick: Deterministic;
  /** One way of a message. */
  readonly message: Law;
  readonly roundTrip: Law;
  /** Ticks from the fault until a follower campaigns, and from a campaign, or a later term, to the next one. */
  readonly first: TickLaw;
  readonly again: TickLaw;
  /** Ticks until a leader that is cut off steps down. */
  readonly stepsDown: TickLaw;
}

/** A number of ticks: `least` and as many more as the weights say. */
export interface TickLaw {
  readonly least: number;
  readonly weights: readonly number[];
}

/** One of `count` numbers from `least` on, each equally likely. */
export function evenTicks(least: number, count: number): TickLaw {
  return { least, weights: new Array<number>(count).fill(1 / count) };
}

/** A follower's tick: it campaigns when it has heard nothing for as many ticks as its timeout. */
export function ticked(rules: RaftRules, world: RaftWorld, declare: Declare, node: number): void {
  declare.start(RaftActivity.TICK, node, rules.tick);
  if (++world.elapsed[node] < world.timeout[node]) return;
  world.elapsed[node] = 0;
  if (rules.preVote) preCampaign(rules, world, declare, node);
  else campaign(rules, world, declare, node);
}

/**
 * A request arrives. A voter that still has a leader, and a lease that has not run out, ignores it; a later term makes it a follower of nobody with a fresh timeout; it votes once
 * a term. A pre-vote binds it to nothing. Refusals change no time and are not sent. Everybody's log is taken to be
 * equally new.
 */
export function asked(rules: RaftRules, world: RaftWorld, declare: Declare, link: number): void {
  const voter = link % rules.followers;
  const candidate = (link - voter) / rules.followers;
  const term = world.askedTerm[link];
  if (world.away[voter] === 1) return;
  const preVote = world.askedPreVote[link] === 1;
  const later = term > world.term[voter];
  if (term < world.term[voter]) return;
  if (later && world.follows[voter] === 1 && isLeased(rules, world.elapsed[voter])) return;
  if (later && !preVote) follow(rules, world, declare, voter, term);
  const free = world.vote[voter] === NOBODY && world.follows[voter] === 0;
  if (!free && world.vote[voter] !== candidate && !(preVote && later)) return;
  if (!preVote) {
    world.vote[voter] = candidate;
    world.elapsed[voter] = 0;
  }
  declare.start(RaftActivity.ANSWER, link, rules.message);
}

/** A vote arrives at its candidate; it counts if he still asks for what was granted. */
export function answered(rules: RaftRules, world: RaftWorld, declare: Declare, link: number): void {
  const node = (link - (link % rules.followers)) / rules.followers;
  if (world.away[node] === 1) return;
  const preVote = world.askedPreVote[link];
  const waitsFor = preVote === 1 ? RaftRole.PRE_CANDIDATE : RaftRole.CANDIDATE;
  if (world.role[node] !== waitsFor || world.askedTerm[link] !== world.term[node] + preVote) return;
  if (++world.granted[node] < rules.majority) return;
  if (preVote === 1) campaign(rules, world, declare, node);
  else elected(rules, world, declare, node);
}

/** A follower goes: what it has written, its term and its vote, it will still have when it is back. */
export function went(rules: RaftRules, world: RaftWorld, declare: Declare, node: number): void {
  world.away[node] = 1;
  declare.cancel(RaftActivity.TICK, node);
  declare.mark(Mark.MEMBER_GONE, node);
  // Nobody can ever be elected: the timers would go on for nothing.
  if (!isPossible(rules, world)) silence(rules, declare);
}

/** Are there followers enough to elect one, or will there be? */
function isPossible({ followers, majority }: RaftRules, { away, expected }: RaftWorld): boolean {
  let there = 0;
  for (let node = 0; node < followers; node++) there += 1 - away[node];
  return there + expected[0] >= majority;
}

/** A follower is back: it knows no leader, and its timer begins anew. */
export function cameBack(rules: RaftRules, world: RaftWorld, declare: Declare, node: number, phase: Law): void {
  world.away[node] = 0;
  world.expected[0]--;
  declare.mark(Mark.MEMBER_BACK, node);
  if (world.newLeader[0] > 0 || !isPossible(rules, world)) return;
  world.role[node] = RaftRole.FOLLOWER;
  world.follows[node] = 0;
  drawTimeout(rules.again, world, declare, node);
  declare.start(RaftActivity.TICK, node, phase);
}

function silence({ followers }: RaftRules, declare: Declare): void {
  for (let node = 0; node < followers; node++) declare.cancel(RaftActivity.TICK, node);
  for (let link = 0; link < followers * followers; link++) {
    declare.cancel(RaftActivity.ASK, link);
    declare.cancel(RaftActivity.ANSWER, link);
  }
}

function isLeased({ lease, leaseTicks }: RaftRules, elapsed: number): boolean {
  return lease === "known" || (lease === "recent" && elapsed < leaseTicks);
}

/** Ticks until this follower campaigns, drawn when its term or its role changes, never on a heartbeat. */
export function drawTimeout(law: TickLaw, world: RaftWorld, declare: Declare, node: number): void {
  world.elapsed[node] = 0;
  world.timeout[node] = law.least + declare.choose(RaftChoice.TIMEOUT, node, law.weights);
}

/** Asks whether it would win, without a new term: those who would refuse are not disturbed. */
function preCampaign(rules: RaftRules, world: RaftWorld, declare: Declare, node: number): void {
  world.role[node] = RaftRole.PRE_CANDIDATE;
  world.follows[node] = 0;
  ask(rules, world, declare, node, 1);
}

function campaign(rules: RaftRules, world: RaftWorld, declare: Declare, node: number): void {
  follow(rules, world, declare, node, world.term[node] + 1);
  world.role[node] = RaftRole.CANDIDATE;
  world.vote[node] = node;
  declare.mark(Mark.CAMPAIGN, node);
  ask(rules, world, declare, node, 0);
}

function ask(rules: RaftRules, world: RaftWorld, declare: Declare, node: number, preVote: 0 | 1): void {
  world.granted[node] = 1;
  for (let voter = 0; voter < rules.followers; voter++) {
    if (voter === node) continue;
    const link = node * rules.followers + voter;
    world.askedTerm[link] = world.term[node] + preVote;
    world.askedPreVote[link] = preVote;
    declare.cancel(RaftActivity.ANSWER, link);
    declare.start(RaftActivity.ASK, link, rules.message);
  }
}

/** A later term, no leader and no vote in it yet. */
function follow(rules: RaftRules, world: RaftWorld, declare: Declare, node: number, term: number): void {
  world.role[node] = RaftRole.FOLLOWER;
  world.term[node] = term;
  world.vote[node] = NOBODY;
  world.follows[node] = 0;
  drawTimeout(rules.again, world, declare, node);
}

/** Its first append silences the others; it serves once that entry of its own term is committed. */
function elected(rules: RaftRules, world: RaftWorld, declare: Declare, node: number): void {
  world.newLeader[0] = 1;
  declare.mark(Mark.DETECTED, node);
  silence(rules, declare);
  declare.start(RaftActivity.COMMIT, 0, rules.roundTrip);
}
