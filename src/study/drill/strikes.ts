import type { Strike, StrikeKind } from "../../cluster/drill/strike.js";
import { NEVER, strikeMode } from "../../cluster/drill/strike.js";
import type { FaultKind } from "../../cluster/protocols/protocol.js";
import type { FailureModeSpec } from "../../cluster/spec.js";
import type { Law } from "../../kernel/law.js";
import { immediate } from "../../kernel/laws/immediate.js";
import type { ExperimentAsked, FaultAsked } from "../../scenario/drill/experiment.js";
import type { Scenario } from "../../scenario/scenario.js";
import { platformMode } from "../onPlatform.js";

/** The strikes of an experiment on the cluster of a scenario: how each is found, taken over and repaired. */
export function strikesOf(scenario: Scenario, asked: ExperimentAsked): Strike[] {
  return asked.faults.map((fault) => {
    const { kind, whom, shape, speed, loss, delay } = fault;
    const takesDown = !["slow", "latency", "loss", "partition"].includes(kind);
    const mode = takesDown ? modeOf(scenario, asked, fault) : strikeMode(kind, {});
    return { kind, target: whom, shape, mode, takesDown, silences: kind !== "storageDisconnect", speed, loss, delay };
  });
}

/** The failure mode that a strike is like, where the scenario has it: it is detected and repaired like that. */
const LIKE: Readonly<Partial<Record<StrikeKind, string>>> = {
  kill: "application",
  freeze: "application",
  shutdown: "hardware",
  zoneDown: "hardware",
};

/** What a strike is to the software that detects and takes over. */
const TO_PLATFORM: Readonly<Partial<Record<StrikeKind, FaultKind>>> = {
  kill: "kill",
  freeze: "freeze",
  stop: "stop",
  shutdown: "hostLoss",
  zoneDown: "hostLoss",
};

function modeOf(scenario: Scenario, asked: ExperimentAsked, fault: FaultAsked): FailureModeSpec {
  const { kind, lasts } = fault;
  const modes = scenario.spec.classes.flatMap((nodes) => nodes.modes);
  const like = modes.find(({ name }) => name === LIKE[kind]);
  const repaired = lasts === undefined && kind !== "stop" ? (like ?? modes[0]) : undefined;
  const own = strikeMode(kind, {
    detection: detectionOf(asked, fault, like),
    ...(repaired && { repair: repaired.repair, needsCrew: repaired.needsCrew, recovery: repaired.recovery }),
  });
  const platformFault = TO_PLATFORM[kind];
  if (fault.detection || platformFault === undefined) return own;
  return platformMode(scenario, own, platformFault);
}

/**
 * How a strike is found. A farewell is heard at once; storage that is gone is found by a monitor, not by the heartbeats,
 * which go on; a frozen process says nothing, so that only heartbeats or a check find it, not a closed connection. Never:
 * heartbeats find it, one by one.
 */
function detectionOf(asked: ExperimentAsked, { kind, detection }: FaultAsked, like?: FailureModeSpec): Law {
  const { detection: general, heartbeats } = asked;
  if (detection !== undefined) return detection;
  if (kind === "stop") return immediate();
  if (kind === "storageDisconnect") return general;
  if (kind !== "freeze" && like && !alike(like.detection, general)) return like.detection;
  return heartbeats ? NEVER : general;
}

const alike = (a: Law, b: Law): boolean => a.kind === b.kind && a.mean === b.mean && a.variance === b.variance;
