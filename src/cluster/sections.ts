import type { z } from "zod";
import { corruption } from "./disruption/corruptionSection.js";
import { disruptions } from "./disruption/disruptionsSection.js";
import { standby } from "./failover/standbySection.js";
import { fencing } from "./fencing/section/fencingSection.js";
import { network } from "./network/section/networkSection.js";
import { commonCause } from "./node/commonCauseSection.js";
import { quorum } from "./quorum/section/quorumSection.js";
import { recovery } from "./recovery/recoverySection.js";
import { backup } from "./repair/backupSection.js";
import { operator } from "./repair/operatorSection.js";
import { replication } from "./replication/replicationSection.js";
import { sites } from "./site/sitesSection.js";
import { storage } from "./storage/storageSection.js";

/** The sections of a scenario that parts of the cluster read, by name, in the order in which they are read and told. */
export const SECTIONS = {
  standby,
  commonCause,
  backup,
  operator,
  network,
  quorum,
  fencing,
  sites,
  recovery,
  storage,
  replication,
  corruption,
  disruptions,
} as const;

type Sections = typeof SECTIONS;
type Name = keyof Sections;
type Come<N extends Name> = ReturnType<Sections[N]["spec"]>;
/** What a cluster may do without. */
type Spare = { [N in Name]: undefined extends Come<N> ? N : never }[Name];

/** The schema of each section: every one may be left out. */
export type SectionSchemas = { readonly [N in Name]: z.ZodOptional<Sections[N]["schema"]> };

/** What each section comes to. */
export type SectionSpecs = { readonly [N in Exclude<Name, Spare>]: Come<N> } & { readonly [N in Spare]?: Come<N> };
