import { z } from "zod";
import type { AlbSettings } from "../../cluster/protocols/balancers/awsAlb.js";
import type { HealthCheckSettings } from "../../cluster/protocols/balancers/healthCheck.js";
import type { NginxSettings } from "../../cluster/protocols/balancers/nginx.js";
import type { VrrpSettings } from "../../cluster/protocols/balancers/vrrp.js";
import type { PacemakerSettings } from "../../cluster/protocols/corosync/pacemaker.js";
import type { TotemSettings } from "../../cluster/protocols/corosync/totem.js";
import type { GaleraSettings } from "../../cluster/protocols/databases/galera.js";
import type { InnodbClusterSettings } from "../../cluster/protocols/databases/innodbCluster.js";
import type { StatedFailover } from "../../cluster/protocols/databases/rds.js";
import type { AkkaSettings, CassandraSettings } from "../../cluster/protocols/gossip/phi.js";
import type { SerfSettings } from "../../cluster/protocols/gossip/serf.js";
import type { KubernetesSettings } from "../../cluster/protocols/hosts/kubernetes.js";
import type { VsphereSettings } from "../../cluster/protocols/hosts/vsphere.js";
import type { WindowsClusterSettings } from "../../cluster/protocols/hosts/windowsCluster.js";
import type { LeaseSettings } from "../../cluster/protocols/patroni/leaseLaws.js";
import type { ConsulSettings } from "../../cluster/protocols/raft/consul.js";
import type { KafkaSettings } from "../../cluster/protocols/raft/kafka.js";
import type { MongoSettings } from "../../cluster/protocols/raft/mongodb.js";
import type { RaftSettings } from "../../cluster/protocols/raft/raft.js";
import type { RedisClusterSettings } from "../../cluster/protocols/redis/redisCluster.js";
import type { SentinelSettings } from "../../cluster/protocols/redis/sentinel.js";
import { type Platform, protocolOf } from "../../cluster/protocols/registry.js";
import type { ZooSettings } from "../../cluster/protocols/zookeeper/zookeeper.js";
import { block, count, duration, positive, share, workRate } from "../../notation/document/fields.js";
import { span } from "../../notation/laws/lawNotation.js";
import type { Assumption } from "../../notation/presets/assumption.js";
import { type Catalogue, presetText } from "../../notation/presets/presets.js";
import { clients } from "./clients.js";

/** A field for each setting of a platform, none left out; all optional, as each has a default or may be unset. */
function settings<S>(fields: { readonly [K in keyof S]-?: z.ZodType }) {
  const named = Object.entries<z.ZodType>(fields).map(([name, field]) => [name, field.optional()] as const);
  return block(Object.fromEntries(named));
}

/** Members of an ensemble that votes; nobody runs more. */
const members = count.max(25);

const ring = settings<TotemSettings>({
  nodes: z.int().min(2).max(1000).describe("Nodes in the nodelist, the lost one included."),
  token: span.describe("token, before the coefficient: 3s."),
  tokenCoefficient: duration.describe("token_coefficient: what each node beyond the second adds to the token."),
  retransmits: count.max(1000).describe("token_retransmits_before_loss_const."),
  join: duration.describe("join: after it an unanswered join message is sent again."),
  consensus: span.describe("consensus; 1.2 times the effective token unless told."),
});

/** A failover of which only its length is known. */
const stated = settings<StatedFailover>({
  from: duration.describe("A failover takes at least this."),
  to: span.describe("A failover takes at most this."),
});

const perSecond = workRate.refine((rate) => rate > 0, "must be more than nothing");

