import type { ClusterPart } from "../../clusterPart.js";
import { become } from "../../node/nodes.js";
import { Role } from "../../vocabulary.js";
import { serve, slotLost } from "../../work/work.js";

/** After two writers met again the service stands still until their data is reconciled. */
export const reconciling: ClusterPart = {
  name: "reconciling",
  build({ membership }) {
    if (!membership) return undefined;
    const { resync: law } = membership.plan.network;
    return {
      activities: { resync: { of: "node" } },
      bind(bench) {
        const { nodes } = bench;
        const resync = bench.activity("resync");
        return {
          ends: { resync: (node) => serve(bench, node) },
          hears: {
            writersMet(node, origin) {
              if (law.kind === "immediate") return;
              slotLost(bench, nodes.slotOf[node]!, origin);
              become(nodes, node, Role.RECONCILING);
              resync.start(node, law);
            },
            reconcilingOff: (node) => resync.cancel(node),
          },
        };
      },
    };
  },
};
