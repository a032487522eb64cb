import type { ClusterBench } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import { Role } from "../vocabulary.js";
import { wearOf } from "./nodes.js";

const { IDLE, LOST } = Role;

/**
 * The working nodes, serving ones first and idle ones last, then by the loss their slot is charged to and by wear.
 * Where failures are declared at once, crews and spares are given out in this order: by number alone, nodes that are
 * alike could not be merged.
 */
export function strikingOrder({ cluster, nodes, work }: ClusterBench): NodeId[] {
  const { role, slotOf } = nodes;
  const turn = (node: NodeId) => (role[node] === IDLE ? LOST : role[node]!);
  const charged = (node: NodeId) => (slotOf[node]! < 0 ? 0 : work.origin[slotOf[node]!]!);
  const wear = (node: NodeId) => wearOf(cluster, nodes, node);
  const working = [...role.keys()].filter((node) => role[node]! < LOST);
  return working.sort((a, b) => turn(a) - turn(b) || charged(a) - charged(b) || wear(a) - wear(b));
}
