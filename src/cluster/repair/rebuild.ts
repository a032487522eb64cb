import type { ClusterPart } from "../clusterPart.js";
import { become } from "../node/nodes.js";
import { Mark, Role } from "../vocabulary.js";
import { serve } from "../work/work.js";

const { DECLARING, PROVISIONING, RESTORING } = Role;

/** A server that is lost for good: a person decides, a new machine is provisioned, the last backup is restored on it. */
export const rebuild: ClusterPart = {
  name: "rebuild",
  build({ plant }) {
    const laws = plant.rebuild;
    return (
      laws && {
        activities: { declare: { of: "node" }, provision: { of: "node" }, restore: { of: "node" } },
        bind(bench) {
          const { nodes, signals, mark } = bench;
          const declare = bench.activity("declare");
          const provision = bench.activity("provision");
          const restore = bench.activity("restore");
          return {
            answers: { isRebuilt: (node) => nodes.slotOf[node]! >= 0 },
            hears: {
              toRebuild(node) {
                mark(Mark.DATA_LOST, node);
                become(nodes, node, DECLARING);
                declare.start(node, laws.declare);
              },
            },
            ends: {
              declare(node) {
                become(nodes, node, PROVISIONING);
                provision.start(node, laws.provision);
              },
              provision(node) {
                become(nodes, node, RESTORING);
                restore.start(node, laws.restore);
              },
              /** The new machine serves; every part of it is new. */
              restore(node) {
                nodes.fault[node] = -1;
                serve(bench, node);
                signals.nodeRenewed(node);
              },
            },
          };
        },
      }
    );
  },
};
