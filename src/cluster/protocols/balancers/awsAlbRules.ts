import { between, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { AlbSettings } from "./awsAlb.js";

const { refusesNumber, refusesTime } = rulesFrom<AlbSettings>(
  "Elastic Load Balancing API 2015-12-01, CreateTargetGroup; ValidationError of the service (terraform-provider-aws issue 48070)",
);

export const awsAlbRules: readonly SettingRule<AlbSettings>[] = [
  refusesTime("interval", rounded(1), "HealthCheckIntervalSeconds is a whole number of seconds"),
  refusesTime("interval", between(5, 300), "HealthCheckIntervalSeconds must be between 5 and 300"),
  refusesTime("timeout", rounded(1), "HealthCheckTimeoutSeconds is a whole number of seconds"),
  refusesTime("timeout", between(2, 120), "HealthCheckTimeoutSeconds must be between 2 and 120"),
  refusesTime(
    "timeout",
    (timeout, { interval }) => Math.min(timeout, interval - 1),
    "the health check interval must be greater than the timeout",
  ),
  refusesNumber("unhealthy", between(2, 10), "UnhealthyThresholdCount must be between 2 and 10"),
  refusesNumber("healthy", between(2, 10), "HealthyThresholdCount must be between 2 and 10"),
];
