import type { Platform } from "../registry.js";
import type { SettingRule } from "../settingRule.js";
import { awsAlbRules } from "./awsAlb.js";
import { consulRules } from "./consul.js";
import { corosyncRules } from "./corosync.js";
import { etcdRules } from "./etcd.js";
import { galeraRules } from "./galera.js";
import { haproxyRules } from "./haproxy.js";
import { innodbClusterRules } from "./innodbCluster.js";
import { kafkaRules } from "./kafka.js";
import { keepalivedRules } from "./keepalived.js";
import { kubernetesRules } from "./kubernetes.js";
import { mongodbRules } from "./mongodb.js";
import { nginxRules } from "./nginx.js";
import { pacemakerRules } from "./pacemaker.js";
import { patroniRules } from "./patroni.js";
import { akkaRules, cassandraRules } from "./phi.js";
import { statedRules } from "./rds.js";
import { redisClusterRules } from "./redisCluster.js";
import { sentinelRules } from "./sentinel.js";
import { serfRules } from "./serf.js";
import { vsphereRules } from "./vsphere.js";
import { windowsRules } from "./windows.js";
import { zookeeperRules } from "./zookeeper.js";

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
