import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

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
 * daemon leaves its address on its host: for a while both hold it. Where its parent process is killed first, the child
 * is told to end by its kernel (PR_SET_PDEATHSIG) and sometimes says so before it is killed too.
 * Sources: keepalived include/vrrp.h (VRRP_MS_DOWN_TIMER, VRRP_TIMER_SKEW), keepalived.conf(5), RFC 3768, RFC 5798.
 */
export const vrrp: Protocol<VrrpSettings> = {
  name: "keepalived",
  faults: ["kill", "hostLoss", "partition", "freeze", "linkDown", "stop", "parentKill"],
  // keepalived.conf(5): vrrp_version 2, advert_int 1, priority 100, vrrp_down_timer_adverts 3.
  defaults: {
    version: 2,
    advert: 1,
    backupPriority: 100,
    missed: 3,
    clients: { resend: 0.2, silenceTo: 30, retry: 1 },
  },
  incident(settings, fault) {
    const { advert, missed } = settings;
    const skew = skewOf(settings);
    const silence: readonly Step[] = [
      { name: "first missed advertisement", law: uniform({ from: 0, to: advert }) },
      { name: "master down", law: deterministic({ value: (missed - 1) * advert + skew }), ends: "both" },
    ];
    const farewell: readonly Step[] = [{ name: "skew", law: deterministic({ value: skew }), ends: "both" }];
    if (fault === "parentKill") return inSteps(race(skew, (missed - 1) * advert, advert));
    return inSteps(fault === "stop" ? farewell : silence);
  },
};

/** How often the child won the race of its farewell against its own end: 12 of 70 measured, with one script that killed both. */
const FAREWELL = 12 / 70;

/** The farewell or, without it, the advertisements missed; then the skew. */
function race(skew: number, silence: number, advert: number): readonly Step[] {
  return [
    { name: "silence", law: uniform({ from: silence, to: silence + advert }), chance: 1 - FAREWELL },
    { name: "skew", law: deterministic({ value: skew }), ends: "both" },
  ];
}

/** Seconds by which a backup waits longer, the lower its priority: parts of a second in v2, of the interval in v3. */
function skewOf({ version, advert, backupPriority }: VrrpSettings): number {
  return ((256 - backupPriority) / 256) * (version === 2 ? 1 : advert);
}