/** The settings that are a platform's own. */
const OWN = {
  etcd: settings<RaftSettings>({
    members: members.describe("Voting members, the leader included."),
    heartbeat: duration.describe("--heartbeat-interval: 100ms."),
    election: span.describe("--election-timeout: 1s."),
    preVote: z.boolean().describe("--pre-vote."),
    roundTrip: duration.describe("A message there and back, written to disk: 1ms."),
  }),
  zookeeper: settings<ZooSettings>({
    servers: members.describe("Voting servers, the leader included."),
    tickTime: span.describe("tickTime: 2s."),
    syncLimit: count.max(1000).describe("syncLimit, in ticks."),
  }),
  patroni: settings<LeaseSettings>({
    ttl: duration.describe("ttl of the leader key: 30s."),
    loopWait: duration.describe("loop_wait: 10s."),
    retryTimeout: duration.describe("retry_timeout: 10s."),
    dcsMembers: members.describe("Members of etcd, asked one after another when none answers."),
    stopFrom: duration.describe("PostgreSQL stops, its last checkpoint included, at least: 5s."),
    stopTo: duration.describe("PostgreSQL stops, its last checkpoint included, at most: 14s."),
  }),
  sentinel: settings<SentinelSettings>({
    sentinels: members.describe("Sentinels that watch the master."),
    quorum: members.describe("Sentinels that must hold the master for down."),
    downAfter: span.describe("down-after-milliseconds: 30s."),
    oneOnMaster: z.boolean().describe("Whether one of them runs on the master's host, and is cut off with it."),
    infoPeriod: duration
      .refine((s) => s >= 1, "must be at least 1 s, as under a close watch")
      .describe("From one INFO of a replica to the next while all is well: 10s."),
    failoverTimeout: span.describe(
      "failover-timeout: 180s; after an election without a winner none begins for twice that.",
    ),
  }),
  keepalived: settings<VrrpSettings>({
    version: z.literal([2, 3]).describe("vrrp_version."),
    advert: span.describe("advert_int: 1s."),
    backupPriority: count.max(254).describe("priority of the backup that takes over."),
    missed: count.max(1000).describe("vrrp_down_timer_adverts."),
  }),
  corosync: ring,
  pacemaker: settings<PacemakerSettings>({
    ring: ring.describe("The Corosync ring below."),
    quorum: z.enum(["majority", "two_node", "qdevice"]).describe("How those that are left keep quorum."),
    monitor: span.describe("Interval of the recurring monitor: 10s."),
    fencing: duration.describe("Until the fence device confirms; 0s = stonith-enabled=false."),
  }),
  haproxy: settings<HealthCheckSettings>({
    inter: span.describe("inter: from the end of a check to the start of the next."),
    fastinter: span.describe("fastinter: the same after a failed check; inter unless told."),
    fall: count.max(1000).describe("fall: failed checks in a row that make a server down."),
    asks: z.enum(["connection", "answer"]).describe("answer: option httpchk."),
    timeoutConnect: span.describe("timeout connect: 5s."),
    timeoutCheck: span.describe("timeout check; unset, inter bounds the whole check."),
  }),
  nginx: settings<NginxSettings>({
    maxFails: z.int().min(0).max(1000).describe("max_fails; 0 = never unavailable."),
    failTimeout: span.describe("fail_timeout: 10s."),
    connectTimeout: span.describe("proxy_connect_timeout: 60s."),
    readTimeout: span.describe("proxy_read_timeout: 60s."),
    requests: perSecond.describe("Requests that the server is given: 10/s."),
  }),
  "aws-alb": settings<AlbSettings>({
    interval: span.describe("HealthCheckIntervalSeconds: 30s."),
    timeout: span.describe("HealthCheckTimeoutSeconds: 5s."),
    unhealthy: count.describe("UnhealthyThresholdCount."),
    healthy: count.describe("HealthyThresholdCount."),
    launchFrom: duration.describe("Launch until the application answers, at least: 60s."),
    launchTo: span.describe("Launch until the application answers, at most: 300s."),
  }),
  rds: stated,
  aurora: stated,
  windows: settings<WindowsClusterSettings>({
    delay: span.describe("SameSubnetDelay: 1s."),
    threshold: count.describe("SameSubnetThreshold."),
    looksAlive: span.describe("LooksAlivePollInterval: 5s."),
    onlineFrom: duration.describe("Until the role is online, at least."),
    onlineTo: span.describe("Until the role is online, at most."),
  }),
  vsphere: settings<VsphereSettings>({
    heartbeat: span.describe("Between heartbeats of a host: 1s."),
    hostFailed: span.describe("Silence until a host counts as failed: 15s."),
    guestFailed: span.describe("VM monitoring, failure interval: 30s."),
    bootFrom: duration.describe("A guest boots and its service starts, at least."),
    bootTo: span.describe("A guest boots and its service starts, at most."),
  }),
  kubernetes: settings<KubernetesSettings>({
    workload: z.enum(["deployment", "volume", "statefulset"]).describe("What runs; volume: a ReadWriteOnce one."),
    leaseRenewal: span.describe("From one renewal of the node's lease to the next: 10s."),
    gracePeriod: span.describe("node-monitor-grace-period: 50s."),
    monitorPeriod: span.describe("node-monitor-period: 5s."),
    toleration: duration.describe("tolerationSeconds of not-ready and unreachable: 300s."),
    detach: duration.describe("Until a volume is detached by force: 6min."),
    startFrom: duration.describe("Schedule, pull, start and be ready, at least."),
    startTo: span.describe("Schedule, pull, start and be ready, at most."),
    probePeriod: span.describe("periodSeconds of the liveness probe: 10s."),
    probeFailures: count.max(1000).describe("failureThreshold of the liveness probe."),
    termination: duration.describe("terminationGracePeriodSeconds: 30s."),
  }),
  consul: settings<ConsulSettings>({
    servers: members.describe("Voting servers, the leader included."),
    raftMultiplier: count.describe("raft_multiplier."),
    roundTrip: duration.describe("A message there and back, written to disk: 1ms."),
  }),
  serf: settings<SerfSettings>({
    members: count.max(1000).describe("Members of the gossip pool, the lost one included."),
    probe: span.describe("probe_interval: 1s."),
    suspicionMult: count.max(10).describe("suspicion_mult."),
    maxMult: count.max(100).describe("Suspicion max timeout mult."),
  }),
  mongodb: settings<MongoSettings>({
    members: members.describe("Voting members, the primary included."),
    heartbeat: span.describe("heartbeatIntervalMillis: 2s."),
    election: span.describe("electionTimeoutMillis: 10s."),
    offset: share.describe("replElectionTimeoutOffsetLimitFraction: 15%."),
    roundTrip: duration.describe("A message there and back, written to disk: 5ms."),
  }),
  kafka: settings<KafkaSettings>({
    struck: z.enum(["broker", "controller"]).describe("Whom the fault strikes."),
    brokerHeartbeat: span.describe("broker.heartbeat.interval.ms: 2s."),
    brokerSession: span.describe("broker.session.timeout.ms: 9s."),
    controllers: members.describe("Voting controllers, the active one included."),
    fetchTimeout: span.describe("controller.quorum.fetch.timeout.ms: 2s."),
    electionTimeout: span.describe("controller.quorum.election.timeout.ms: 1s."),
    roundTrip: duration.describe("A message there and back, written to disk: 2ms."),
  }),
  galera: settings<GaleraSettings>({
    keepalive: span.describe("evs.keepalive_period: 1s."),
    suspect: span.describe("evs.suspect_timeout: 5s."),
    check: span.describe("evs.inactive_check_period: 500ms."),
  }),
  "innodb-cluster": settings<InnodbClusterSettings>({
    unreachable: span.describe("Silence until a member is unreachable: 5s."),
    expel: duration.describe("group_replication_member_expel_timeout: 5s."),
    router: span.describe("Until MySQL Router sends writes to the new primary."),
  }),
  "redis-cluster": settings<RedisClusterSettings>({
    masters: count.max(1000).describe("Masters, the lost one included."),
    nodes: count.max(2000).describe("All nodes, replicas included."),
    nodeTimeout: span.describe("cluster-node-timeout: 15s."),
  }),
  cassandra: settings<CassandraSettings>({
    threshold: positive.max(100).describe("phi_convict_threshold."),
    gossip: span.describe("Between rounds of gossip: 1s."),
  }),
  akka: settings<AkkaSettings>({
    threshold: positive.max(100).describe("failure-detector.threshold."),
    heartbeat: span.describe("heartbeat-interval: 1s."),
    deviation: duration.describe("min-std-deviation: 100ms."),
    pause: duration.describe("acceptable-heartbeat-pause: 3s."),
    stableAfter: duration.describe("split-brain-resolver.stable-after: 20s."),
  }),
} satisfies Readonly<Record<Platform, z.ZodObject>>;

