import { contactChanged } from "./groups.js";
import type { Groups } from "./groupsBench.js";

/** Who reaches whom may have changed: if so, the nodes notice after a while, which begins anew with each change. */
export function contactTurned(own: Groups): void {
  own.regroup.cancel(0);
  if (contactChanged(own.membership, own.state)) own.regroup.start(0, own.membership.plan.network.detection);
  else see(own);
}

/** The nodes know from now on which wires, ports and partitions there are. */
export function see({ state }: Groups): void {
  state.wireSeen.set(state.wireDown);
  state.portSeen.set(state.portDown);
  state.partitionSeen.set(state.partitionOn);
  state.sidesSeen.set(state.sides);
}
