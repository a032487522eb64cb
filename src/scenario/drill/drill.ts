import { z } from "zod";
import type { FaultKind, Members } from "../../cluster/protocols/protocol.js";
import { PLATFORMS, type Platform, protocolOf } from "../../cluster/protocols/registry.js";
import { block, count, duration } from "../../notation/document/fields.js";
import type { Finding } from "../../notation/document/problem.js";
import type { Catalogue } from "../../notation/presets/presets.js";
import { SETTINGS, settingAssumptions } from "../platform/platform.js";
import { settingFindings, settingsOf } from "../platform/settingsAsked.js";
import type { Drill } from "../scenario.js";
import { threshold } from "./experimentSchema.js";
import { struckBy, struckFindings, type WrittenFault } from "./membersStruck.js";

const TRIALS = 1000;
const MOST_TRIALS = 1_000_000;

function drillOf(platform: Platform) {
  const { faults, passing = [] } = protocolOf(platform);
  return block({
    platform: z.literal(platform),
    fault: z
      .enum([...faults, ...passing] as [FaultKind, ...FaultKind[]])
      .optional()
      .describe("What befalls the leading node."),
    faults: z
      .array(
        block({
          kind: z
            .string()
            .describe("What happens: to whoever leads, as fault says; to a member: kill, and on some freeze."),
          target: z.string().optional().describe("A member by name: sentinel-3, member-2; whoever leads unless told."),
          at: duration.optional().describe("When, from the fault of whoever leads; 0s unless told."),
          for: duration
            .refine((seconds) => seconds > 0, "must be longer than nothing")
            .optional()
            .describe("How long; for ever unless told."),
        }),
      )
      .min(1)
      .max(200)
      .optional()
      .describe("Several faults instead of one: on whoever leads, and on members that are away meanwhile."),
    for: duration.optional().describe("How long a fault lasts that passes, as dcsCut does; for ever unless told."),
    settings: SETTINGS[platform].optional().describe("Those that differ from the software's defaults."),
    trials: count.max(MOST_TRIALS).optional().describe(`How often the fault is played; ${TRIALS} unless told.`),
    thresholds: z.array(threshold).optional().describe("What must hold: ttr p95 < 30s. Times run from the fault."),
  })
    .refine(({ fault, faults: several }) => (fault ?? several) !== undefined, {
      path: ["fault"],
      message: `is missing: one of ${[...faults, ...passing].join(", ")} is needed`,
    })
    .meta({ minProperties: 2 });
}

type Option = ReturnType<typeof drillOf>;
const options = (Object.keys(PLATFORMS) as Platform[]).map(drillOf) as [Option, ...Option[]];

/** `drill:` of a scenario; each platform has faults and settings of its own. */
export const drill = z
  .discriminatedUnion("platform", options)
  .describe(
    "A fault strikes a platform: hasim drill tells how long until it is detected and until the service is back.",
  );

/** What a written scenario says that concerns its drill. */
interface Asked {
  readonly drill?: z.output<typeof drill> | undefined;
  readonly architecture?: string | undefined;
  readonly objectives?: { readonly rtoFrom?: string | undefined } | undefined;
}

/** The drill of a scenario that passed its checks. */
export function drillAsked({ drill: written, architecture }: Asked, catalogue: Catalogue): Drill | undefined {
  if (written === undefined) return undefined;
  const { platform, settings = {}, trials = TRIALS, thresholds = [] } = written;
  const { settings: used, changes } = settingsOf(platform, settings);
  return {
    platform,
    ...struckBy(faultsOf(written), protocolOf(platform).members?.(used)),
    settings: used,
    changes,
    trials,
    thresholds,
    alone: architecture === undefined,
    assumptions: settingAssumptions(platform, settings, catalogue),
  };
}

/** The faults of a drill as a list, however they are written. */
const faultsOf = ({ fault, for: lasts, faults }: z.output<typeof drill>): readonly WrittenFault[] =>
  faults ?? [{ kind: fault!, for: lasts }];

/** What is well formed and still cannot be played: settings that contradict one another, objectives that mean something else. */
export function drillFindings({ drill: written, objectives }: Asked): Finding[] {
  if (written === undefined) return [];
  const found: Finding[] = [];
  if (objectives?.rtoFrom === "declaration") {
    const message = "a drill counts recovery from the fault, not from its declaration";
    found.push({ path: ["objectives", "rtoFrom"], message, suggestion: "disruption" });
  }
  for (const [i, { metric }] of (written.thresholds ?? []).entries()) {
    if (metric === "ttd" || metric === "ttr" || metric === "ttrClients") continue;
    const message = `a fault on a platform has ttd, ttr and ttrClients alone; ${metric} belongs to an experiment on a cluster`;
    found.push({ path: ["drill", "thresholds", i], message, suggestion: "ttr p95 < 30s" });
  }
  const { platform, settings = {}, fault, faults } = written;
  if (fault !== undefined && faults !== undefined)
    return [...found, { path: ["drill", "fault"], message: "stands beside faults, which say it; keep one", at: "key" }];
  const several = faults === undefined ? [] : severalFindings(written, faults);
  if (several.length > 0) return [...found, ...several];
  const { fault: first, lasts, absences } = struckBy(faultsOf(written), membersOf(written));
  const { passing = [] } = protocolOf(platform);
  if (lasts !== undefined && !passing.includes(first)) {
    const message = `a ${first} does not pass by itself${passing.length > 0 ? `; these do: ${passing.join(", ")}` : ""}`;
    found.push({ path: ["drill", "for"], message, at: "key" });
  }
  if (absences.length > 0 && first === "stop") {
    const message = "in good order hands over to a member; with others away that is not known: kill";
    found.push({ path: ["drill", "faults"], message, suggestion: "kill" });
  }
  return [...found, ...settingFindings(platform, settings, first, ["drill", "settings"])];
}

function membersOf({ platform, settings = {} }: z.output<typeof drill>): Members | undefined {
  return protocolOf(platform).members?.(settingsOf(platform, settings).settings);
}

function severalFindings(written: z.output<typeof drill>, faults: readonly WrittenFault[]): Finding[] {
  const { faults: known, passing = [] } = protocolOf(written.platform);
  return struckFindings(faults, written.platform, [...known, ...passing], membersOf(written), ["drill", "faults"]);
}
