import type { Law } from "../../../kernel/law.js";
import { deterministic } from "../../../kernel/laws/deterministic.js";
import { immediate } from "../../../kernel/laws/immediate.js";
import { shifted } from "../../../kernel/laws/made/shifted.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare } from "../../../kernel/model.js";
import { Mark } from "../../vocabulary.js";
import { EQUALLY, FIRST_TICKS, STRUCK, TICKS } from "./sentinelTimer.js";
import { Group, type SentinelWorld } from "./sentinelWorld.js";

/** The least between two INFOs of a replica, in force once its master is objectively down, or gone as the replica says. */
const CLOSE = 1;
/** From an INFO to the first tick after that. */
const CLOSE_TICKS = FIRST_TICKS.map((law) => shifted({ by: CLOSE, law }));
const recently = uniform({ from: 0, to: CLOSE });
/** A replica tells for how many whole seconds its link has been gone; 0 is none. */
const LINK_GONE = deterministic({ value: 1 });

const Activity = { AGAIN: 0, DUE: 1, LINK_GONE: 2, HELLO: 3 } as const;
const Choice = { RECENT: 0, TICK: 1 } as const;

/** Where its activities and choices begin among those of the whole. */
interface First {
  readonly activity: number;
  readonly choice: number;
}

/**
 * How the sentinels learn that the replica they told to is master: by INFO alone, which each asks it every ten seconds,
 * and every second once they agree that the master is down or the replica says so. The one that does the failover then
 * has the new address; its next tick tells the others, who announce `+switch-master`. Those whom clients ask know it then.
 * Source: redis 7.0 src/sentinel.c (sentinelSendPeriodicCommands, sentinelRefreshInstanceInfo,
 * sentinelForceHelloUpdateForMaster, sentinelGetCurrentMasterAddress, sentinelProcessHelloMessage).
 */
export class InfoOfReplica {
  readonly activities = [
    { name: "info again", group: Group.SENTINEL },
    { name: "info", group: Group.SENTINEL },
    { name: "link gone", group: Group.MASTER },
    { name: "hello", group: Group.MASTER },
  ];
  readonly choices = [
    { name: "info recent", group: Group.SENTINEL },
    { name: "info tick", group: Group.SENTINEL },
  ];
  private readonly first: First;
  /** Share of the time in which the last INFO is recent. */
  private readonly recent: number;
  private readonly rest: Law;
  private readonly due: Law;
  private readonly linkDrops: boolean;
  private readonly others: boolean;

  /**
   * `period`: seconds between INFOs while all is well; `linkDrops`: the replicas lose their master at once; `others`: there
   * are some to be told. @throws RangeError when INFO is asked more often than the close watch does.
   */
  constructor(first: First, period: number, linkDrops: boolean, others: boolean) {
    if (!(period >= CLOSE)) throw new RangeError(`infoPeriod (${period} s) must be at least ${CLOSE} s`);
    this.first = first;
    this.recent = CLOSE / period;
    this.rest = deterministic({ value: period - CLOSE });
    this.due = period > CLOSE ? uniform({ from: 0, to: period - CLOSE }) : immediate();
    this.linkDrops = linkDrops;
    this.others = others;
  }

  /** The last INFO of each was any time ago within the period. */
  begin(world: SentinelWorld, declare: Declare, able: number): void {
    if (this.linkDrops) this.start(declare, Activity.LINK_GONE, 0, LINK_GONE);
    for (let self = 0; self < able; self++) {
      world.recent[self] = 1 - declare.choose(this.first.choice + Choice.RECENT, self, [this.recent, 1 - this.recent]);
      if (world.recent[self] === 1) this.start(declare, Activity.AGAIN, self, recently);
      else this.start(declare, Activity.DUE, self, this.due);
    }
  }

  /** Nobody will ever promote the replica. */
  stop(declare: Declare, able: number): void {
    for (let self = 0; self < able; self++) {
      declare.cancel(this.first.activity + Activity.AGAIN, self);
      declare.cancel(this.first.activity + Activity.DUE, self);
    }
  }

  /** The master is objectively down to the candidate: in the same tick it asks, unless it just did. */
  watchClosely(world: SentinelWorld, declare: Declare): void {
    const self = world.candidate[0]!;
    if (world.recent[self] === 0) this.ask(world, declare, self);
  }

  fire(activity: number, subject: number, world: SentinelWorld, declare: Declare): void {
    switch (activity - this.first.activity) {
      case Activity.AGAIN:
        return this.secondPassed(world, declare, subject);
      case Activity.DUE:
        return this.ask(world, declare, subject);
      case Activity.LINK_GONE:
        world.linkGone[0] = 1;
        return;
      case Activity.HELLO:
        declare.mark(Mark.ANNOUNCED, 0);
    }
  }

  private secondPassed(world: SentinelWorld, declare: Declare, self: number): void {
    world.recent[self] = 0;
    const closely = world.reported[self] === 1 || world.candidate[0] === self;
    if (closely) this.ask(world, declare, self);
    else this.start(declare, Activity.DUE, self, this.rest);
  }

  private ask(world: SentinelWorld, declare: Declare, self: number): void {
    if (world.served[0] === 1 && world.candidate[0] === self) return this.promotionSeen(declare, self);
    declare.cancel(this.first.activity + Activity.DUE, self);
    world.reported[self] = world.linkGone[0]!;
    world.recent[self] = 1;
    this.start(declare, Activity.AGAIN, self, CLOSE_TICKS[this.tick(declare, self, STRUCK)]!);
  }

  private promotionSeen(declare: Declare, self: number): void {
    if (!this.others) return declare.mark(Mark.ANNOUNCED, 0);
    this.start(declare, Activity.HELLO, 0, TICKS[this.tick(declare, self, EQUALLY)]!);
  }

  private tick(declare: Declare, self: number, weights: readonly number[]): number {
    return declare.choose(this.first.choice + Choice.TICK, self, weights);
  }

  private start(declare: Declare, activity: number, subject: number, law: Law): void {
    declare.start(this.first.activity + activity, subject, law);
  }
}
