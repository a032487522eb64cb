import type { SettingRule } from "../rules/settingRule.js";
import type { SerfSettings } from "./serf.js";

/** memberlist takes whatever it is given: hashicorp/memberlist 0.5, config.go and newMemberlist check none of these. */
export const serfRules: readonly SettingRule<SerfSettings>[] = [];
