import { cut, rulesFrom, type SettingRule, within } from "../rules/settingRule.js";
import { corosyncRules } from "./corosyncRules.js";
import type { PacemakerSettings } from "./pacemaker.js";

const { usesTime } = rulesFrom<PacemakerSettings>("Pacemaker 2 and 3, lib/common/strings.c: pcmk__parse_ms");

export const pacemakerRules: readonly SettingRule<PacemakerSettings>[] = [
  ...within<PacemakerSettings, PacemakerSettings["ring"]>("ring", ({ ring }) => ring, corosyncRules),
  usesTime("monitor", cut(1000), "the interval of an operation is cut to whole milliseconds"),
];
