import { Role } from "../vocabulary.js";
import type { Drilled, DrillWorld } from "./drillWorld.js";

const { ACTIVE, LOST } = Role;

/**
 * What requests find, as levels: a lane is one stream of requests, that of a service on a node of its own or that of a
 * service all nodes share. `reached`: the share that meets a node which serves; `servers`: nodes that serve them; `speed`:
 * the power of these on average, whole nodes being 1; `delay`: seconds on the way, on average.
 */
export const LANE = ["reached", "servers", "speed", "delay"] as const;

export const laneCount = ({ cluster: { plant } }: Drilled): number => (plant.hosting === "each" ? plant.slots : 1);

/** What is still served after a strike: the lesser of what the service says and of the share of requests that arrive. */
export const CARRIED = "carried";

/** Names of the levels a drill adds: how much is carried, then those of all lanes: "lane 0 reached"… */
export function drillLevels(drilled: Drilled): string[] {
  const lanes = Array.from({ length: laneCount(drilled) }, (_, lane) => LANE.map((level) => `lane ${lane} ${level}`));
  return [CARRIED, ...lanes.flat()];
}

/** Writes them from `from` on. `served` is what the service says it serves. */
export function measureDrill(
  drilled: Drilled,
  world: DrillWorld,
  served: number,
  levels: Float64Array,
  from: number,
): void {
  measureLanes(drilled, world, levels, from + 1);
  let reached = 0;
  for (let at = from + 1; at < levels.length; at += LANE.length) reached += levels[at]!;
  levels[from] = Math.min(served, reached / laneCount(drilled));
}

function measureLanes(drilled: Drilled, world: DrillWorld, levels: Float64Array, from: number): void {
  const { plant, nodes } = drilled.cluster;
  const isShared = plant.hosting === "shared";
  let routed = 0;
  levels.fill(0, from);
  for (let node = 0; node < nodes; node++) {
    const role = world.role[node];
    // A balancer goes on sending requests to a node whose failure it has not noticed.
    if (role === ACTIVE || (role === LOST && world.slotOf[node]! >= 0)) routed++;
    if (role === ACTIVE)
      addNode(drilled, world, node, levels, isShared ? from : from + LANE.length * world.slotOf[node]!);
  }
  if (isShared) average(levels, from, routed);
}

/** Adds a node that serves to its lane. */
function addNode(
  { experiment, cluster }: Drilled,
  world: DrillWorld,
  node: number,
  levels: Float64Array,
  at: number,
): void {
  const { strikes } = experiment;
  let kept = 1;
  let power = 1;
  let late = 0;
  for (let i = 0; i < strikes.length; i++) {
    if (world.struck[i * cluster.nodes + node] === 0) continue;
    const { loss, speed, delay } = strikes[i]!;
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
