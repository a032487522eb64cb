import { atLeast, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { ZooSettings } from "./zookeeper.js";

const { refusesTime } = rulesFrom<ZooSettings>("ZooKeeper 3.4 to 3.9, QuorumPeerConfig: parseInt, tickTime is not set");

export const zookeeperRules: readonly SettingRule<ZooSettings>[] = [
  refusesTime("tickTime", rounded(1000), "tickTime is a whole number of milliseconds"),
  refusesTime("tickTime", atLeast(0.001), "tickTime must not be 0"),
];
