import { atLeast, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { RedisClusterSettings } from "./redisCluster.js";

const { refusesTime } = rulesFrom<RedisClusterSettings>("Redis 3 to 7.4, src/config.c: cluster-node-timeout");
const { refusesNumber } = rulesFrom<RedisClusterSettings>("Redis 5 to 7.4, src/redis-cli.c: --cluster create");

export const redisClusterRules: readonly SettingRule<RedisClusterSettings>[] = [
  refusesNumber("masters", atLeast(3), "a Redis Cluster requires at least 3 master nodes"),
  refusesTime("nodeTimeout", rounded(1000), "cluster-node-timeout is a whole number of milliseconds"),
];
