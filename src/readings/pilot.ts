import type { Model } from "../kernel/model.js";
import { Streams } from "../kernel/streams.js";
import { naturally } from "./chance.js";
import { Course } from "./course.js";
import { untilGood } from "./excursion.js";

/** What a short ordinary run says about excursions: from all well to all well again. */
export interface Pilot {
  readonly excursions: number;
  /** Mean length of an excursion, and from the start of one to the start of the next, in seconds. */
  readonly excursion: number;
  readonly cycle: number;
  readonly eventsPerExcursion: number;
}

/** Runs a new world for about so many activities; null when it does not come back to all well. */
export function pilot(model: Model, master: Int32Array, events: number): Pilot | null {
  const stream = new Streams(master, ["accelerated/pilot"]).of(0);
  const course = new Course(model, naturally(stream));
  course.reset();
  if (!untilGood(course, events)) return null;
  const begun = course.now;
  const eventsBefore = course.events;
  let excursions = 0;
  let away = 0;
  while (course.events - eventsBefore < events) {
    const next = course.lookAhead();
    if (next < 0) break;
    const from = course.due;
    course.now = from;
    course.happen(next);
    if (!untilGood(course, events)) return null;
    excursions++;
    away += course.now - from;
  }
  if (excursions === 0) return null;
  return {
    excursions,
    excursion: away / excursions,
    cycle: (course.now - begun) / excursions,
    eventsPerExcursion: (course.events - eventsBefore) / excursions,
  };
}
