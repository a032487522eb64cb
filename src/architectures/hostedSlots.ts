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
  const {
    classes,
    crews,
    takeover,
    standby,
    commonCause,
    survivorsFailWhileDown,
    sites,
    storage,
    replication,
    operator,
  } = spec;
  const membership = membershipPlan(spec);
  return {
    classes,
    crews,
    takeover,
    standby,
    commonCause,
    survivorsFailWhileDown,
    membership,
    sites,
    storage,
    replication,
    operator,
    disruptions: [...(spec.corruption ? [spec.corruption] : []), ...(spec.disruptions ?? [])],
  };
}
