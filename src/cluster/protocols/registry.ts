import { dcsLease } from "./dcsLease.js";
import { healthCheck } from "./healthCheck.js";
import { pacemaker } from "./pacemaker.js";
import type { Protocol } from "./protocol.js";
import { raft } from "./raft.js";
import { sentinel } from "./sentinel.js";
import { totem } from "./totem.js";
import { vrrp } from "./vrrp.js";
import { zookeeper } from "./zookeeper.js";

/** Every cluster software that can be struck by a fault, by the name `--platform` has for it. */
export const PLATFORMS = {
  etcd: raft,
  zookeeper,
  patroni: dcsLease,
  sentinel,
  keepalived: vrrp,
  corosync: totem,
  pacemaker,
  haproxy: healthCheck,
} satisfies Readonly<Record<string, Protocol<object>>>;

export type Platform = keyof typeof PLATFORMS;

/** The mechanism of a platform whatever its settings are; they must be its own. */
export const protocolOf = (platform: Platform): Protocol<object> => PLATFORMS[platform];
