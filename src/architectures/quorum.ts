import { consensusPlan } from "../cluster/membership/membershipPlan.js";
import { clusterModel } from "../cluster/model.js";
import type { Architecture } from "./architecture.js";
import { atLeastNodes, needWithin, oneNodeCarriesLoad } from "./demands.js";
import { common } from "./hostedSlots.js";

/** A replicated state machine, as in etcd, Consul or ZooKeeper: one member leads, and every write needs a majority. */
export const quorum: Architecture = {
  name: "quorum",
  summary: "one member leads and a majority must agree on every write",
  strategy: "ha",
  defaultNodes: 3,
  complaints: (spec) => [
    ...atLeastNodes(spec, 2, "a majority of one is that one"),
    ...needWithin(spec, 1),
    ...oneNodeCarriesLoad(spec),
  ],
  design: (spec) => ({
    model: clusterModel({
      ...common(spec),
      membership: consensusPlan(spec),
      slots: 1,
      need: spec.need ?? 1,
      hosting: "each",
    }),
    understood: `${spec.nodes} members, ${Math.floor(spec.nodes / 2) + 1} of them a majority`,
    recoveryPoint: "replicas",
    buys: { clusteredNodes: spec.nodes, loadBalancers: 0, backup: false, staffHours: 20 + 10 * spec.nodes },
  }),
};
