/** One packet of an agent that tries to renew its lease: should the link be there, this is what comes of it. */
interface Send {
  /** Seconds since the agent began. */
  readonly at: number;
  /** What it belongs to: the connection it had, the first round of others, the list of members, the last round. */
  readonly of: "connection" | "round" | "members" | "lastRound";
}

export interface Retries {
  /** Ascending; those of a connection or a round renew the lease. */
  readonly sends: readonly Send[];
  /** Seconds since it began after which an agent that reached nobody demotes its database. */
  readonly givesUpAt: number;
}

/** TCP sends what is not acknowledged again after 0.2 s, and twice as long each time (RFC 6298; Linux TCP_RTO_MIN). */
const AGAIN = [0, 0.2, 0.6, 1.4, 3, 6.2, 12.6, 25.4, 51];
/** The same of a first packet: after 1 s (RFC 6298, 2.1). */
const SYN_AGAIN = [0, 1, 3, 7, 15, 31, 63];
/** No attempt is made with less time than this, seconds. */
export const LEAST_ATTEMPT = 1;
/** The shortest pause between rounds, and by how many hundredths of a second it can be longer. */
export const PAUSE = 0.1;
export const JITTERS = 81;

/**
 * How Patroni tries to renew its lease in etcd while every packet vanishes. It goes through all `members` of etcd, its own
 * connection first, each with its share of `retryTimeout`; then it asks all of them for the list of members, whatever
 * time that takes; then it pauses, and goes round again if a second is left. So it gives up after 5/6 of retry_timeout
 * (one member) to twice as long (a short one). `pause` is the pause drawn, 0.1 to 0.9 s; all times are seconds.
 * Source: Patroni 3.0 to 4.1, patroni/dcs/etcd.py (_calculate_timeouts, _do_http_request, api_execute,
 * _get_machines_list), patroni/utils.py (Retry).
 */
export function etcdRetries(retryTimeout: number, members: number, pause: number): Retries {
  const { attempt, tries } = shares(members, retryTimeout);
  const connect = Math.max(1, attempt / 2);
  const sends: Send[] = AGAIN.filter((after) => after < attempt).map((at) => ({ at, of: "connection" }));
  let now = attempt;
  const connects = (count: number, timeout: number, of: Send["of"]) => {
    for (let i = 0; i < count; i++, now += timeout)
      for (const after of SYN_AGAIN) if (after < timeout) sends.push({ at: now + after, of });
  };
  connects((members - 1) * tries, connect, "round");
  connects(members * tries, connect, "members");
  const left = shares(members, retryTimeout - pause - now);
  if (left.members > 0) {
    now += pause;
    connects(left.members * left.tries, Math.max(1, left.attempt / 2), "lastRound");
    connects(members * tries, connect, "members");
  }
  return { sends, givesUpAt: now };
}

/** How many members are tried within a time, how long each attempt may take, and how many a member gets. */
function shares(members: number, time: number): { members: number; attempt: number; tries: number } {
  const asked = Math.min(members, Math.floor(time / LEAST_ATTEMPT));
  if (asked < 1) return { members: 0, attempt: 0, tries: 0 };
  const most = asked < members ? 1 : 4 - Math.min(members, 3);
  const tries = Math.max(1, Math.min(most, Math.floor(time / asked / LEAST_ATTEMPT)));
  return { members: asked, attempt: time / asked / tries, tries };
}
