import { clientsIncident } from "../../cluster/protocols/clientsIncident.js";
import type { FaultKind } from "../../cluster/protocols/protocol.js";
import { type Platform, protocolOf } from "../../cluster/protocols/registry.js";
import { rulesOf } from "../../cluster/protocols/rules/registry.js";
import type { SettingUnit } from "../../cluster/protocols/rules/settingRule.js";
import {
  type SettingChange,
  type SettingRefusal,
  type SettingsInForce,
  settingsInForce,
} from "../../cluster/protocols/rules/settingsInForce.js";
import type { Finding, PathPart } from "../../notation/document/problem.js";
import { writtenDuration } from "../../notation/units/duration.js";
import { settingPaths, withDefaults } from "./platform.js";

/** What the platform works with when these settings are given and its defaults stand for all others. */
export function settingsOf(platform: Platform, given: object): SettingsInForce<object> {
  return settingsInForce(rulesOf(platform), withDefaults(protocolOf(platform).defaults, given));
}

/** A setting as it is written: `250ms`, `40.95s`, `5`. */
const settingText = (value: number, unit: SettingUnit): string =>
  unit === "s" ? writtenDuration(value) : String(value);

/** One change in words: "ttl 1s is used as 20s: ttl cannot be less than 20 s (Patroni 3.2 …)". */
export function settingChangeText({ name, given, used, unit, why, source }: SettingChange): string {
  return `${name} ${settingText(given, unit)} is used as ${settingText(used, unit)}: ${why} (${source})`;
}

/** What is well formed and still cannot be played: settings that the software refuses, or that contradict one another. */
export function settingFindings(platform: Platform, given: object, fault: FaultKind, path: PathPart[]): Finding[] {
  const { settings, refusals } = settingsOf(platform, given);
  const said = new Set(settingPaths(given));
  if (refusals.length > 0) return refusals.map((one) => refusalFinding(one, said.has(one.name), path));
  try {
    clientsIncident(protocolOf(platform), settings, fault);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ path, message: error.message }];
  }
}

/** A default that does not go with what was given is told at the block, which has no such line. */
function refusalFinding(refusal: SettingRefusal, wasGiven: boolean, path: PathPart[]): Finding {
  const { name, given, accepted, unit, why, source } = refusal;
  const [refused, instead] = [settingText(given, unit), settingText(accepted, unit)];
  const because = `is refused: ${why} (${source})`;
  return wasGiven
    ? { path: [...path, ...name.split(".")], message: `${refused} ${because}`, suggestion: instead }
    : { path, message: `${name} ${refused}, the default, ${because}`, suggestion: `${name}: ${instead}` };
}
