import { fieldView } from "../../kernel/world.js";
import type { Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import type { Experiment } from "./strike.js";

/** The world of a plant under experiment. */
export interface DrillWorld extends ClusterWorld {
  /** Of each strike and node, strikes in rows: 1 = the strike is on the node. */
  readonly struck: Int32Array;
  /** Of each node: heartbeats missed in a row; heartbeats still to come late. */
  readonly missed: Int32Array;
  readonly late: Int32Array;
  /** 1 = its line is in the bad state of a bursty link. */
  readonly bad: Int32Array;
}

/** A cluster and what is done to it. */
export interface Drilled {
  readonly cluster: Cluster;
  readonly experiment: Experiment;
  /** Numbers of the activities and choices a drill adds to those of a cluster. */
  readonly BEAT: number;
  readonly TARGET: number;
  readonly BEAT_LOST: number;
  readonly LINK: number;
  /** Index in the strikes of what happens to a living node that is taken for dead; −1 without heartbeats. */
  readonly suspicion: number;
}

/** Adds what only an experiment looks at to a world laid out for one. */
export function drillWorld({ layout }: Cluster, world: ClusterWorld): DrillWorld {
  const view = (group: string, field: string) => fieldView(layout, world.cells, group, field);
  return Object.assign(world, {
    struck: view("struck", "on"),
    missed: view("beat", "missed"),
    late: view("beat", "late"),
    bad: view("beat", "bad"),
  });
}

/** Is the strike on the node? */
export const isStruck = (world: DrillWorld, strike: number, node: number): boolean =>
  world.struck[strike * world.role.length + node] === 1;

/** The strike that took a node down; below 0 when something else did, or nothing. */
export function strikeThatTook({ cluster }: Drilled, { fault }: ClusterWorld, node: number): number {
  return fault[node]! < 0 ? -1 : cluster.faults[fault[node]!]!.mode - cluster.firstStrike;
}
