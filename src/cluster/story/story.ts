import type { Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { Shot } from "../fencing/shot.js";
import type { ClusterModel } from "../model.js";
import { SUSPECTED } from "../network/groups.js";
import { Role } from "../vocabulary.js";
import { DecisionTeller } from "./decisionStory.js";
import { nodeName, type Told } from "./storyWords.js";

const {
  IDLE,
  ACTIVE,
  TAKING,
  MANUAL,
  STOPPED,
  CLAIMING,
  RIVAL,
  RECONCILING,
  LOST,
  BROKEN,
  LATENT,
  RESTARTING,
  DECLARING,
  PROVISIONING,
  RESTORING,
} = Role;

/**
 * Tells what an activity changed, with the reason, by comparing the world before and after it: handlers say nothing for
 * the sake of a story. `reason` says why a node is declared failed.
 */
export class Storyteller {
  private readonly cluster: Cluster;
  private readonly activities: ClusterModel["activities"];
  private readonly reason: (world: ClusterWorld, node: number) => string;
  private readonly decisions: DecisionTeller;
  /** How the activity that is told has switched a node off; "" = it has not. */
  private fencedBy = "";
  private readonly role: Int32Array;
  private readonly slotOf: Int32Array;
  private readonly waitingTurn: Int32Array;
  private readonly failed: Int32Array;
  private readonly repairTurn: Int32Array;

  constructor(
    { cluster, activities }: ClusterModel,
    reason: (world: ClusterWorld, node: number) => string = () => "its detection time is over",
  ) {
    this.cluster = cluster;
    this.activities = activities;
    this.reason = reason;
    this.decisions = new DecisionTeller(cluster);
    this.role = new Int32Array(cluster.nodes);
    this.slotOf = new Int32Array(cluster.nodes);
    this.waitingTurn = new Int32Array(cluster.plant.slots);
    this.failed = new Int32Array(cluster.parts.length);
    this.repairTurn = new Int32Array(cluster.nodes);
  }

  /** Remembers the world as it is. */
  before(world: ClusterWorld): void {
    this.decisions.before(world);
    this.role.set(world.nodes.role);
    this.slotOf.set(world.nodes.slotOf);
    this.waitingTurn.set(world.work.waitingTurn);
    this.failed.set(world.nodes.failed);
    this.repairTurn.set(world.view("node", "turn"));
  }

  /** What has changed since. */
  after(activity: number, subject: number, world: ClusterWorld): Told[] {
    const { name } = this.activities[activity]!;
    const told: Told[] = [...this.parts(name, subject, world), ...this.decisions.after(name, subject, world)];
    this.fencedBy = this.fencing(name);
    for (const [node, old] of this.role.entries()) {
      const now = world.nodes.role[node]!;
      if (now !== old) told.push({ subject: nodeName(node), ...this.change(node, old, now, world) });
    }
    for (const [slot, turn] of this.waitingTurn.entries()) {
      if (turn === 0 && world.work.waitingTurn[slot]! > 0)
        told.push({ what: "waits", subject: this.work(slot), detail: "no healthy node is free to take it over" });
    }
    return [...told, ...this.crews(world.view("node", "turn"))];
  }

  /** Nodes that begin to wait for a repair crew, and nodes whose turn has come. */
  private crews(repairTurn: Int32Array): Told[] {
    return [...repairTurn.entries()].flatMap(([node, turn]): Told[] => {
      const before = this.repairTurn[node]!;
      const subject = nodeName(node);
      if (before === 0 && turn > 0) return [{ what: "waits", subject, detail: "for a repair crew: all are at work" }];
      return before > 0 && turn === 0 ? [{ what: "repair", subject, detail: "a crew is free and begins" }] : [];
    });
  }

  /** A part may fail without its node, and be swapped. */
  private parts(activity: string, part: number, world: ClusterWorld): Told[] {
    if (activity !== "fail" && activity !== "swap") return [];
    const { node, mode } = this.cluster.parts[part]!;
    const subject = nodeName(node);
    if (activity === "swap")
      return [{ what: "part", subject, detail: `its failed part (${mode.name}) has been swapped` }];
    if (world.nodes.role[node] !== this.role[node]) return [];
    const reason = `${mode.parts.need} of its ${mode.parts.count} parts are enough`;
    return [{ what: "part", subject, detail: `a part fails (${mode.name}), and the node runs on: ${reason}` }];
  }

  private change(node: number, old: number, now: number, world: ClusterWorld): Omit<Told, "subject"> {
    const slot = world.nodes.slotOf[node]!;
    switch (now) {
      case LOST:
        return { what: "fault", detail: `${this.fault(world, node)}${this.loss(node, old)}` };
      case LATENT:
        return { what: "fault", detail: `${this.fault(world, node)}; it stood by, and nobody sees it` };
      case STOPPED:
        return { what: "stopped", detail: this.stopped(old, slot) };
      case CLAIMING:
        return {
          what: "takeover",
          detail: `begins to take over ${this.claimed()}: its group goes on, and no node of it serves`,
        };
      case RIVAL:
        return {
          what: "restored",
          detail: `serves ${this.claimed()} too: its group cannot see that another node does`,
        };
      case RECONCILING:
        return { what: "reconciles", detail: "two writers met again: their data is reconciled" };
      case BROKEN:
        return { what: "declared", detail: this.reasonFor(old, world, node) };
      case RESTARTING:
        return { what: "declared", detail: `${this.reason(world, node)}; it is restarted in place` };
      case TAKING:
        return { what: "takeover", detail: this.takeover(node, old, slot) };
      case MANUAL:
        return {
          what: "takeover",
          detail: `the takeover of ${this.work(slot)} did not work: a person has to finish it`,
        };
      case ACTIVE:
        return { what: "restored", detail: this.restored(old, slot) };
      case IDLE:
        return { what: "back", detail: old >= LOST ? "works again and stands by" : "stands by" };
      case DECLARING:
        return {
          what: "declared",
          detail: `${this.reason(world, node)}; a person decides to rebuild it`,
        };
      case PROVISIONING:
        return { what: "rebuild", detail: "the rebuild is decided; a new machine is made ready" };
      case RESTORING:
        return { what: "rebuild", detail: "the machine is ready; the last backup is restored" };
      default:
        return { what: "changed", detail: "" };
    }
  }

  private fault({ nodes: { fault } }: ClusterWorld, node: number): string {
    return FAULTS[this.cluster.faults[fault[node]!]!.name] ?? `fails (${this.cluster.faults[fault[node]!]!.name})`;
  }

  private loss(node: number, old: number): string {
    const slot = this.slotOf[node]!;
    if (slot < 0) return "; it only stood by";
    if (old === ACTIVE) return `; ${this.work(slot)} is lost with it`;
    return old === TAKING || old === MANUAL ? `, in the middle of taking over ${this.work(slot)}` : "";
  }

  private stopped(old: number, slot: number): string {
    if (old >= LOST) return `works again; whether it may serve ${this.work(slot)} its group decides`;
    return `stops serving ${this.work(slot)}: its group has no quorum`;
  }

  /** What a node takes over that another one still holds. */
  private claimed(): string {
    return this.cluster.plant.slots === 1 ? "the service" : "a service";
  }

  private reasonFor(old: number, world: ClusterWorld, node: number): string {
    if (this.fencedBy) return this.fencedBy;
    return old === LATENT ? "it had failed long ago, unseen, and is needed or tested now" : this.reason(world, node);
  }

  private fencing(activity: string): string {
    const { membership } = this.cluster;
    if (!membership?.plan.fencing) return "";
    const { watchdog } = membership.plan.fencing;
    if (watchdog && activity === "watchdog") return "its own watchdog resets it: it was at work without quorum";
    if (watchdog && activity === "aim") return "the others rely on its watchdog: it is off by now";
    if (activity !== "fence" && activity !== "confirm") return "";
    return "the others have switched it off, so that it can do no harm";
  }

  private takeover(node: number, old: number, slot: number): string {
    const what = this.work(slot);
    if (old === IDLE) return `begins to take over ${what}: it stood by and works`;
    if (old === CLAIMING) return `goes on taking over ${what}: nobody else holds it any more`;
    if (this.slotOf[node] === slot) return `begins to take up ${what} again, which it still holds`;
    return `works again and begins to take over ${what}, which has waited longest`;
  }

  private restored(old: number, slot: number): string {
    const what = this.work(slot);
    if (old === MANUAL) return `${what} is served again: a person finished the takeover`;
    if (old === STOPPED) return `${what} is served again: its group may`;
    if (old === RECONCILING) return `${what} is served again by one node alone`;
    if (old === RIVAL) return `${what} is its own now: the other node does not serve any more`;
    if (old === TAKING || old === CLAIMING) return `${what} is served again: the takeover is done`;
    if (old === RESTORING) return `${what} is served again from the last backup`;
    return `${what} is served again, in place`;
  }

  private work(slot: number): string {
    const { slots, hosting } = this.cluster.plant;
    if (slots === 1) return "the service";
    return hosting === "each" ? `service ${slot + 1}` : `share ${slot + 1}`;
  }
}

/** What strikes look like; other faults go by the names the scenario gives them. */
const FAULTS: Readonly<Record<string, string>> = {
  kill: "its process is killed",
  shutdown: "the server is gone",
  stop: "its process stops in good order, and says so",
  freeze: "its process freezes",
  storageDisconnect: "it loses its storage",
  zoneDown: "the server is gone with its zone",
  "false suspicion": "it works, but is taken for dead and shut out",
  commonCause: "a common cause takes it",
};

/** Every node works, with all its parts, every slot is served, no partition is there, and nobody is taken for dead or to be switched off. */
export function allWell({ nodes, plant, membership }: Cluster, world: ClusterWorld): boolean {
  const { count, failed } = world.nodes;
  const works = count[ACTIVE]! + count[IDLE]! === nodes && count[ACTIVE] === Math.min(nodes, plant.slots);
  if (!works || failed.includes(1)) return false;
  if (world.membership === null) return true;
  const { partitionOn, watch } = world.membership;
  if (partitionOn.includes(1) || watch.includes(SUSPECTED)) return false;
  return !membership!.plan.fencing || world.view("node", "shot").every((state) => state === Shot.NONE);
}

const DOING: Readonly<Record<number, string>> = {
  [IDLE]: "stands by",
  [ACTIVE]: "serves",
  [TAKING]: "takes over",
  [MANUAL]: "waits for a person to finish its takeover",
  [STOPPED]: "works and may not serve, for want of quorum",
  [CLAIMING]: "takes over what another node holds",
  [RIVAL]: "serves too",
  [RECONCILING]: "reconciles its data",
  [LOST]: "has failed, unseen",
  [BROKEN]: "failed, in repair or waiting for it",
  [LATENT]: "has failed, and looks as if it stood by",
  [RESTARTING]: "is restarted in place",
  [DECLARING]: "is lost; a person decides",
  [PROVISIONING]: "is lost; a new machine is made ready",
  [RESTORING]: "is rebuilt; its backup is restored",
};

/** What every node is doing, one a line; nodes alike in a row are told together. */
export function statusOf(cluster: Cluster, world: ClusterWorld): Told[] {
  const told: Told[] = [];
  let from = 0;
  for (let node = 0; node < cluster.nodes; node++) {
    const detail = doing(cluster, world, node);
    if (node + 1 < cluster.nodes && doing(cluster, world, node + 1) === detail) continue;
    const subject = from === node ? nodeName(node) : `${nodeName(from)} to ${nodeName(node)}`;
    told.push({ what: "status", subject, detail });
    from = node + 1;
  }
  return told;
}

function doing({ plant }: Cluster, { nodes: { role, slotOf } }: ClusterWorld, node: number): string {
  const slot = slotOf[node]!;
  const named = plant.hosting === "each" && plant.slots > 1 && slot >= 0;
  return `${DOING[role[node]!]!}${named ? ` (service ${slot + 1})` : ""}`;
}
