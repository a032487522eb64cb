import type { OriginId } from "../ids.js";
import { SUSPECTED } from "../network/groups.js";
import type { GroupsBench } from "./groupsBench.js";

/** What is wrong just now, for a loss that no fault has brought about this very moment: the network first, then the nodes. */
export function standingCause(own: GroupsBench): OriginId {
  const { wireOrigin, portOrigin, witnessOrigin, partitionOrigin, suspicionOrigin } = own.membership;
  const { wireDown, portDown, partitionOn, watch, witnessDown } = own.state;
  const wire = wireDown.indexOf(1);
  if (wire >= 0) return wireOrigin[wire]!;
  if (portDown.includes(1)) return portOrigin;
  if (partitionOn.includes(1)) return partitionOrigin;
  if (watch.includes(SUSPECTED)) return suspicionOrigin;
  const least = own.nodes.fault.reduce((low, fault) => (fault >= 0 && (low < 0 || fault < low) ? fault : low), -1);
  if (least >= 0) return own.cluster.originOf[least]!;
  if (witnessDown[0] === 1) return witnessOrigin;
  return wireOrigin[0] ?? Math.max(0, portOrigin);
}
