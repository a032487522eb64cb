import { atLeast, cut, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { SentinelSettings } from "./sentinel.js";

const { refusesTime, usesTime } = rulesFrom<SentinelSettings>(
  "Redis 2.8 to 7.4, src/sentinel.c: sentinelHandleConfiguration (atoi; negative or zero time parameter)",
);

/** A quorum of more sentinels than there are is taken, and never reached. */
export const sentinelRules: readonly SettingRule<SentinelSettings>[] = [
  refusesTime("downAfter", atLeast(0.001), "down-after-milliseconds must be 1 at least"),
  usesTime("downAfter", cut(1000), "it counts in whole milliseconds"),
  refusesTime("failoverTimeout", atLeast(0.001), "failover-timeout must be 1 at least"),
  usesTime("failoverTimeout", cut(1000), "it counts in whole milliseconds"),
];
