import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { clientsWay } from "../../clients/clientsWay.js";
import { Mark } from "../../vocabulary.js";
import { type Absence, Absences } from "../absences.js";
import { isSilent, type Protocol } from "../protocol.js";
import { PROMOTE, SentinelElection } from "./sentinelElection.js";
import { InfoOfReplica } from "./sentinelInfo.js";
import { EQUALLY, FIRST_TICKS, STRUCK, TICKS, TO_NEXT_TICK } from "./sentinelTimer.js";
import { Group, NOBODY, newSentinelWorld, type SentinelWorld, sentinelLayout, View } from "./sentinelWorld.js";

export interface SentinelSettings {
  /** Sentinels that watch the master: 1 or more. */
  readonly sentinels: number;
  /** Sentinels that must hold the master for down: the last number of `sentinel monitor`. */
  readonly quorum: number;
  /** `down-after-milliseconds`, in seconds. */
  readonly downAfter: number;
  /** Whether one of them runs on the master's host, and is cut off with it. */
  readonly oneOnMaster: boolean;
  /** Seconds between two INFOs of a replica while all is well: 1 or more. */
  readonly infoPeriod: number;
  /** `failover-timeout`, in seconds: after an election nobody won, or a failover broken off, none begins for twice that long. */
  readonly failoverTimeout: number;
}

/**
 * Redis Sentinel. Everything happens at the ticks of each sentinel's timer, whose frequency is drawn anew at every
 * tick, so that no two keep step. A master whose PING stays unanswered is subjectively down; asked, the others say
 * whether they agree; with a quorum it is objectively down, and the first to see so has the votes of all it
 * reaches: messages take no time here, so that two candidates at once, a few trials in a hundred, do not occur.
 * With too few votes the candidate waits for more, and then all who voted are barred (`SentinelElection`).
 * When the new master serves, clients that ask a sentinel are still sent to the old one, until an INFO has shown the promotion.
 * Sources: redis 7.0 src/sentinel.c (constants at its top, sentinelTimer, sentinelReconnectInstance,
 * sentinelSendPeriodicCommands, sentinelCheckSubjectivelyDown, sentinelAskMasterStateToOtherSentinels,
 * sentinelStartFailover, sentinelFailoverStateMachine).
 */
export const sentinel: Protocol<SentinelSettings> = {
  name: "sentinel",
  faults: ["kill", "stop", "hostLoss", "partition", "freeze", "linkDown"],
  // sentinel.conf: quorum 2 of three sentinels, down-after-milliseconds 30000, failover-timeout 180000.
  defaults: {
    sentinels: 3,
    quorum: 2,
    downAfter: 30,
    oneOnMaster: true,
    infoPeriod: 10,
    failoverTimeout: 180,
    clients: { silenceTo: 2, connect: 2, retry: 0.2 },
  },
  clients: ({ clients }, fault) => ({ ...clientsWay(clients, isSilent(fault)), told: "announced" }),
  members: ({ sentinels }) => ({
    names: Array.from({ length: sentinels }, (_, i) => `sentinel-${i + 1}`),
    faults: ["kill", "freeze"],
  }),
  incident(settings, fault, _lasts, absences = []) {
    const apart = fault === "hostLoss" || fault === "partition" || fault === "linkDown";
    return watching(
      settings,
      settings.sentinels - (settings.oneOnMaster && apart ? 1 : 0),
      fault === "kill" || fault === "stop",
      absences,
    );
  },
};

/** SENTINEL_PING_PERIOD: the longest there is between two PINGs, seconds. */
const PING_PERIOD = 1;
/** SENTINEL_ASK_PERIOD: who has answered is not asked again so soon. */
const ASK_PERIOD = deterministic({ value: 1 });
/** SENTINEL_TILT_PERIOD: a sentinel whose clock has jumped by more than two seconds does nothing for so long, but votes. */
const TILT = deterministic({ value: 30 });

/**
 * While a PING stays unanswered ticks change nothing, so all but those of the last second are passed over: after a
 * second of them (13 periods, each its own draw) the timer is anywhere in a period, as if it had been struck at random.
 */
