import { z } from "zod";
import type { FaultKind } from "../../cluster/protocols/protocol.js";
import { PLATFORMS, type Platform, protocolOf } from "../../cluster/protocols/registry.js";
import { block, count, duration } from "../../notation/document/fields.js";
import type { Finding } from "../../notation/document/problem.js";
import type { Catalogue } from "../../notation/presets/presets.js";
import { SETTINGS, settingAssumptions } from "../platform/platform.js";
import { settingFindings, settingsOf } from "../platform/settingsAsked.js";
import type { Drill } from "../scenario.js";
import { threshold } from "./experimentSchema.js";

const TRIALS = 1000;
const MOST_TRIALS = 1_000_000;

function drillOf(platform: Platform) {
  const { faults, passing = [] } = protocolOf(platform);
  return block({
    platform: z.literal(platform),
    fault: z.enum([...faults, ...passing] as [FaultKind, ...FaultKind[]]).describe("What befalls the leading node."),
    for: duration.optional().describe("How long a fault lasts that passes, as dcsCut does; for ever unless told."),
    settings: SETTINGS[platform].optional().describe("Those that differ from the software's defaults."),
    trials: count.max(MOST_TRIALS).optional().describe(`How often the fault is played; ${TRIALS} unless told.`),
    thresholds: z.array(threshold).optional().describe("What must hold: ttr p95 < 30s. Times run from the fault."),
  });
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
  const { platform, fault, for: lasts, settings = {}, trials = TRIALS, thresholds = [] } = written;
  const { settings: used, changes } = settingsOf(platform, settings);
  return {
    platform,
    fault,
    lasts,
    settings: used,
    changes,
    trials,
    thresholds,
    alone: architecture === undefined,
    assumptions: settingAssumptions(platform, settings, catalogue),
  };
}

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
  const { platform, settings = {}, fault } = written;
  const { passing = [] } = protocolOf(platform);
  if (written.for !== undefined && !passing.includes(fault)) {
    const message = `a ${fault} does not pass by itself${passing.length > 0 ? `; these do: ${passing.join(", ")}` : ""}`;
    found.push({ path: ["drill", "for"], message, at: "key" });
  }
  return [...found, ...settingFindings(platform, settings, fault, ["drill", "settings"])];
}
