import { deterministic } from "../../kernel/laws/deterministic.js";
import { uniform } from "../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../kernel/model.js";
import { majority } from "../quorum/majority.js";
import { Mark } from "../vocabulary.js";
import type { FaultKind, Protocol } from "./protocol.js";
import { answered, asked, drawTimeout, RaftActivity, RaftChoice, type RaftRules, ticked } from "./raftElection.js";
import { NOBODY, newRaftWorld, RaftGroup, type RaftWorld, raftLayout } from "./raftWorld.js";

export interface RaftSettings {
  /** Voting members, the leader included. */
  readonly members: number;
  /** `--heartbeat-interval`, seconds: the length of a tick. */
  readonly heartbeat: number;
  /** `--election-timeout`, seconds. */
  readonly election: number;
  /** `--pre-vote`. */
  readonly preVote: boolean;
  /** Seconds for a message there and back. */
  readonly roundTrip: number;
}

/**
 * Raft as etcd runs it (raft/raft.go: tickElection, pastElectionTimeout, Step, stepLeader). Time is counted in ticks
 * of the heartbeat interval, each member with a phase of its own; a broken connection is not used for detection, so a
 * kill, a freeze and a partition look alike to the followers. Their timers were reset just before the fault: the leader
 * was appending. With an idle leader it all comes up to one heartbeat sooner. Split votes are a second mode, from
 * 2 × the election timeout − a heartbeat on.
 */
export const raft: Protocol<RaftSettings> = {
  name: "etcd",
  faults: ["kill", "hostLoss", "freeze", "partition", "linkDown"],
  // etcd 3.4: 100 ms, 1000 ms, pre-vote off (later sources have it on). A round trip within a rack with its two writes.
  defaults: { members: 3, heartbeat: 0.1, election: 1, preVote: false, roundTrip: 0.001 },
  incident: raftIncident,
};

/** @throws RangeError when fewer than three members leave nobody to elect, or the timeout is shorter than a tick. */
function raftIncident(settings: RaftSettings, fault: FaultKind): Model<RaftWorld> {
  const rules = rulesOf(settings);
  const layout = raftLayout(rules.followers);
  const cutOff = fault === "partition" || fault === "linkDown";
  const phase = uniform({ from: 0, to: settings.heartbeat });
  return {
    layout,
    activities: [
      { name: "tick", group: RaftGroup.FOLLOWER },
      { name: "ask", group: RaftGroup.LINK },
      { name: "answer", group: RaftGroup.LINK },
      { name: "commit", group: RaftGroup.WHOLE },
      { name: "oldTick", group: RaftGroup.WHOLE },
    ],
    choices: [
      { name: "timeout", group: RaftGroup.FOLLOWER },
      { name: "oldTicks", group: RaftGroup.WHOLE },
    ],
    levels: ["down", "serviceDown", "twoLeaders"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld: () => newRaftWorld(layout),
    begin(world, declare) {
      world.vote.fill(NOBODY);
      world.follows.fill(1);
      for (let node = 0; node < rules.followers; node++) {
        drawTimeout(rules, world, declare, node);
        declare.start(RaftActivity.TICK, node, phase);
      }
      if (!cutOff) return;
      world.oldLeads[0] = 1;
      world.oldTicks[0] = declare.choose(RaftChoice.OLD_TICKS, 0, rules.evenly);
      declare.start(RaftActivity.OLD_TICK, 0, phase);
    },
    fire: (activity, subject, world, declare) => react(rules, activity, subject, world, declare),
    measure(world, levels) {
      levels[0] = world.newLeader[0] === 2 ? 0 : 1;
      levels[1] = levels[0];
      levels[2] = world.newLeader[0] > 0 ? world.oldLeads[0] : 0;
    },
    attribute() {},
  };
}

function rulesOf({ members, heartbeat, election, preVote, roundTrip }: RaftSettings): RaftRules {
  const electionTicks = Math.floor(election / heartbeat + 1e-9);
  if (!Number.isInteger(members) || members < 3) throw new RangeError(`a new leader needs 3 members, not ${members}`);
  if (!(electionTicks >= 1)) throw new RangeError(`an election timeout of ${election} s is shorter than a tick`);
  return {
    followers: members - 1,
    majority: majority(members),
    electionTicks,
    preVote,
    tick: deterministic({ value: heartbeat }),
    message: deterministic({ value: roundTrip / 2 }),
    roundTrip: deterministic({ value: roundTrip }),
    evenly: new Array<number>(electionTicks).fill(1 / electionTicks),
  };
}

function react(rules: RaftRules, activity: number, subject: number, world: RaftWorld, declare: Declare): void {
  switch (activity) {
    case RaftActivity.TICK:
      return ticked(rules, world, declare, subject);
    case RaftActivity.ASK:
      return asked(rules, world, declare, subject);
    case RaftActivity.ANSWER:
      return answered(rules, world, declare, subject);
    case RaftActivity.COMMIT:
      world.newLeader[0] = 2;
      return declare.mark(Mark.RESTORED, 0);
    case RaftActivity.OLD_TICK:
      return oldLeaderTicked(rules, world, declare);
  }
}

/**
 * A leader that is cut off asks every E ticks whether a majority was heard since the last time. At the first such
 * moment it was, before the fault; at the second it steps down: E to 2E ticks after the cut.
 */
function oldLeaderTicked(rules: RaftRules, world: RaftWorld, declare: Declare): void {
  if (++world.oldTicks[0] >= 2 * rules.electionTicks) world.oldLeads[0] = 0;
  else declare.start(RaftActivity.OLD_TICK, 0, rules.tick);
}
