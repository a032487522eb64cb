import { immediate } from "../../../kernel/laws/immediate.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { clientsWay } from "../../clients/clientsWay.js";
import { majority } from "../../quorum/majority.js";
import { type FaultKind, isSilent, type Protocol } from "../protocol.js";
import { connected, looks, polled, sessionsEnded, synchronised, voteArrived, ZooActivity } from "./zooElection.js";
import { newZooWorld, ZooState, type ZooWorld, zooLayout } from "./zooWorld.js";

export interface ZooSettings {
  /** Voting servers, the leader included. */
  readonly servers: number;
  /** Seconds. */
  readonly tickTime: number;
  /** Ticks a follower reads nothing from its leader before it gives it up. */
  readonly syncLimit: number;
}

/**
 * ZooKeeper's fast leader election. Followers of a leader that is killed or stopped see their socket close at once; a silent one is given
 * up syncLimit ticks after its last ping, and it pings all of them together every half tick. Then the election takes
 * its waits of 200 ms and 100 ms whatever the tick.
 */
export const zookeeper: Protocol<ZooSettings> = {
  name: "zookeeper",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  // conf/zoo_sample.cfg
  defaults: { servers: 3, tickTime: 2, syncLimit: 5, clients: { silenceTo: 6.667, retry: 0.5, jitter: 1 } },
  clients: ({ servers, clients }, fault) => clientsWay({ attached: 1 / servers, ...clients }, isSilent(fault)),
  incident: zooIncident,
};

/** @throws RangeError when fewer than three servers leave no quorum. */
function zooIncident({ servers, tickTime, syncLimit }: ZooSettings, fault: FaultKind): Model<ZooWorld> {
  if (!Number.isInteger(servers) || servers < 3) throw new RangeError(`a new leader needs 3 servers, not ${servers}`);
  const layout = zooLayout(servers - 1);
  const need = majority(servers);
  const timeout = syncLimit * tickTime;
  const sessionEnd =
    fault === "kill" || fault === "stop" ? immediate() : uniform({ from: timeout - tickTime / 2, to: timeout });
  return {
    layout,
    activities: [
      { name: "sessionEnd", group: 0 },
      { name: "notice", group: 1 },
      { name: "vote", group: 2 },
      { name: "poll", group: 1 },
      { name: "listen", group: 1 },
      { name: "connect", group: 1 },
      { name: "sync", group: 0 },
    ],
    choices: [],
    levels: ["down", "serviceDown"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld: (cells) => newZooWorld(layout, cells),
    begin: (_world, declare) => declare.start(ZooActivity.SESSION_END, 0, sessionEnd),
    fire: (activity, subject, world, declare) => react(need, activity, subject, world, declare),
    measure(world, levels) {
      levels[0] = 1 - world.serving[0];
      levels[1] = levels[0];
    },
    attribute() {},
  };
}

function react(need: number, activity: number, subject: number, world: ZooWorld, declare: Declare): void {
  switch (activity) {
    case ZooActivity.SESSION_END:
      return sessionsEnded(world, declare);
    case ZooActivity.NOTICE:
      return looks(world, declare, subject);
    case ZooActivity.VOTE:
      return voteArrived(world, declare, subject, need);
    case ZooActivity.POLL:
      return polled(world, declare, subject);
    case ZooActivity.LISTEN:
      world.state[subject] = ZooState.LISTENING;
      return;
    case ZooActivity.CONNECT:
      return connected(world, declare, subject, need);
    case ZooActivity.SYNC:
      return synchronised(world, declare);
  }
}
