import { atLeast, cut, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { LeaseSettings } from "./leaseLaws.js";

const { usesTime } = rulesFrom<LeaseSettings>(
  "Patroni 3.2 and later, patroni/config.py: _validate_and_adjust_timeouts, _safe_copy_dynamic_configuration",
);
const LEAST = { ttl: 20, loopWait: 1, retryTimeout: 3 };
const RULE = "loop_wait + 2 × retry_timeout must not exceed ttl";

/** Before 3.2 nothing was adjusted, and the rule was only a line of the documentation. */
export const patroniRules: readonly SettingRule<LeaseSettings>[] = [
  usesTime("loopWait", cut(1), "it counts in whole seconds"),
  usesTime("loopWait", atLeast(LEAST.loopWait), "loop_wait cannot be less than 1 s"),
  usesTime("retryTimeout", cut(1), "it counts in whole seconds"),
  usesTime("retryTimeout", atLeast(LEAST.retryTimeout), "retry_timeout cannot be less than 3 s"),
  usesTime("ttl", cut(1), "it counts in whole seconds"),
  usesTime("ttl", atLeast(LEAST.ttl), "ttl cannot be less than 20 s"),
  // In this order: how long a loop waits is decided by the retry_timeout given.
  usesTime("loopWait", loopLeft, RULE),
  usesTime("retryTimeout", (retryTimeout, { ttl }) => Math.min(retryTimeout, mostRetry(ttl)), RULE),
];

/** The least loop where even that leaves too little for two retries, else what they leave. */
function loopLeft(loopWait: number, { ttl, retryTimeout }: LeaseSettings): number {
  return retryTimeout > mostRetry(ttl) ? LEAST.loopWait : Math.min(loopWait, ttl - 2 * retryTimeout);
}

const mostRetry = (ttl: number): number => Math.floor((ttl - LEAST.loopWait) / 2);
