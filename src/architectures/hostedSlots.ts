import { membershipPlan } from "../cluster/membership/membershipPlan.js";
import { clusterModel } from "../cluster/model.js";
import type { Plant } from "../cluster/plant.js";
import type { ClusterSpec } from "../cluster/spec.js";
import type { Model } from "../kernel/model.js";

/** A model of `slots` services, each on a node of its own, the other nodes idle: down when fewer than all are served. */
export function hostedSlots(spec: ClusterSpec, slots: number, rebuild?: Plant["rebuild"]): Model {
  return clusterModel({ ...common(spec), slots, need: spec.need ?? slots, hosting: "each", rebuild });
}

/** What a plant takes from the specification as it is. */
export function common(spec: ClusterSpec): Omit<Plant, "slots" | "need" | "hosting"> {
  return {
    classes: spec.classes,
    crews: spec.crews,
    takeover: spec.takeover,
    standby: spec.standby,
    commonCause: spec.commonCause,
    survivorsFailWhileDown: spec.survivorsFailWhileDown,
    membership: membershipPlan(spec),
    sites: spec.sites,
    storage: spec.storage,
    replication: spec.replication,
    operator: spec.operator,
    disruptions: [...(spec.corruption ? [spec.corruption] : []), ...(spec.disruptions ?? [])],
  };
}
