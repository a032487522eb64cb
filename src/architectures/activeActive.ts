import { clusterModel } from "../cluster/model.js";
import type { ClusterSpec } from "../cluster/spec.js";
import type { Architecture, Complaint } from "./architecture.js";
import { atLeastNodes, nodesFor } from "./demands.js";
import { common } from "./hostedSlots.js";

/** Every node serves the same service; k of n must. */
export const activeActive: Architecture = {
  name: "active-active",
  summary: "every node serves behind a load balancer; k of n must",
  strategy: "ha",
  defaultNodes: 3,
  complaints: (spec) => [
    ...atLeastNodes(spec, 2, "active-active needs another node to go on with"),
    ...enoughNodes(spec),
  ],
  design: (spec) => ({
    model: clusterModel({
      ...common(spec),
      slots: spec.nodes,
      need: nodesNeeded(spec),
      hosting: "shared",
      load: spec.load,
    }),
    understood: `${spec.nodes} active, ${nodesNeeded(spec)} needed`,
    recoveryPoint: "shared",
    buys: { clusteredNodes: 0, loadBalancers: 1, backup: false, staffHours: 20 + 10 * spec.nodes },
  }),
};

/** k: what the scenario says, else what the minimum of the demand takes, else all nodes but one. */
function nodesNeeded({ need, load, nodes }: ClusterSpec): number {
  if (need !== undefined) return need;
  if (load) return nodesFor(load);
  return nodes - 1;
}

function enoughNodes(spec: ClusterSpec): Complaint[] {
  const needed = nodesNeeded(spec);
  if (needed <= spec.nodes) return [];
  return [
    {
      path: spec.need === undefined ? "nodes" : "service.need",
      message: `${needed} nodes are needed to carry the demand and there are ${spec.nodes}; one more survives the loss of one`,
      suggestion: `${spec.need === undefined ? needed + 1 : spec.nodes - 1}`,
    },
  ];
}
