import { cut, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { VrrpSettings } from "./vrrp.js";

const { usesTime, usesNumber } = rulesFrom<VrrpSettings>(
  "keepalived 2.0 and later, vrrp_parser.c (vrrp_adv_handler, vrrp_down_timer_adverts_handler), vrrp.c (vrrp_complete_instance)",
);
/** A packet of version 3 has twelve bits for hundredths of a second. */
const MOST_IN_V3 = 40.95;

/** What keepalived cannot read it ignores: the default stays. */
export const keepalivedRules: readonly SettingRule<VrrpSettings>[] = [
  usesTime(
    "advert",
    (advert) => (advert >= 0.01 && advert <= 255 ? advert : 1),
    "an advert_int outside 0.01 to 255 s is ignored, and the default of 1 s stays",
  ),
  usesTime("advert", wholeSeconds, "version 2 has whole seconds: rounded, and 1 at least"),
  usesTime("advert", hundredths, "version 3 has hundredths of a second, 40.95 s at most"),
  usesNumber(
    "missed",
    (missed) => (missed <= 100 ? missed : 3),
    "a down_timer_adverts outside 1 to 100 is ignored, and the default of 3 stays",
  ),
];

function wholeSeconds(advert: number, { version }: VrrpSettings): number {
  return version === 2 ? Math.max(1, rounded(1)(advert)) : advert;
}

function hundredths(advert: number, { version }: VrrpSettings): number {
  if (version === 2) return advert;
  return cut(100)(advert) > MOST_IN_V3 ? MOST_IN_V3 : rounded(100)(advert);
}
