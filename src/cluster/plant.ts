import type { Law } from "../kernel/law.js";
import type { DisruptionSpec } from "./disruption/disruptionSpec.js";
import type { Experiment } from "./drill/strike.js";
import type { StandbySpec } from "./failover/standbySection.js";
import type { MembershipPlan } from "./membership/membershipPlan.js";
import type { CommonCauseSpec } from "./node/commonCauseSection.js";
import type { RecoverySpec } from "./recovery/recoverySpec.js";
import type { OperatorSpec } from "./repair/operatorSection.js";
import type { ReplicationSpec } from "./replication/replicationSection.js";
import type { SitesSpec } from "./site/sitesSpec.js";
import type { LoadSpec, NodeClassSpec, TakeoverSpec } from "./spec.js";
import type { StorageSpec } from "./storage/storageSection.js";

/**
 * A cluster as its handlers see it: who is there, who serves at the start, and under which laws. An architecture
 * builds one from what the person said.
 */
export interface Plant {
  readonly classes: readonly NodeClassSpec[];
  /** Work slots; the first `slots` nodes hold one each at the start, the others are idle spares. */
  readonly slots: number;
  /** Slots that must be served for the service not to be down. */
  readonly need: number;
  /** `each`: every slot is a service of its own; `shared`: all slots together carry one service. */
  readonly hosting: "each" | "shared";
  readonly load?: LoadSpec | undefined;
  readonly crews: number;
  readonly takeover: TakeoverSpec;
  readonly standby: StandbySpec;
  readonly commonCause?: CommonCauseSpec | undefined;
  readonly survivorsFailWhileDown: boolean;
  /** How nodes that may not all reach one another decide who serves; absent = the cluster acts as one. */
  readonly membership?: MembershipPlan | undefined;
  /** Where the nodes are, and what fails with whom; absent = nothing takes several nodes but a common cause. */
  readonly sites?: SitesSpec | undefined;
  /** Mistakes of those who mend nodes; absent = they make none. */
  readonly operator?: OperatorSpec | undefined;
  /** What keeps the data that all nodes work on; absent = it is always there. */
  readonly storage?: StorageSpec | undefined;
  /** How the copy of a standby follows; absent = all nodes work on the same data. */
  readonly replication?: ReplicationSpec | undefined;
  /** What stops the whole service at once, or spoils its data everywhere; absent = nothing does. */
  readonly disruptions?: readonly DisruptionSpec[] | undefined;
  /** Sites of which one serves and another takes over as a whole; absent = nodes take over from nodes. */
  readonly recovery?: RecoverySpec | undefined;
  /** A lost server is rebuilt from its backup instead of being repaired. */
  readonly rebuild?: RebuildLaws | undefined;
  /** What a drill does to it; absent in every other reading. */
  readonly experiment?: Experiment | undefined;
}

interface RebuildLaws {
  readonly declare: Law;
  readonly provision: Law;
  readonly restore: Law;
}
