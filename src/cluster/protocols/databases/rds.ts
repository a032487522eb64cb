import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";

/** What a provider states of a service it runs: how long a failover takes, not how it is done. Seconds. */
export interface StatedFailover {
  readonly from: number;
  readonly to: number;
}

/**
 * RDS Multi-AZ, an instance with its standby. The provider states how long a failover takes and nothing of its parts:
 * all of it counts as detection and any time within the range is taken to be as probable as any other. A killed
 * database process and a lost host or zone are told alike.
 * Source: Amazon RDS user guide, Multi-AZ: 60 to 120 seconds.
 */
export const rds: Protocol<StatedFailover> = {
  name: "rds",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { from: 60, to: 120, clients: { ttl: 5, silenceTo: 30, connect: 10, retry: 1 } },
  incident: stated,
};

/** The same for Aurora with a replica, whose endpoint moves by DNS within the time stated. */
export const aurora: Protocol<StatedFailover> = {
  name: "aurora",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { from: 15, to: 60, clients: { ttl: 5, silenceTo: 30, connect: 10, retry: 1 } },
  incident: stated,
};

/** @throws RangeError when the range is none. */
function stated({ from, to }: StatedFailover) {
  if (!(from <= to)) throw new RangeError(`a failover from ${from} s to ${to} s: from must not be the longer`);
  const law = from === to ? deterministic({ value: from }) : uniform({ from, to });
  return inSteps([{ name: "failover", law, ends: "both" }]);
}
