import type { Law } from "../../../kernel/law.js";
import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare } from "../../../kernel/model.js";
import { majority } from "../../quorum/majority.js";
import { Mark } from "../../vocabulary.js";
import type { Absence } from "../absences.js";
import { Group, NOBODY, type SentinelWorld } from "./sentinelWorld.js";

/** The number of the activity at whose end the replica accepts writes. */
export const PROMOTE = 4;

/** The candidate's ticks after its votes: elected, replica selected, SLAVEOF NO ONE sent. */
const SELECTED = 2;
const COMMAND_SENT = 3;
/** Until a replica told so accepts writes: measured. */
const PROMOTION = deterministic({ value: 0.016 });
/** SENTINEL_MAX_DESYNC: a failover counts as begun up to so many seconds later than it did. */
const DESYNC = uniform({ from: 0, to: 1 });
/** SENTINEL_ELECTION_TIMEOUT: a candidate waits no longer for its votes. */
const LONGEST_ELECTION = 10;
/** Who is back is connected to at the next try: one is made every SENTINEL_PING_PERIOD. */
const RECONNECT = uniform({ from: 0, to: 1 });
/** A replica whose link to its master ends in silence says so after repl-timeout, 60 s unless configured. */
const SILENCE = 60;

const Activity = { COUNTED: 0, UNWON: 1, FREE: 2, RECONNECTED: 3, STALE: 4 } as const;

interface Rules {
  readonly sentinels: number;
  readonly quorum: number;
  readonly downAfter: number;
  readonly failoverTimeout: number;
}

/**
 * How a sentinel that sees the master objectively down comes to do the failover, and what happens when it cannot: it needs the votes
 * of a majority of all sentinels there are, and of as many as agree. With too few it waits, up to ten seconds, for one to come
 * back; then it gives up. Whoever voted, for itself or for another, begins no failover for twice `failover-timeout`
 * from then; one that was started anew meanwhile is not held by that. But a replica whose link to the master was gone for longer
 * than ten times down-after when a sentinel found the master down is none that it promotes: its failover is broken off.
 * Source: redis 7.0 src/sentinel.c (sentinelStartFailoverIfNeeded, sentinelVoteLeader, sentinelFailoverWaitStart,
 * sentinelGetLeader, sentinelSelectSlave); held against real daemons in test/protocols/membersAway.test.ts.
 */
export class SentinelElection {
  readonly first: number;
  /** The number after that of its last activity. */
  readonly end: number;
  readonly majority: number;
  readonly activities = [
    { name: "failover counted", group: Group.SENTINEL },
    { name: "election unwon", group: Group.MASTER },
    { name: "free to stand", group: Group.SENTINEL },
    { name: "reconnected", group: Group.SENTINEL },
    { name: "replicas stale", group: Group.MASTER },
  ];
  private readonly needed: number;
  private readonly able: number;
  private readonly patience: Law;
  private readonly bar: Law;
  private readonly untilStale: Law;

  constructor(first: number, rules: Rules, able: number, linkDrops: boolean) {
    const { sentinels, quorum, downAfter, failoverTimeout } = rules;
    this.first = first;
    this.end = first + this.activities.length;
    this.majority = majority(sentinels);
    this.needed = Math.max(this.majority, quorum);
    this.able = able;
    this.patience = deterministic({ value: Math.min(LONGEST_ELECTION, failoverTimeout) });
    this.bar = deterministic({ value: 2 * failoverTimeout });
    this.untilStale = deterministic({ value: (linkDrops ? 0 : SILENCE) + 10 * downAfter });
  }

  begin(world: SentinelWorld, declare: Declare, absences: readonly Absence[]): void {
    world.here.fill(1, 0, this.able);
    world.linked.fill(1, 0, this.able);
    world.expected[0] = absences.filter(({ member, lasts }) => lasts !== undefined && member < this.able).length;
    if (absences.length > 0) this.start(declare, Activity.STALE, 0, this.untilStale);
  }

  /** Are there votes enough, or will there be? */
  isPossible(world: SentinelWorld): boolean {
    return this.present(world) + world.expected[0]! >= this.needed;
  }

