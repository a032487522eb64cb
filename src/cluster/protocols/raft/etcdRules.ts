import { atLeast, atMost, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { RaftSettings } from "./raft.js";

const { refusesTime, usesTime } = rulesFrom<RaftSettings>("etcd 3.1 to 3.7, embed/config.go: Validate, ElectionTicks");

export const etcdRules: readonly SettingRule<RaftSettings>[] = [
  refusesTime("heartbeat", rounded(1000), "--heartbeat-interval is a whole number of milliseconds"),
  refusesTime("heartbeat", atLeast(0.001), "--heartbeat-interval must be more than 0"),
  refusesTime("election", rounded(1000), "--election-timeout is a whole number of milliseconds"),
  refusesTime(
    "election",
    (election, { heartbeat }) => Math.max(election, (5 * Math.round(heartbeat * 1000)) / 1000),
    "--election-timeout must be at least 5 times --heartbeat-interval",
  ),
  refusesTime("election", atMost(50), "--election-timeout must be at most 50 s"),
  usesTime("election", wholeTicks, "it counts in ticks of --heartbeat-interval, and cuts what is left over"),
];

function wholeTicks(election: number, { heartbeat }: RaftSettings): number {
  const [timeout, tick] = [Math.round(election * 1000), Math.round(heartbeat * 1000)];
  return timeout % tick === 0 ? election : (timeout - (timeout % tick)) / 1000;
}
