import { z } from "zod";
import type { LeaseSettings } from "../cluster/protocols/dcsLease.js";
import type { HealthCheckSettings } from "../cluster/protocols/healthCheck.js";
import type { PacemakerSettings } from "../cluster/protocols/pacemaker.js";
import type { FaultKind } from "../cluster/protocols/protocol.js";
import type { RaftSettings } from "../cluster/protocols/raft.js";
import { type Platform, protocolOf } from "../cluster/protocols/registry.js";
import type { SentinelSettings } from "../cluster/protocols/sentinel.js";
import type { TotemSettings } from "../cluster/protocols/totem.js";
import type { VrrpSettings } from "../cluster/protocols/vrrp.js";
import type { ZooSettings } from "../cluster/protocols/zookeeper.js";
import { block, count, duration } from "./fields.js";
import { span } from "./lawNotation.js";
import { type Catalogue, presetText } from "./presets.js";
import type { Finding, PathPart } from "./problem.js";
import type { Assumption } from "./scenario.js";

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

/** How the settings of each platform are written; what is left out keeps the software's own default. */
export const SETTINGS = {
  etcd: settings<RaftSettings>({
    members: members.describe("Voting members, the leader included."),
    heartbeat: duration
      .refine((s) => s >= 0.001, "must be at least 1 ms, as etcd has it")
      .describe("--heartbeat-interval: 100ms."),
    election: span.refine((s) => s <= 50, "must be at most 50 s, as etcd has it").describe("--election-timeout: 1s."),
    preVote: z.boolean().describe("--pre-vote."),
    roundTrip: duration.describe("A message there and back, written to disk: 1ms."),
  }),
  zookeeper: settings<ZooSettings>({
    servers: members.describe("Voting servers, the leader included."),
    tickTime: span.describe("tickTime: 2s."),
    syncLimit: count.max(1000).describe("syncLimit, in ticks."),
  }),
  patroni: settings<LeaseSettings>({
    ttl: span.describe("ttl of the leader key: 30s."),
    loopWait: span.describe("loop_wait: 10s."),
    retryTimeout: duration.describe("retry_timeout: 10s."),
  }),
  sentinel: settings<SentinelSettings>({
    sentinels: members.describe("Sentinels that watch the master."),
    quorum: members.describe("Sentinels that must hold the master for down."),
    downAfter: span.describe("down-after-milliseconds: 30s."),
    oneOnMaster: z.boolean().describe("Whether one of them runs on the master's host, and is cut off with it."),
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
} satisfies Readonly<Record<Platform, z.ZodType>>;

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

/** What is well formed and still cannot be played: settings that contradict one another. */
export function settingFindings(platform: Platform, given: object, fault: FaultKind, path: PathPart[]): Finding[] {
  const protocol = protocolOf(platform);
  try {
    protocol.incident(withDefaults(protocol.defaults, given), fault);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ path, message: error.message }];
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}
