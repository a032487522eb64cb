import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { immediate } from "../../kernel/laws/immediate.js";
import type { Declare, Model } from "../../kernel/model.js";
import type { World } from "../../kernel/world.js";

/** An activity of a model that happens at set times, whatever its handlers say. Seconds. */
export interface Appointment {
  readonly activity: number;
  readonly subject: number;
  /** When it happens first. */
  readonly at: number;
  /** From one time to the next; without it, it happens once. */
  readonly every?: Law | undefined;
  /** It happens no more from this time on. */
  readonly until: number;
  /** What happens so long after each time. */
  readonly after?: { readonly activity: number; readonly delay: number } | undefined;
}

/**
 * The same model with appointments, each an activity of its own: its streams are named apart, so that nobody else's draws
 * move. A simulation of it is an ordinary one.
 */
export function scheduled<W extends World>(model: Model<W>, appointments: readonly Appointment[]): Model<W> {
  const first = model.activities.length;
  const ends = first + 2 * appointments.length;
  const kinds = appointments.flatMap((_, i) => [
    { name: `appointment ${i}`, group: WHOLE },
    { name: `end of appointment ${i}`, group: WHOLE },
  ]);
  const closings = appointments.map((_, i) => ({ name: `last of appointment ${i}`, group: WHOLE }));
  return {
    ...model,
    activities: [...model.activities, ...kinds, ...closings],
    begin(world, declare) {
      model.begin(world, declare);
      for (const [i, { at, every, until }] of appointments.entries()) {
        declare.start(first + 2 * i, 0, lasting(at));
        if (every && until < Number.POSITIVE_INFINITY) declare.start(ends + i, 0, lasting(until));
      }
    },
    fire(activity, subject, world, declare) {
      if (activity < first) return model.fire(activity, subject, world, declare);
      if (activity >= ends) return declare.cancel(first + 2 * (activity - ends), 0);
      const i = (activity - first) >> 1;
      const { every, after, ...begun } = appointments[i]!;
      const isEnd = (activity - first) % 2 === 1;
      if (isEnd) return model.fire(after!.activity, begun.subject, world, declare);
      if (every) declare.start(activity, 0, every);
      if (after) declare.start(activity + 1, 0, lasting(after.delay));
      model.fire(begun.activity, begun.subject, world, declare);
    },
  };
}

const WHOLE = 0;

/** Exactly so many seconds; none: at once. */
const lasting = (seconds: number): Law => (seconds > 0 ? deterministic({ value: seconds }) : immediate());

/** The same model with its failure clocks standing still: nothing strikes by itself. */
export function withoutClocks<W extends World>(model: Model<W>): Model<W> {
  const isClock = model.activities.map(({ clock }) => clock === true);
  let of: Declare | undefined;
  let still: Declare | undefined;
  const stilled = (declare: Declare): Declare => {
    if (of === declare) return still!;
    of = declare;
    still = {
      start: (activity, subject, law, speed) => {
        if (!isClock[activity]) declare.start(activity, subject, law, speed);
      },
      cancel: (activity, subject) => declare.cancel(activity, subject),
      scale: (activity, subject, speed) => declare.scale(activity, subject, speed),
      choose: (choice, subject, weights) => declare.choose(choice, subject, weights),
      mark: (mark, subject) => declare.mark(mark, subject),
    };
    return still;
  };
  return {
    ...model,
    begin: (world, declare) => model.begin(world, stilled(declare)),
    fire: (activity, subject, world, declare) => model.fire(activity, subject, world, stilled(declare)),
  };
}
