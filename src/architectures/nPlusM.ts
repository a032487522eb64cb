import type { ClusterSpec } from "../cluster/spec.js";
import type { Architecture } from "./architecture.js";
import { atLeastNodes, needWithin, oneNodeCarriesLoad } from "./demands.js";
import { hostedSlots } from "./hostedSlots.js";

const sparesOf = (spec: ClusterSpec): number => spec.spares ?? 2;

/** N nodes each run a service, M spares can replace any of them. */
export const nPlusM: Architecture = {
  name: "n+m",
  summary: "N active nodes, a service each, and M spares (2 unless told)",
  strategy: "ha",
  defaultNodes: 7,
  complaints: (spec) => [
    ...atLeastNodes(spec, sparesOf(spec) + 1, `${sparesOf(spec)} spares and at least 1 active node`),
    ...needWithin(spec, spec.nodes - sparesOf(spec)),
    ...oneNodeCarriesLoad(spec),
  ],
  design: (spec) => ({
    model: hostedSlots(spec, spec.nodes - sparesOf(spec)),
    understood: `${spec.nodes - sparesOf(spec)} active + ${sparesOf(spec)} spare${sparesOf(spec) === 1 ? "" : "s"}`,
    recoveryPoint: "shared",
    buys: { clusteredNodes: spec.nodes, loadBalancers: 0, backup: false, staffHours: 20 + 10 * spec.nodes },
  }),
};
