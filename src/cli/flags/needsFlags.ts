import type { Argv } from "yargs";
import type { Overrides } from "../../scenario/overrides.js";

interface NeedFlag {
  readonly field: string;
  readonly describe: string;
  /** True where several are given, with commas between. */
  readonly list?: true;
}

/** Flags that stand for a field of `needs:` which a scenario has no field for. Objectives and the like have theirs already. */
const FIELDS: Readonly<Record<string, NeedFlag>> = {
  budget: { field: "needs.budget", describe: "most the infrastructure may cost: $50k/y" },
  "data-loss-cost": { field: "needs.dataLossCost", describe: "cost of lost data, per time of it: $100/min" },
  "data-size": { field: "needs.data.size", describe: "data to copy back: 2TB" },
  "restore-rate": { field: "needs.data.restoreRate", describe: "how fast it is copied back: 100MB/s" },
  "backup-every": { field: "needs.backup.every", describe: "from the start of one backup to the next: 24h" },
  "backup-takes": { field: "needs.backup.takes", describe: "how long a backup takes: 2h" },
  "max-nodes": { field: "needs.constraints.maxNodes", describe: "most nodes to consider" },
  "repair-contracts": {
    field: "needs.constraints.repairContracts",
    describe: "repair contracts to consider: four-hour,spare-on-shelf",
    list: true,
  },
  architectures: {
    field: "needs.constraints.architectures",
    describe: "architectures to consider: single,active-passive",
    list: true,
  },
};

/** Adds the flags of a plan's needs to a command. */
export function withNeedsFlags<T>(yargs: Argv<T>): Argv<T> {
  let command = yargs;
  for (const [flag, { describe }] of Object.entries(FIELDS)) {
    command = command.option(flag, { type: "string", describe, requiresArg: true, group: "Needs:" }) as Argv<T>;
  }
  return command;
}

/** What the flags of a call say about the needs. */
export function needsOverridesOf(flags: Readonly<Record<string, unknown>>): Overrides {
  const overrides: Record<string, string> = {};
  for (const [flag, { field, list }] of Object.entries(FIELDS)) {
    const given = flags[flag];
    if (given === undefined) continue;
    const text = String(Array.isArray(given) ? given.at(-1) : given);
    overrides[field] = list && !text.startsWith("[") ? `[${text}]` : text;
  }
  return overrides;
}
