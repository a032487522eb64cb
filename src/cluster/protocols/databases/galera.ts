import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface GaleraSettings {
  /** `evs.keepalive_period`, seconds. */
  readonly keepalive: number;
  /** `evs.suspect_timeout`, seconds. */
  readonly suspect: number;
  /** `evs.inactive_check_period`, seconds. */
  readonly check: number;
}

/** Agreeing on the new view among those that are left, once all suspect the same node: assumed. */
const NEW_VIEW = uniform({ from: 0.05, to: 0.3 });

/**
 * Galera: every node serves, and while one is silent none can commit. It is suspected a timeout after its last
 * keepalive, at the next check, and when all suspect it a view without it is installed and commits go on. A killed
 * process is taken to be found no sooner than a silent one (assumed). A node that stops says so.
 * Source: Galera parameters, recovery and WAN replication of the documentation.
 */
export const galera: Protocol<GaleraSettings> = {
  name: "galera",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { keepalive: 1, suspect: 5, check: 0.5, clients: { attached: 0.333, silenceTo: 10 } },
  incident: (settings, fault) => inSteps(fault === "stop" ? [newView] : [...silence(settings), newView]),
};

const newView: Step = { name: "new view", law: NEW_VIEW, ends: "both" };

/** @throws RangeError when a node would be suspected between two of its keepalives. */
function silence({ keepalive, suspect, check }: GaleraSettings): readonly Step[] {
  if (!(suspect > keepalive)) {
    throw new RangeError(`suspect after ${suspect} s ends between keepalives ${keepalive} s apart`);
  }
  return [
    { name: "keepalive left", law: uniform({ from: 0, to: keepalive }) },
    { name: "suspect", law: deterministic({ value: suspect - keepalive }) },
    { name: "check", law: uniform({ from: 0, to: check }) },
  ];
}
