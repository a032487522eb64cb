import type { Law } from "../../../kernel/law.js";
import { deterministic } from "../../../kernel/laws/deterministic.js";
import { immediate } from "../../../kernel/laws/immediate.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { fieldView, layOut, type World } from "../../../kernel/world.js";
import { Mark } from "../../vocabulary.js";
import { JITTERS, LEAST_ATTEMPT, PAUSE, type Retries } from "./etcdRetries.js";
import { LEASE_SCAN, type LeaseSettings, PROMOTION, RESTART, retriesOf, stopping } from "./leaseLaws.js";

/** What the primary's database does. */
const Primary = { SERVING: 0, STOPPING: 1, STANDBY: 2, PROMOTING: 3 } as const;

interface CutWorld extends World {
  readonly primary: Int32Array;
  /** 1 once a replica serves in its place. */
  readonly replaced: Int32Array;
  /** 1 while the primary reaches its DCS. */
  readonly linked: Int32Array;
  /** 1 once the leader key has run out. */
  readonly keyGone: Int32Array;
  /** Which pause the agent drew, and how many packets it has sent. */
  readonly pause: Int32Array;
  readonly sent: Int32Array;
}

const Activity = {
  LINK_BACK: 0,
  LOOK: 1,
  SEND: 2,
  PAUSE: 3,
  LEASE_END: 4,
  SCAN: 5,
  STOPPED: 6,
  STARTED: 7,
  SEEN: 8,
  PROMOTED: 9,
  TAKEN_OVER: 10,
} as const;
const ACTIVITIES = [
  "link back",
  "look",
  "send",
  "pause",
  "lease end",
  "scan",
  "stopped",
  "started",
  "seen",
  "promoted",
  "taken over",
];

const value = "value" as const;
const FIELDS = { primary: value, replaced: value, linked: value, keyGone: value, pause: value, sent: value };

/** Until an agent in vain search of its DCS finds that it is back: it connects, waits a second, connects: assumed. */
const SEEN = uniform({ from: 0, to: 2 });
const EQUALLY = new Array<number>(JITTERS).fill(1 / JITTERS);

/**
 * The link between a healthy primary and its DCS is cut for `lasts` seconds; replicas and clients reach both. At its next
 * look the agent tries to renew its lease, packet by packet. When it gives up it demotes its database: it stops it and starts
 * it as a standby, whether or not the DCS is back by then. Once it sees the DCS, and while the key is still its own, it
 * promotes it again; when the lease has run out before, a replica takes over. The service is down from the demotion on.
 * DETECTED is the agent's own connection timing out.
 * Sources: Patroni 3.0 to 4.1, patroni/ha.py (_run_cycle, _handle_dcs_error, demote, process_healthy_cluster),
 * patroni/dcs/etcd3.py (_update_leader, KVCache).
 */
