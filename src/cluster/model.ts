import type { Declare, Model } from "../kernel/model.js";
import { suspendWhileDown } from "./ageing.js";
import { attribute, causeNames } from "./causes.js";
import { Activity, type Cluster, Group, unfold } from "./cluster.js";
import { ClusterWorld } from "./clusterWorld.js";
import { thingsThatFail } from "./components.js";
import { nodeDeclared } from "./detection.js";
import { armShock, partFailed, partSwapped, renewPart, shockStruck } from "./failure.js";
import { judge } from "./membership/judge.js";
import { attributeInGroups } from "./membership/phases.js";
import {
  beginMembership,
  causeOfActivity,
  membershipActivities,
  membershipChoices,
  reactOfMembership,
} from "./membership/reactions.js";
import type { Plant } from "./plant.js";
import { backupRestored, machineProvisioned, rebuildDecided } from "./rebuild.js";
import { repaired } from "./repair.js";
import { LEVELS, MEMBERSHIP_LEVELS, measure } from "./service.js";
import { serve } from "./slots.js";
import { latentFound } from "./standby.js";
import { takeoverEnded } from "./takeover.js";

// Constants of this module: the compiler then knows their values.
const { FAIL, SWAP, DETECT, TAKE, MANUAL, REPAIR, TEST, SHOCK, DECLARE, PROVISION, RESTORE } = Activity;

/** What observers of paths need to know of a cluster beside its levels. */
export interface ClusterModel extends Model<ClusterWorld> {
  readonly cluster: Cluster;
}

/** Is a model one of slots on nodes, with a plant behind it? An architecture may bring a model of its own. */
export const isClusterModel = (model: Model): model is ClusterModel => "cluster" in model;

/** The model of a plant: slots on nodes that fail, are detected, taken over and repaired. */
export function clusterModel(plant: Plant): ClusterModel {
  const cluster = unfold(plant);
  const suspends = !plant.survivorsFailWhileDown;
  return {
    cluster,
    layout: cluster.layout,
    activities: [
      { name: "fail", group: Group.PART, clock: true },
      { name: "swap", group: Group.PART },
      { name: "detect", group: Group.NODE, reaction: true },
      { name: "takeover", group: Group.NODE, reaction: true },
      { name: "manual", group: Group.NODE },
      { name: "repair", group: Group.NODE },
      { name: "test", group: Group.NODE },
      { name: "shock", group: Group.WHOLE, clock: true },
      { name: "declare", group: Group.NODE },
      { name: "provision", group: Group.NODE },
      { name: "restore", group: Group.NODE },
      ...(cluster.membership ? membershipActivities(cluster.membership) : []),
    ],
    choices: [
      { name: "coverage", group: Group.NODE, mayFail: true },
      { name: "latent", group: Group.NODE, mayFail: true },
      { name: "target", group: Group.SLOT },
      { name: "incident", group: Group.NODE },
      ...(cluster.membership ? membershipChoices(cluster.membership) : []),
    ],
    levels: cluster.membership ? [...LEVELS, ...MEMBERSHIP_LEVELS] : LEVELS,
    causes: causeNames(cluster),
    services: plant.hosting === "each" ? { count: plant.slots, marked: true } : { count: 1, marked: false },
    renews: isRenewed(cluster),
    ...thingsThatFail(cluster),
    newWorld: () => new ClusterWorld(cluster),
    begin(world, declare) {
      for (let part = 0; part < cluster.parts.length; part++) renewPart(cluster, world, declare, part);
      armShock(cluster, declare);
      if (cluster.membership) beginMembership(cluster, world, declare);
    },
    fire(activity, subject, world, declare) {
      if (cluster.membership) reactInGroups(cluster, activity, subject, world, declare);
      else react(cluster, activity, subject, world, declare);
      if (suspends) suspendWhileDown(cluster, world, declare);
    },
    measure: (world, levels) => measure(cluster, world, levels),
    attribute: cluster.membership
      ? (world, seconds, sums, from) => attributeInGroups(cluster, world, seconds, sums, from)
      : (world, seconds, sums, from) => attribute(cluster, world, seconds, sums, from),
  };
}

/** Where a slot may move, it matters who has it if nodes differ or the quorum remembers who went before. */
function isRenewed({ hasSpares, membership, layout }: Cluster): boolean {
  if (membership?.votequorum || membership?.plan.quorum.policy === "dynamic") return false;
  if (!hasSpares) return true;
  const { classes = [] } = layout.groups[Group.NODE]!;
  return Array.from(classes).every((kind) => kind === classes[0]);
}

/** The same where nodes may not all reach one another: after every activity each group judges anew. */
function reactInGroups(
  cluster: Cluster,
  activity: number,
  subject: number,
  world: ClusterWorld,
  declare: Declare,
): void {
  const cause = causeOfActivity(cluster, world, activity, subject);
  if (!reactOfMembership(cluster, activity, subject, world, declare)) react(cluster, activity, subject, world, declare);
  judge(cluster, world, declare, cause);
}

function react(cluster: Cluster, activity: number, subject: number, world: ClusterWorld, declare: Declare): void {
  switch (activity) {
    case FAIL:
      return partFailed(cluster, world, declare, subject);
    case SWAP:
      return partSwapped(cluster, world, declare, subject);
    case DETECT:
      return nodeDeclared(cluster, world, declare, subject);
    case TAKE:
      return takeoverEnded(cluster, world, declare, subject);
    case MANUAL:
      return serve(cluster, world, declare, subject);
    case REPAIR:
      return repaired(cluster, world, declare, subject);
    case TEST:
      return latentFound(cluster, world, declare, subject);
    case SHOCK:
      return shockStruck(cluster, world, declare);
    case DECLARE:
      return rebuildDecided(cluster, world, declare, subject);
    case PROVISION:
      return machineProvisioned(cluster, world, declare, subject);
    case RESTORE:
      return backupRestored(cluster, world, declare, subject);
  }
}
