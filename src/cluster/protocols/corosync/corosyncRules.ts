import { atLeast, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { TotemSettings } from "./totem.js";

const { refusesTime, usesTime } = rulesFrom<TotemSettings>(
  "Corosync 3.1, exec/totemconfig.c: totem_volatile_config_read, totem_volatile_config_validate",
);
/** Three ticks of a kernel of 100 Hz: no timeout may be shorter. */
const MINIMUM = 0.03;

const milliseconds = (setting: string, key: string): SettingRule<TotemSettings> =>
  refusesTime(setting, rounded(1000), `${key} is a whole number of milliseconds`);

export const corosyncRules: readonly SettingRule<TotemSettings>[] = [
  milliseconds("token", "token"),
  milliseconds("tokenCoefficient", "token_coefficient"),
  milliseconds("join", "join"),
  milliseconds("consensus", "consensus"),
  refusesTime(
    "token",
    leastToken,
    "the effective token, divided by token_retransmits_before_loss_const + 0.2, must be at least 30 ms",
  ),
  usesTime("join", (join) => (join === 0 ? 0.05 : join), "0 stands for the default"),
  refusesTime("join", atLeast(MINIMUM), "join may not be less than 30 ms"),
  refusesTime("consensus", atLeast(MINIMUM), "consensus may not be less than 30 ms"),
  refusesTime("consensus", (consensus, { join }) => Math.max(consensus, join), "consensus may not be less than join"),
  refusesTime("join", mostJoin, "join may not be more than consensus, 1.2 times the effective token unless told"),
];

/** In milliseconds, as it is cut to them: token ÷ (retransmits + 0.2) ≥ 30. */
function leastToken(token: number, { nodes, retransmits, tokenCoefficient }: TotemSettings): number {
  const least = Math.ceil(MINIMUM * 1000 * (retransmits + 0.2) - 1e-9) / 1000;
  return Math.max(token, least - Math.max(0, nodes - 2) * tokenCoefficient);
}

function mostJoin(join: number, { nodes, token, tokenCoefficient, consensus }: TotemSettings): number {
  if (consensus !== undefined) return join;
  const effective = token + Math.max(0, nodes - 2) * tokenCoefficient;
  return Math.min(join, Math.floor(1200 * effective + 1e-6) / 1000);
}
