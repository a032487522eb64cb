import { deterministic } from "../../kernel/laws/deterministic.js";
import { uniform } from "../../kernel/laws/uniform.js";
import type { Protocol } from "./protocol.js";
import { inSteps, type Step } from "./steps.js";

export interface VrrpSettings {
  /** `vrrp_version`: 2 (RFC 3768) or 3 (RFC 5798). */
  readonly version: 2 | 3;
  /** `advert_int`: seconds between the master's advertisements. */
  readonly advert: number;
  /** `priority` of the backup that takes over, the highest of them: 1 to 254. */
  readonly backupPriority: number;
  /** `vrrp_down_timer_adverts`: advertisements missed before the master counts as down. */
  readonly missed: number;
}

/**
 * Keepalived's VRRP. A backup waits `missed` advertisement intervals and its skew from the last advertisement it
 * heard; a master that stops in good order says so (priority 0), and the backup waits its skew alone. A killed
 * daemon leaves its address on its host: for a while both hold it. A master whose parent process alone is killed
 * sometimes gets round to saying so: that race is not modelled.
 * Sources: keepalived include/vrrp.h (VRRP_MS_DOWN_TIMER, VRRP_TIMER_SKEW), keepalived.conf(5), RFC 3768, RFC 5798.
 */
export const vrrp: Protocol<VrrpSettings> = {
  name: "keepalived",
  faults: ["kill", "hostLoss", "partition", "freeze", "linkDown", "stop"],
  // keepalived.conf(5): vrrp_version 2, advert_int 1, priority 100, vrrp_down_timer_adverts 3.
  defaults: { version: 2, advert: 1, backupPriority: 100, missed: 3 },
  incident(settings, fault) {
    const { advert, missed } = settings;
    const skew = skewOf(settings);
    const silence: readonly Step[] = [
      { name: "first missed advertisement", law: uniform({ from: 0, to: advert }) },
      { name: "master down", law: deterministic({ value: (missed - 1) * advert + skew }), ends: "both" },
    ];
    const farewell: readonly Step[] = [{ name: "skew", law: deterministic({ value: skew }), ends: "both" }];
    return inSteps(fault === "stop" ? farewell : silence);
  },
};

/** Seconds by which a backup waits longer, the lower its priority: parts of a second in v2, of the interval in v3. */
function skewOf({ version, advert, backupPriority }: VrrpSettings): number {
  return ((256 - backupPriority) / 256) * (version === 2 ? 1 : advert);
}