export function dcsCut(settings: LeaseSettings, lasts: number): Model<CutWorld> {
  const { ttl, loopWait, retryTimeout } = settings;
  const layout = layOut([{ name: "cluster", size: 1, fields: FIELDS }]);
  const ladders = retriesOf(settings);
  const stop = stopping(settings);
  const leaseLeft = deterministic({ value: ttl - loopWait });

  /** The agent's next packet, or its giving up. */
  function sendNext(world: CutWorld, declare: Declare): void {
    declare.start(Activity.SEND, 0, until(ladders[world.pause[0]!]!, world.sent[0]!));
  }

  function looked(world: CutWorld, declare: Declare): void {
    if (world.linked[0] === 1) return reached(world, declare);
    world.pause[0] = declare.choose(0, 0, EQUALLY);
    declare.start(Activity.LEASE_END, 0, leaseLeft);
    sendNext(world, declare);
  }

  function packetSent(world: CutWorld, declare: Declare): void {
    const { sends } = ladders[world.pause[0]!]!;
    const send = sends[world.sent[0]!++];
    if (send === undefined) return demote(world, declare);
    if (send.of !== "connection" && sends[world.sent[0]! - 2]?.of === "connection") declare.mark(Mark.DETECTED, 0);
    if (world.linked[0] === 0) return sendNext(world, declare);
    if (send.of !== "members") return reached(world, declare);
    const pause = PAUSE + world.pause[0]! / 100;
    if (retryTimeout - pause - send.at < LEAST_ATTEMPT) return demote(world, declare);
    declare.start(Activity.PAUSE, 0, deterministic({ value: pause }));
  }

  /** The lease is renewed in time, and nobody but the agent noticed; or the key is another's. */
  function reached(world: CutWorld, declare: Declare): void {
    if (world.keyGone[0] === 1) return demote(world, declare);
    keepKey(declare);
    declare.mark(Mark.RESTORED, 0);
  }

  function keepKey(declare: Declare): void {
    for (const activity of [Activity.LEASE_END, Activity.SCAN]) declare.cancel(activity, 0);
  }

  function demote(world: CutWorld, declare: Declare): void {
    world.primary[0] = Primary.STOPPING;
    declare.start(Activity.STOPPED, 0, stop);
  }

  /** A standby whose key is still its own is promoted as soon as it can renew it. */
  function renewed(world: CutWorld, declare: Declare): void {
    if (world.primary[0] !== Primary.STANDBY || world.keyGone[0] === 1) return;
    world.primary[0] = Primary.PROMOTING;
    keepKey(declare);
    declare.start(Activity.PROMOTED, 0, PROMOTION);
  }

  function fire(activity: number, _subject: number, world: CutWorld, declare: Declare): void {
    switch (activity) {
      case Activity.LINK_BACK:
        world.linked[0] = 1;
        if (world.primary[0] === Primary.STANDBY) declare.start(Activity.SEEN, 0, SEEN);
        return;
      case Activity.LOOK:
        return looked(world, declare);
      case Activity.SEND:
        return packetSent(world, declare);
      case Activity.PAUSE:
        return reached(world, declare);
      case Activity.LEASE_END:
        return declare.start(Activity.SCAN, 0, LEASE_SCAN);
      case Activity.SCAN:
        world.keyGone[0] = 1;
        return declare.start(Activity.TAKEN_OVER, 0, PROMOTION);
      case Activity.STOPPED:
        return declare.start(Activity.STARTED, 0, RESTART);
      case Activity.STARTED:
        world.primary[0] = Primary.STANDBY;
        return world.linked[0] === 1 ? renewed(world, declare) : undefined;
      case Activity.SEEN:
        return renewed(world, declare);
      case Activity.PROMOTED:
        world.primary[0] = Primary.SERVING;
        return declare.mark(Mark.RESTORED, 0);
      case Activity.TAKEN_OVER:
        world.replaced[0] = 1;
        return declare.mark(Mark.RESTORED, 0);
    }
  }

  return {
    layout,
    activities: ACTIVITIES.map((name) => ({ name, group: 0 })),
    choices: [{ name: "pause", group: 0 }],
    levels: ["down", "serviceDown", "twoWriters"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld(cells = new Int32Array(layout.size)) {
      const of = (field: string) => fieldView(layout, cells, "cluster", field);
      return {
        cells,
        primary: of("primary"),
        replaced: of("replaced"),
        linked: of("linked"),
        keyGone: of("keyGone"),
        pause: of("pause"),
        sent: of("sent"),
      };
    },
    begin(_world, declare) {
      if (lasts < Number.POSITIVE_INFINITY) declare.start(Activity.LINK_BACK, 0, lasting(lasts));
      declare.start(Activity.LOOK, 0, uniform({ from: 0, to: loopWait }));
    },
    fire,
    measure(world, levels) {
      const serves = world.primary[0] === Primary.SERVING ? 1 : 0;
      const replaced = world.replaced[0]!;
      levels[0] = (1 - serves) * (1 - replaced);
      levels[1] = levels[0]!;
      levels[2] = serves * replaced;
    },
    attribute() {},
  };
}

/** From the packet before, or the beginning, to packet `next` or the end. */
function until({ sends, givesUpAt }: Retries, next: number): Law {
  return lasting((sends[next]?.at ?? givesUpAt) - (sends[next - 1]?.at ?? 0));
}

const lasting = (seconds: number): Law => (seconds > 0 ? deterministic({ value: seconds }) : immediate());
