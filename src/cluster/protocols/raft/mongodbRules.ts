import { atLeast, atMost, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { MongoSettings } from "./mongodb.js";

const { refusesTime } = rulesFrom<MongoSettings>("MongoDB 4.4 and later, repl_set_config.idl: smallExactInt64, gt 0");
const { refusesNumber } = rulesFrom<MongoSettings>("MongoDB 3.0 and later, repl_set_config.h: kMaxVotingMembers");

export const mongodbRules: readonly SettingRule<MongoSettings>[] = [
  refusesNumber("members", atMost(7), "a replica set has at most 7 voting members"),
  refusesTime("heartbeat", rounded(1000), "heartbeatIntervalMillis is a whole number of milliseconds"),
  refusesTime("heartbeat", atLeast(0.001), "heartbeatIntervalMillis must be more than 0"),
  refusesTime("election", rounded(1000), "electionTimeoutMillis is a whole number of milliseconds"),
  refusesTime("election", atLeast(0.001), "electionTimeoutMillis must be more than 0"),
];
