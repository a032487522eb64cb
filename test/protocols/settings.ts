import { type HealthCheckSettings, healthCheck } from "../../src/cluster/protocols/balancers/healthCheck.js";
import { type VrrpSettings, vrrp } from "../../src/cluster/protocols/balancers/vrrp.js";
import { type PacemakerSettings, pacemaker } from "../../src/cluster/protocols/corosync/pacemaker.js";
import { RING, type TotemSettings, totem } from "../../src/cluster/protocols/corosync/totem.js";
import { dcsLease } from "../../src/cluster/protocols/patroni/dcsLease.js";
import type { LeaseSettings } from "../../src/cluster/protocols/patroni/leaseLaws.js";
import type { FaultKind, Protocol } from "../../src/cluster/protocols/protocol.js";
import { type RaftSettings, raft } from "../../src/cluster/protocols/raft/raft.js";
import { type SentinelSettings, sentinel } from "../../src/cluster/protocols/redis/sentinel.js";
import { type ZooSettings, zookeeper } from "../../src/cluster/protocols/zookeeper/zookeeper.js";
import { type Judged, type Measured, measuredOf, predict } from "./judge.js";

/** How the rows of one measured system read as settings and faults of its protocol. */
export interface Reading<Settings> {
  readonly system: string;
  readonly protocol: Protocol<Settings>;
  readonly settings: (name: string) => Settings;
  readonly faults: Readonly<Record<string, FaultKind>>;
  /** Where the second mode of the time to detect begins, in seconds. */
  readonly secondMode?: (settings: Settings) => number;
}

/** Predicts every measured setting and fault of a system that its reading knows; at least 20 trials each, or `least`. */
export function judgedOf<Settings>(reading: Reading<Settings>, incidents?: number, least?: number): Judged[] {
  return measuredOf(reading.system, least).flatMap((measured) => judged(reading, measured, incidents));
}

function judged<Settings>(reading: Reading<Settings>, measured: Measured, incidents?: number): Judged[] {
  const fault = reading.faults[measured.fault];
  if (fault === undefined) return [];
  const settings = reading.settings(measured.setting);
  const predicted = predict(reading.protocol.incident(settings, fault), incidents);
  const secondMode = reading.secondMode?.(settings);
  return [secondMode === undefined ? { measured, predicted } : { measured, predicted, secondMode }];
}

/** The number after a word in a setting's name: numberAfter("n3_hb100_et1000", "hb") is 100. */
function numberAfter(name: string, word: string): number {
  const found = new RegExp(`(?:^|_)${word}(\\d+(?:\\.\\d+)?)`).exec(name);
  if (!found) throw new RangeError(`"${name}" names no ${word}`);
  return Number(found[1]);
}

/** v2_adv1_prio150-100: the master's and the backup's priority. */
export const keepalivedReading: Reading<VrrpSettings> = {
  system: "keepalived",
  protocol: vrrp,
  settings: (name) => ({
    ...vrrp.defaults,
    version: name.startsWith("v3") ? 3 : 2,
    advert: numberAfter(name, "adv"),
    backupPriority: Number(/-(\d+)$/.exec(name)?.[1]),
  }),
  faults: {
    sigkill: "kill",
    sigkill_parent_first_racy: "parentKill",
    blackhole: "partition",
    linkdown: "linkDown",
    sigterm: "stop",
  },
};

/** n3_token1000_eff1650_cons1980: the effective token and consensus are what the settings before them lead to. */
export const corosyncReading: Reading<TotemSettings> = {
  system: "corosync",
  protocol: totem,
  settings: ringOf,
  faults: { sigkill_node: "kill", blackhole_node: "partition" },
};

/** n3_token1000_nostonith_monitor10s. */
export const pacemakerReading: Reading<PacemakerSettings> = {
  system: "pacemaker",
  protocol: pacemaker,
  settings: (name) => ({ ...pacemaker.defaults, ring: ringOf(name), monitor: numberAfter(name, "monitor") }),
  faults: { node_death_cut_and_sigkill: "partition", resource_vip_deleted: "databaseKill" },
};

function ringOf(name: string): TotemSettings {
  const token = name.includes("tokendefault") ? totem.defaults.token : numberAfter(name, "token") / 1000;
  return { ...RING, nodes: numberAfter(name, "n"), token };
}

/** da1000_ft180000_q2of3; one sentinel runs on the master's host. */
export const sentinelReading: Reading<SentinelSettings> = {
  system: "redis_sentinel",
  protocol: sentinel,
  settings: (name) => ({
    ...sentinel.defaults,
    sentinels: Number(/of(\d+)/.exec(name)?.[1]),
    quorum: numberAfter(name, "q"),
    downAfter: numberAfter(name, "da") / 1000,
  }),
  faults: { sigkill_master: "kill", partition_master: "partition" },
};

/** inter2000_fall3_rise2_tcp_redisp0: a tcp check asks for a connection, an http check for an answer. */
export const haproxyReading: Reading<HealthCheckSettings> = {
  system: "haproxy",
  protocol: healthCheck,
  settings: (name) => ({
    ...healthCheck.defaults,
    inter: numberAfter(name, "inter") / 1000,
    fall: numberAfter(name, "fall"),
    asks: name.includes("_http") ? "answer" : "connection",
  }),
  faults: { sigkill_backend: "kill", blackhole_backend: "partition", sigstop_backend: "freeze" },
};

/** n3_hb100_et1000_pre-votetrue: members, `--heartbeat-interval` and `--election-timeout` in ms. */
export const etcdReading: Reading<RaftSettings> = {
  system: "etcd",
  protocol: raft,
  settings: (name) => ({
    ...raft.defaults,
    members: numberAfter(name, "n"),
    heartbeat: numberAfter(name, "hb") / 1000,
    election: numberAfter(name, "et") / 1000,
    preVote: name.includes("pre-votetrue"),
  }),
  faults: { sigkill_leader: "kill", partition_leader: "partition" },
  // One round of campaigns ends before, the next begins after: the timeout is E to 2E − 1 ticks.
  secondMode: ({ election, heartbeat }) => 2 * election - heartbeat,
};

/** n3_tick2000_sync5_init10. */
export const zookeeperReading: Reading<ZooSettings> = {
  system: "zookeeper",
  protocol: zookeeper,
  settings: (name) => ({
    servers: numberAfter(name, "n"),
    tickTime: numberAfter(name, "tick") / 1000,
    syncLimit: numberAfter(name, "sync"),
  }),
  faults: { sigkill_leader: "kill", partition_leader: "partition" },
};

/** ttl30_loop10_retry10_async2node. */
export const patroniReading: Reading<LeaseSettings> = {
  system: "patroni",
  protocol: dcsLease,
  settings: (name) => ({
    ...dcsLease.defaults,
    // One member of etcd, beside idle databases.
    dcsMembers: 1,
    stopFrom: 0.5,
    stopTo: 2,
    ttl: numberAfter(name, "ttl"),
    loopWait: numberAfter(name, "loop"),
    retryTimeout: numberAfter(name, "retry"),
  }),
  faults: {
    sigkill_patroni_and_postgres: "kill",
    partition_primary: "partition",
    sigkill_postgres_only: "databaseKill",
  },
};
