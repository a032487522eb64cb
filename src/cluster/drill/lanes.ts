import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import type { Plant } from "../plant.js";
import { Role } from "../vocabulary.js";
import { served } from "../work/service.js";
import type { Experiment } from "./strike.js";

const { ACTIVE, LOST } = Role;

/**
 * What requests find, as levels: a lane is one stream of requests, that of a service on a node of its own or that of a
 * service all nodes share. `reached`: the share that meets a node which serves; `servers`: nodes that serve them; `speed`:
 * the power of these on average, whole nodes being 1; `delay`: seconds on the way, on average.
 */
export const LANE = ["reached", "servers", "speed", "delay"] as const;

export const laneCount = ({ hosting, slots }: Plant): number => (hosting === "each" ? slots : 1);

/** What is still served after a strike: the lesser of what the service says and of the share of requests that arrive. */
export const CARRIED = "carried";

interface Lanes extends ClusterBench {
  readonly experiment: Experiment;
  readonly struck: Int32Array;
}

/** How much of what is asked of a cluster under experiment is carried. */
export const lanes: ClusterPart = {
  name: "lanes",
  build({ plant }) {
    const { experiment } = plant;
    if (!experiment) return undefined;
    return {
      levels: [CARRIED, ...levelsOf(plant)],
      bind(bench) {
        const own: Lanes = { ...bench, experiment, struck: bench.view("struck", "on") };
        return { measure: (levels, from) => measure(own, levels, from) };
      },
    };
  },
};

/** "lane 0 reached"… */
function levelsOf(plant: Plant): string[] {
  const names = Array.from({ length: laneCount(plant) }, (_, lane) => LANE.map((level) => `lane ${lane} ${level}`));
  return names.flat();
}

function measure(own: Lanes, levels: Float64Array, from: number): void {
  const { cluster, nodes } = own;
  measureLanes(own, levels, from + 1);
  let reached = 0;
  for (let at = from + 1; at < levels.length; at += LANE.length) reached += levels[at]!;
  levels[from] = Math.min(served(cluster, nodes), reached / laneCount(cluster.plant));
}

function measureLanes(own: Lanes, levels: Float64Array, from: number): void {
  const { cluster, nodes } = own;
  const isShared = cluster.plant.hosting === "shared";
  let routed = 0;
  levels.fill(0, from);
  for (let node = 0; node < cluster.nodes; node++) {
    const role = nodes.role[node];
    const slot = nodes.slotOf[node]!;
    // A balancer goes on sending requests to a node whose failure it has not noticed.
    if (role === ACTIVE || (role === LOST && slot >= 0)) routed++;
    if (role === ACTIVE) addNode(own, node, levels, isShared ? from : from + LANE.length * slot);
  }
  if (isShared) average(levels, from, routed);
}

/** Adds a node that serves to its lane. */
function addNode({ experiment, struck, cluster }: Lanes, node: NodeId, levels: Float64Array, at: number): void {
  let kept = 1;
  let power = 1;
  let late = 0;
  for (const [strike, { loss, speed, delay }] of experiment.strikes.entries()) {
    if (struck[strike * cluster.nodes + node] === 0) continue;
    kept *= 1 - loss;
    power *= speed;
    late += delay;
  }
  levels[at]! += kept;
  levels[at + 1]! += 1;
  levels[at + 2]! += power;
  levels[at + 3]! += late;
}

/** Turns the sums of a lane into averages: over the nodes requests go to, or over those that serve. */
function average(levels: Float64Array, at: number, routed: number): void {
  const servers = levels[at + 1]!;
  if (servers === 0) return;
  levels[at]! /= routed;
  levels[at + 2]! /= servers;
  levels[at + 3]! /= servers;
}
