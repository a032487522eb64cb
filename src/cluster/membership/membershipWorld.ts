import { fieldView, type Layout } from "../../kernel/world.js";
import { VotequorumWorld } from "../quorum/corosync/votequorumWorld.js";
import { type DynamicVotes, dynamicVotesOf } from "../quorum/dynamic/dynamicWorld.js";
import type { Membership } from "./membership.js";

/** The part of a cluster's world that has to do with who reaches whom: views into the same cells. */
export class MembershipWorld {
  /** Of each wire and port: 1 = it is down; 1 = the nodes know that it is. */
  readonly wireDown: Int32Array;
  readonly wireSeen: Int32Array;
  readonly portDown: Int32Array;
  readonly portSeen: Int32Array;
  /** Of each partition: 1 = it is there; 1 = the nodes know it. Of each node and partition the side it is on, and as known. */
  readonly partitionOn: Int32Array;
  readonly partitionSeen: Int32Array;
  readonly sides: Int32Array;
  readonly sidesSeen: Int32Array;
  /** Of each node, where heartbeats get lost: 0 = it is down, 1 = its heartbeats are watched, 2 = it is taken for dead. */
  readonly watch: Int32Array;
  /** One cell when there is a witness: 1 = it is down. */
  readonly witnessDown: Int32Array;
  /** Of each node: the next one that serves, or is about to serve, the slot of this one; −1 = none. */
  readonly next: Int32Array;
  /** Of each node: 0, or 1 + the origin because of which it is about to be stopped. */
  readonly stopping: Int32Array;
  /** Of each node: the lowest node of its group, as it is and as the nodes know it; −1 = it is not there. */
  readonly group: Int32Array;
  readonly seenGroup: Int32Array;
  /** Of each node: 1 = its group has quorum as the nodes see it; 1 = it has as things are. */
  readonly may: Int32Array;
  readonly able: Int32Array;
  /** 1 = some slot has two writers; groups in which nodes work. */
  readonly split: Int32Array;
  readonly parts: Int32Array;

  /** What corosync's daemons know; null where they do not count the votes. */
  readonly votequorum: VotequorumWorld | null;
  /** Who has a vote in a Windows failover cluster; null where votes do not follow the membership. */
  readonly dynamic: DynamicVotes | null;

  constructor({ votequorum, plan }: Membership, layout: Layout, cells: Int32Array) {
    const view = (group: string, field: string) => fieldView(layout, cells, group, field);
    this.wireDown = view("wire", "down");
    this.wireSeen = view("wire", "seen");
    this.portDown = view("port", "down");
    this.portSeen = view("port", "seen");
    this.partitionOn = view("partition", "on");
    this.partitionSeen = view("partition", "seen");
    this.sides = view("side", "of");
    this.sidesSeen = view("side", "seen");
    this.watch = view("watch", "state");
    this.witnessDown = view("witness", "down");
    this.next = view("node", "next");
    this.stopping = view("node", "stopping");
    this.group = view("node", "group");
    this.seenGroup = view("node", "seenGroup");
    this.may = view("node", "may");
    this.able = view("node", "able");
    this.split = view("writers", "split");
    this.parts = view("writers", "parts");
    this.votequorum = votequorum ? new VotequorumWorld(layout, cells) : null;
    this.dynamic = plan.quorum.policy === "dynamic" ? dynamicVotesOf(layout, cells) : null;
  }
}
