import { activeActive } from "./activeActive.js";
import { activePassive } from "./activePassive.js";
import type { Architecture } from "./architecture.js";
import { backupAndRestore } from "./backupAndRestore.js";
import { multiSite } from "./multiSite.js";
import { nPlusM } from "./nPlusM.js";
import { nPlusOne } from "./nPlusOne.js";
import { quorum } from "./quorum.js";
import { single } from "./single.js";
import { hotStandby, pilotLight, warmStandby } from "./siteRecovery.js";

/** Every architecture there is, simplest first. Help, comparison, planner and the shared laws read this list. */
export const ARCHITECTURES: readonly Architecture[] = [
  single,
  backupAndRestore,
  activePassive,
  activeActive,
  nPlusOne,
  nPlusM,
  quorum,
  pilotLight,
  warmStandby,
  hotStandby,
  multiSite,
];

/** The architecture of that name; undefined when there is none. */
export function architectureNamed(name: string): Architecture | undefined {
  return ARCHITECTURES.find((architecture) => architecture.name === name);
}
