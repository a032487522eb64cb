import type { Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { SUSPECTED } from "../network/groups.js";
import type { PartitionKind } from "../network/partitions.js";
import { whatTheWindowBrought, whyCorosync } from "../quorum/corosync/corosyncStory.js";
import { whyDynamic } from "../quorum/dynamic/dynamicStory.js";
import { Role } from "../vocabulary.js";
import { nodeName, type Told } from "./storyWords.js";

type OfMembership = NonNullable<ClusterWorld["membership"]>;

/**
 * The decision tree that each group of nodes goes through when it finds itself changed: can the servers communicate? Yes:
 * stable. No: has the group quorum? Then it goes on, else it stops.
 */
export class DecisionTeller {
  private readonly cluster: Cluster;
  private readonly group: Int32Array;
  private readonly may: Int32Array;
  private readonly watch: Int32Array;
  private readonly partitionOn: Int32Array;
  private split = 0;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.group = new Int32Array(cluster.nodes);
    this.may = new Int32Array(cluster.nodes);
    this.watch = new Int32Array(cluster.nodes);
    this.partitionOn = new Int32Array(cluster.membership?.partitions.length ?? 0);
  }

  before({ membership }: ClusterWorld): void {
    if (!membership) return;
    this.group.set(membership.seenGroup);
    this.may.set(membership.may);
    this.watch.set(membership.watch);
    this.partitionOn.set(membership.partitionOn);
    this.split = membership.split[0]!;
  }

  after(activity: string, subject: number, world: ClusterWorld): Told[] {
    const { membership } = world;
    if (!membership) return [];
    const isSame = same(this.group, membership.seenGroup) && same(this.may, membership.may);
    return [
      ...this.window(activity, subject, membership),
      ...this.suspicions(membership),
      ...this.partitions(membership),
      ...(isSame ? [] : this.decisions(world, membership)),
      ...this.splitBrain(membership.split[0]!),
    ];
  }

  /** Living nodes that are taken for dead, and those that are heard again. */
  private suspicions({ watch }: OfMembership): Told[] {
    return [...watch.entries()].flatMap(([node, state]): Told[] => {
      const subject = nodeName(node);
      if (state === SUSPECTED && this.watch[node] !== SUSPECTED)
        return [
          { what: "suspected", subject, detail: "works, but its heartbeats got lost: the others take it for dead" },
        ];
      const isBack = this.watch[node] === SUSPECTED && state === 1;
      return isBack ? [{ what: "heard", subject, detail: "its heartbeat is heard again: it was not dead" }] : [];
    });
  }

  /** Partitions of the network's own that came or went; what an experiment does is told by it. */
  private partitions({ partitionOn, sides }: OfMembership): Told[] {
    const { partitions, struck } = this.cluster.membership!;
    return partitions.flatMap((kind, p): Told[] => {
      if (p < struck || partitionOn[p] === this.partitionOn[p]) return [];
      const on = (side: number) =>
        [...this.group.keys()].filter((node) => sides[node * partitions.length + p] === side);
      if (partitionOn[p] === 0)
        return [{ what: "over", subject: "the network", detail: `the ${kind} partition is over` }];
      return [{ what: "partition", subject: "the network", detail: divides(kind, on) }];
    });
  }

  private window(activity: string, node: number, { votequorum }: OfMembership): Told[] {
    if (!votequorum || activity !== "window") return [];
    const detail = whatTheWindowBrought(this.cluster.membership!.votequorum!, votequorum, node);
    return [{ what: "votes", subject: nodeName(node), detail }];
  }

  /** Of each group in which somebody works: what the dead would decide nobody does. */
  private decisions({ nodes: { role } }: ClusterWorld, membership: OfMembership): Told[] {
    const { seenGroup, may } = membership;
    const working = seenGroup.filter((_, node) => role[node]! < Role.LOST);
    const lowest = [...new Set(working)].filter((group) => group >= 0).sort((a, b) => a - b);
    return lowest.map((group): Told => {
      const members = [...seenGroup.keys()].filter((node) => seenGroup[node] === group);
      const subject = named(members);
      if (members.length === this.cluster.nodes) {
        return { what: "decision", subject, detail: "can the servers communicate? yes: the cluster is stable" };
      }
      const others = [...seenGroup.keys()].filter((node) => seenGroup[node] !== group);
      const reach = `can the servers communicate? no, not with ${named(others)}`;
      return { what: "decision", subject, detail: `${reach}; ${this.quorum(members, may[group] === 1, membership)}` };
    });
  }

  private quorum(members: readonly number[], holds: boolean, own: OfMembership): string {
    const { votes, total, plan, votequorum } = this.cluster.membership!;
    const { policy, whenLost, witness } = plan.quorum;
    if (policy === "none" || whenLost === "ignore") return "nobody asks for a quorum: it goes on";
    const sum = members.reduce((count, node) => count + votes[node]!, 0);
    const counted = `${sum} of ${total} votes${witness ? " and the witness's, if it reaches that" : ""}`;
    let why = counted;
    if (votequorum) why = whyCorosync(votequorum, own.votequorum!, members, holds);
    if (own.dynamic) why = whyDynamic(own.dynamic, members, holds);
    if (holds) return `quorum? held, ${why}: it goes on`;
    return `quorum? lost, ${why}: ${whenLost === "stop" ? "it stops what it serves" : "it starts nothing new"}`;
  }

  private splitBrain(now: number): Told[] {
    if (now === this.split) return [];
    const detail = now > 0 ? "two nodes write at the same time: a split-brain" : "one node writes again";
    return [{ what: "split-brain", subject: "the service", detail }];
  }
}

/** What a partition does, in words; `on` gives the nodes of a side. */
function divides(kind: PartitionKind, on: (side: number) => number[]): string {
  if (kind === "ring") return "every node reaches its neighbours on a ring, a majority, and no two the same";
  if (kind === "one-way") return `${named(on(2))} cannot hear ${named(on(1))}, which can hear them`;
  const between = on(0).length > 0 ? `; ${named(on(0))} can reach both` : "";
  return `${named(on(1))} and ${named(on(2))} cannot reach one another${between}`;
}

/** node-1 to node-3, node-5. */
function named(nodes: readonly number[]): string {
  const runs: number[][] = [];
  for (const node of nodes) {
    const run = runs.at(-1);
    if (run && run.at(-1) === node - 1) run.push(node);
    else runs.push([node]);
  }
  return runs
    .flatMap((run) => (run.length > 2 ? [`${nodeName(run[0]!)} to ${nodeName(run.at(-1)!)}`] : run.map(nodeName)))
    .join(", ");
}

function same(a: Int32Array, b: Int32Array): boolean {
  return a.every((value, i) => value === b[i]);
}
