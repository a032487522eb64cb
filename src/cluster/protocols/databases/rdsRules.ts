import { rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { StatedFailover } from "./rds.js";

const { refusesTime } = rulesFrom<StatedFailover>("a range of times; the service itself has no setting for them");

export const statedRules: readonly SettingRule<StatedFailover>[] = [
  refusesTime("to", (to, { from }) => Math.max(to, from), "the longest failover must not be shorter than the shortest"),
];
