import type { Law } from "../kernel/law.js";
import type { GilbertElliott } from "./detectors/gilbertElliott.js";
import type { PartitionKind, Sides } from "./network/partitions.js";
import type { QdeviceSettings, VotequorumSettings } from "./quorum/corosync/votequorumRules.js";

/**
 * What a person says about a cluster, with every unit resolved (seconds, shares of one) and every default filled.
 * The scenario floor makes it from YAML and flags; an architecture reads it and builds a plant.
 */
export interface ClusterSpec {
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
  readonly standby: StandbySpec;
  readonly commonCause?: CommonCauseSpec | undefined;
  /** False: while the service is down the surviving nodes do not fail (they are idle). */
  readonly survivorsFailWhileDown: boolean;
  readonly backup: BackupSpec;
  /** Absent: every node reaches every other, always. */
  readonly network?: NetworkSpec | undefined;
  /** Absent: the cluster decides as one, as if nothing could divide it. */
  readonly quorum?: QuorumSpec | undefined;
  /** Absent: nobody makes sure that a lost node is off before its work is taken over. */
  readonly fencing?: FencingSpec | undefined;
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

export interface StandbySpec {
  /** Failure rate of an idle spare relative to an active node: hot 1, cold 0. */
  readonly factor: number;
  /** Probability that a failure of an idle spare stays unseen until a test or a takeover finds it, in [0, 1]. */
  readonly latent: number;
  /** From an unseen failure of a spare to the test that finds it. */
  readonly test: Law;
}

/** A shock that takes every working node at once. */
export interface CommonCauseSpec {
  /** Time from one shock to the next. */
  readonly every: Law;
  readonly detection: Law;
  readonly repair: Law;
  readonly needsCrew: boolean;
}

/** How a lost server is rebuilt elsewhere from its last backup. */
interface BackupSpec {
  /** Seconds from the start of one backup to the start of the next. */
  readonly every: number;
  /** Seconds a backup takes; it counts once complete. */
  readonly takes: number;
  /** A person notices and declares. */
  readonly declare: Law;
  /** A new machine is provisioned. */
  readonly provision: Law;
  /** The data is restored and the service started. */
  readonly restore: Law;
}

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

/** Something that carries messages and fails. */
export interface WireSpec {
  readonly life: Law;
  readonly repair: Law;
}

export interface LinkSpec extends WireSpec {
  /** The racks it joins, by number. */
  readonly between: readonly [number, number];
  /** Lines side by side, each with a life of its own. */
  readonly paths: number;
}

/** Who may serve when not all nodes reach one another. */
export interface QuorumSpec {
  /**
   * `majority`: more than half of all votes; `votequorum`: as corosync counts; `dynamic`: as a Windows failover cluster does;
   * `none`: every group goes on as if it were alone.
   */
  readonly policy: "majority" | "votequorum" | "dynamic" | "none";
  /**
   * True: a write counts only when a majority has it, as in Raft, so a leader that is cut off is no writer from that
   * moment on and needs no fencing. False: a node serves until it is stopped.
   */
  readonly commits: boolean;
  /** What a group without quorum does with the work it has: stops it, keeps it but starts nothing, or does as it likes. */
  readonly whenLost: "stop" | "freeze" | "ignore";
  /** From the loss of quorum being seen to the work being stopped. */
  readonly stop: Law;
  /** Votes of each node; absent = one each. */
  readonly votes?: readonly number[] | undefined;
  /** Of two halves the one with more nodes of this rack, by number, goes on. */
  readonly tieBreaker?: number | undefined;
  /** With votequorum, the quorum device's daemon; with dynamic, it votes only when that makes the votes odd. */
  readonly witness?: WitnessSpec | undefined;
  readonly votequorum?: VotequorumSpec | undefined;
}

/** Corosync's options beside the votes of the nodes; the device is up, and reached, as the witness is, and has its votes. */
export interface VotequorumSpec extends Omit<VotequorumSettings, "votes" | "device"> {
  /** From the last loss of a member until the expected votes are counted anew (last_man_standing_window). */
  readonly window: Law;
  readonly device?: Omit<QdeviceSettings, "votes"> | undefined;
}

/** A vote outside the nodes: a small machine, a disk, a share in a cloud. */
export interface WitnessSpec extends WireSpec {
  readonly votes: number;
  /** The rack it stands in, by number: it is reached through that rack's switch. Absent = a place of its own, reached by all. */
  readonly rack?: number | undefined;
  /** To which group it gives its votes: the largest, or that with nodes of the first rack. */
  readonly grants: "largest" | "first";
}

/** How a group makes sure that a node it has lost is off before it takes over what that node did. */
export interface FencingSpec {
  /** From the decision to the shot; until then it can be called off. */
  readonly delay: Law;
  /** The same against a node that serves: a head start for the serving side of a pair. */
  readonly delayIfServing: Law;
  /** From the shot, which cannot be called off, to the node being off or the attempt having failed. */
  readonly action: Law;
  /** Probability that an attempt works, in [0, 1]. */
  readonly success: number;
  /** Attempts after which a person has to make sure; ≥ 1. */
  readonly attempts: number;
  /** Until a person has made sure. */
  readonly confirm: Law;
  /** From being fenced to having booted. */
  readonly reboot: Law;
  /** Failure modes that take the fence device along with the node: it shares the node's power. */
  readonly failsWith: readonly string[];
  /** Instead of a fence device: nodes that lose quorum switch themselves off. Then only `confirm` and `reboot` matter beside it. */
  readonly watchdog?: WatchdogSpec | undefined;
}

/** Self-fencing by a watchdog, as SBD does it without a disk. */
export interface WatchdogSpec {
  /** From losing quorum at work to being off. */
  readonly timeout: Law;
  /** From the decision that a node must be off to the others relying on it. */
  readonly wait: Law;
}
