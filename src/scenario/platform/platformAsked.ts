import { z } from "zod";
import type { FaultKind } from "../../cluster/protocols/protocol.js";
import { PLATFORMS, type Platform, protocolOf } from "../../cluster/protocols/registry.js";
import { block } from "../../notation/document/fields.js";
import { nearest } from "../../notation/document/nearest.js";
import { type Finding, quote } from "../../notation/document/problem.js";
import type { Catalogue } from "../../notation/presets/presets.js";
import type { PlatformInForce } from "../scenario.js";
import { SETTINGS, settingAssumptions } from "./platform.js";
import { settingFindings, settingsOf } from "./settingsAsked.js";

/** What strikes the platform when a node fails in one of the modes that have presets. */
const FAULT_OF_MODE: Readonly<Record<string, FaultKind>> = {
  hardware: "hostLoss",
  os: "hostLoss",
  application: "kill",
};

function platformNamed(name: Platform) {
  const faults = PLATFORMS[name].faults as [FaultKind, ...FaultKind[]];
  return block({
    name: z.literal(name),
    settings: SETTINGS[name].optional().describe("Those that differ from the software's defaults."),
    faults: z
      .record(z.string(), z.enum(faults))
      .optional()
      .describe("What a failure mode is to the platform: {nic: linkDown}. hardware, os: hostLoss; application: kill."),
  });
}

type Option = ReturnType<typeof platformNamed>;
const options = (Object.keys(PLATFORMS) as Platform[]).map(platformNamed) as [Option, ...Option[]];

/** `platform:` of a scenario: the software that detects failures and takes over. */
export const platform = z
  .discriminatedUnion("name", options)
  .describe("The cluster software: its own detection and takeover replace those of the failure modes it can tell.");

/** What a written scenario says that concerns its platform. */
interface Asked {
  readonly platform?: z.output<typeof platform> | undefined;
  readonly objectives?: { readonly rtoAt?: string | undefined } | undefined;
  readonly drill?: unknown;
  readonly node?: { readonly failures: object } | undefined;
  readonly nodeClasses?: readonly { readonly failures?: object | undefined }[] | undefined;
}

/** The platform of a scenario that passed its checks. */
export function platformInForce({ platform: written }: Asked, catalogue: Catalogue): PlatformInForce | undefined {
  if (written === undefined) return undefined;
  const { name, settings = {}, faults } = written;
  const { settings: used, changes } = settingsOf(name, settings);
  return {
    name,
    settings: used,
    changes,
    faults: { ...FAULT_OF_MODE, ...faults },
    assumptions: settingAssumptions(name, settings, catalogue).map((one) => ({
      ...one,
      what: `platform.settings.${one.what}`,
    })),
  };
}

/** Without a platform nobody tells a service from its clients. */
function clientsApart({ objectives, drill }: Asked): Finding[] {
  if (objectives?.rtoAt === undefined || drill !== undefined) return [];
  const message =
    "belongs to a platform; without one an outage is over when the takeover is, which is as long as you say";
  return [{ path: ["objectives", "rtoAt"], message, at: "key" }];
}

/** Settings that contradict one another, and failure modes that nobody has. */
export function platformFindings(asked: Asked, presetModes: readonly string[]): Finding[] {
  const { platform: written } = asked;
  if (written === undefined) return clientsApart(asked);
  const { name, settings = {}, faults = {} } = written;
  const modes = modesOf(asked, presetModes);
  const unknown = Object.keys(faults).filter((mode) => !modes.includes(mode));
  return [
    ...settingFindings(name, settings, protocolOf(name).faults[0]!, ["platform", "settings"]),
    ...unknown.map((mode): Finding => {
      const message = `no node fails by ${quote(mode)}; failure modes here: ${modes.join(", ")}`;
      return { path: ["platform", "faults", mode], message, suggestion: nearest(mode, modes), at: "key" };
    }),
  ];
}

export function modesOf({ node, nodeClasses }: Asked, presetModes: readonly string[]): string[] {
  const written = [node?.failures, ...(nodeClasses ?? []).map(({ failures }) => failures)];
  const said = written.flatMap((failures) => Object.keys(failures ?? {}));
  const usesPresets = nodeClasses ? nodeClasses.some(({ failures }) => !failures) : node === undefined;
  return [...new Set([...said, ...(usesPresets ? presetModes : [])])];
}
