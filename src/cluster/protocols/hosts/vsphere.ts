import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface VsphereSettings {
  /** Seconds between the heartbeats of a host. */
  readonly heartbeat: number;
  /** Seconds without heartbeats, and without an answer to pings, until a host counts as failed. */
  readonly hostFailed: number;
  /** VM monitoring: seconds without a heartbeat of the guest until it is reset. */
  readonly guestFailed: number;
  /** Seconds in which a guest boots and its service starts: from and to. */
  readonly bootFrom: number;
  readonly bootTo: number;
}

/** Placing and powering on the machines of a failed host: assumed. */
const PLACEMENT = uniform({ from: 2, to: 10 });

/**
 * vSphere HA restarts virtual machines: those of a failed host elsewhere, one whose guest gives no heartbeat in place.
 * A node of the design is a host with its machine. A partition with storage heartbeats left, and the isolation
 * response (leave powered on by default), restart nothing.
 * Sources: vSphere availability guides (heartbeats every second, host failed after 15 s without them and without an
 * answer to pings; VM monitoring, failure interval 30 s).
 */
export const vsphere: Protocol<VsphereSettings> = {
  name: "vsphere",
  faults: ["kill", "hostLoss", "freeze", "partition", "linkDown"],
  inPlace: ["kill", "freeze"],
  defaults: {
    heartbeat: 1,
    hostFailed: 15,
    guestFailed: 30,
    bootFrom: 60,
    bootTo: 300,
    clients: { resend: 0.2, silenceTo: 30, retry: 1 },
  },
  incident: (settings, fault) => inSteps(stepsOf(settings, fault)),
};

/** @throws RangeError when a host would fail between two of its heartbeats, or boot takes no range. */
function stepsOf({ heartbeat, hostFailed, guestFailed, bootFrom, bootTo }: VsphereSettings, fault: FaultKind): Step[] {
  if (!(hostFailed > heartbeat)) throw new RangeError(`hostFailed (${hostFailed} s) must be longer than a heartbeat`);
  if (!(bootFrom < bootTo)) throw new RangeError(`bootFrom (${bootFrom} s) must be less than bootTo (${bootTo} s)`);
  // The machines go on where they are: the service is up for whoever reaches them, and nobody restarts it.
  if (fault === "partition" || fault === "linkDown") return [];
  const boot: Step = { name: "boot", law: uniform({ from: bootFrom, to: bootTo }), ends: "restored" };
  if (fault !== "hostLoss") {
    return [{ name: "guest silent", law: deterministic({ value: guestFailed }), ends: "detected" }, boot];
  }
  return [
    { name: "heartbeat", law: uniform({ from: 0, to: heartbeat }) },
    { name: "host silent", law: deterministic({ value: hostFailed - heartbeat }), ends: "detected" },
    { name: "placement", law: PLACEMENT },
    boot,
  ];
}
