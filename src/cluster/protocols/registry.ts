import { awsAlb } from "./balancers/awsAlb.js";
import { healthCheck } from "./balancers/healthCheck.js";
import { nginx } from "./balancers/nginx.js";
import { vrrp } from "./balancers/vrrp.js";
import { pacemaker } from "./corosync/pacemaker.js";
import { totem } from "./corosync/totem.js";
import { galera } from "./databases/galera.js";
import { innodbCluster } from "./databases/innodbCluster.js";
import { aurora, rds } from "./databases/rds.js";
import { akka, cassandra } from "./gossip/phi.js";
import { serf } from "./gossip/serf.js";
import { kubernetes } from "./hosts/kubernetes.js";
import { vsphere } from "./hosts/vsphere.js";
import { windowsCluster } from "./hosts/windowsCluster.js";
import { dcsLease } from "./patroni/dcsLease.js";
import type { Protocol } from "./protocol.js";
import { consul } from "./raft/consul.js";
import { kafka } from "./raft/kafka.js";
import { mongodb } from "./raft/mongodb.js";
import { raft } from "./raft/raft.js";
import { redisCluster } from "./redis/redisCluster.js";
import { sentinel } from "./redis/sentinel.js";
import { zookeeper } from "./zookeeper/zookeeper.js";

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
