import type { ClusterSpec, LoadSpec } from "../cluster/spec.js";
import type { Complaint } from "./architecture.js";

/** Complains unless there are at least `least` nodes. */
export function atLeastNodes(spec: ClusterSpec, least: number, why: string): Complaint[] {
  if (spec.nodes >= least) return [];
  return [{ path: "nodes", message: `${spec.nodes} is too few: ${why}`, suggestion: `${least}` }];
}

/** Complains unless there is exactly one node. */
export function oneNode(spec: ClusterSpec, name: string): Complaint[] {
  if (spec.nodes === 1) return [];
  return [{ path: "nodes", message: `${name} has 1 node, not ${spec.nodes}`, suggestion: "1" }];
}

/** Complains about what only nodes that must agree with others have: a network, a quorum, fencing. */
export function nobodyToAgreeWith({ network, quorum, fencing }: ClusterSpec, name: string): Complaint[] {
  const given = { network, quorum, fencing };
  return Object.entries(given).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, message: `${name} is one node, which has nobody to lose touch with` }],
  );
}

/** Complains about what nodes agree on among themselves, in a design that goes by sites. */
export function decidesBySite({ network, quorum, fencing }: ClusterSpec, name: string): Complaint[] {
  const message = `${name} decides by site: what nodes agree on among themselves belongs to another design`;
  return Object.entries({ network, quorum, fencing }).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, message }],
  );
}

/** Complains when more services must be up than there are. */
export function needWithin({ need }: ClusterSpec, slots: number): Complaint[] {
  if (need === undefined || need <= slots) return [];
  const message = `${need} must serve, but only ${slots} ${slots === 1 ? "does" : "do"}`;
  return [{ path: "service.need", message, suggestion: `${slots}` }];
}

/** Complains when one node cannot carry the load of the service it serves alone. */
export function oneNodeCarriesLoad({ load }: ClusterSpec): Complaint[] {
  if (!load || load.capacityPerNode >= load.minimum * load.demand) return [];
  return [
    {
      path: "service.capacityPerNode",
      message: "one node serves alone and cannot carry the demand; nodes share it in active-active",
    },
  ];
}

/** Nodes that the stated minimum of a demand takes; at least one. */
export const nodesFor = ({ minimum, demand, capacityPerNode }: LoadSpec): number =>
  Math.max(1, Math.ceil((minimum * demand) / capacityPerNode));
