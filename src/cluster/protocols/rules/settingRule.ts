/** What a number among the settings is: seconds, or a plain number (a count, a share, a threshold). */
export type SettingUnit = "s" | "";

/**
 * What a software makes of one of its settings before it works with it. Rules are data: a setting, the value that fits
 * in its place, and what happens otherwise.
 */
export interface SettingRule<Settings> {
  /** Dotted path of the setting: "ttl", "ring.token". A setting that is unset, or is no number, has no rule. */
  readonly setting: string;
  readonly unit: SettingUnit;
  /** What becomes of a value that does not fit: the software uses the one that does, or it does not start. */
  readonly otherwise: "used" | "refused";
  /** The value that fits in the place of `value`, seconds or a plain number; `value` itself where that fits. */
  fit(value: number, settings: Settings): number;
  /** What the software says of it, as the end of "ttl 1s is used as 20s: …". */
  readonly why: string;
  /** Where it says so: software with version, and the file or page. */
  readonly source: string;
}

/** The value that fits; of the settings as earlier rules left them. */
export type Fit<Settings> = (value: number, settings: Settings) => number;

/** Writes the rules of one software, all from one source. */
export function rulesFrom<Settings>(source: string) {
  const rule =
    (otherwise: "used" | "refused", unit: SettingUnit) =>
    (setting: string, fit: Fit<Settings>, why: string): SettingRule<Settings> => ({
      setting,
      unit,
      otherwise,
      fit,
      why,
      source,
    });
  return {
    /** The software works with another time than the one given. */
    usesTime: rule("used", "s"),
    usesNumber: rule("used", ""),
    /** The software does not take such a time. */
    refusesTime: rule("refused", "s"),
    refusesNumber: rule("refused", ""),
  };
}

/** The same rules for a block within another one. */
export function within<Outer, Inner>(
  block: string,
  inner: (settings: Outer) => Inner,
  rules: readonly SettingRule<Inner>[],
): SettingRule<Outer>[] {
  return rules.map((rule) => ({
    ...rule,
    setting: `${block}.${rule.setting}`,
    fit: (value, settings) => rule.fit(value, inner(settings)),
  }));
}

export const atLeast = (least: number) => (value: number) => Math.max(least, value);
export const atMost = (most: number) => (value: number) => Math.min(most, value);
export const between = (least: number, most: number) => (value: number) => Math.min(most, Math.max(least, value));
/** A constant of the software that no setting changes. */
export const only = (constant: number) => () => constant;

/** Whole milliseconds, whole seconds…, `perSecond` of them to a second: cut, rounded or taken up. */
export const cut = (perSecond: number) => whole(perSecond, Math.floor);
export const rounded = (perSecond: number) => whole(perSecond, (parts) => Math.floor(parts + 0.5));
export const takenUp = (perSecond: number) => whole(perSecond, Math.ceil);

/** Nobody means less than a millionth of a part; binary fractions are that far off. */
const GRAIN = 1e6;

function whole(perSecond: number, how: (parts: number) => number) {
  return (value: number): number => {
    const parts = Math.round(value * perSecond * GRAIN) / GRAIN;
    return Number.isInteger(parts) ? value : how(parts) / perSecond;
  };
}
