import type { Component, Declare, Kind } from "../model.js";
import { fieldView, type GroupPlan, type Layout, layOut, type World } from "../world.js";
import { connect } from "./connect.js";
import type { ActivityId, ChoiceId, GroupId } from "./ids.js";
import type { Activity, Bench, Bound, Choice, Owned, Part, Wiring } from "./part.js";

/** The parts of a model put together: what each owns has a number now. */
export interface Assembly {
  readonly layout: Layout;
  readonly activities: readonly Kind[];
  readonly choices: readonly Kind[];
  readonly levels: readonly string[];
  readonly components: readonly Component[];
  /** The number of an activity, and of a level. @throws RangeError when no part owns one of that name. */
  activity(name: string): ActivityId;
  level(name: string): number;
}

/** Numbers what the parts own, in their order. */
export function number(parts: readonly Owned[]): Assembly {
  const layout = layOut(groupsOf(parts));
  const group = (name: string): GroupId =>
    placeOf(
      name,
      "group",
      layout.groups.map((g) => g.name),
    );
  const kinds = (plans: readonly (readonly [string, { readonly of: string }])[]): Kind[] =>
    plans.map(([name, { of, ...rest }]) => ({ name, group: group(of), ...rest }));
  const activities = kinds(parts.flatMap((part) => Object.entries(part.activities ?? {})));
  const choices = kinds(parts.flatMap((part) => Object.entries(part.choices ?? {})));
  const levels = parts.flatMap((part) => part.levels ?? []);
  const names = activities.map((kind) => kind.name);
  for (const all of [names, choices.map((kind) => kind.name), levels]) refuseTwice(all);
  return {
    layout,
    activities,
    choices,
    levels,
    components: parts.flatMap((part) => part.fails ?? []),
    activity: (name) => placeOf(name, "activity", names),
    level: (name) => placeOf(name, "level", levels),
  };
}

/** Every group once, with the fields that other parts add to it. */
function groupsOf(parts: readonly Owned[]): GroupPlan[] {
  const plans = parts.flatMap((part) => part.groups ?? []);
  refuseTwice(plans.map(({ name }) => name));
  return plans.map((plan) => {
    const added = parts.map((part) => part.fields?.[plan.name] ?? {});
    return { ...plan, fields: Object.assign({}, plan.fields, ...added) as GroupPlan["fields"] };
  });
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`two parts own "${twice}"`);
}

function placeOf(name: string, what: string, among: readonly string[]): number {
  const place = among.indexOf(name);
  if (place < 0) throw new RangeError(`no part owns a ${what} called "${name}"`);
  return place;
}

/** A world with the parts bound to it. */
export interface Live<Signals, Gates> {
  readonly signals: Signals;
  readonly gates: Gates;
  begin(declare: Declare): void;
  /** Lets an activity end; `settled` is told whom to blame once it has, unless nothing came of it. */
  fire(activity: ActivityId, subject: number, declare: Declare): void;
  measure(levels: Float64Array): void;
  /** Writes how many of each component have failed, from counts[from] on. */
  countFailed(counts: Float64Array, from: number): void;
}

/** Signals that every model has. */
export interface Pulse {
  /** Everything is new: what goes on from the start is started. */
  begin(): void;
  /** An activity has ended and done what it does; `origin` is to blame for it, −1 = none. */
  settled(origin: number): void;
}

/**
 * Binds the parts to the cells of a world, and joins them by the wiring: from here on nothing is looked up by name. `prepare`
 * makes of the bench what the parts of this model expect.
 */
export function bring<B, Signals extends Pulse, Gates>(
  parts: readonly Part<B, Signals, Gates>[],
  { layout, activities, choices }: Assembly,
  wiring: Wiring<Signals, Gates>,
  world: World,
  prepare: (bench: Bench<Signals, Gates>) => B,
): Live<Signals, Gates> {
  const speaker = new Speaker();
  const signals = {} as Signals;
  const gates = {} as Gates;
  const bench = prepare({
    layout,
    cells: world.cells,
    view: (group, field) => fieldView(layout, world.cells, group, field),
    activity: (name) =>
      activityOf(
        speaker,
        placeOf(
          name,
          "activity",
          activities.map((kind) => kind.name),
        ),
      ),
    choice: (name) =>
      choiceOf(
        speaker,
        placeOf(
          name,
          "choice",
          choices.map((kind) => kind.name),
        ),
      ),
    mark: (mark, subject) => speaker.declare.mark(mark, subject),
    signals,
    gates,
  });
  const bound = parts.map((part) => ({ name: part.name, does: part.bind(bench) }));
  connect(wiring, bound, signals, gates);
  const ends = handlersOf(parts, bound, "ends");
  const blames = handlersOf(parts, bound, "blames");
  const measures = measuresOf(parts, bound);
  const isDeaf = bound.every(({ does }) => does.hears?.settled === undefined);
  return {
    signals,
    gates,
    begin(declare) {
      speaker.declare = declare;
      signals.begin();
    },
    fire(activity, subject, declare) {
      speaker.declare = declare;
      if (isDeaf) {
        ends[activity]!(subject);
        return;
      }
      const origin = blames[activity]?.(subject) as number | undefined;
      if (ends[activity]!(subject) !== false) signals.settled(origin ?? -1);
    },
    measure: inTurn(measures),
    countFailed(counts, from) {
      let next = from;
      for (const [p, { fails = [] }] of parts.entries()) {
        bound[p]!.does.countFailed?.(counts, next);
        next += fails.length;
      }
    },
  };
}

/** To whom the parts of a world declare at the moment: whoever lets an activity end. */
class Speaker {
  declare: Declare = NOBODY;
}

const NOBODY = null as unknown as Declare;

function activityOf(speaker: Speaker, id: ActivityId): Activity {
  return {
    start: (subject, law, speed = 1) => speaker.declare.start(id, subject, law, speed),
    cancel: (subject) => speaker.declare.cancel(id, subject),
    scale: (subject, speed) => speaker.declare.scale(id, subject, speed),
  };
}

function choiceOf(speaker: Speaker, id: ChoiceId): Choice {
  return (subject, weights) => speaker.declare.choose(id, subject, weights);
}

type Named<S, G> = { readonly name: string; readonly does: Bound<S, G> };

/** Of each activity, by number, what its part does when it ends or whom that blames. */
function handlersOf<S, G>(parts: readonly Owned[], bound: readonly Named<S, G>[], what: "ends" | "blames") {
  return parts.flatMap((part, p) =>
    Object.keys(part.activities ?? {}).map((name) => {
      const handler = bound[p]!.does[what]?.[name];
      if (!handler && what === "ends") throw new RangeError(`"${part.name}" does nothing when "${name}" ends`);
      return handler;
    }),
  );
}

function measuresOf<S, G>(parts: readonly Owned[], bound: readonly Named<S, G>[]): ((levels: Float64Array) => void)[] {
  let next = 0;
  return parts.flatMap(({ levels = [] }, p) => {
    const from = next;
    const { does } = bound[p]!;
    next += levels.length;
    return does.measure ? [(into: Float64Array) => does.measure!(into, from)] : [];
  });
}

/** One call that makes them all: mostly there is one. */
function inTurn(calls: readonly ((levels: Float64Array) => void)[]): (levels: Float64Array) => void {
  if (calls.length === 1) return calls[0]!;
  return (levels) => {
    for (let i = 0; i < calls.length; i++) calls[i]!(levels);
  };
}
