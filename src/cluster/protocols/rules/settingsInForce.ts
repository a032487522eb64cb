import type { SettingRule, SettingUnit } from "./settingRule.js";

/** A setting that the software does not use as it was given. */
export interface SettingChange {
  /** Dotted path: "ttl", "ring.token". */
  readonly name: string;
  /** What was given, or the default; seconds or a plain number. */
  readonly given: number;
  readonly used: number;
  readonly unit: SettingUnit;
  readonly why: string;
  readonly source: string;
}

/** A setting with which the software does not start. */
export interface SettingRefusal extends Omit<SettingChange, "used"> {
  /** A value that it would take, the nearest one by its rules. */
  readonly accepted: number;
}

export interface SettingsInForce<Settings> {
  /** The settings as the software works with them; where it refuses some, with what it would accept in their place. */
  readonly settings: Settings;
  readonly changes: readonly SettingChange[];
  readonly refusals: readonly SettingRefusal[];
}

type Tree = Readonly<Record<string, unknown>>;

/** What a software makes of the settings it is given: its rules in their order, each on what the ones before left. */
export function settingsInForce<Settings extends object>(
  rules: readonly SettingRule<Settings>[],
  given: Settings,
): SettingsInForce<Settings> {
  const changes = new Map<string, SettingChange>();
  const refusals: SettingRefusal[] = [];
  let settings = given;
  for (const rule of rules) {
    const { setting: name, unit, why, source } = rule;
    const value = valueAt(settings, name);
    if (typeof value !== "number") continue;
    const fitting = rule.fit(value, settings);
    if (fitting === value) continue;
    settings = withValue(settings, name.split("."), fitting);
    if (rule.otherwise === "refused") refusals.push({ name, given: value, accepted: fitting, unit, why, source });
    else changes.set(name, changed(changes.get(name), { name, given: value, used: fitting, unit, why, source }));
  }
  return {
    settings,
    changes: [...changes.values()].filter(({ given, used }) => given !== used),
    refusals: refusals.map((one) => ({ ...one, accepted: valueAt(settings, one.name) as number })),
  };
}

/** One change after another of the same setting: what was given first and is used last, for both reasons. */
function changed(before: SettingChange | undefined, change: SettingChange): SettingChange {
  if (before === undefined) return change;
  const source = before.source === change.source ? change.source : `${before.source}; ${change.source}`;
  return { ...change, given: before.given, why: `${before.why}; ${change.why}`, source };
}

function valueAt(settings: object, path: string): unknown {
  return path.split(".").reduce<unknown>((tree, key) => (tree as Tree | undefined)?.[key], settings);
}

function withValue<Settings extends object>(settings: Settings, [key, ...below]: string[], value: number): Settings {
  const inner = (settings as Tree)[key!];
  return { ...settings, [key!]: below.length === 0 ? value : withValue(inner as object, below, value) };
}
