import { atMost, only, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { InnodbClusterSettings } from "./innodbCluster.js";

const { refusesTime, usesTime } = rulesFrom<InnodbClusterSettings>(
  "MySQL 8.0.13 and later, group_replication plugin: member_expel_timeout from 0 to 3600; manual, Expel Timeout",
);

export const innodbClusterRules: readonly SettingRule<InnodbClusterSettings>[] = [
  refusesTime("unreachable", only(5), "the first 5 s of silence are fixed; no variable changes them"),
  refusesTime("expel", rounded(1), "group_replication_member_expel_timeout is a whole number of seconds"),
  usesTime("expel", atMost(3600), "group_replication_member_expel_timeout is an hour at most"),
];
