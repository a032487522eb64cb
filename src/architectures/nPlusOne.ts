import type { Architecture } from "./architecture.js";
import { atLeastNodes, needWithin, oneNodeCarriesLoad } from "./demands.js";
import { hostedSlots } from "./hostedSlots.js";

/** N nodes each run a service, one spare can replace any of them. */
export const nPlusOne: Architecture = {
  name: "n+1",
  summary: "N active nodes, a service each, and one spare for any of them",
  strategy: "ha",
  defaultNodes: 6,
  complaints: (spec) => [
    ...atLeastNodes(spec, 2, "n+1 is at least 1 active and 1 spare"),
    ...onlyOneSpare(spec.spares),
    ...needWithin(spec, spec.nodes - 1),
    ...oneNodeCarriesLoad(spec),
  ],
  design: (spec) => ({
    model: hostedSlots(spec, spec.nodes - 1),
    understood: `${spec.nodes - 1} active + 1 spare`,
    recoveryPoint: "shared",
    buys: { clusteredNodes: spec.nodes, loadBalancers: 0, backup: false, staffHours: 20 + 10 * spec.nodes },
  }),
};

function onlyOneSpare(spares: number | undefined) {
  if (spares === undefined || spares === 1) return [];
  return [{ path: "service.spares", message: `n+1 has 1 spare, not ${spares}; n+m has more`, suggestion: "1" }];
}
