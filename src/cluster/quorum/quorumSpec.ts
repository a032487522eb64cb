import type { Law } from "../../kernel/law.js";
import type { WireSpec } from "../network/networkSpec.js";
import type { QdeviceSettings, VotequorumSettings } from "./corosync/votequorumRules.js";

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
  /** The failure domain it stands in, by number: it is down while that, or one around it, is. */
  readonly domain?: number | undefined;
  /** To which group it gives its votes: the largest, or that with nodes of the first rack. */
  readonly grants: "largest" | "first";
}