  /** Has a sentinel nothing to do for a long time, because it is barred and no candidate? */
  isIdle(world: SentinelWorld, self: number): boolean {
    return world.barred[self] === 1 && world.candidate[0] !== self;
  }

  /** Are those that a candidate reaches, itself included, enough? */
  isWon(world: SentinelWorld, self: number): boolean {
    let votes = 0;
    for (let voter = 0; voter < this.able; voter++) {
      if (world.here[voter] === 1 && (world.linked[voter] === 1 || voter === self)) votes++;
    }
    return votes >= this.needed;
  }

  /** A sentinel stands for election: all whom it reaches vote for it, and are barred like itself. */
  stand(world: SentinelWorld, declare: Declare, self: number): void {
    declare.mark(Mark.CAMPAIGN, self);
    world.waits[0] = this.isWon(world, self) ? 0 : 1;
    for (let voter = 0; voter < this.able; voter++) {
      if (world.here[voter] === 0 || (world.linked[voter] === 0 && voter !== self)) continue;
      world.barred[voter] = 1;
      this.cancel(declare, Activity.FREE, voter);
      this.start(declare, Activity.COUNTED, voter, DESYNC);
    }
  }

  /** The candidate's next tick. */
  proceed(world: SentinelWorld, declare: Declare, self: number): void {
    if (world.waits[0] === 1) {
      if (!this.isWon(world, self)) return;
      world.waits[0] = 0;
      this.cancel(declare, Activity.UNWON, 0);
      world.steps[0] = 0;
      return;
    }
    world.steps[0]!++;
    if (world.steps[0] === SELECTED && world.late[self] === 1) this.giveUp(world, declare, self);
    else if (world.steps[0] === COMMAND_SENT) declare.start(PROMOTE, 0, PROMOTION);
  }

  /** @returns whether the sentinel has to look after the master again. */
  fire(activity: number, subject: number, world: SentinelWorld, declare: Declare): boolean {
    switch (activity - this.first) {
      case Activity.COUNTED:
        this.start(declare, Activity.FREE, subject, this.bar);
        if (world.candidate[0] === subject && world.waits[0] === 1)
          this.start(declare, Activity.UNWON, 0, this.patience);
        return false;
      case Activity.UNWON:
        this.giveUp(world, declare, world.candidate[0]!);
        return false;
      case Activity.FREE:
        world.barred[subject] = 0;
        return world.here[subject] === 1 && world.served[0] === 0 && this.isPossible(world);
      case Activity.RECONNECTED:
        world.linked[subject] = 1;
        return false;
      default:
        world.stale[0] = 1;
        return false;
    }
  }

  goes(world: SentinelWorld, declare: Declare, member: number): void {
    world.here[member] = 0;
    world.linked[member] = 0;
    world.barred[member] = 0;
    for (const activity of [Activity.COUNTED, Activity.FREE, Activity.RECONNECTED])
      this.cancel(declare, activity, member);
    if (world.candidate[0] === member) this.giveUp(world, declare, member);
  }

  /** Who only stood still kept its connections; to one that was started anew the others connect at their next try. */
  comes(world: SentinelWorld, declare: Declare, member: number, keptConnections: boolean): void {
    world.here[member] = 1;
    world.expected[0]!--;
    if (keptConnections) world.linked[member] = 1;
    else this.start(declare, Activity.RECONNECTED, member, RECONNECT);
  }

  private giveUp(world: SentinelWorld, declare: Declare, candidate: number): void {
    declare.mark(Mark.NOT_ELECTED, candidate);
    this.cancel(declare, Activity.UNWON, 0);
    world.candidate[0] = NOBODY;
    world.waits[0] = 0;
  }

  private present(world: SentinelWorld): number {
    let count = 0;
    for (let self = 0; self < this.able; self++) count += world.here[self]!;
    return count;
  }

  private start(declare: Declare, activity: number, subject: number, law: Law): void {
    declare.start(this.first + activity, subject, law);
  }

  private cancel(declare: Declare, activity: number, subject: number): void {
    declare.cancel(this.first + activity, subject);
  }
}
