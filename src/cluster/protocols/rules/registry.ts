import { awsAlbRules } from "../balancers/awsAlbRules.js";
import { haproxyRules } from "../balancers/haproxyRules.js";
import { keepalivedRules } from "../balancers/keepalivedRules.js";
import { nginxRules } from "../balancers/nginxRules.js";
import { corosyncRules } from "../corosync/corosyncRules.js";
import { pacemakerRules } from "../corosync/pacemakerRules.js";
import { galeraRules } from "../databases/galeraRules.js";
import { innodbClusterRules } from "../databases/innodbClusterRules.js";
import { statedRules } from "../databases/rdsRules.js";
import { akkaRules, cassandraRules } from "../gossip/phiRules.js";
import { serfRules } from "../gossip/serfRules.js";
import { kubernetesRules } from "../hosts/kubernetesRules.js";
import { vsphereRules } from "../hosts/vsphereRules.js";
import { windowsRules } from "../hosts/windowsRules.js";
import { patroniRules } from "../patroni/patroniRules.js";
import { consulRules } from "../raft/consulRules.js";
import { etcdRules } from "../raft/etcdRules.js";
import { kafkaRules } from "../raft/kafkaRules.js";
import { mongodbRules } from "../raft/mongodbRules.js";
import { redisClusterRules } from "../redis/redisClusterRules.js";
import { sentinelRules } from "../redis/sentinelRules.js";
import type { Platform } from "../registry.js";
import { zookeeperRules } from "../zookeeper/zookeeperRules.js";
import type { SettingRule } from "./settingRule.js";

/** What each software makes of its settings before it works with them, in this order; none: it takes any. */
const RULES = {
  etcd: etcdRules,
  consul: consulRules,
  zookeeper: zookeeperRules,
  kafka: kafkaRules,
  mongodb: mongodbRules,
  patroni: patroniRules,
  "innodb-cluster": innodbClusterRules,
  galera: galeraRules,
  sentinel: sentinelRules,
  "redis-cluster": redisClusterRules,
  cassandra: cassandraRules,
  keepalived: keepalivedRules,
  corosync: corosyncRules,
  pacemaker: pacemakerRules,
  windows: windowsRules,
  vsphere: vsphereRules,
  kubernetes: kubernetesRules,
  akka: akkaRules,
  serf: serfRules,
  haproxy: haproxyRules,
  nginx: nginxRules,
  "aws-alb": awsAlbRules,
  rds: statedRules,
  aurora: statedRules,
} satisfies Readonly<Record<Platform, readonly SettingRule<never>[]>>;

/** The rules of a platform whatever its settings are; they must be its own. */
export const rulesOf = (platform: Platform): readonly SettingRule<object>[] => RULES[platform];
