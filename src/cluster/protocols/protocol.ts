import type { Model } from "../../kernel/model.js";
import type { HasClients } from "../clients/clientsSettings.js";
import type { ClientsWay } from "../clients/clientsWay.js";
import type { Absence } from "./absences.js";

/**
 * What befalls the node that leads or serves. The host of a killed process stays up and refuses connections at once; a
 * lost host answers nothing; a partition cuts off the network of one that goes on working; a frozen process keeps its
 * connections; a stop is in good order. Of two processes that watch one another, the database alone may be killed, or
 * the agent alone, or the parent first. The link between a healthy node and the store that holds its lease may be cut.
 */
export type FaultKind =
  | "kill"
  | "hostLoss"
  | "partition"
  | "stop"
  | "freeze"
  | "linkDown"
  | "databaseKill"
  | "agentKill"
  | "parentKill"
  | "dcsCut";

/** Members that may be away, and how they may come to be. */
export interface Members {
  readonly names: readonly string[];
  readonly faults: readonly Absence["kind"][];
}

/**
 * What a cluster software does between a fault and the service restored, as a small model of its own: the same
 * mechanism is played in a drill and distilled into laws for the years.
 */
export interface Protocol<Settings> {
  /** As in `--platform`: "etcd", "sentinel", "keepalived"… */
  readonly name: string;
  readonly faults: readonly FaultKind[];
  /** Those that strike no node, last as long as a drill says, and may be ridden out: the service is up until it suffers. */
  readonly passing?: readonly FaultKind[];
  /** Those after which the service comes back on the node that was struck. */
  readonly inPlace?: readonly FaultKind[];
  /** The software's own defaults, and those of the libraries and proxies by which its clients come. */
  readonly defaults: Settings & HasClients;
  /**
   * The model of one incident. It begins in the steady state at the instant of the fault, marks DETECTED when the
   * cluster has declared it and RESTORED when the service is served again, and is down until then. Seconds throughout.
   * `lasts`: when a passing fault ends; never unless told. `absences`: members that are away meanwhile.
   */
  incident(settings: Settings, fault: FaultKind, lasts?: number, absences?: readonly Absence[]): Model;
  /** The members that may be away while it recovers, by name; left out where none has a say in that. */
  members?(settings: Settings): Members;
  /** The way of its clients, where more than `settings.clients` says so. */
  clients?(settings: Settings & HasClients, fault: FaultKind): ClientsWay;
}

/** Does what was struck answer nothing from then on, not even with a refusal? */
export const isSilent = (fault: FaultKind): boolean =>
  fault === "hostLoss" || fault === "partition" || fault === "linkDown" || fault === "freeze";
