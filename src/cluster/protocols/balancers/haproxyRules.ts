import { atMost, rulesFrom, type SettingRule, takenUp } from "../rules/settingRule.js";
import type { HealthCheckSettings } from "./healthCheck.js";

const { refusesTime, usesTime } = rulesFrom<HealthCheckSettings>(
  "HAProxy 2.0 and later, src/tools.c: parse_time_err (up to the millisecond, at most 2147483647 ms)",
);
/** The largest timer, in seconds. */
const LONGEST = 2147483.647;
const TIMES = ["inter", "fastinter", "timeoutConnect", "timeoutCheck"];

export const haproxyRules: readonly SettingRule<HealthCheckSettings>[] = TIMES.flatMap((setting) => [
  usesTime(setting, takenUp(1000), "it counts in whole milliseconds, and takes the rest up"),
  refusesTime(setting, atMost(LONGEST), "no timer is longer than 24.8 days"),
]);
