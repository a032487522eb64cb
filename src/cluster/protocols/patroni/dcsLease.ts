import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { fieldView, layOut, type World } from "../../../kernel/world.js";
import { Mark } from "../../vocabulary.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { dcsCut } from "./dcsCut.js";
import { givingUp, LEASE_SCAN, type LeaseSettings, PROMOTION, RESTART, stopping } from "./leaseLaws.js";

interface LeaseWorld extends World {
  /** 1 once the service is back. */
  readonly serving: Int32Array;
  /** 1 while a cut-off primary still accepts writes. */
  readonly oldWrites: Int32Array;
}

/** Before it takes the key it asks every member how far it is, at most this long (patroni/ha.py fetch_node_status). */
const HEALTH_CHECK_TIMEOUT = deterministic({ value: 2 });

const Activity = {
  LOOK: 0,
  LEASE_END: 1,
  SCAN: 2,
  HEALTH_CHECK: 3,
  PROMOTE: 4,
  DEMOTE: 5,
  RESTART: 6,
  SHUTDOWN: 7,
} as const;
const ACTIVITIES = ["look", "leaseEnd", "scan", "healthCheck", "promote", "demote", "restart", "shutdown"];

/**
 * A leader key on a lease in etcd, as Patroni keeps it: renewed once every loop_wait, gone ttl after the last renewal
 * and at the next scan. A killed agent and database are refused at once; a host that is cut off or frozen lets the replica
 * wait for its health check. An agent that is stopped shuts its database down and gives the key back. A cut-off primary
 * demotes itself when it gives up renewing, about retry_timeout after its next look. When only the database is killed the
 * agent restarts it in place at its next look, without failover. When only the agent is, and no watchdog looks after it,
 * nobody demotes its database: there are two writers from the promotion on. When only the link to etcd is cut, `dcsCut`.
 */
export const dcsLease: Protocol<LeaseSettings> = {
  name: "patroni",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown", "databaseKill", "agentKill"],
  inPlace: ["databaseKill"],
  passing: ["dcsCut"],
  // patroni docs/dynamic_configuration.rst
  defaults: {
    ttl: 30,
    loopWait: 10,
    retryTimeout: 10,
    dcsMembers: 3,
    stopFrom: 5,
    stopTo: 14,
    clients: { checkEvery: 3, checksPassed: 2, silenceFrom: 15, silenceTo: 18, retry: 1 },
  },
  incident: (settings, fault, lasts = Number.POSITIVE_INFINITY) =>
    fault === "dcsCut" ? dcsCut(settings, lasts) : leaseIncident(settings, fault),
};

/** @throws RangeError when the lease does not outlive a loop and a retry: loop_wait + 2 × retry_timeout ≤ ttl. */
function leaseIncident(settings: LeaseSettings, fault: FaultKind): Model<LeaseWorld> {
  const { ttl, loopWait, retryTimeout } = settings;
  if (!(loopWait + 2 * retryTimeout <= ttl)) {
    throw new RangeError(
      `loop_wait + 2 × retry_timeout (${loopWait + 2 * retryTimeout} s) must not exceed ttl (${ttl} s)`,
    );
  }
  const layout = layOut([{ name: "cluster", size: 1, fields: { serving: "value", oldWrites: "value" } }]);
  const cutOff = fault === "partition" || fault === "linkDown";
  const silent = cutOff || fault === "hostLoss" || fault === "freeze";
  const nextLook = uniform({ from: 0, to: loopWait });
  // The last renewal was a loop before the next look, so this is what the lease still has from that look on.
  const leaseLeft = deterministic({ value: ttl - loopWait });
  const retries = givingUp(settings);
  const stop = stopping(settings);

  function looked(declare: Declare): void {
    if (fault === "databaseKill") {
      declare.mark(Mark.DETECTED, 0);
      declare.start(Activity.RESTART, 0, RESTART);
      return;
    }
    declare.start(Activity.LEASE_END, 0, leaseLeft);
    if (cutOff) declare.start(Activity.DEMOTE, 0, retries);
  }

  function keyGone(declare: Declare): void {
    declare.mark(Mark.DETECTED, 0);
    if (silent) declare.start(Activity.HEALTH_CHECK, 0, HEALTH_CHECK_TIMEOUT);
    else declare.start(Activity.PROMOTE, 0, PROMOTION);
  }

  function served(world: LeaseWorld, declare: Declare): void {
    world.serving[0] = 1;
    declare.mark(Mark.RESTORED, 0);
  }

  function fire(activity: number, _subject: number, world: LeaseWorld, declare: Declare): void {
    switch (activity) {
      case Activity.LOOK:
        return looked(declare);
      case Activity.LEASE_END:
        return declare.start(Activity.SCAN, 0, LEASE_SCAN);
      case Activity.SCAN:
      case Activity.SHUTDOWN:
        return keyGone(declare);
      case Activity.HEALTH_CHECK:
        return declare.start(Activity.PROMOTE, 0, PROMOTION);
      case Activity.PROMOTE:
      case Activity.RESTART:
        return served(world, declare);
      case Activity.DEMOTE:
        world.oldWrites[0] = 0;
    }
  }

  return {
    layout,
    activities: ACTIVITIES.map((name) => ({ name, group: 0 })),
    choices: [],
    levels: ["down", "serviceDown", "twoWriters"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld(cells = new Int32Array(layout.size)) {
      return {
        cells,
        serving: fieldView(layout, cells, "cluster", "serving"),
        oldWrites: fieldView(layout, cells, "cluster", "oldWrites"),
      };
    },
    begin(world, declare) {
      world.oldWrites[0] = cutOff || fault === "agentKill" ? 1 : 0;
      if (fault === "stop") declare.start(Activity.SHUTDOWN, 0, stop);
      else declare.start(Activity.LOOK, 0, nextLook);
    },
    fire,
    measure(world, levels) {
      levels[0] = 1 - world.serving[0];
      levels[1] = levels[0];
      levels[2] = world.serving[0] * world.oldWrites[0];
    },
    attribute() {},
  };
}
