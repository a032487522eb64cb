import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";

/** The periods of a sentinel's timer: 1000/hz whole milliseconds (serverCron), hz drawn from 10 to 19 at every tick. */
const PERIODS = Array.from({ length: 10 }, (_, i) => Math.floor(1000 / (10 + i)) / 1000);
const SUM = PERIODS.reduce((sum, period) => sum + period, 0);

export const TICKS = PERIODS.map((value) => deterministic({ value }));
export const EQUALLY = PERIODS.map(() => 1 / PERIODS.length);

/** To the first tick after the fault, which strikes a period in proportion to its length and anywhere in it. */
export const FIRST_TICKS = PERIODS.map((to) => uniform({ from: 0, to }));
export const STRUCK = PERIODS.map((period) => period / SUM);

/** Mean time from any instant to the next tick: E[T²] / 2E[T], seconds. */
export const TO_NEXT_TICK = PERIODS.reduce((sum, period) => sum + period * period, 0) / (2 * SUM);
