import { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { block, count, crews, share } from "../../notation/document/fields.js";
import type { Finding } from "../../notation/document/problem.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import { law, life } from "../../notation/laws/lawNotation.js";
import type { Defaults } from "../../notation/presets/defaults.js";
import { section } from "../section.js";
import { domainNamed, domainNames } from "../site/sitesSection.js";

/** What keeps the data that all nodes work on. */
export interface StorageSpec {
  readonly kind: StorageKind;
  /** Disks, bricks or daemons that hold the data together, as many of which may be lost at once without losing it. */
  readonly units: number;
  readonly survives: number;
  readonly life: Law;
  /** From the loss of a unit to its copy being whole again. */
  readonly rebuild: Law;
  /** Rebuilds that run at once; +Infinity = all. */
  readonly rebuilds: number;
  /** Probability that the last redundant copy cannot be read in full when it is needed, in [0, 1]. */
  readonly unreadable: number;
  /** From the loss of data to what the last backup held being back. */
  readonly restore: Law;
  /** What is in front of the units fails, and the data is out of reach, not lost; absent = it never does. */
  readonly head?: { readonly life: Law; readonly repair: Law } | undefined;
  /** The failure domain that it stands in, by number; absent = none. */
  readonly domain?: number | undefined;
}

const STORAGE_KINDS = ["local", "raid", "san", "nas", "ceph", "glusterfs"] as const;
type StorageKind = (typeof STORAGE_KINDS)[number];

const schema = block({
  kind: z.enum(STORAGE_KINDS).describe("What it is; decides the rest unless told."),
  units: count.max(1000).optional().describe("Disks, bricks or daemons that hold the data together."),
  survives: z
    .int()
    .min(0)
    .max(999)
    .optional()
    .describe("How many may be lost at once: 1 with RAID 5, 2 with three copies."),
  life: life.optional().describe("Time until a unit fails."),
  rebuild: law.optional().describe("From the loss of a unit to its copy being whole again: size over rate."),
  rebuilds: crews.optional().describe("Rebuilds that run at once: a number, or unlimited."),
  unreadable: share.optional().describe("Probability that the last redundant copy cannot be read in full."),
  restore: law.optional().describe("From the loss of data to the last backup being back."),
  head: z
    .union([z.literal("none"), block({ life: life.optional(), repair: law.optional() })])
    .optional()
    .describe("Controllers or server in front: while they are down the data is out of reach, not lost."),
  in: z.string().optional().describe("The failure domain (sites:) that it stands in, and is out of reach with."),
}).describe("Storage that all nodes work on: how it fails, how it is rebuilt, and when data is lost.");

type Written = z.output<typeof schema>;
type Document = {
  readonly storage?: Written | undefined;
  readonly sites?: Parameters<typeof domainNames>[0];
};

/** `storage:` of a scenario. */
export const storage = section({
  schema,
  reads: ["sites"],
  spec({ storage: written, sites }: Document, { defaults }): StorageSpec | undefined {
    return written && storageOf(written, domainNames(sites), defaults);
  },
  findings({ storage: written, sites }: Document, { defaults }): Finding[] {
    if (written === undefined) return [];
    const { in: place } = written;
    const found: Finding[] = [];
    const { units, survives } = sizeOf(written, defaults);
    if (survives >= units)
      found.push({
        path: ["storage", "survives"],
        message: `${survives} of ${units} lost leave nothing to read`,
        suggestion: `${units - 1}`,
      });
    found.push(...domainNamed(["storage", "in"], place, sites));
    return found;
  },
});

/** How many units there are, and how many of them may be lost: as is usual, but of fewer units never all. */
function sizeOf(written: Written, defaults: Defaults): Pick<StorageSpec, "units" | "survives"> {
  const count = (field: "units" | "survives") => defaults.count(`storage.${field}`, `storage.${written.kind}.${field}`);
  const units = written.units ?? count("units");
  return { units, survives: written.survives ?? Math.min(count("survives"), units - 1) };
}

function storageOf(written: Written, domains: readonly string[], defaults: Defaults): StorageSpec {
  const { kind, head, in: place } = written;
  const preset = (field: string) => `storage.${kind}.${field}`;
  const what = (field: string) => `storage.${field}`;
  const headOf = (field: "life" | "repair") => (typeof head === "object" ? head[field] : undefined);
  const hasHead = head === "none" ? false : head !== undefined || defaults.has(preset("head.life"));
  return {
    kind,
    ...sizeOf(written, defaults),
    life: lifeOf(written.life ?? defaults.life(what("life"), preset("life"))),
    rebuild: lawOf(written.rebuild ?? defaults.law(what("rebuild"), preset("rebuild"))),
    rebuilds: written.rebuilds ?? defaults.crews(what("rebuilds"), preset("rebuilds")),
    unreadable: written.unreadable ?? defaults.share(what("unreadable"), preset("unreadable")),
    restore: lawOf(written.restore ?? defaults.law(what("restore"), "storage.restore")),
    head: hasHead
      ? {
          life: lifeOf(headOf("life") ?? defaults.life(what("head.life"), preset("head.life"))),
          repair: lawOf(headOf("repair") ?? defaults.law(what("head.repair"), preset("head.repair"))),
        }
      : undefined,
    domain: place === undefined ? undefined : domains.indexOf(place),
  };
}
