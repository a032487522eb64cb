import { between, cut, only, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { AkkaSettings, CassandraSettings } from "./phi.js";

const cassandra = rulesFrom<CassandraSettings>(
  "Cassandra 0.7 to 5.0, DatabaseDescriptor (phi_convict_threshold), Gossiper (intervalInMillis)",
);
const akka = rulesFrom<AkkaSettings>("Akka 2.0 and later, PhiAccrualFailureDetector: require, toMillis");

export const cassandraRules: readonly SettingRule<CassandraSettings>[] = [
  cassandra.refusesNumber("threshold", between(5, 16), "phi_convict_threshold must be between 5 and 16"),
  cassandra.refusesTime("gossip", only(1), "gossip runs every second; no setting of cassandra.yaml changes that"),
];

export const akkaRules: readonly SettingRule<AkkaSettings>[] = [
  akka.refusesTime(
    "deviation",
    (deviation) => (deviation >= 0.001 ? deviation : 0.1),
    "failure-detector.min-std-deviation must be more than 0, and counts in whole milliseconds",
  ),
  akka.usesTime("deviation", cut(1000), "it counts in whole milliseconds"),
  akka.usesTime("pause", cut(1000), "it counts in whole milliseconds"),
];
