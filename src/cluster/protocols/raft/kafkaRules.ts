import { rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { KafkaSettings } from "./kafka.js";

const { refusesTime } = rulesFrom<KafkaSettings>("Kafka 3.3 to 4.0, KRaftConfigs and QuorumConfig: INT without bounds");

const milliseconds = (setting: string, property: string): SettingRule<KafkaSettings> =>
  refusesTime(setting, rounded(1000), `${property} is a whole number of milliseconds`);

export const kafkaRules: readonly SettingRule<KafkaSettings>[] = [
  milliseconds("brokerHeartbeat", "broker.heartbeat.interval.ms"),
  milliseconds("brokerSession", "broker.session.timeout.ms"),
  milliseconds("fetchTimeout", "controller.quorum.fetch.timeout.ms"),
  milliseconds("electionTimeout", "controller.quorum.election.timeout.ms"),
];
