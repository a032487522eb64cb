import { awsAlb } from "./awsAlb.js";
import { consul } from "./consul.js";
import { dcsLease } from "./dcsLease.js";
import { galera } from "./galera.js";
import { healthCheck } from "./healthCheck.js";
import { innodbCluster } from "./innodbCluster.js";
import { kafka } from "./kafka.js";
import { kubernetes } from "./kubernetes.js";
import { mongodb } from "./mongodb.js";
import { nginx } from "./nginx.js";
import { pacemaker } from "./pacemaker.js";
import { akka, cassandra } from "./phi.js";
import type { Protocol } from "./protocol.js";
import { raft } from "./raft.js";
import { aurora, rds } from "./rds.js";
import { redisCluster } from "./redisCluster.js";
import { sentinel } from "./sentinel.js";
import { serf } from "./serf.js";
import { totem } from "./totem.js";
import { vrrp } from "./vrrp.js";
import { vsphere } from "./vsphere.js";
import { windowsCluster } from "./windowsCluster.js";
import { zookeeper } from "./zookeeper.js";

/** Every cluster software that can be struck by a fault, by the name `--platform` has for it. */
export const PLATFORMS = {
  etcd: raft,
  consul,
  zookeeper,
  kafka,
  mongodb,
  patroni: dcsLease,
  "innodb-cluster": innodbCluster,
  galera,
  sentinel,
  "redis-cluster": redisCluster,
  cassandra,
  keepalived: vrrp,
  corosync: totem,
  pacemaker,
  windows: windowsCluster,
  vsphere,
  kubernetes,
  akka,
  serf,
  haproxy: healthCheck,
  nginx,
  "aws-alb": awsAlb,
  rds,
  aurora,
} satisfies Readonly<Record<string, Protocol<object>>>;

export type Platform = keyof typeof PLATFORMS;

/** The mechanism of a platform whatever its settings are; they must be its own. */
export const protocolOf = (platform: Platform): Protocol<object> => PLATFORMS[platform];
