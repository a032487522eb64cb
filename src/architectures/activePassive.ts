import { promotes } from "../cluster/replication/replicationSection.js";
import type { Architecture } from "./architecture.js";
import { atLeastNodes, needWithin, oneNodeCarriesLoad } from "./demands.js";
import { hostedSlots } from "./hostedSlots.js";

/** One node serves, the others stand by. */
export const activePassive: Architecture = {
  name: "active-passive",
  summary: "one node serves, a standby takes over",
  strategy: "ha",
  defaultNodes: 2,
  complaints: (spec) => [
    ...atLeastNodes(spec, 2, "one node serves and one stands by"),
    ...needWithin(spec, 1),
    ...oneNodeCarriesLoad(spec),
  ],
  design: (spec) => ({
    model: hostedSlots({ ...spec, takeover: { ...spec.takeover, coverage: promotes(spec) } }, 1),
    understood: `1 active + ${spec.nodes - 1} standby`,
    recoveryPoint: spec.replication ? (spec.replication.lag ? "copy" : "replicas") : "shared",
    buys: { clusteredNodes: spec.nodes, loadBalancers: 0, backup: false, staffHours: 20 + 10 * spec.nodes },
  }),
};
