import type { ClusterPart } from "../clusterPart.js";
import { strikingOrder } from "../node/strikingOrder.js";

/** Who mends a node sometimes takes a working one down by mistake: the wrong machine, the wrong cable. */
export const operator: ClusterPart = {
  name: "operator",
  faults: ({ operator: spec }) =>
    spec ? [{ name: "operator", detection: spec.detection, repair: spec.repair, needsCrew: false }] : [],
  build({ plant: { operator: spec }, faults, faultOf }) {
    if (!spec) return undefined;
    const mistake = faultOf("operator");
    return {
      choices: { slips: { of: "node", mayFail: true } },
      bind(bench) {
        const slips = bench.choice("slips");
        return {
          hears: {
            partsRenewed(node, fault) {
              if (!faults[fault]!.needsCrew) return;
              const others = strikingOrder(bench).filter((other) => other !== node);
              if (others.length === 0) return;
              const each = spec.error / others.length;
              const hit = slips(node, [1 - spec.error, ...others.map(() => each)]);
              if (hit > 0) bench.signals.nodeFails(others[hit - 1]!, mistake);
            },
          },
        };
      },
    };
  },
};
