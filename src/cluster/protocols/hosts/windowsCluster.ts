import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface WindowsClusterSettings {
  /** SameSubnetDelay, seconds from one heartbeat to the next. */
  readonly delay: number;
  /** SameSubnetThreshold: heartbeats missed until a node is removed. */
  readonly threshold: number;
  /** LooksAlivePollInterval of the resource, seconds; a failed look is followed by a thorough one at once. */
  readonly looksAlive: number;
  /** Seconds until the role is online on another node, or again on its own: from and to. */
  readonly onlineFrom: number;
  readonly onlineTo: number;
}

/** Regroup: the nodes that are left agree who they are. Assumed. */
const REGROUP = uniform({ from: 0.5, to: 2 });

/**
 * Windows Server Failover Clustering. A node that misses its heartbeats is removed, the others regroup and, with
 * quorum, bring its roles online. The death of the process alone is found by the resource's LooksAlive poll, and it is
 * restarted where it was. A node that stops moves its roles first.
 * Sources: learn.microsoft.com (SameSubnetDelay, SameSubnetThreshold, LooksAlivePollInterval, resource failure);
 * Windows Server 2016 for the threshold of 10.
 */
export const windowsCluster: Protocol<WindowsClusterSettings> = {
  name: "windows",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  inPlace: ["kill"],
  defaults: {
    delay: 1,
    threshold: 10,
    looksAlive: 5,
    onlineFrom: 5,
    onlineTo: 30,
    clients: { resend: 0.2, silenceTo: 30, retry: 1 },
  },
  incident(settings, fault) {
    const { onlineFrom, onlineTo } = settings;
    if (!(onlineFrom < onlineTo))
      throw new RangeError(`onlineFrom (${onlineFrom} s) must be less than onlineTo (${onlineTo} s)`);
    const online: Step = { name: "online", law: uniform({ from: onlineFrom, to: onlineTo }), ends: "restored" };
    return inSteps([...foundOut(settings, fault), online]);
  },
};

function foundOut({ delay, threshold, looksAlive }: WindowsClusterSettings, fault: FaultKind): Step[] {
  if (fault === "stop") return [{ name: "drain", law: deterministic({ value: 0 }), ends: "detected" }];
  if (fault === "kill") return [{ name: "looks alive", law: uniform({ from: 0, to: looksAlive }), ends: "detected" }];
  return [
    { name: "heartbeat", law: uniform({ from: 0, to: delay }) },
    { name: "missed", law: deterministic({ value: (threshold - 1) * delay }), ends: "detected" },
    { name: "regroup", law: REGROUP },
  ];
}
