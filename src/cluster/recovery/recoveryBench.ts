import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { ClusterBench } from "../clusterPart.js";
import type { OriginId } from "../ids.js";
import type { Near } from "../signals.js";
import type { DomainSpec } from "../site/sitesSpec.js";
import type { RecoverySpec } from "./recoverySpec.js";

/** What the sites wait for while no recovery is under way. */
export const Wish = { NOTHING: 0, DETECT: 1, DECLARE: 2, FAIL_BACK: 3, COME_BACK: 4 } as const;

/** How far a recovery has come: none is under way; step i runs (1 + 2i), or a person finishes it (2 + 2i); the way back. */
export const NONE = 0;
export const running = (step: number) => 1 + 2 * step;
export const byHand = (step: number) => 2 + 2 * step;
export const stepOf = (stage: number) => (stage - 1) >> 1;

/** What a recovery is bound to. */
export interface Recovery extends ClusterBench {
  readonly spec: RecoverySpec;
  readonly sites: readonly DomainSpec[];
  readonly nears: readonly Near[];
  /** The stage in which the service moves back. */
  readonly movingBack: number;
  readonly failbackOrigin: OriginId;
  /** One cell each: the site in charge, what is waited for, the stage of the recovery. */
  readonly charge: Int32Array;
  readonly wish: Int32Array;
  readonly stage: Int32Array;
  readonly waits: readonly (Activity | null)[];
  readonly step: Activity;
  readonly finish: Activity;
  readonly movedBack: Activity;
  readonly works: Choice;
}
