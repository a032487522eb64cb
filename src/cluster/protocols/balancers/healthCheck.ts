import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface HealthCheckSettings {
  /** `inter`: seconds from the end of a check to the start of the next. */
  readonly inter: number;
  /** `fastinter`: the same once a check has failed, until the server is down; `inter` where it is not set. */
  readonly fastinter?: number;
  /** `fall`: failed checks in a row that make a server down. */
  readonly fall: number;
  /** What a check asks for: a connection, or an answer as well (`option httpchk`). */
  readonly asks: "connection" | "answer";
  /** `timeout connect`, seconds. */
  readonly timeoutConnect: number;
  /** `timeout check`, seconds; where it is not set, `inter` bounds the whole check. */
  readonly timeoutCheck?: number;
}

/**
 * HAProxy's health check: a server is down after `fall` failed checks in a row, and from then on requests go to the
 * others. A refused check fails at once, a silent one at its timeout; the kernel of a frozen process still accepts
 * connections, so that a check which only connects never fails.
 * Sources: doc/configuration.txt (inter, fastinter, fall, timeout check), src/check.c (the task is armed again
 * `inter` after the end of a check).
 */
export const healthCheck: Protocol<HealthCheckSettings> = {
  name: "haproxy",
  faults: ["kill", "stop", "hostLoss", "partition", "freeze", "linkDown"],
  // doc/configuration.txt: inter 2000, fall 3; `timeout connect` has no default, 5 s is the manual's example.
  defaults: { inter: 2, fall: 3, asks: "connection", timeoutConnect: 5, clients: { retry: 0 } },
  incident(settings, fault) {
    const takes = failedCheck(settings, fault);
    return inSteps(takes === undefined ? [] : checksUntilDown(settings, takes));
  },
};

/** Seconds a check takes to fail; undefined when it passes. */
function failedCheck(settings: HealthCheckSettings, fault: FaultKind): number | undefined {
  const { inter, asks, timeoutConnect, timeoutCheck } = settings;
  if (fault === "kill" || fault === "stop") return 0;
  if (fault === "freeze") return asks === "answer" ? (timeoutCheck ?? inter) : undefined;
  return timeoutCheck === undefined ? inter : Math.min(inter, timeoutConnect);
}

function checksUntilDown({ inter, fastinter = inter, fall }: HealthCheckSettings, takes: number): readonly Step[] {
  const checks = Array.from({ length: fall }, (_, check): Step[] => [
    check === 0
      ? { name: "next check", law: uniform({ from: 0, to: inter }) }
      : { name: `pause ${check}`, law: deterministic({ value: fastinter }) },
    {
      name: `failed check ${check + 1}`,
      law: deterministic({ value: takes }),
      ...(check === fall - 1 && { ends: "both" }),
    },
  ]);
  return checks.flat();
}
