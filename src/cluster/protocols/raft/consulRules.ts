import { between, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { ConsulSettings } from "./consul.js";

const { refusesNumber } = rulesFrom<ConsulSettings>("Consul 1.0 and later, agent/config/builder.go");

export const consulRules: readonly SettingRule<ConsulSettings>[] = [
  refusesNumber("raftMultiplier", between(1, 10), "performance.raft_multiplier must be between 1 and 10"),
];
