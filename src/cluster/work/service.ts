import type { Cluster } from "../cluster.js";
import type { ClusterPart } from "../clusterPart.js";
import type { Nodes } from "../node/nodes.js";
import { DEGRADED, NO_ORIGIN, OUT, Role, UP } from "../vocabulary.js";
import { attribute } from "./causes.js";
import type { Work } from "./work.js";

// Constants of this module: the compiler then knows their values.
const { ACTIVE, IDLE, TAKING, MANUAL, STOPPED, CLAIMING, RIVAL, RECONCILING } = Role;

/** The work that the cluster does, in slots, and what it is worth to those who ask for it. */
export const service: ClusterPart = {
  name: "service",
  build: ({ plant, origins }) => ({
    groups: [
      { name: "origin", size: origins.length, fields: { slots: "label" } },
      { name: "slot", size: plant.slots, fields: { turn: "rank", origin: "value" } },
    ],
    fields: { whole: { tickets: "label", waiting: "label", halted: "label" }, node: { unfinished: "value" } },
    levels: ["down", "serviceDown", "degraded", "served", "nodesUp", "slotsServed"],
    bind({ cluster, nodes, work }) {
      work.origin.fill(NO_ORIGIN);
      const shares = Float64Array.from({ length: plant.slots + 1 }, (_, served) => served / plant.slots);
      return {
        measure: (levels, from) => measure(cluster, nodes, work, shares, levels, from),
        answers: { attribute: (seconds, sums, from) => attribute(cluster, nodes, work, seconds, sums, from) },
      };
    },
  }),
};

/**
 * Is the service up, degraded or out? It is out when fewer than `need` slots are served, or when they cannot carry
 * the stated minimum of the demand; degraded when it serves less than is asked.
 */
export function status(cluster: Cluster, nodes: Nodes): number {
  const { plant } = cluster;
  const serving = nodes.count[ACTIVE]!;
  if (serving < plant.need) return OUT;
  if (plant.hosting === "each") return serving < plant.slots ? DEGRADED : UP;
  if (plant.load && serving * plant.load.capacityPerNode < plant.load.minimum * plant.load.demand) return OUT;
  return servedShare(cluster, nodes) < 1 ? DEGRADED : UP;
}

/**
 * Share of the demand that is served. Services of their own each get what their slot gives. A shared service spreads
 * requests over the slots believed good: those sent to a node whose failure is unseen are lost, and the others are
 * served as far as capacity goes.
 */
function servedShare({ plant }: Cluster, { count, slotsIn }: Nodes): number {
  const serving = count[ACTIVE]!;
  if (plant.hosting === "each") return serving / plant.slots;
  const routed = serving + slotsIn[Role.LOST]!;
  if (routed === 0) return 0;
  const reached = serving / routed;
  if (plant.load) return Math.min(reached, (serving * plant.load.capacityPerNode) / plant.load.demand);
  return Math.min(reached, serving / plant.need);
}

/** Share of the demand that is served; nothing while the service is out. */
export function served(cluster: Cluster, nodes: Nodes): number {
  if (cluster.plant.hosting === "each") return nodes.count[ACTIVE]! / cluster.plant.slots;
  return status(cluster, nodes) === OUT ? 0 : servedShare(cluster, nodes);
}

/**
 * Writes the levels of the service, in their order. `shares` are slots served over slots, by how many are served: a division
 * that would be done after every event.
 */
function measure(
  cluster: Cluster,
  nodes: Nodes,
  work: Work,
  shares: Float64Array,
  levels: Float64Array,
  from: number,
): void {
  const { plant } = cluster;
  const { count } = nodes;
  const serving = count[ACTIVE]!;
  const share = shares[serving]!;
  levels[from + 4] =
    serving +
    count[IDLE]! +
    count[TAKING]! +
    count[MANUAL]! +
    count[STOPPED]! +
    count[CLAIMING]! +
    count[RIVAL]! +
    count[RECONCILING]!;
  levels[from + 5] = share;
  if (work.halted[0]! > 0) {
    levels[from] = 1;
    levels[from + 1] = 1;
    levels[from + 2] = 0;
    levels[from + 3] = 0;
    return;
  }
  if (plant.hosting === "each") {
    const down = serving < plant.need;
    levels[from] = down ? 1 : 0;
    levels[from + 1] = 1 - share;
    levels[from + 2] = !down && share < 1 ? 1 : 0;
    levels[from + 3] = share;
    return;
  }
  const now = status(cluster, nodes);
  levels[from] = now === OUT ? 1 : 0;
  levels[from + 1] = levels[from]!;
  levels[from + 2] = now === DEGRADED ? 1 : 0;
  levels[from + 3] = now === OUT ? 0 : servedShare(cluster, nodes);
}
