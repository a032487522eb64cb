import { deterministic } from "../../../kernel/laws/deterministic.js";
import type { Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";
import { electorate, followersNamed, isCutOff, leadershipTransferred } from "./raft.js";
import { evenTicks, type RaftRules } from "./raftElection.js";
import { raftIncident } from "./raftModel.js";
import { ticksOf, trapezium } from "./tickLaws.js";

export interface MongoSettings {
  /** Voting members, the primary included. */
  readonly members: number;
  /** `heartbeatIntervalMillis`, seconds: how old the last word of the primary can be. */
  readonly heartbeat: number;
  /** `electionTimeoutMillis`, seconds. */
  readonly election: number;
  /** `replElectionTimeoutOffsetLimitFraction`: up to this share of the timeout is added at random. */
  readonly offset: number;
  /** Seconds for a message there and back, written to disk. */
  readonly roundTrip: number;
}

/** Nothing of it goes by ticks: this many of them make a timeout. */
const TICKS = 1000;

/**
 * A MongoDB replica set, whose primary is lost. A secondary calls an election a timeout and a random offset after the last
 * word of the primary: it asks first whether it would be elected (dry run), and whoever can vote does. A refused
 * connection hastens nothing. A primary that is stopped hands over. Catching up with the newest member is not modelled:
 * all are taken to be equally new.
 */
export const mongodb: Protocol<MongoSettings> = {
  name: "mongodb",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: {
    members: 3,
    heartbeat: 2,
    election: 10,
    offset: 0.15,
    roundTrip: 0.005,
    clients: { silenceFrom: 10, silenceTo: 20 },
  },
  members: ({ members }) => followersNamed("member", members),
  incident(settings, fault, _lasts, absences) {
    if (fault === "stop") return inSteps(leadershipTransferred(settings.roundTrip));
    return raftIncident(rulesOf(settings), isCutOff(fault), absences);
  },
};

/** @throws RangeError when heartbeats do not come more often than elections. */
function rulesOf({ members, heartbeat, election, offset, roundTrip }: MongoSettings): RaftRules {
  if (!(heartbeat < election)) {
    throw new RangeError(`heartbeats every ${heartbeat} s cannot prevent an election every ${election} s`);
  }
  const tick = election / TICKS;
  const random = Math.max(tick, offset * election);
  return {
    ...electorate(members),
    preVote: true,
    lease: "none",
    leaseTicks: 0,
    tick: deterministic({ value: tick }),
    message: deterministic({ value: roundTrip / 2 }),
    roundTrip: deterministic({ value: roundTrip }),
    first: ticksOf(trapezium(election - heartbeat, election, random), election - heartbeat, election + random, tick),
    again: evenTicks(TICKS, Math.max(1, Math.round(random / tick))),
    stepsDown: evenTicks(TICKS, 1),
  };
}
