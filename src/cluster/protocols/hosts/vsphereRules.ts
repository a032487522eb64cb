import { only, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { VsphereSettings } from "./vsphere.js";

const { refusesTime, usesTime } = rulesFrom<VsphereSettings>(
  "vSphere 5.0 and later, availability guide (heartbeats every second, failed after 15 s); das.failuredetectiontime is of 4.1 and before",
);

export const vsphereRules: readonly SettingRule<VsphereSettings>[] = [
  usesTime("heartbeat", only(1), "das.failuredetectioninterval is ignored: hosts send a heartbeat every second"),
  usesTime("hostFailed", only(15), "das.failuredetectiontime is ignored: a host has failed after 15 s"),
  refusesTime("guestFailed", rounded(1), "the failure interval of VM monitoring is a whole number of seconds"),
];
