import type { Declare } from "../../kernel/model.js";
import { Activity, type Cluster, Group } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import { lastManStands } from "../quorum/corosyncVotes.js";
import { serve } from "../slots.js";
import { Mark, Role } from "../vocabulary.js";
import { aimed, fenceEnded, switchedOff, watchdogEnds } from "./fencing.js";
import { judge } from "./judge.js";
import type { Membership } from "./membership.js";
import { divided, healed, placeSides } from "./partition.js";
import { reachTurned, see } from "./reach.js";
import { heardAgain, suspected } from "./suspicion.js";
import { claimEnded, claimServed, stopServing } from "./writers.js";

const { FAIL, SHOCK, DETECT, TAKE, MANUAL } = Activity;
const { CUT, MEND, UNPLUG, PLUG, WITNESS_FAIL, WITNESS_MEND, REGROUP, STOP, AIM, FENCE, CONFIRM, RESYNC } = Activity;
const { DIVIDE, HEAL, SUSPECT, HEAR, WINDOW, WATCHDOG } = Activity;
const { CLAIMING } = Role;

const ALWAYS = [
  { name: "cut", group: Group.WIRE, clock: true },
  { name: "mend", group: Group.WIRE },
  { name: "unplug", group: Group.PORT, clock: true },
  { name: "plug", group: Group.PORT },
  { name: "witnessFail", group: Group.WITNESS, clock: true },
  { name: "witnessMend", group: Group.WITNESS },
  { name: "regroup", group: Group.WHOLE, reaction: true },
  { name: "stop", group: Group.NODE, reaction: true },
  { name: "aim", group: Group.NODE, reaction: true },
  { name: "fence", group: Group.NODE, reaction: true },
  { name: "confirm", group: Group.NODE },
  { name: "resync", group: Group.NODE },
  { name: "divide", group: Group.PARTITION, clock: true },
  { name: "heal", group: Group.PARTITION },
  { name: "suspect", group: Group.WATCH, clock: true },
  { name: "hear", group: Group.WATCH },
] as const;

const TIMERS = [
  { name: "window", group: Group.NODE, reaction: true },
  { name: "watchdog", group: Group.NODE, reaction: true },
] as const;

/** Activities that a cluster has besides when its nodes may not all reach one another, in the order of `Activity`. */
export const membershipActivities = ({ votequorum, plan }: Membership) =>
  votequorum || plan.fencing?.watchdog ? [...ALWAYS, ...TIMERS] : ALWAYS;

/** Its choices, in the order of `Choice`. */
const CHOICES = [
  { name: "fencing", group: Group.NODE },
  { name: "side", group: Group.PARTITION },
] as const;

export const membershipChoices = ({ plan }: Membership) =>
  plan.quorum.policy === "dynamic" ? [...CHOICES, { name: "vote", group: Group.WHOLE }] : CHOICES;

/** Starts the lives of links, switches, ports, partitions and the witness, and lets the nodes find their first groups. */
export function beginMembership(cluster: Cluster, world: ClusterWorld, declare: Declare): void {
  const { topology, plan, struck } = cluster.membership!;
  for (const [wire, { spec }] of topology.wires.entries()) declare.start(CUT, wire, spec.life);
  const { nic } = plan.network;
  if (nic) for (const port of world.membership!.portDown.keys()) declare.start(UNPLUG, port, nic.life);
  for (const [p, { life }] of (plan.network.partitions ?? []).entries()) declare.start(DIVIDE, struck + p, life);
  if (plan.quorum.witness) declare.start(WITNESS_FAIL, 0, plan.quorum.witness.life);
  placeSides(cluster, world);
  judge(cluster, world, declare, -1);
}

/** The fault that an activity is or comes from, as an origin; −1 = none. */
export function causeOfActivity(cluster: Cluster, world: ClusterWorld, activity: number, subject: number): number {
  const membership = cluster.membership!;
  switch (activity) {
    case FAIL:
      return cluster.originOf[cluster.parts[subject]!.fault]!;
    case SHOCK:
      return cluster.originOf[cluster.shock]!;
    case DETECT:
      return cluster.originOf[world.fault[subject]!]!;
    case CUT:
    case MEND:
      return membership.wireOrigin[subject]!;
    case UNPLUG:
    case PLUG:
      return membership.portOrigin;
    case WITNESS_FAIL:
      return membership.witnessOrigin;
    case DIVIDE:
    case HEAL:
      return membership.partitionOrigin;
    case SUSPECT:
    case HEAR:
      return membership.suspicionOrigin;
    case REGROUP:
      return causeUnseen(cluster, world);
    default:
      return -1;
  }
}

