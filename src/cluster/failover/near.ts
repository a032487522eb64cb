import type { Cluster } from "../cluster.js";
import type { NodeId } from "../ids.js";
import { type LiveNodes, type Nodes, wearOf } from "../node/nodes.js";
import type { Near } from "../signals.js";

/** Any node of a cluster may stand in for any other. */
export function everyNode(nodes: LiveNodes): Near {
  return { count: (role) => nodes.count[role]!, pick: picker(nodes, 0, nodes.cluster.nodes) };
}

/** The nodes from `first` to before `end` may stand in for one another. */
export function nodesFrom(nodes: LiveNodes, first: NodeId, end: NodeId): Near {
  return {
    count(wanted) {
      let count = 0;
      for (let node = first; node < end; node++) if (nodes.role[node] === wanted) count++;
      return count;
    },
    pick: picker(nodes, first, end),
  };
}

function picker(nodes: LiveNodes, first: NodeId, end: NodeId): Near["pick"] {
  const pick = nodes.cluster.redundantParts ? leastWorn : firstWith;
  return (role) => pick(nodes.cluster, nodes, role, first, end);
}

/** The first node with a role: by hand, since Int32Array.indexOf is slow to call. */
function firstWith(_: Cluster, { role, count }: Nodes, wanted: number, first: NodeId, end: NodeId): NodeId {
  if (count[wanted] === 0) return -1;
  let node = first;
  while (node < end && role[node] !== wanted) node++;
  return node < end ? node : -1;
}

/** Of the nodes with a role the one with the fewest failed parts: a rule that treats equal nodes alike, so that they can be merged. */
function leastWorn(cluster: Cluster, nodes: Nodes, wanted: number, first: NodeId, end: NodeId): NodeId {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = first; node < end; node++) {
    if (nodes.role[node] !== wanted) continue;
    const wear = wearOf(cluster, nodes, node);
    if (wear < least) {
      least = wear;
      best = node;
    }
  }
  return best;
}
