import type { Law } from "../../../kernel/law.js";
import { deterministic } from "../../../kernel/laws/deterministic.js";
import { empirical } from "../../../kernel/laws/empirical.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { etcdRetries, JITTERS, PAUSE, type Retries } from "./etcdRetries.js";

export interface LeaseSettings {
  /** Life of the leader key's lease, seconds. */
  readonly ttl: number;
  /** Seconds from one look of the agent to the next; each look of the primary's agent renews the lease. */
  readonly loopWait: number;
  /** How long a primary tries to renew before it demotes itself, seconds. */
  readonly retryTimeout: number;
  /** Members of etcd, whom an agent without answer asks one after another. */
  readonly dcsMembers: number;
  /** Seconds in which PostgreSQL stops, its last checkpoint included, and accepts no writes: from and to. */
  readonly stopFrom: number;
  readonly stopTo: number;
}

/** The etcd lessor looks for expired leases every 500 ms (etcd lease/lessor.go). */
export const LEASE_SCAN = uniform({ from: 0, to: 0.5 });
/** The watch wakes the replica, which takes the key and promotes a caught-up PostgreSQL: measured 0.1 to 0.3 s. */
export const PROMOTION = uniform({ from: 0.1, to: 0.3 });
/** Starting PostgreSQL in place after a crash with little to replay: measured 2 to 2.7 s. */
export const RESTART = uniform({ from: 2, to: 2.7 });

/** What an agent out of reach of etcd does, for each pause it can draw, one as probable as the other. */
export function retriesOf({ retryTimeout, dcsMembers }: LeaseSettings): Retries[] {
  return Array.from({ length: JITTERS }, (_, drawn) => etcdRetries(retryTimeout, dcsMembers, PAUSE + drawn / 100));
}

/** From the beginning of a renewal that reaches nobody to the demotion. */
export const givingUp = (settings: LeaseSettings): Law =>
  empirical({ values: retriesOf(settings).map(({ givesUpAt }) => givesUpAt) });

/** @throws RangeError when the range is none. */
export function stopping({ stopFrom, stopTo }: LeaseSettings): Law {
  if (!(stopFrom <= stopTo))
    throw new RangeError(`stopFrom (${stopFrom} s) must not be more than stopTo (${stopTo} s)`);
  return stopFrom === stopTo ? deterministic({ value: stopFrom }) : uniform({ from: stopFrom, to: stopTo });
}
