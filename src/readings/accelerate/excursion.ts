import { DOWN } from "../../kernel/model.js";
import type { Course } from "./course.js";
import type { Forcing } from "./forcing.js";
import type { Tally } from "./tally.js";

/** What of an excursion counts, and how much. */
export interface Share {
  /** Strikes after which counting begins, and ends: of clocks, the first fault being strike 1, and of choices that go a rare way. */
  readonly from: number;
  readonly to: number;
  /** Factor on everything counted. */
  readonly factor: number;
}

/** Activities after which an excursion that does not come back is given up. */
const FOLLOW_LIMIT = 100_000;
/** Forced strikes after which a branch is left to itself. */
const MOST_FORCED = 16;

/**
 * Follows an excursion: from the strike of clock `first`, in a world where all was well, until all is well again. Between
 * them, the trunk counts what is over before the second strike, and branches what is not: frequent what needs one rare thing, and
 * rare what needs two.
 * @returns false when it did not come back.
 */
export function follow(course: Course, first: number, tally: Tally, share: Share, forcing: Forcing | null): boolean {
  const start = course.events;
  const weight = () => share.factor * (forcing === null ? 1 : forcing.weight);
  tally.begin(course);
  forcing?.settle(first);
  course.surprises = 0;
  course.happen(first);
  for (let clocks = 1; ; ) {
    const strikes = clocks + course.surprises;
    const counts = strikes >= share.from && strikes < share.to;
    tally.look(counts ? weight() : 0);
    if (course.allGood) return true;
    if (course.events - start > FOLLOW_LIMIT) return false;
    if (forcing?.on) push(course, forcing, strikes, share.from);
    const next = course.lookAhead();
    const pause = forcing?.on && forcing.until < course.due;
    const until = pause ? forcing.until : course.due;
    if (until === Number.POSITIVE_INFINITY) return false;
    const seconds = until - course.now;
    course.now = until;
    if (forcing?.on) forcing.settle(pause ? -1 : next);
    if (counts) tally.pass(seconds, weight());
    if (pause) continue;
    clocks += course.isClock[next]!;
    course.happen(next);
  }
}

/** Lets a course go on until all is well. @returns false when that does not come within so many activities. */
export function untilGood(course: Course, most = FOLLOW_LIMIT): boolean {
  const last = course.events + most;
  while (!course.allGood) {
    const next = course.lookAhead();
    if (next < 0 || course.events > last) return false;
    course.now = course.due;
    course.happen(next);
  }
  return true;
}

/** Pushes on towards another fault, or stops for good once the outage that is counted has come and will last. */
function push(course: Course, forcing: Forcing, strikes: number, from: number): void {
  const reached = strikes >= from && course.levels[DOWN]! > 0 && forcing.lasting();
  if (reached || strikes > MOST_FORCED) forcing.stop();
  else forcing.renew();
}
