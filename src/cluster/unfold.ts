import type { Cluster } from "./cluster.js";
import type { ClusterPart } from "./clusterPart.js";
import type { FaultId, NodeId, OriginId } from "./ids.js";
import { type Membership, standings, unfoldMembership } from "./membership/membership.js";
import { faultOfMode, numberFaults } from "./node/fault.js";
import { numberParts } from "./node/nodeParts.js";
import type { Plant } from "./plant.js";
import { innermost, type SitesSpec } from "./site/sitesSpec.js";
import { ROLES, Role } from "./vocabulary.js";

/** Numbers the nodes, parts, faults and origins of a plant; `parts` are those its model may have. */
export function unfold(plant: Plant, parts: readonly ClusterPart[]): Cluster {
  const numbered = numberParts(plant.classes);
  const modes = plant.classes.flatMap((kind) => kind.modes);
  const own = modes.map((mode) => faultOfMode(mode, plant.rebuild !== undefined));
  const brought = parts.flatMap((part) => (part.faults?.(plant) ?? []).map((fault) => ({ part: part.name, fault })));
  const plans = [...own, ...brought.map(({ fault }) => fault)];
  const [faults, incidents] = numberFaults(plans, plant.takeover.law);
  const further = parts.flatMap((part) => part.origins?.(plant) ?? []);
  const origins = [...new Set([...plans.map(({ name }) => name), ...further])];
  const originNamed = (name: string): OriginId => origins.indexOf(name);
  const faultOf = (part: string): FaultId => {
    const first = brought.findIndex((one) => one.part === part);
    return first < 0 ? -1 : own.length + first;
  };
  const nodes = numbered.kindOf.length;
  const membership = plant.membership
    ? unfoldMembership(plant.membership, faults, faultOf("fencing"), originNamed, plant.slots)
    : null;
  return {
    plant,
    nodes,
    nodeClass: classesOf(numbered.kindOf, membership, plant.sites),
    parts: numbered.parts,
    firstPart: numbered.firstPart,
    faults,
    incidents,
    origins,
    originOf: Int32Array.from(faults, ({ name }) => originNamed(name)),
    hasSpares: nodes > plant.slots,
    redundantParts: modes.some((mode) => mode.parts.count > 1),
    speedIn: Float64Array.from({ length: ROLES }, (_, role) => speedIn(role, plant)),
    membership,
    faultOf,
    originNamed,
  };
}

function speedIn(role: number, { standby }: Plant): number {
  if (role >= Role.LOST) return 0;
  return role === Role.IDLE ? standby.factor : 1;
}

/** Nodes are interchangeable only within their class and failure domain and, where membership matters, their rack and votes. */
function classesOf(
  kindOf: readonly number[],
  membership: Membership | null,
  sites: SitesSpec | undefined,
): readonly number[] {
  if (membership === null && !sites) return kindOf;
  const standing = membership && standings(membership);
  const domain = sites && innermost(sites, kindOf.length);
  const kinds = kindOf.map((kind, node: NodeId) => `${kind} ${standing?.[node] ?? ""} ${domain?.[node] ?? ""}`);
  return kinds.map((kind) => kinds.indexOf(kind));
}
