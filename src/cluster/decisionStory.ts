import { Activity, type Cluster } from "./cluster.js";
import type { ClusterWorld } from "./clusterWorld.js";
import { whatTheWindowBrought, whyCorosync } from "./quorum/corosyncStory.js";
import { nodeName, type Told } from "./storyWords.js";
import { Role } from "./vocabulary.js";

type OfMembership = NonNullable<ClusterWorld["membership"]>;

/**
 * The decision tree that each group of nodes goes through when it finds itself changed: can the servers communicate? Yes:
 * stable. No: has the group quorum? Then it goes on, else it stops.
 */
export class DecisionTeller {
  private readonly cluster: Cluster;
  private readonly group: Int32Array;
  private readonly may: Int32Array;
  private split = 0;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.group = new Int32Array(cluster.nodes);
    this.may = new Int32Array(cluster.nodes);
  }

  before({ membership }: ClusterWorld): void {
    if (!membership) return;
    this.group.set(membership.seenGroup);
    this.may.set(membership.may);
    this.split = membership.split[0]!;
  }

  after(activity: number, subject: number, world: ClusterWorld): Told[] {
    const { membership } = world;
    if (!membership) return [];
    const isSame = same(this.group, membership.seenGroup) && same(this.may, membership.may);
    return [
      ...this.window(activity, subject, membership),
      ...(isSame ? [] : this.decisions(world, membership)),
      ...this.splitBrain(membership.split[0]!),
    ];
  }

  private window(activity: number, node: number, { votequorum }: OfMembership): Told[] {
    if (!votequorum || activity !== Activity.WINDOW) return [];
    const detail = whatTheWindowBrought(this.cluster.membership!.votequorum!, votequorum, node);
    return [{ what: "votes", subject: nodeName(node), detail }];
  }

  /** Of each group in which somebody works: what the dead would decide nobody does. */
  private decisions({ role }: ClusterWorld, membership: OfMembership): Told[] {
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
    const why = votequorum ? whyCorosync(votequorum, own.votequorum!, members, holds) : counted;
    if (holds) return `quorum? held, ${why}: it goes on`;
    return `quorum? lost, ${why}: ${whenLost === "stop" ? "it stops what it serves" : "it starts nothing new"}`;
  }

  private splitBrain(now: number): Told[] {
    if (now === this.split) return [];
    const detail = now > 0 ? "two nodes write at the same time: a split-brain" : "one node writes again";
    return [{ what: "split-brain", subject: "the service", detail }];
  }
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
