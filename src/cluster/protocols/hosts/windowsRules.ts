import { atLeast, between, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { WindowsClusterSettings } from "./windowsCluster.js";

const { refusesNumber, refusesTime } = rulesFrom<WindowsClusterSettings>(
  "Windows Server 2012 and later, learn.microsoft.com: SameSubnetDelay, SameSubnetThreshold, LooksAlivePollInterval",
);

export const windowsRules: readonly SettingRule<WindowsClusterSettings>[] = [
  refusesTime("delay", rounded(1000), "SameSubnetDelay is a whole number of milliseconds"),
  refusesTime("delay", between(0.25, 2), "SameSubnetDelay must be between 250 and 2000 ms"),
  refusesNumber("threshold", between(3, 120), "SameSubnetThreshold must be between 3 and 120"),
  refusesTime("looksAlive", rounded(1000), "LooksAlivePollInterval is a whole number of milliseconds"),
  refusesTime("looksAlive", atLeast(0.01), "LooksAlivePollInterval of a resource must be at least 10 ms"),
];
