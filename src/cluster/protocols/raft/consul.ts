import { deterministic } from "../../../kernel/laws/deterministic.js";
import { clientsWay } from "../../clients/clientsWay.js";
import { isSilent, type Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";
import { electorate, followersNamed, isCutOff, leadershipTransferred } from "./raft.js";
import { evenTicks, type RaftRules } from "./raftElection.js";
import { raftIncident } from "./raftModel.js";
import { ticksOf } from "./tickLaws.js";

export interface ConsulSettings {
  /** Voting servers, the leader included. */
  readonly servers: number;
  /** `raft_multiplier`: scales the timeouts of hashicorp/raft, 1 to 10. */
  readonly raftMultiplier: number;
  /** Seconds for a message there and back, written to disk. */
  readonly roundTrip: number;
}

/** hashicorp/raft DefaultConfig: HeartbeatTimeout and ElectionTimeout 1000 ms, LeaderLeaseTimeout 500 ms. */
const TIMEOUT = 1;
const LEASE = 0.5;
/** Nothing of it goes by ticks: this many of them make a timeout, fine enough to tell candidates apart. */
const TICKS = 200;

/**
 * Consul's servers, whose leader is lost (hashicorp/raft). A follower's timer is drawn from T to 2T again and again,
 * and when it ends with no word from the leader for T it campaigns: T to 3T after the fault. A voter that still knows a
 * leader, that is whose own timer has not ended, refuses, and its term stays: so the first to campaign mostly fails,
 * and who of the candidates is the first to try again, T to 2T later, wins.
 * Sources: hashicorp/raft config.go, raft.go (runFollower, runCandidate, requestVote); Consul raft_multiplier.
 */
export const consul: Protocol<ConsulSettings> = {
  name: "consul",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { servers: 3, raftMultiplier: 5, roundTrip: 0.001, clients: { silenceTo: 10, retry: 0.21875, jitter: 1 } },
  clients: ({ servers, clients }, fault) => clientsWay({ attached: 1 / servers, ...clients }, isSilent(fault)),
  members: ({ servers }) => followersNamed("server", servers),
  incident(settings, fault, _lasts, absences) {
    if (fault === "stop") return inSteps(leadershipTransferred(settings.roundTrip));
    return raftIncident(rulesOf(settings), isCutOff(fault), absences);
  },
};

function rulesOf({ servers, raftMultiplier, roundTrip }: ConsulSettings): RaftRules {
  const timeout = TIMEOUT * raftMultiplier;
  const tick = timeout / TICKS;
  return {
    ...electorate(servers),
    preVote: false,
    lease: "known",
    leaseTicks: 0,
    tick: deterministic({ value: tick }),
    message: deterministic({ value: roundTrip / 2 }),
    roundTrip: deterministic({ value: roundTrip }),
    first: ticksOf((time) => campaignDensity(time / timeout), timeout, 3 * timeout, tick),
    again: evenTicks(TICKS, TICKS),
    stepsDown: evenTicks(Math.round((LEASE * raftMultiplier) / tick), 1),
  };
}

/**
 * The density of when a follower campaigns, in timeouts: a timer of U(1, 2) that runs anew and anew still has a time R with
 * density P(U > r)/E[U]; if R ≥ 1 that is it, else R + U.
 */
function campaignDensity(time: number): number {
  return time < 2 ? (2 / 3) * (2 - time) + (2 / 3) * (time - 1) : (2 / 3) * (3 - time);
}
