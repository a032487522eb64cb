import type { Law } from "../../kernel/law.js";
import type { GilbertElliott } from "../detectors/gilbertElliott.js";
import type { PartitionKind, Sides } from "./partitions.js";

/**
 * Racks (or rooms, or sites) of nodes, each with a switch on each ring, joined by links. Switches relay, nodes do not:
 * a node hears another when the switches of some ring join them.
 */
export interface NetworkSpec {
  /** Nodes are numbered rack by rack; a rack without nodes is a switch that only joins others. */
  readonly racks: readonly RackSpec[];
  /** Networks apart from one another in which every node has a port: redundant paths for heartbeats; ≥ 1. */
  readonly rings: number;
  /** Between the switches of two racks, on every ring. */
  readonly links: readonly LinkSpec[];
  /** Each rack's switch on each ring; absent = switches never fail. */
  readonly switch?: WireSpec | undefined;
  /** Each node's port on each ring; absent = ports never fail. */
  readonly nic?: WireSpec | undefined;
  /** From a change of who reaches whom until the nodes act on it. */
  readonly detection: Law;
  /** After two writers met again: the service stands still until their data is reconciled. */
  readonly resync: Law;
  /** Faults that cut pairs of nodes though the wires work; absent = there are none. */
  readonly partitions?: readonly PartitionSpec[] | undefined;
  /** What a heartbeat takes from node to node, which laws of detection contain already; absent = nothing. */
  readonly latency?: Law | undefined;
  /** Absent = no living node is ever taken for dead. */
  readonly suspicion?: SuspicionSpec | undefined;
}

/** A partition that comes and goes. */
export interface PartitionSpec extends WireSpec {
  readonly kind: PartitionKind;
  /** Who stands on which side; absent = drawn each time, or nobody until something says so. */
  readonly sides?: Sides | undefined;
}

/** How living nodes are taken for dead because their heartbeats get lost. */
export interface SuspicionSpec {
  /** From the moment at which a node begins to be watched until it is suspected; the same after it was heard again. */
  readonly first: Law;
  readonly again: Law;
  /** From being suspected to the next heartbeat that is received. */
  readonly heard: Law;
  /** How single heartbeats get lost. */
  readonly link: GilbertElliott;
}

interface RackSpec {
  readonly name: string;
  readonly nodes: number;
  /** Repair crews that work in this rack alone; absent = the cluster's. */
  readonly crews?: number | undefined;
}

export interface LinkSpec extends WireSpec {
  /** The racks it joins, by number. */
  readonly between: readonly [number, number];
  /** Lines side by side, each with a life of its own. */
  readonly paths: number;
}

/** Something that carries messages and fails. */
export interface WireSpec {
  readonly life: Law;
  readonly repair: Law;
}