const WATCHFUL = 1;

const Activity = { TICK: 0, PING: 1, DOWN_AFTER: 2, ASK_AGAIN: 3, PROMOTE, WAKE: 5 } as const;
const Choice = { PERIOD: 0, PING_WAITS: 1 } as const;
/** The activities and choices of INFO come after these. */
const FIRST_OF_INFO = { activity: 6, choice: 2 } as const;

/** The next tick, at a moment that has nothing to do with the timer. */
function tickSomewhen(declare: Declare, self: number): void {
  declare.start(Activity.TICK, self, FIRST_TICKS[declare.choose(Choice.PERIOD, self, STRUCK)]);
}

/**
 * `able` sentinels see the fault, the last ones do not; `linkDrops`: their connections end with it, so that each sends a PING anew;
 * `absences`: sentinels that are away meanwhile.
 */
function watching(
  settings: SentinelSettings,
  able: number,
  linkDrops: boolean,
  absences: readonly Absence[],
): Model<SentinelWorld> {
  const { sentinels, quorum } = settings;
  const layout = sentinelLayout(sentinels, absences.length);
  const downAfter = deterministic({ value: settings.downAfter });
  const pingPeriod = Math.min(settings.downAfter, PING_PERIOD);
  const toNextPing = uniform({ from: 0, to: pingPeriod });
  const passedOver =
    settings.downAfter >= 2 * WATCHFUL ? deterministic({ value: settings.downAfter - WATCHFUL }) : null;
  const pingWaits = TO_NEXT_TICK / (pingPeriod + TO_NEXT_TICK);
  const info = new InfoOfReplica(FIRST_OF_INFO, settings.infoPeriod, linkDrops, able > 1);
  const election = new SentinelElection(FIRST_OF_INFO.activity + info.activities.length, settings, able, linkDrops);
  const isDisturbed = absences.length > 0;
  const away = new Absences(election.end, Group.ABSENCE, absences);

  /** sentinelHandleRedisInstance, in its order: PING, subjectively down, objectively down, failover, ask. */
  function tick(world: SentinelWorld, declare: Declare, self: number): void {
    if (world.view[self] === View.PING_DUE) {
      world.view[self] = View.UNANSWERED;
      declare.start(Activity.DOWN_AFTER, self, downAfter);
    }
    if (world.view[self] === View.OVERDUE) {
      if (!world.view.includes(View.DOWN)) declare.mark(Mark.DETECTED, 0);
      world.view[self] = View.DOWN;
      world.late[self] = world.stale[0]!;
    }
    if (world.view[self] !== View.DOWN) return;
    failOver(world, declare, self);
    askOthers(world, declare, self);
  }

  function failOver(world: SentinelWorld, declare: Declare, self: number): void {
    const told = world.agrees.subarray(self * sentinels, (self + 1) * sentinels);
    const inAgreement = 1 + told.reduce((sum, yes) => sum + yes, 0);
    if (world.candidate[0] === NOBODY && inAgreement >= quorum && world.barred[self] === 0) {
      if (isDisturbed) election.stand(world, declare, self);
      else if (!election.isWon(world, self)) return;
      world.candidate[0] = self;
      info.watchClosely(world, declare);
      // Its own vote counts at once, those of others at its next tick.
      world.steps[0] = election.majority === 1 ? 1 : 0;
    } else if (world.candidate[0] === self) election.proceed(world, declare, self);
  }

  function askOthers(world: SentinelWorld, declare: Declare, self: number): void {
    for (let other = 0; other < able; other++) {
      const pair = self * sentinels + other;
      if (other === self || world.answered[pair] === 1 || world.linked[other] === 0) continue;
      world.answered[pair] = 1;
      world.agrees[pair] = world.view[other] === View.DOWN ? 1 : 0;
      declare.start(Activity.ASK_AGAIN, pair, ASK_PERIOD);
    }
  }

  /** What a sentinel that goes was about to do is not done; it holds nothing of the master when it is back. */
  function goes({ member }: Absence, world: SentinelWorld, declare: Declare): void {
    if (member >= able) return;
    declare.mark(Mark.MEMBER_GONE, member);
    for (const activity of [Activity.TICK, Activity.PING, Activity.DOWN_AFTER, Activity.WAKE])
      declare.cancel(activity, member);
    for (let self = 0; self < able; self++) world.agrees[self * sentinels + member] = 0;
    world.view[member] = View.TRUSTS;
    election.goes(world, declare, member);
    if (!election.isPossible(world)) info.stop(declare, able);
  }

  /** One that was killed starts anew; one that was frozen sees that time has jumped, and votes but does nothing for a while (TILT). */
  function comes({ member, kind }: Absence, world: SentinelWorld, declare: Declare): void {
    if (member >= able) return;
    declare.mark(Mark.MEMBER_BACK, member);
    election.comes(world, declare, member, kind === "freeze");
    if (world.served[0] === 1) return;
    world.view[member] = kind === "freeze" ? View.OVERDUE : View.PING_DUE;
    if (kind === "freeze") declare.start(Activity.WAKE, member, TILT);
    else tickSomewhen(declare, member);
  }

  const comings = (world: SentinelWorld) => ({
    goes: (absence: Absence, declare: Declare) => goes(absence, world, declare),
    comes: (absence: Absence, declare: Declare) => comes(absence, world, declare),
  });

  return {
    layout,
    activities: [
      { name: "tick", group: Group.SENTINEL },
      { name: "ping", group: Group.SENTINEL },
      { name: "down-after", group: Group.SENTINEL },
      { name: "ask again", group: Group.PAIR },
      { name: "promote", group: Group.MASTER },
      { name: "wake", group: Group.SENTINEL },
      ...info.activities,
      ...(isDisturbed ? [...election.activities, ...away.activities] : []),
    ],
    choices: [
      { name: "period", group: Group.SENTINEL },
      { name: "ping waits", group: Group.SENTINEL },
      ...info.choices,
    ],
    levels: ["down", "serviceDown"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld: (cells) => newSentinelWorld(layout, cells),
    begin(world, declare) {
      election.begin(world, declare, absences);
      if (election.isPossible(world)) info.begin(world, declare, able);
      for (let self = 0; self < able; self++) {
        tickSomewhen(declare, self);
        if (linkDrops || declare.choose(Choice.PING_WAITS, self, [pingWaits, 1 - pingWaits]) === 0) {
          world.view[self] = View.PING_DUE;
        } else {
          declare.start(Activity.PING, self, toNextPing);
        }
      }
      away.begin(declare, comings(world));
    },
    fire(activity, subject, world, declare) {
      if (activity >= election.end) return away.fire(activity, subject, declare, comings(world));
      if (activity >= election.first) {
        if (election.fire(activity, subject, world, declare)) tickSomewhen(declare, subject);
        return;
      }
      if (activity >= FIRST_OF_INFO.activity) return info.fire(activity, subject, world, declare);
      if (activity === Activity.PING) world.view[subject] = View.PING_DUE;
      if (activity === Activity.DOWN_AFTER) world.view[subject] = View.OVERDUE;
      if (activity === Activity.ASK_AGAIN) world.answered[subject] = 0;
      if (activity === Activity.WAKE) tickSomewhen(declare, subject);
      if (activity === Activity.PROMOTE) {
        world.served[0] = 1;
        declare.mark(Mark.RESTORED, 0);
      }
      if (activity !== Activity.TICK || world.served[0] === 1) return;
      const waitedFor = world.view[subject];
      tick(world, declare, subject);
      if (passedOver && waitedFor === View.PING_DUE) return declare.start(Activity.WAKE, subject, passedOver);
      const hasSeen = world.view[subject] === View.DOWN;
      // Nobody can ever be elected, or not for a long time: the timers go on for nothing.
      if (hasSeen && (!election.isPossible(world) || election.isIdle(world, subject))) return;
      declare.start(Activity.TICK, subject, TICKS[declare.choose(Choice.PERIOD, subject, EQUALLY)]);
    },
    measure(world, levels) {
      levels.fill(1 - world.served[0]);
    },
    attribute() {},
  };
}