/** Which change, come or gone, the nodes are about to notice: of a wire first, then of a port, then a partition. */
function causeUnseen(cluster: Cluster, { membership }: ClusterWorld): number {
  const { wireOrigin, portOrigin, partitionOrigin } = cluster.membership!;
  const { wireDown, wireSeen, portDown, portSeen, partitionOn, partitionSeen } = membership!;
  const changed = (now: Int32Array, seen: Int32Array) => now.findIndex((value, i) => value !== seen[i]);
  const wire = changed(wireDown, wireSeen);
  if (wire >= 0) return wireOrigin[wire]!;
  if (changed(portDown, portSeen) >= 0) return portOrigin;
  return changed(partitionOn, partitionSeen) >= 0 ? partitionOrigin : -1;
}

/** Reacts to what concerns membership; false for everything else. */
export function reactOfMembership(
  cluster: Cluster,
  activity: number,
  subject: number,
  world: ClusterWorld,
  declare: Declare,
): boolean {
  const own = world.membership!;
  const { network, quorum } = cluster.membership!.plan;
  switch (activity) {
    case CUT:
      declare.start(MEND, subject, cluster.membership!.topology.wires[subject]!.spec.repair);
      contactTurned(cluster, world, declare, own.wireDown, subject, 1);
      return true;
    case MEND:
      declare.start(CUT, subject, cluster.membership!.topology.wires[subject]!.spec.life);
      contactTurned(cluster, world, declare, own.wireDown, subject, 0);
      return true;
    case UNPLUG:
      declare.start(PLUG, subject, network.nic!.repair);
      contactTurned(cluster, world, declare, own.portDown, subject, 1);
      return true;
    case PLUG:
      declare.start(UNPLUG, subject, network.nic!.life);
      contactTurned(cluster, world, declare, own.portDown, subject, 0);
      return true;
    case WITNESS_FAIL:
      declare.start(WITNESS_MEND, 0, quorum.witness!.repair);
      turn(declare, own.witnessDown, 0, 1);
      return true;
    case WITNESS_MEND:
      declare.start(WITNESS_FAIL, 0, quorum.witness!.life);
      turn(declare, own.witnessDown, 0, 0);
      return true;
    case REGROUP:
      regrouped(world, declare);
      return true;
    case DIVIDE:
      declare.start(HEAL, subject, partitionAt(cluster, subject).repair);
      divided(cluster, world, declare, subject);
      return true;
    case HEAL:
      declare.start(DIVIDE, subject, partitionAt(cluster, subject).life);
      healed(cluster, world, declare, subject);
      return true;
    case SUSPECT:
      suspected(cluster, world, declare, subject);
      return true;
    case HEAR:
      heardAgain(cluster, world, declare, subject);
      return true;
    case STOP:
      stopServing(cluster, world, declare, subject, own.stopping[subject]! - 1);
      return true;
    case AIM:
      aimed(cluster, world, declare, subject);
      return true;
    case FENCE:
      fenceEnded(cluster, world, declare, subject);
      return true;
    case CONFIRM:
      switchedOff(cluster, world, declare, subject);
      return true;
    case WINDOW:
      lastManStands(cluster.membership!, own, subject);
      return true;
    case WATCHDOG:
      watchdogEnds(cluster, world, declare, subject);
      return true;
    case RESYNC:
      serve(cluster, world, declare, subject);
      return true;
    case TAKE:
      if (world.role[subject] !== CLAIMING) return false;
      claimEnded(cluster, world, declare, subject);
      return true;
    case MANUAL:
      if (world.role[subject] !== CLAIMING) return false;
      claimServed(cluster, world, declare, subject);
      return true;
    default:
      return false;
  }
}

function turn(declare: Declare, down: Int32Array, subject: number, value: number): void {
  down[subject] = value;
  declare.mark(Mark.WIRE_TURNED, subject);
}

/**
 * A wire or a port fails or works again. If that changes who reaches whom, the nodes notice after a while, which begins anew
 * with each change; a path that was not needed is missed by nobody.
 */
function contactTurned(
  cluster: Cluster,
  world: ClusterWorld,
  declare: Declare,
  down: Int32Array,
  subject: number,
  value: number,
): void {
  turn(declare, down, subject, value);
  reachTurned(cluster, world, declare);
}

function regrouped(world: ClusterWorld, declare: Declare): void {
  see(world);
  declare.mark(Mark.REGROUPED, 0);
}

/** A partition of the network's own; those an experiment brings about have no law. */
const partitionAt = ({ membership }: Cluster, p: number) =>
  membership!.plan.network.partitions![p - membership!.struck]!;