/**
 * How the settings of each platform are written, those of its clients among them; what is left out keeps the software's
 * own default.
 */
export const SETTINGS = Object.fromEntries(
  Object.entries(OWN).map(([name, own]) => [name, andClients(own)]),
) as Readonly<Record<Platform, ReturnType<typeof andClients>>>;

function andClients({ shape }: ReturnType<typeof settings>) {
  return block({ ...shape, clients: clients.optional() });
}

type Tree = Readonly<Record<string, unknown>>;

/** The settings in force: those given, blocks within blocks, and the defaults of what is left out. */
export function withDefaults<S extends object>(defaults: S, given: object): S {
  const filled: Record<string, unknown> = { ...(defaults as Tree) };
  for (const [name, value] of Object.entries(given)) {
    const below = (defaults as Tree)[name];
    filled[name] = isTree(value) && isTree(below) ? withDefaults(below, value) : value;
  }
  return filled as S;
}

/** Every setting that has a value, by its dotted path: `ring.token`. */
export function settingPaths(of: object, above = ""): string[] {
  return Object.entries(of).flatMap(([name, value]) =>
    isTree(value) ? settingPaths(value, `${above}${name}.`) : [`${above}${name}`],
  );
}

/** The settings that nobody gave, with their sources. */
export function settingAssumptions(platform: Platform, given: object, { presets }: Catalogue): Assumption[] {
  const said = new Set(settingPaths(given));
  return settingPaths(protocolOf(platform).defaults).flatMap((path): Assumption[] => {
    const preset = presets.get(`platforms.${platform}.${path}`);
    if (said.has(path) || preset === undefined) return [];
    const { grade, source, id } = preset;
    return [{ what: path, value: presetText(preset.value), grade, source, preset: id }];
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}
