import type { Law } from "../law.js";
import type { Component } from "../model.js";
import type { GroupPlan, Layout } from "../world.js";

/** An activity a part owns: of what it is, and what it is to those who read the model (see `Kind` in model.ts). */
interface ActivityPlan {
  /** Name of the group whose members are its subjects. */
  readonly of: string;
  readonly clock?: boolean;
  readonly reaction?: boolean;
}

interface ChoicePlan {
  readonly of: string;
  readonly mayFail?: boolean;
}

/** What one part of a model owns, by name. Numbers are given when the parts are assembled, nowhere else. */
export interface Owned {
  readonly name: string;
  /** State of its own. */
  readonly groups?: readonly GroupPlan[];
  /** Fields it adds to the members of other parts' groups, by the name of the group. */
  readonly fields?: Readonly<Record<string, GroupPlan["fields"]>>;
  readonly activities?: Readonly<Record<string, ActivityPlan>>;
  readonly choices?: Readonly<Record<string, ChoicePlan>>;
  /** What observers may see of it, averaged over time. */
  readonly levels?: readonly string[];
  /** What of it can fail, all alike: how many there are of each, and in which way they fail. */
  readonly fails?: readonly Component[];
  /** True where it remembers who went before, so that a world in which all is well need not be as good as new. */
  readonly remembers?: boolean;
}

/** A part: what it owns, and how it comes to life on a world. */
export interface Part<B, Signals, Gates> extends Owned {
  /** Gives what it does on the world that `bench` holds; called once for each world. */
  bind(bench: B): Bound<Signals, Gates>;
}

/** What a part does, bound to one world. */
export interface Bound<Signals, Gates> {
  /** What an activity does when it ends, by name. False: nothing came of it, and nobody need look at the world again. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most handlers have nothing to say.
  readonly ends?: Readonly<Record<string, (subject: number) => boolean | void>>;
  /** Which origin is to blame for what an activity brings about, asked before it ends; −1 = none. Left out: none. */
  readonly blames?: Readonly<Record<string, (subject: number) => number>>;
  /** What it does when it hears a signal. */
  readonly hears?: Partial<Signals>;
  /** What it answers when a gate is asked; undefined lets the next part answer. */
  readonly answers?: Partial<Gates>;
  /** Writes its levels, from levels[from] on. */
  measure?(levels: Float64Array, from: number): void;
  /** Writes how many of each of what can fail have failed, from counts[from] on. */
  countFailed?(counts: Float64Array, from: number): void;
}

/** An activity as the part that owns it handles it. */
export interface Activity {
  /** `speed` is how fast its clock ages: 1 by default, 0 = suspended. */
  start(subject: number, law: Law, speed?: number): void;
  cancel(subject: number): void;
  scale(subject: number, speed: number): void;
}

/** A choice as its owner makes it: the index drawn with the given weights, which add up to 1. */
export type Choice = (subject: number, weights: readonly number[]) => number;

/** What a part is bound to: the state, activities and choices of one world. */
export interface Bench<Signals, Gates> {
  readonly layout: Layout;
  readonly cells: Int32Array;
  /** The cells of a field, one for each member of its group. */
  view(group: string, field: string): Int32Array;
  activity(name: string): Activity;
  choice(name: string): Choice;
  /** Tells the observers that something happened. */
  mark(mark: number, subject: number): void;
  readonly signals: Signals;
  readonly gates: Gates;
}

/**
 * Who hears a signal and who answers a gate, in which order, by the names of parts. Parts that are not named come last.
 * `otherwise` is a gate's answer where no part has one.
 */
export interface Wiring<Signals, Gates> {
  readonly signals: { readonly [S in keyof Signals]: readonly string[] };
  readonly gates: { readonly [G in keyof Gates]: { readonly asks: readonly string[]; readonly otherwise: Gates[G] } };
}
