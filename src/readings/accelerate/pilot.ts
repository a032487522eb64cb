import type { Model } from "../../kernel/model.js";
import { Streams } from "../../kernel/streams.js";
import { naturally } from "./chance.js";
import { Course } from "./course.js";
import { untilGood } from "./excursion.js";

/** What a short ordinary run says about excursions: from all well to all well again. */
export interface Pilot {
  /** What became of it: it went through excursions, did not come back to all well, or nothing ever failed. */
  readonly outcome: "excursions" | "lost" | "quiet";
  /** Mean length of an excursion, and from the start of one to the start of the next, in seconds. */
  readonly excursion: number;
  readonly cycle: number;
  readonly eventsPerExcursion: number;
  /** Clocks that run while all is well. */
  readonly clocks: number;
  /** Activities met whose law has a memory, and those of them that are clocks. */
  readonly remembering: number;
  readonly ageing: number;
}

/** Runs a new world for about so many activities. */
export function pilot(model: Model, master: Int32Array, events: number): Pilot {
  const stream = new Streams(master, ["accelerated/pilot"]).of(0);
  const course = new Course(model, naturally(stream));
  course.reset();
  if (!untilGood(course, events)) return without("lost", course);
  const begun = course.now;
  const clocks = course.runs;
  const eventsBefore = course.events;
  let excursions = 0;
  let away = 0;
  while (course.events - eventsBefore < events) {
    const next = course.lookAhead();
    if (next < 0) break;
    const from = course.due;
    course.now = from;
    course.happen(next);
    if (!untilGood(course, events)) return without("lost", course);
    excursions++;
    away += course.now - from;
  }
  if (excursions === 0) return without("quiet", course);
  return {
    outcome: "excursions",
    excursion: away / excursions,
    cycle: (course.now - begun) / excursions,
    eventsPerExcursion: (course.events - eventsBefore) / excursions,
    clocks,
    ...memory(course),
  };
}

function without(outcome: "lost" | "quiet", course: Course): Pilot {
  const unknown = Number.POSITIVE_INFINITY;
  return {
    outcome,
    excursion: unknown,
    cycle: unknown,
    eventsPerExcursion: unknown,
    clocks: course.runs,
    ...memory(course),
  };
}

/** `course.law` has a hole for each activity that never started. */
function memory({ law, isClock }: Course): Pick<Pilot, "remembering" | "ageing"> {
  let remembering = 0;
  let ageing = 0;
  law.forEach(({ kind, mean }, id) => {
    if (kind === "exponential" || mean === Number.POSITIVE_INFINITY) return;
    remembering++;
    ageing += isClock[id]!;
  });
  return { remembering, ageing };
}
