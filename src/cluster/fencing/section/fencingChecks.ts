import { nearest } from "../../../notation/document/nearest.js";
import { type Finding, quote } from "../../../notation/document/problem.js";
import type { WrittenNetwork } from "../../network/section/networkSchema.js";
import type { WrittenQuorum } from "../../quorum/section/quorumSchema.js";
import type { WrittenFencing } from "./fencingSchema.js";

/** What the checks of fencing read of a scenario. */
export interface FencingDocument {
  readonly fencing?: WrittenFencing | undefined;
  readonly quorum?: WrittenQuorum | undefined;
  readonly network?: WrittenNetwork | undefined;
}

/** What of fencing cannot be: failure modes that nobody has, options that exclude one another. */
export function fencingFindings(document: FencingDocument, modes: readonly string[]): Finding[] {
  return [...failsWithFindings(document, modes), ...watchdogFindings(document)];
}

function failsWithFindings({ fencing }: FencingDocument, named: readonly string[]): Finding[] {
  return (fencing?.failsWith ?? []).flatMap((name, i): Finding[] => {
    if (named.includes(name) || name === "commonCause") return [];
    const message = `no failure mode is called ${quote(name)}; there are ${named.join(", ")}`;
    return [{ path: ["fencing", "failsWith", i], message, suggestion: nearest(name, named) }];
  });
}

/** What only a shot has, from the decision to the last attempt. */
const OF_A_SHOT = ["delay", "delayIfServing", "action", "success", "attempts", "failsWith"] as const;

/** A watchdog acts on the loss of quorum, and is relied on after a time that must be the longer one. */
function watchdogFindings({ fencing, quorum, network }: FencingDocument): Finding[] {
  if (fencing === undefined) return [];
  const { watchdog, watchdogWait } = fencing;
  const found: Finding[] = [];
  const refuse = (key: string, message: string, suggestion?: string): void => {
    found.push({ path: ["fencing", key], message, at: "key", suggestion });
  };
  if (watchdog === undefined) {
    if (watchdogWait !== undefined) refuse("watchdogWait", "means nothing without it", "watchdog: 5s");
    return found;
  }
  for (const key of OF_A_SHOT) {
    if (fencing[key] === undefined) continue;
    refuse(key, "means nothing beside watchdog, which fences without a shot; leave one of them out");
  }
  const votes = network?.racks?.some((rack) => rack.votes !== undefined) ?? false;
  const block = typeof quorum === "string" ? { policy: quorum } : quorum;
  const policy = block ? (block.policy ?? "majority") : votes ? "majority" : "none";
  const ignores = typeof quorum === "object" && quorum.noQuorumPolicy === "ignore";
  if (policy === "none" || ignores)
    refuse("watchdog", "never acts where no node can be without quorum", "quorum: majority");
  if (typeof quorum === "object" && quorum.twoNode)
    refuse("watchdog", "never acts with twoNode, where either node has quorum alone", "quorum.device: ffsplit");
  if (typeof watchdog === "number" && typeof watchdogWait === "number" && watchdogWait <= watchdog)
    refuse("watchdogWait", "must be longer than the watchdog takes to act", `${2 * watchdog}s`);
  return found;
}
