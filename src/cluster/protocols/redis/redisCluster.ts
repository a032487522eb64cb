import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { fieldView, layOut, type World } from "../../../kernel/world.js";
import { majority } from "../../quorum/majority.js";
import { Mark } from "../../vocabulary.js";
import type { FaultKind, Protocol } from "../protocol.js";

export interface RedisClusterSettings {
  /** Masters, the lost one included; each has a replica. */
  readonly masters: number;
  /** All nodes, replicas included. */
  readonly nodes: number;
  /** `cluster-node-timeout`, seconds. */
  readonly nodeTimeout: number;
}

interface RedisClusterWorld extends World {
  /** Masters that hold the lost one for failing. */
  readonly failing: Int32Array;
  readonly serving: Int32Array;
}

const Activity = { PING: 0, TIMEOUT: 1, GOSSIP: 2, ELECTION: 3, VOTE: 4 } as const;
/** clusterCron runs ten times a second. */
const CRON = 0.1;
/** cluster_legacy.c: the replica waits 500 ms and up to 500 ms more; the one with the newest data waits no longer. */
const ELECTION_DELAY = uniform({ from: 0.5, to: 1 + CRON });
/** Asking the masters and taking over their votes: a round trip at the next cron, assumed. */
const VOTES = uniform({ from: 0, to: CRON });

/**
 * Redis Cluster, one of whose masters is lost. Every node pings another each second, and whoever it has not heard for
 * half the node timeout: a master holds it for failing when a ping has stayed unanswered for the node timeout. Gossip
 * carries that to the other masters; with a majority of them it has failed, and its replica asks for their votes. The link
 * to a killed process drops, so that everybody pings it again at once.
 * Source: redis cluster_legacy.c (clusterCron, markNodeAsFailingIfNeeded, clusterHandleSlaveFailover).
 */
export const redisCluster: Protocol<RedisClusterSettings> = {
  name: "redis-cluster",
  faults: ["kill", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: {
    masters: 3,
    nodes: 6,
    nodeTimeout: 15,
    clients: { silenceTo: 5, connect: 5, retry: 0.005, retryMost: 0.5, jitter: 1 },
  },
  incident: masterLost,
};

/** @throws RangeError when there are fewer than three masters, or fewer nodes than masters with a replica. */
function masterLost({ masters, nodes, nodeTimeout }: RedisClusterSettings, fault: FaultKind): Model<RedisClusterWorld> {
  if (!(masters >= 3)) throw new RangeError(`a cluster has at least 3 masters, not ${masters}`);
  if (!(nodes > masters)) throw new RangeError(`${nodes} nodes leave ${masters} masters without a replica`);
  const layout = layOut([
    { name: "cluster", size: 1, fields: { failing: "value", serving: "value" } },
    { name: "master", size: masters - 1, fields: {} },
  ]);
  const need = majority(masters);
  const inTurn = Math.min(nodeTimeout / 2, nodes - 1);
  const ping = uniform({ from: 0, to: fault === "kill" ? CRON : inTurn });
  const timeout = uniform({ from: nodeTimeout, to: nodeTimeout + CRON });
  // Two masters speak to one another when either's turn comes.
  const gossip = uniform({ from: 0, to: (nodes - 1) / 2 });

  function fire(activity: number, subject: number, world: RedisClusterWorld, declare: Declare): void {
    switch (activity) {
      case Activity.PING:
        return declare.start(Activity.TIMEOUT, subject, timeout);
      case Activity.TIMEOUT:
        if (++world.failing[0]! === need) declare.start(Activity.GOSSIP, 0, gossip);
        return;
      case Activity.GOSSIP:
        declare.mark(Mark.DETECTED, 0);
        return declare.start(Activity.ELECTION, 0, ELECTION_DELAY);
      case Activity.ELECTION:
        return declare.start(Activity.VOTE, 0, VOTES);
      case Activity.VOTE:
        world.serving[0] = 1;
        declare.mark(Mark.RESTORED, 0);
    }
  }

  return {
    layout,
    activities: [
      { name: "ping", group: 1 },
      { name: "timeout", group: 1 },
      { name: "gossip", group: 0 },
      { name: "election", group: 0 },
      { name: "vote", group: 0 },
    ],
    choices: [],
    levels: ["down", "serviceDown"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld(cells = new Int32Array(layout.size)) {
      const of = (field: string) => fieldView(layout, cells, "cluster", field);
      return { cells, failing: of("failing"), serving: of("serving") };
    },
    begin(_world, declare) {
      for (let master = 0; master < masters - 1; master++) declare.start(Activity.PING, master, ping);
    },
    fire,
    measure(world, levels) {
      levels.fill(1 - world.serving[0]!);
    },
    attribute() {},
  };
}
