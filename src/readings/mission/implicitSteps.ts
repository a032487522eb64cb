import { pow } from "../../kernel/maths.js";
import { leavingRates, type Transitions } from "../enumerate/chain.js";
import { dot, type Elapsed } from "./elapsed.js";
import { ImplicitEuler } from "./implicitEuler.js";
import { jumpRate } from "./jumps.js";
import { byUniformization } from "./uniformization.js";

/** Jumps followed one by one at first, until every state that can soon be reached has been. */
const OPENING_JUMPS = 4096;
/** Relative error allowed in a step, and in all of them together. */
const STEP_ERROR = 5e-12;
const ERROR = 1e-9;
/** A step is put together from at most so many rows, of 1, 2, 3 … parts: more would lose digits to rounding. */
const MOST_ROWS = 8;
/** A step is meant for a little less than the error allowed, and grows only so much at a time. */
const SAFETY = 0.9;
const GROWTH = 8;
/** Edges looked at before giving up: about a minute. */
const MOST_WORK = 1.2e10;
/** A step that must be so short beside the time that has passed leads nowhere. */
const SHORTEST = 1e-6;
/** Faster and slower rates than that are not told from roundings in the same sum. */
const FARTHEST_APART = 1e13;
/** Chances below that have lost digits and count for nothing. */
const TINY = 1e-290;

/**
 * Follows a chain in steps that grow with the time it has been followed, so that neither fast reactions nor long times
 * cost much: each step is made by the implicit Euler method in 1, 2, 3 … equal parts, and extrapolated to infinitely many
 * (P. Deuflhard, "Recent progress in extrapolation methods for ordinary differential equations", SIAM Review 27(4), 1985).
 *
 * The error of a step is taken to be what its last order changed, relative to each state's chance and each gain. What a
 * chain makes of chances is a sum of positive multiples of them: so a relative error never grows later on, and those of
 * all steps add up; null when they may exceed 1e-9. Chances too small to matter for any gain whatever may follow are
 * let go. Null also where sweeps do not settle, as the chain hardly mixes.
 */
export function byImplicitSteps(chain: Transitions, time: number, rewards: readonly Float64Array[]): Elapsed | null {
  const leaving = leavingRates(chain);
  if (jumpRate(leaving) > FARTHEST_APART * chain.rate.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))
    return null;
  let now = Math.min(time, OPENING_JUMPS / jumpRate(leaving));
  const path = new Path(chain, rewards, byUniformization(chain, now, rewards));
  let step = now / 8;
  while (now < time) {
    const isLast = step >= time - now;
    const tried = path.tryStep(isLast ? time - now : step, time - now);
    if (!tried || path.error > ERROR || step < SHORTEST * now) return null;
    if (tried.isTaken) now = isLast ? time : now + step;
    step = Math.min(step, time - now) * tried.factor;
  }
  return path.elapsed();
}

/** How far a chain has been followed: the chance of each state and, behind them, each gain. */
class Path {
  /** What the errors of all steps may add up to. */
  error = 0;
  private at: Float64Array;
  private readonly euler: ImplicitEuler;
  private readonly most: readonly number[];

  constructor(
    private readonly chain: Transitions,
    private readonly rewards: readonly Float64Array[],
    from: Elapsed,
  ) {
    this.at = Float64Array.from([...from.chances, ...from.gained]);
    this.euler = new ImplicitEuler(chain);
    this.most = rewards.map((reward) => reward.reduce((a, b) => Math.max(a, b), 0));
  }

  elapsed(): Elapsed {
    const { states } = this.chain;
    return { chances: this.at.slice(0, states), gained: [...this.at.subarray(states)] };
  }

  /**
   * Goes on by a step, of a time that is left, if its error is small enough; says whether it was and how much longer or
   * shorter the next should be. Null when sweeps do not settle or there is too much of them.
   */
  tryStep(step: number, left: number): { isTaken: boolean; factor: number } | null {
    const negligible = this.negligible(left);
    const rows: Float64Array[] = [];
    let error = Number.POSITIVE_INFINITY;
    while (rows.length < MOST_ROWS && error > STEP_ERROR) {
      const row = this.inParts(step, rows.length + 1);
      if (!row) return null;
      extrapolate(rows, row);
      if (rows.length > 1) error = this.errorOf(rows[0]!, rows[1]!, negligible);
    }
    const factor = SAFETY * pow(STEP_ERROR / Math.max(error, 1e-17), 1 / rows.length);
    if (error > STEP_ERROR) return { isTaken: false, factor: Math.min(0.7, Math.max(0.1, factor)) };
    this.accept(rows[0]!, error);
    // Where few rows sufficed, a step that takes one more is the better bargain.
    const bargain = rows.length < MOST_ROWS - 1 ? (rows.length + 2) / rows.length : 1;
    return { isTaken: true, factor: Math.min(GROWTH, factor * bargain) };
  }

  private accept(next: Float64Array, error: number): void {
    const { states } = this.chain;
    for (let s = 0; s < states; s++) if (next[s]! < 0) next[s] = 0;
    for (let i = states; i < next.length; i++) next[i]! += this.at[i]!;
    this.at = next;
    this.error += error;
  }

  /** The chance of a state that, were it that of all, could not even double a gain. */
  private negligible(left: number): number {
    const { states } = this.chain;
    let least = 1 / states;
    for (const [r, most] of this.most.entries())
      if (most > 0) least = Math.min(least, this.at[states + r]! / (most * left * states));
    return Math.max(least, TINY);
  }

  /** Chances after a step of the implicit Euler method in equal parts, and what is gained in it. */
  private inParts(step: number, parts: number): Float64Array | null {
    const { euler, rewards, chain } = this;
    const row = this.at.slice().fill(0, chain.states);
    const chances = row.subarray(0, chain.states);
    for (let part = 0; part < parts; part++) {
      if (euler.work > MOST_WORK || !euler.advance(chances, step / parts)) return null;
      for (const [r, reward] of rewards.entries()) row[chain.states + r]! += (step / parts) * dot(chances, reward);
    }
    return row;
  }

  /** The largest relative difference, of chances beside what is negligible and of gains beside all so far. */
  private errorOf(best: Float64Array, second: Float64Array, negligible: number): number {
    const { states } = this.chain;
    let largest = 0;
    for (let i = 0; i < best.length; i++) {
      const difference = Math.abs(best[i]! - second[i]!);
      const beside = i < states ? negligible : this.at[i]!;
      if (difference > 0) largest = Math.max(largest, difference / (Math.max(0, best[i]!) + beside));
    }
    return largest;
  }
}

/**
 * Adds the next row to a tableau of Aitken and Neville: `rows` are the last value of each column, the last column, in
 * which all rows are brought together, first.
 */
function extrapolate(rows: Float64Array[], row: Float64Array): void {
  rows.push(row);
  for (let l = rows.length - 2; l >= 0; l--) {
    const [to, from] = [rows[l]!, rows[l + 1]!];
    const factor = (l + 1) / (rows.length - l - 1);
    for (let i = 0; i < to.length; i++) to[i] = from[i]! + (from[i]! - to[i]!) * factor;
  }
}
