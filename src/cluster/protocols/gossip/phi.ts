import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { phiTimeout } from "../../detectors/phiAccrual.js";
import type { Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface CassandraSettings {
  /** phi_convict_threshold. */
  readonly threshold: number;
  /** Seconds between the rounds of gossip, and so between heartbeats of a node and between looks at φ. */
  readonly gossip: number;
}

export interface AkkaSettings {
  /** akka.cluster.failure-detector.threshold. */
  readonly threshold: number;
  /** heartbeat-interval, seconds. */
  readonly heartbeat: number;
  /** min-std-deviation, seconds: in a quiet network the spread is no larger. */
  readonly deviation: number;
  /** acceptable-heartbeat-pause, seconds. */
  readonly pause: number;
  /** akka.cluster.split-brain-resolver.stable-after, seconds: until the unreachable are downed. */
  readonly stableAfter: number;
}

/** Between rounds a heartbeat is as old as chance has it, and a look at φ as far away. */
function silence(timeout: number, heartbeat: number, look: number): Step[] {
  const settled = Math.max(0, timeout - heartbeat);
  return [
    { name: "heartbeat", law: uniform({ from: settled, to: timeout }) },
    { name: "look", law: uniform({ from: 0, to: look }) },
  ];
}

/**
 * Cassandra: φ of exponential intervals passes its threshold a fixed time after the last heartbeat; from then on
 * coordinators ask other replicas. A killed process is found no sooner (assumed); one that stops says so.
 * Source: phi_convict_threshold of cassandra.yaml; gossip every second; FailureDetector.
 */
export const cassandra: Protocol<CassandraSettings> = {
  name: "cassandra",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { threshold: 8, gossip: 1, clients: { silenceTo: 2 } },
  incident({ threshold, gossip }, fault) {
    const timeout = phiTimeout({ shape: "exponential", threshold, mean: gossip, deviation: 0 });
    const convicted: Step = { name: "convicted", law: deterministic({ value: 0 }), ends: "both" };
    return inSteps(fault === "stop" ? [convicted] : [...silence(timeout, gossip, gossip), convicted]);
  },
};

/**
 * An Akka cluster, whose singleton or shard region ran on the node that is lost: unreachable when φ of normal intervals
 * passes its threshold, downed once the membership has been stable, and started elsewhere. One that stops leaves first.
 * Source: akka cluster reference.conf (failure-detector, split-brain-resolver).
 */
export const akka: Protocol<AkkaSettings> = {
  name: "akka",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { threshold: 8, heartbeat: 1, deviation: 0.1, pause: 3, stableAfter: 20, clients: { refresh: 1 } },
  incident({ threshold, heartbeat, deviation, pause, stableAfter }, fault) {
    const timeout = phiTimeout({ shape: "logistic", threshold, mean: heartbeat, deviation, pause });
    const seen: Step = { name: "unreachable", law: deterministic({ value: 0 }), ends: "detected" };
    const started: Step = { name: "start", law: STARTED, ends: "restored" };
    if (fault === "stop") return inSteps([seen, started]);
    const stable: Step = { name: "stable", law: deterministic({ value: stableAfter }) };
    return inSteps([...silence(timeout, heartbeat, UNREACHABLE_LOOK), seen, stable, started]);
  },
};

/** Gossip of the decision and the start of the actors: assumed. */
const STARTED = uniform({ from: 0.5, to: 2 });
/** unreachable-nodes-reaper-interval, seconds. */
const UNREACHABLE_LOOK = 1;
