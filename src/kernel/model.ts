import type { Law } from "./law.js";
import type { Layout, World } from "./world.js";

/**
 * What a handler may say. It never draws a random number and never reads a clock: it declares laws, and the
 * reading that runs it decides what they mean (a draw, an edge of a Markov chain, a scheduled fault).
 */
export interface Declare {
  /** Starts an activity of a subject. `speed` is how fast its clock ages (1 by default, 0 = suspended). */
  start(activity: number, subject: number, law: Law, speed?: number): void;
  /** Cancels it; nothing happens when it is not pending. */
  cancel(activity: number, subject: number): void;
  /** Changes the ageing speed of a pending activity; its age is kept. */
  scale(activity: number, subject: number, speed: number): void;
  /** Branches: the index drawn with the given weights (they add up to 1). `choice` names its random stream. */
  choose(choice: number, subject: number, weights: readonly number[]): number;
  /** Tells the observers that something happened; readings that follow no paths ignore it. */
  mark(mark: number, subject: number): void;
}

/** Activities or choices of one kind, one for each member of a group of the world. */
export interface Kind {
  readonly name: string;
  /** Index of the group in the layout whose members are the subjects. */
  readonly group: number;
  /** True for what strikes while all is well: the life of a part, a common cause. Everything else follows from these. */
  readonly clock?: boolean;
  /** True for what is done about it by itself and at once, such as detection and takeover; repairs and people are not. */
  readonly reaction?: boolean;
  /** True for a choice whose second way is that something does not work. */
  readonly mayFail?: boolean;
}

/** Members that can fail, all alike: how many there are, and in which way they fail. */
export interface Component {
  readonly name: string;
  readonly fault: string;
  readonly count: number;
}

/**
 * A model: a world, the activities that change it, and the levels that observers see. Levels are functions of the
 * world, each averaged over time by every reading; causes are levels that split a second of downtime.
 */
export interface Model<W extends World = World> {
  readonly layout: Layout;
  readonly activities: readonly Kind[];
  readonly choices: readonly Kind[];
  /** Names of the levels; the first two are always `down` (0 or 1) and `serviceDown` (share of the services down). */
  readonly levels: readonly string[];
  /** How many services it carries, and whether its handlers mark the loss and return of each of them. */
  readonly services: { readonly count: number; readonly marked: boolean };
  /** Names of the causes of downtime; several partitions may stand side by side ("phase:…", "origin:…"). */
  readonly causes: readonly string[];
  /** Is all well as good as new, whoever serves? Not where nodes differ, or remember; left out by a model that does not tell. */
  readonly renews?: boolean;
  /** What can fail, once for each way of failing; left out by a model that does not tell. */
  readonly components?: readonly Component[];
  /** Writes how many of each component have failed: counts[from + c] for component c. */
  countFailed?(world: W, counts: Float64Array, from: number): void;
  /** A world in which everything is new; in the cells given, all of them 0, by a model that can be part of another. */
  newWorld(cells?: Int32Array): W;
  /** Starts the activities of a new world. */
  begin(world: W, declare: Declare): void;
  /** The handler: what activity `activity` of `subject` does when it ends. */
  fire(activity: number, subject: number, world: W, declare: Declare): void;
  /** Writes every level of the world; called only when no immediate activity is pending. */
  measure(world: W, levels: Float64Array): void;
  /** Adds `seconds` of downtime to its causes: sums[from + c] for cause c. Called only while the service is down. */
  attribute(world: W, seconds: number, sums: Float64Array, from: number): void;
}

/** Is the whole down? Index 0 in every model. */
export const DOWN = 0;
/** The share of its services that are down: index 1 in every model. */
export const SERVICE_DOWN = 1;
