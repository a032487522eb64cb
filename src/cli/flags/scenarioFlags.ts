import type { Argv } from "yargs";
import { ARCHITECTURES } from "../../architectures/registry.js";
import { PLATFORMS } from "../../cluster/protocols/registry.js";
import { inputProblem } from "../../library/inputProblems.js";
import { quote } from "../../notation/document/problem.js";
import { parseDuration, YEAR } from "../../notation/units/duration.js";
import { LONGEST_HORIZON } from "../../scenario/checks.js";
import type { Overrides } from "../../scenario/overrides.js";
import { settingOverrides } from "./settingFlags.js";

/** Flags that stand for a field of the scenario, by the field's path. Values keep their units, so all are text. */
const FIELDS: Readonly<Record<string, { readonly field: string; readonly describe: string }>> = {
  arch: { field: "architecture", describe: ARCHITECTURES.map((a) => a.name).join(", ") },
  nodes: { field: "nodes", describe: "all nodes, spares included" },
  need: { field: "service.need", describe: "nodes that must serve (k of n)" },
  spares: { field: "service.spares", describe: "idle nodes in reserve (n+m)" },
  demand: { field: "service.demand", describe: "work asked for: 4000/s" },
  "capacity-per-node": { field: "service.capacityPerNode", describe: "work one node can carry: 1500/s" },
  minimum: { field: "service.minimum", describe: "share of the demand below which the service is down: 80%" },
  state: { field: "state", describe: "stateless or stateful" },
  availability: { field: "objectives.availability", describe: "objective: 99.95%" },
  rto: { field: "objectives.rto", describe: "objective: longest recovery, 60s" },
  "rto-from": { field: "objectives.rtoFrom", describe: "disruption or declaration" },
  "rto-at": { field: "objectives.rtoAt", describe: "on a platform, an outage ends at: clients or server" },
  rpo: { field: "objectives.rpo", describe: "objective: oldest recovery point, 24h" },
  compliance: { field: "objectives.compliance", describe: "share of years that must be without a violation: 90%" },
  "downtime-cost": { field: "downtimeCost", describe: "cost of an outage: $5000/min" },
  prices: { field: "prices", describe: "price list: own-hardware, cloud" },
  "repair-contract": { field: "repairContract", describe: "repair preset: four-hour, next-business-day…" },
  repair: { field: "repair", describe: "repair law for every fault: 8h" },
  crews: { field: "crews", describe: "repairs at a time: 2, unlimited" },
  detection: { field: "detection", describe: "from failure to declaration: 3s" },
  takeover: { field: "takeover", describe: "from declaration to service: 30s" },
  coverage: { field: "coverage", describe: "share of takeovers that work by themselves: 97.5%" },
  platform: {
    field: "platform.name",
    describe: `cluster software that detects and takes over: ${Object.keys(PLATFORMS).join(", ")}`,
  },
  standby: { field: "standby", describe: "hot, warm or cold" },
  horizon: { field: "horizon", describe: "length of the mission and of one replication: 10y" },
  warmup: { field: "warmup", describe: "left out before the long run: 30d" },
  seed: { field: "seed", describe: "any text; the same seed gives the same bytes" },
};

/** Adds the flags of the scenario's fields to a command. */
export function withScenarioFlags<T>(yargs: Argv<T>): Argv<T> {
  let command = yargs.positional("scenario", {
    type: "string",
    describe: "scenario file, YAML or JSON; flags win over it",
  }) as Argv<T>;
  for (const [flag, { describe }] of Object.entries(FIELDS)) {
    command = command.option(flag, { type: "string", describe, requiresArg: true, group: "Scenario:" }) as Argv<T>;
  }
  command = command.option("set", {
    type: "string",
    describe: "a setting of the platform, repeatable: heartbeat=200ms",
    requiresArg: true,
    group: "Scenario:",
  }) as Argv<T>;
  return command.option("years", {
    type: "string",
    describe: "the horizon in years: 10",
    requiresArg: true,
    group: "Scenario:",
  }) as Argv<T>;
}

/** What the flags of a call say about the scenario. */
export function overridesOf(flags: Readonly<Record<string, unknown>>): Overrides {
  const overrides: Record<string, string> = {};
  for (const [flag, { field }] of Object.entries(FIELDS)) {
    const given = flags[flag];
    if (given !== undefined) overrides[field] = String(given);
  }
  Object.assign(overrides, settingOverrides(flags.set, "platform.settings"));
  if (flags.years !== undefined) {
    if (flags.horizon !== undefined) throw inputProblem("--years", "says the same as --horizon; keep one of them");
    overrides.horizon = yearsOf(String(flags.years));
  }
  return overrides;
}

/** A bare number of years, or a duration, as a duration. @throws InputProblems */
function yearsOf(text: string): string {
  const inYears = `${text}y`;
  const duration = [inYears, text].find((given) => "value" in parseDuration(given));
  if (Number(text) * YEAR > LONGEST_HORIZON) throw inputProblem("--years", `${text} are more than a million`, "10");
  if (duration !== undefined) return duration;
  throw inputProblem("--years", `${quote(text)} is not a number of years`, "10");
}
