import type { Law } from "../../kernel/law.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import { become, hold, release } from "../node/nodes.js";
import type { Near } from "../signals.js";
import { Role } from "../vocabulary.js";
import { nextWaitingSlot, serve, slotLost, waitForNode } from "../work/work.js";

import { everyNode } from "./near.js";

const { ACTIVE, IDLE, BROKEN } = Role;

/** A cluster that acts as one, as if nothing could divide it: who takes over what is decided in one place. */
export const oneMind: ClusterPart = {
  name: "oneMind",
  build: ({ membership, plant }) =>
    membership || plant.recovery
      ? undefined
      : {
          bind(bench) {
            const { nodes } = bench;
            const near = everyNode(nodes);
            return {
              hears: {
                nodeStops(node, origin) {
                  if (nodes.role[node] === ACTIVE) slotLost(bench, nodes.slotOf[node]!, origin);
                },
                nodeGone: (node, takeover) => nodeGone(bench, near, node, takeover),
                takeoverWorks: (node) => serve(bench, node),
                nodeBack: (node, asBefore) => nodeBack(bench, node, asBefore),
              },
            };
          },
        },
};

/** A node is out. Its slot moves to a spare or waits for one; where every node has a slot it waits where it is. */
function nodeGone({ cluster, nodes, work, signals, gates }: ClusterBench, near: Near, node: NodeId, law: Law): void {
  const slot = nodes.slotOf[node]!;
  if (cluster.hasSpares) release(nodes, node);
  become(nodes, node, BROKEN);
  if (slot < 0 || !cluster.hasSpares) return;
  const spare = gates.spareFor(slot, near);
  if (spare < 0) return waitForNode(work, slot);
  hold(nodes, spare, slot);
  signals.takeUp(spare, law);
}

/** A node serves its slot again, takes it up anew, takes the longest waiting one, or becomes a spare. */
function nodeBack(bench: ClusterBench, node: NodeId, asBefore: boolean): void {
  const { cluster, nodes, work, signals } = bench;
  const { law } = cluster.plant.takeover;
  if (asBefore) return serve(bench, node);
  if (nodes.slotOf[node]! >= 0) return signals.takeUp(node, law);
  become(nodes, node, IDLE);
  const slot = nextWaitingSlot(work);
  if (slot < 0) return;
  hold(nodes, node, slot);
  signals.takeUp(node, law);
}
