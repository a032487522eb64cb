import type { ClusterPart } from "../clusterPart.js";
import { suspendAll } from "../node/nodes.js";
import { OUT } from "../vocabulary.js";
import { status } from "./service.js";

/** Where idle survivors do not fail: every clock stands still while the service is down. */
export const suspension: ClusterPart = {
  name: "suspension",
  build: ({ plant }) =>
    plant.survivorsFailWhileDown
      ? undefined
      : {
          bind: ({ cluster, nodes }) => ({
            hears: {
              settled() {
                const down = status(cluster, nodes) === OUT ? 1 : 0;
                if (nodes.suspended[0] !== down) suspendAll(nodes, down);
              },
            },
          }),
        },
};
