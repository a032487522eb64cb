import { deterministic } from "../../../kernel/laws/deterministic.js";
import { immediate } from "../../../kernel/laws/immediate.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { AT_ONCE, clientsWay } from "../../clients/clientsWay.js";
import { type FaultKind, isSilent, type Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";
import { electorate, followersNamed, isCutOff, leadershipTransferred } from "./raft.js";
import { evenTicks, type RaftRules } from "./raftElection.js";
import { raftIncident } from "./raftModel.js";

export interface KafkaSettings {
  /** Whom the fault strikes: a broker that leads partitions, or the active controller. */
  readonly struck: "broker" | "controller";
  /** `broker.heartbeat.interval.ms`, seconds. */
  readonly brokerHeartbeat: number;
  /** `broker.session.timeout.ms`, seconds. */
  readonly brokerSession: number;
  /** Voting controllers, the active one included. */
  readonly controllers: number;
  /** `controller.quorum.fetch.timeout.ms`, seconds: without a fetch answered for so long a controller campaigns. */
  readonly fetchTimeout: number;
  /** `controller.quorum.election.timeout.ms`, seconds; a candidate waits one to two of them. */
  readonly electionTimeout: number;
  /** Seconds for a message there and back, written to disk. */
  readonly roundTrip: number;
}

/** A fetch that finds nothing new is answered after this long (assumed: the default of fetch.max.wait.ms). */
const FETCH_WAIT = 0.5;
/** Nothing of it goes by ticks: this many of them make a fetch timeout. */
const TICKS = 1000;

/**
 * Kafka without ZooKeeper. A broker is fenced when its controller has had no heartbeat for a session, and its partitions
 * are led elsewhere at once; a closed connection tells the controller nothing. A lost controller is missed by the
 * others when their fetches stay unanswered; a candidate's later epoch makes every voter forget the old leader.
 * Sources: KRaftConfigs, QuorumConfig, raft FollowerState and CandidateState of apache/kafka.
 */
export const kafka: Protocol<KafkaSettings> = {
  name: "kafka",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: {
    struck: "broker",
    brokerHeartbeat: 2,
    brokerSession: 9,
    controllers: 3,
    fetchTimeout: 2,
    electionTimeout: 1,
    roundTrip: 0.002,
    clients: { silenceTo: 30, retry: 0.1, retryMost: 1, jitter: 0.2 },
  },
  clients: ({ struck, clients }, fault) => (struck === "controller" ? AT_ONCE : clientsWay(clients, isSilent(fault))),
  members: ({ struck, controllers }) => followersNamed("controller", struck === "broker" ? 1 : controllers),
  incident(settings, fault, _lasts, absences) {
    const { struck, roundTrip } = settings;
    if (struck === "broker") return inSteps(brokerLost(settings, fault));
    return fault === "stop"
      ? inSteps(leadershipTransferred(roundTrip))
      : raftIncident(rulesOf(settings), isCutOff(fault), absences);
  },
};

/** @throws RangeError when a session is not longer than a heartbeat. */
function brokerLost({ brokerHeartbeat, brokerSession, roundTrip }: KafkaSettings, fault: FaultKind): readonly Step[] {
  const moved: Step = { name: "leaders elected", law: immediate(), ends: "restored" };
  if (fault === "stop")
    return [{ name: "handover", law: deterministic({ value: roundTrip }), ends: "detected" }, moved];
  if (!(brokerSession > brokerHeartbeat)) {
    throw new RangeError(`a session of ${brokerSession} s ends between heartbeats ${brokerHeartbeat} s apart`);
  }
  const left = uniform({ from: brokerSession - brokerHeartbeat, to: brokerSession });
  return [{ name: "session", law: left, ends: "detected" }, moved];
}

function rulesOf({ controllers, fetchTimeout, electionTimeout, roundTrip }: KafkaSettings): RaftRules {
  const tick = fetchTimeout / TICKS;
  const ticks = (time: number) => Math.max(1, Math.round(time / tick));
  const wait = Math.min(FETCH_WAIT, fetchTimeout / 2);
  return {
    ...electorate(controllers),
    preVote: false,
    lease: "none",
    leaseTicks: 0,
    tick: deterministic({ value: tick }),
    message: deterministic({ value: roundTrip / 2 }),
    roundTrip: deterministic({ value: roundTrip }),
    first: evenTicks(ticks(fetchTimeout - wait) + 1, ticks(wait)),
    again: evenTicks(ticks(electionTimeout), ticks(electionTimeout)),
    // LeaderState: one and a half fetch timeouts without fetches from a majority.
    stepsDown: evenTicks(ticks(1.5 * fetchTimeout), 1),
  };
}
