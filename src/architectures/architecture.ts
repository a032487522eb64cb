import type { ClusterSpec } from "../cluster/spec.js";
import type { Model } from "../kernel/model.js";

/** A design one can buy: what it is, what it needs of a scenario, and the model that plays it. */
export interface Architecture {
  readonly name: string;
  /** One line for help and tables. */
  readonly summary: string;
  /** What it is for: nothing, getting back after a loss, going on through it, or both, by two sites. */
  readonly strategy: "none" | "dr" | "ha" | "ha+dr";
  /** Nodes when nobody says. */
  readonly defaultNodes: number;
  /** What of the specification does not fit this design; empty when all does. */
  complaints(spec: ClusterSpec): Complaint[];
  /** Builds the design. Only called when there are no complaints. */
  design(spec: ClusterSpec): Design;
}

export interface Complaint {
  /** Place in the scenario: "nodes", "service.need"… */
  readonly path: string;
  readonly message: string;
  /** What to write instead. */
  readonly suggestion?: string;
}

export interface Design {
  readonly model: Model;
  /** In words: "5 active + 1 spare". */
  readonly understood: string;
  /**
   * Where the newest copy of lost data is: on storage that all nodes share, with the other members, of which a majority
   * has every write, in a copy elsewhere that lags behind, in the last backup, or nowhere.
   */
  readonly recoveryPoint: "shared" | "replicas" | "copy" | "backup" | "none";
  readonly buys: Purchases;
}

/** What a design buys besides its nodes. */
export interface Purchases {
  /** Nodes that need cluster software. */
  readonly clusteredNodes: number;
  readonly loadBalancers: number;
  /** True when a copy of the data is kept on backup storage. */
  readonly backup: boolean;
  /** Hours a year in which people look after it: updates, tests of failover or of the restore. Assumed. */
  readonly staffHours: number;
}
