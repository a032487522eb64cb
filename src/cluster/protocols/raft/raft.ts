import { deterministic } from "../../../kernel/laws/deterministic.js";
import { clientsWay } from "../../clients/clientsWay.js";
import { majority } from "../../quorum/majority.js";
import { type FaultKind, isSilent, type Members, type Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";
import { evenTicks, type RaftRules } from "./raftElection.js";
import { raftIncident } from "./raftModel.js";

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
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  // etcd 3.4: 100 ms, 1000 ms, pre-vote off (later sources have it on). A round trip within a rack with its two writes.
  defaults: {
    members: 3,
    heartbeat: 0.1,
    election: 1,
    preVote: false,
    roundTrip: 0.001,
    clients: { silenceTo: 5, retry: 0.025 },
  },
  clients: ({ members, clients }, fault) => clientsWay({ attached: 1 / members, ...clients }, isSilent(fault)),
  members: ({ members }) => followersNamed("member", members),
  incident(settings, fault, _lasts, absences) {
    if (fault === "stop") return inSteps(leadershipTransferred(settings.roundTrip));
    return raftIncident(rulesOf(settings), isCutOff(fault), absences);
  },
};

/** Those of `count` that do not lead: the first one does. */
export function followersNamed(word: string, count: number): Members {
  return { names: Array.from({ length: count - 1 }, (_, i) => `${word}-${i + 2}`), faults: ["kill"] };
}

/** Does the leader live on, out of reach of the others? */
export const isCutOff = (fault: FaultKind): boolean => fault === "partition" || fault === "linkDown";

/**
 * A leader that is stopped in good order has another campaign at once, whatever leases there are: a message to it, the
 * votes, and its first commit. Source: etcd server (Stop transfers leadership), raft (MsgTimeoutNow).
 */
export function leadershipTransferred(roundTrip: number): readonly Step[] {
  return [
    { name: "transfer", law: deterministic({ value: 1.5 * roundTrip }), ends: "detected" },
    { name: "commit", law: deterministic({ value: roundTrip }), ends: "restored" },
  ];
}

/** @throws RangeError when fewer than three members leave nobody to elect, or the timeout is shorter than a tick. */
function rulesOf({ members, heartbeat, election, preVote, roundTrip }: RaftSettings): RaftRules {
  const ticks = Math.floor(election / heartbeat + 1e-9);
  if (!(ticks >= 1)) throw new RangeError(`an election timeout of ${election} s is shorter than a tick`);
  return {
    ...electorate(members),
    preVote,
    lease: "recent",
    leaseTicks: ticks,
    tick: deterministic({ value: heartbeat }),
    message: deterministic({ value: roundTrip / 2 }),
    roundTrip: deterministic({ value: roundTrip }),
    first: evenTicks(ticks, ticks),
    again: evenTicks(ticks, ticks),
    // It asks every E ticks whether a majority was heard since: it was before the fault, at the second time no more.
    stepsDown: evenTicks(ticks + 1, ticks),
  };
}

/** Who is left to elect. @throws RangeError when fewer than three members leave nobody. */
export function electorate(members: number): Pick<RaftRules, "followers" | "majority"> {
  if (!Number.isInteger(members) || members < 3) throw new RangeError(`a new leader needs 3 members, not ${members}`);
  return { followers: members - 1, majority: majority(members) };
}
