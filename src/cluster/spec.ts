import type { Law } from "../kernel/law.js";
import type { SectionSpecs } from "./sections.js";

/**
 * What a person says about a cluster, with every unit resolved (seconds, shares of one) and every default filled.
 * The scenario floor makes it from YAML and flags; an architecture reads it and builds a plant. What parts read of it beside
 * nodes, load, crews and takeover comes from the sections of `sections.ts`.
 */
export interface ClusterSpec extends SectionSpecs {
  /** All nodes, spares included; ≥ 1. */
  readonly nodes: number;
  /** Node classes; their counts add up to `nodes`. Nodes of one class are interchangeable. */
  readonly classes: readonly NodeClassSpec[];
  /** Nodes that must serve for the service to be up (k of n); undefined = the architecture's own rule. */
  readonly need?: number | undefined;
  /** Idle nodes kept in reserve; undefined = the architecture's own rule. */
  readonly spares?: number | undefined;
  /** Load and capacity in the same unit of work a second; undefined = only `need` decides. */
  readonly load?: LoadSpec | undefined;
  /** Repair crews that work at once; +Infinity = one for each node. */
  readonly crews: number;
  readonly takeover: TakeoverSpec;
  /** False: while the service is down the surviving nodes do not fail (they are idle). */
  readonly survivorsFailWhileDown: boolean;
}

export interface NodeClassSpec {
  readonly name: string;
  readonly count: number;
  readonly modes: readonly FailureModeSpec[];
}

/** One way in which a node fails, with its own clock, detection and repair. */
export interface FailureModeSpec {
  /** "hardware", "os", "application"… It is also the origin to which downtime is charged. */
  readonly name: string;
  /** Life of one part until it fails. */
  readonly life: Law;
  /** From the failure to its declaration by the cluster. */
  readonly detection: Law;
  readonly repair: Law;
  /** True: the repair waits for a crew; false: it starts at detection by itself (a reboot, a restart). */
  readonly needsCrew: boolean;
  /** "failover": the slot leaves the node; "in-place": the slot stays and returns when the repair ends. */
  readonly recovery: "failover" | "in-place";
  /**
   * Where detection and takeover depend on one another or on the mode: the classes of its incidents, which then replace
   * `detection` and the takeover's own law.
   */
  readonly incidents?: readonly IncidentClass[] | undefined;
  /** Redundancy within the node; an ordinary mode has one part and needs it. */
  readonly parts: PartsSpec;
}

/** Incidents of a mode that are alike: within a class, how soon they are declared tells nothing of what comes after. */
export interface IncidentClass {
  /** The probability that an incident is of this class; all of a mode add up to 1. */
  readonly share: number;
  /** From the failure to its declaration. */
  readonly detection: Law;
  /** From the declaration to the service restored elsewhere. */
  readonly recovery: Law;
}

export interface PartsSpec {
  readonly count: number;
  /** Working parts below which the node fails. */
  readonly need: number;
  /** Replacement of one failed part while the node still runs (no crew). */
  readonly swap: Law;
}

export interface LoadSpec {
  /** Requests (or work) a second asked of the whole service. */
  readonly demand: number;
  /** Requests (or work) a second one node can carry. */
  readonly capacityPerNode: number;
  /** Share of the demand below which the service counts as down, in (0, 1]. */
  readonly minimum: number;
}

export interface TakeoverSpec {
  /** From the decision to the slot served again on another node. */
  readonly law: Law;
  /** Probability that a takeover works by itself, in [0, 1]. */
  readonly coverage: number;
  /** A person finishes a takeover that did not work. */
  readonly manual: Law;
}
