import { atLeast, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { GaleraSettings } from "./galera.js";

const { refusesTime } = rulesFrom<GaleraSettings>(
  "Galera 3 and 4, gcomm/src/evs_proto.cpp (check_range), defaults.cpp",
);

/** A share of a time, as a length in whole milliseconds that a person would write; what lies below it fits as it is. */
const atMostShare = (value: number, whole: number, parts: number): number =>
  value <= whole / parts + 1e-9 ? value : Math.floor((whole / parts) * 1000 + 1e-6) / 1000;

export const galeraRules: readonly SettingRule<GaleraSettings>[] = [
  refusesTime("suspect", atLeast(0.3), "evs.suspect_timeout must be at least three times the least keepalive, PT0.1S"),
  refusesTime(
    "check",
    (check, { suspect }) => atMostShare(check, suspect, 2),
    "evs.inactive_check_period must be at most half of evs.suspect_timeout",
  ),
  refusesTime("keepalive", atLeast(0.1), "evs.keepalive_period must be at least PT0.1S"),
  refusesTime(
    "keepalive",
    (keepalive, { suspect }) => atMostShare(keepalive, suspect, 3),
    "evs.keepalive_period must be at most a third of evs.suspect_timeout",
  ),
];
