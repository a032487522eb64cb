import type { ClusterWorld } from "../clusterWorld.js";
import { Storyteller } from "../story/story.js";
import { nodeName, type Told } from "../story/storyWords.js";
import type { DrillModel } from "./drillModel.js";
import { type PartitionShape, type StrikeKind, SUSPICION } from "./strike.js";

/** What strikes do that take no node down. */
const HAMPERS: Readonly<Partial<Record<StrikeKind, string>>> = {
  slow: "becomes slow",
  latency: "answers late",
  loss: "loses requests and heartbeats",
};

/** What a partition does to those it strikes. */
const CUT_OFF: Readonly<Record<PartitionShape | "ring", string>> = {
  split: "is on this side of a partition",
  "one-way": "is not heard by the others, which it hears",
  bridge: "reaches both halves of the others, which do not reach one another",
  ring: "reaches a majority, but not the one others reach",
};

/** The story of a cluster under experiment: heartbeats heard and missed, strikes that hamper, and strikes that end. */
export class DrillStoryteller {
  private readonly model: DrillModel;
  private readonly teller: Storyteller;
  private readonly struck: Int32Array;

  constructor(model: DrillModel) {
    this.model = model;
    this.struck = new Int32Array(model.cluster.nodes * model.experiment.strikes.length);
    this.teller = new Storyteller(model, (world, node) => this.reason(world, node));
  }

  before(world: ClusterWorld): void {
    this.teller.before(world);
    this.struck.set(world.view("struck", "on"));
  }

  after(activity: number, subject: number, world: ClusterWorld): Told[] {
    const beat = this.model.activities[activity]!.name === "beat" ? this.beat(subject, world) : [];
    return [...beat, ...this.strikes(world), ...this.teller.after(activity, subject, world)];
  }

  private beat(node: number, world: ClusterWorld): Told[] {
    const missed = world.view("beat", "missed")[node]!;
    const most = this.model.experiment.heartbeats!.misses;
    if (missed > most) return [];
    const subject = nodeName(node);
    if (missed === 0) return [{ what: HEARD, subject, detail: "its heartbeat is heard" }];
    return [{ what: MISSED, subject, detail: `its heartbeat is missed, ${missed} of ${most} in a row` }];
  }

  private strikes(world: ClusterWorld): Told[] {
    const { experiment, cluster } = this.model;
    const { nodes } = cluster;
    const struck = world.view("struck", "on");
    return [...struck.keys()].flatMap((cell): Told[] => {
      if (struck[cell] === this.struck[cell]) return [];
      const strike = experiment.strikes[Math.floor(cell / nodes)]!;
      const { kind, target, shape = "split" } = strike;
      const subject = nodeName(cell % nodes);
      const isSuspicion = strike === SUSPICION;
      if (struck[cell] === 0)
        return [
          { what: "over", subject, detail: isSuspicion ? "it is heard again and may come back" : `${kind} is over` },
        ];
      const isRing = target === "majorities-ring";
      const how = kind === "partition" ? CUT_OFF[isRing ? "ring" : shape] : undefined;
      const hampers = how ?? HAMPERS[kind];
      return hampers === undefined || isSuspicion
        ? []
        : [{ what: kind === "partition" ? "partition" : "fault", subject, detail: hampers }];
    });
  }

  private reason(world: ClusterWorld, node: number): string {
    const { experiment, cluster } = this.model;
    const mode = cluster.faults[world.nodes.fault[node]!]?.mode ?? -1;
    const strike = experiment.strikes[mode - cluster.faultOf("strikes")];
    if (strike === undefined) return "its detection time is over";
    const { kind, mode: what } = strike;
    if (what.incidents) return "the platform declares it";
    if (kind === "stop") return "it said that it leaves";
    if (what.detection.mean < Number.POSITIVE_INFINITY && what.name !== "false suspicion")
      return FOUND[kind] ?? "a check found it";
    return `${experiment.heartbeats?.misses} heartbeats missed in a row`;
  }
}

/** A heartbeat that is heard is worth telling only beside one that is missed. */
export const HEARD = "heartbeat";
export const MISSED = "missed";

const FOUND: Readonly<Partial<Record<StrikeKind, string>>> = {
  kill: "its host lives and tells that the process is gone",
  storageDisconnect: "the monitor of its storage gives up",
};
