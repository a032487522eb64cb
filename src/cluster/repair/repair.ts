import type { Activity } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import type { Plant } from "../plant.js";
import { Role } from "../vocabulary.js";

/** Crews and those who wait for them. */
interface Repair extends ClusterBench {
  readonly repair: Activity;
  /** Crews by pool, and of each node the pool whose crews repair it. */
  readonly crews: readonly number[];
  readonly poolOf: Int32Array;
  /** Of each node its place in the queue of its pool (0 = none); of each pool crews at work and nodes that queue. */
  readonly turn: Int32Array;
  readonly busy: Int32Array;
  readonly queued: Int32Array;
}

/** Repair of lost nodes by crews, first come, first served; at once where nobody is needed. */
export const repair: ClusterPart = {
  name: "repair",
  build({ plant, nodes }) {
    const { crews, poolOf } = crewPools(plant, nodes);
    return {
      fields: { node: { turn: "rank" } },
      groups: [
        {
          name: "pool",
          size: crews.length,
          classes: crews.map((_, pool) => pool),
          fields: { busy: "value", queued: "label" },
        },
      ],
      activities: { repair: { of: "node" } },
      bind(bench) {
        const { view } = bench;
        const own: Repair = {
          ...bench,
          crews,
          poolOf,
          repair: bench.activity("repair"),
          turn: view("node", "turn"),
          busy: view("pool", "busy"),
          queued: view("pool", "queued"),
        };
        return {
          ends: { repair: (node) => repaired(own, node) },
          hears: {
            toRepair: (node) => toRepair(own, node),
            repairHalted: (node) => halted(own, node),
            repairOff(node) {
              own.repair.cancel(node);
              repaired(own, node);
            },
          },
        };
      },
    };
  },
};

/** One pool of crews for all, and one for each rack and each failure domain that has crews of its own. */
function crewPools({ crews, membership, sites = [] }: Plant, nodes: number): { crews: number[]; poolOf: Int32Array } {
  const pools = [crews];
  const poolOf = new Int32Array(nodes);
  let first = 0;
  for (const rack of membership?.network.racks ?? []) {
    if (rack.crews !== undefined) poolOf.fill(pools.push(rack.crews) - 1, first, first + rack.nodes);
    first += rack.nodes;
  }
  for (const { crews: own, first, end } of sites) if (own !== undefined) poolOf.fill(pools.push(own) - 1, first, end);
  return { crews: pools, poolOf };
}

/**
 * A declared node goes to repair: at once where nobody is needed, else when a crew is free, first come, first served. Where nothing
 * can be done it waits to be sent again.
 */
function toRepair(own: Repair, node: NodeId): void {
  const { cluster, nodes, work, gates, poolOf, turn, queued } = own;
  if (!gates.mayRepair(node)) return;
  if (!cluster.faults[nodes.fault[node]!]!.needsCrew) return startRepair(own, node);
  turn[node] = ++work.tickets[0]!;
  const pool = poolOf[node]!;
  queued[pool]!++;
  dispatchCrews(own, pool);
}

/** A repair, or the wait for a crew, is broken off; the crew is free for others. */
function halted(own: Repair, node: NodeId): void {
  const { cluster, nodes, poolOf, turn, busy, queued } = own;
  const pool = poolOf[node]!;
  own.repair.cancel(node);
  if (turn[node]! > 0) {
    turn[node] = 0;
    queued[pool]!--;
  } else if (cluster.faults[nodes.fault[node]!]!.needsCrew) busy[pool]!--;
  dispatchCrews(own, pool);
}

/** Every free crew of a pool takes the node that has waited longest for it. */
function dispatchCrews(own: Repair, pool: number): void {
  const { crews, turn, busy, queued } = own;
  while (queued[pool]! > 0 && busy[pool]! < crews[pool]!) {
    const node = firstInQueue(own, pool);
    turn[node] = 0;
    queued[pool]!--;
    busy[pool]!++;
    startRepair(own, node);
  }
}

function startRepair({ cluster, nodes, repair }: Repair, node: NodeId): void {
  repair.start(node, cluster.faults[nodes.fault[node]!]!.repair);
}

function firstInQueue({ poolOf, turn }: Repair, pool: number): NodeId {
  let first = -1;
  for (let node = 0; node < turn.length; node++) {
    const place = turn[node]!;
    if (place > 0 && poolOf[node] === pool && (first < 0 || place < turn[first]!)) first = node;
  }
  return first;
}

/** A repair ends: the mode that failed is new, the node is back, and its crew is free for the next. */
function repaired(own: Repair, node: NodeId): void {
  const { cluster, nodes, work, signals, poolOf } = own;
  const fault = cluster.faults[nodes.fault[node]!]!.mode;
  const holdsSlot = nodes.slotOf[node]! >= 0;
  const asBefore = holdsSlot && nodes.role[node] === Role.RESTARTING && work.unfinished[node] === 0;
  const pool = poolOf[node]!;
  if (cluster.faults[fault]!.needsCrew) own.busy[pool]!--;
  nodes.fault[node] = -1;
  work.unfinished[node] = 0;
  signals.nodeBack(node, asBefore);
  signals.partsRenewed(node, fault);
  dispatchCrews(own, pool);
}
