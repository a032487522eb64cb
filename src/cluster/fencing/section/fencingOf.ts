import type { Law } from "../../../kernel/law.js";
import { deterministic } from "../../../kernel/laws/deterministic.js";
import { lawOf } from "../../../notation/laws/law.js";
import type { Defaults } from "../../../notation/presets/defaults.js";
import type { Ground } from "../../section.js";
import type { FencingSpec, WatchdogSpec } from "../fencingSpec.js";
import type { WrittenFencing } from "./fencingSchema.js";

/** How a validated scenario makes sure that lost nodes are off; undefined when it does not. */
export function fencingOf(fencing: WrittenFencing | undefined, { defaults, manual }: Ground): FencingSpec | undefined {
  if (fencing === undefined) return undefined;
  if (fencing.watchdog !== undefined) return selfFencing(fencing, defaults, manual);
  const law = (field: "delay" | "action" | "reboot"): Law =>
    lawOf(fencing[field] ?? defaults.law(`fencing.${field}`, `fencing.${field}`));
  const delay = law("delay");
  return {
    delay,
    delayIfServing: fencing.delayIfServing === undefined ? delay : lawOf(fencing.delayIfServing),
    action: law("action"),
    success: fencing.success ?? defaults.share("fencing.success", "fencing.success"),
    attempts: fencing.attempts ?? defaults.count("fencing.attempts", "fencing.attempts"),
    confirm: fencing.confirm === undefined ? manual() : lawOf(fencing.confirm),
    reboot: law("reboot"),
    failsWith: fencing.failsWith ?? [],
  };
}

/** Watchdogs instead of a fence device: nothing is shot, so nothing of a shot matters. */
function selfFencing(fencing: WrittenFencing, defaults: Defaults, manual: () => Law): FencingSpec {
  const none = lawOf("immediate");
  return {
    delay: none,
    delayIfServing: none,
    action: none,
    success: 1,
    attempts: 1,
    confirm: fencing.confirm === undefined ? manual() : lawOf(fencing.confirm),
    reboot: lawOf(fencing.reboot ?? defaults.law("fencing.reboot", "fencing.reboot")),
    failsWith: [],
    watchdog: watchdogOf(lawOf(fencing.watchdog!), fencing, defaults),
  };
}

function watchdogOf(timeout: Law, { watchdogWait }: WrittenFencing, defaults: Defaults): WatchdogSpec {
  if (watchdogWait !== undefined) return { timeout, wait: lawOf(watchdogWait) };
  const times = defaults.count("fencing.watchdogWait, times the watchdog", "fencing.watchdogWait");
  return { timeout, wait: deterministic({ value: times * timeout.mean }) };
}
