import { log, log1p } from "../../kernel/maths.js";
import type { Beats } from "./beats.js";

/** A walk over a few states, one step a heartbeat, that ends when it leaves them. */
export interface Walk {
  /** Probability to begin in each state; they add up to 1. */
  readonly start: Float64Array;
  /** Row by row, the probability to step from state i to state j. */
  readonly steps: Float64Array;
  /** Of each state, the probability to end at the next step. */
  readonly ends: Float64Array;
}

/** 2^level steps at once: where those who go on are then (rows add up to 1), and who goes on and who ends meanwhile. */
interface Leap {
  readonly to: Float64Array;
  readonly lasts: Float64Array;
  readonly ends: Float64Array;
}

const HIGHEST_LEVEL = 52;

/**
 * Steps until a walk ends. The hazard of n steps goes over n's binary digits with precomputed leaps of 1, 2, 4… steps;
 * the step at which it passes a value is found by going down the leaps. Leaps are kept conditional on going on, with
 * survival and end apart, so that rare ends and long survivals both keep their digits.
 */
export function phaseBeats(walk: Walk, mean: number, variance: number): Beats {
  const leaps = leapsOf(walk);
  const top = leaps.length - 1;
  const topSteps = 2 ** top;

  /** Goes on while `may` allows a leap of that many steps at that hazard; returns steps and hazard gone through. */
  function travel(may: (steps: number, hazard: number) => boolean): { steps: number; hazard: number } {
    let at = walk.start;
    let steps = 0;
    let hazard = 0;
    for (let level = top; level >= 0; level--) {
      const length = 2 ** level;
      for (;;) {
        const through = hazard + hazardOf(at, leaps[level]!);
        if (!may(steps + length, through)) break;
        at = afterLeap(at, leaps[level]!);
        steps += length;
        hazard = through;
        if (level < top) break;
      }
    }
    return { steps, hazard };
  }

  if (top === HIGHEST_LEVEL) {
    // So rare that only the long run counts: as good as exponential at the rate of the longest leap.
    const perStep = hazardOf(afterLeap(walk.start, leaps[top]!), leaps[top]!) / topSteps;
    const below = (limit: number) => travel((steps) => steps <= limit && steps < topSteps).hazard;
    return {
      mean,
      variance,
      hazardAfter: (n) => (n < topSteps ? below(n) : n * perStep),
      firstPast: (hazard) => (perStep > 0 ? Math.floor(hazard / perStep) + 1 : Number.POSITIVE_INFINITY),
    };
  }
  return {
    mean,
    variance,
    hazardAfter: (n) => travel((steps) => steps <= n).hazard,
    firstPast: (hazard) => travel((_, through) => through <= hazard).steps + 1,
  };
}

/** Leaps of 1, 2, 4… steps, until from every state more than half have ended within one. */
function leapsOf({ steps, ends }: Walk): Leap[] {
  const lasts = ends.map((_, i) => rowSum(steps, i, ends.length));
  const leaps = [{ to: steps.map((s, cell) => ratio(s, lasts[Math.floor(cell / ends.length)]!)), lasts, ends }];
  while (leaps.length <= HIGHEST_LEVEL && leaps[leaps.length - 1]!.ends.some((e) => e <= 0.5)) {
    leaps.push(doubled(leaps[leaps.length - 1]!));
  }
  return leaps;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

function rowSum(matrix: Float64Array, row: number, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += matrix[row * size + j]!;
  return sum;
}

function doubled({ to, lasts, ends }: Leap): Leap {
  const size = ends.length;
  const result = { to: new Float64Array(size * size), lasts: new Float64Array(size), ends: new Float64Array(size) };
  for (let i = 0; i < size; i++) {
    let last = 0;
    let end = 0;
    for (let via = 0; via < size; via++) {
      const here = to[i * size + via]!;
      last += here * lasts[via]!;
      end += here * ends[via]!;
      for (let j = 0; j < size; j++) result.to[i * size + j]! += here * lasts[via]! * to[via * size + j]!;
    }
    const whole = rowSum(result.to, i, size);
    for (let j = 0; j < size; j++) result.to[i * size + j] = ratio(result.to[i * size + j]!, whole);
    result.lasts[i] = lasts[i]! * last;
    result.ends[i] = ends[i]! + lasts[i]! * end;
  }
  return result;
}

/** −ln P(to go on through the leap), from states held with these probabilities. */
function hazardOf(at: Float64Array, { lasts, ends }: Leap): number {
  let last = 0;
  let end = 0;
  for (let i = 0; i < at.length; i++) {
    last += at[i]! * lasts[i]!;
    end += at[i]! * ends[i]!;
  }
  return end < 0.5 ? -log1p(-end) + 0 : -log(last);
}

/** Where those are who have gone on through the leap. */
function afterLeap(at: Float64Array, { to, lasts }: Leap): Float64Array {
  const size = at.length;
  const next = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const share = at[i]! * lasts[i]!;
    sum += share;
    for (let j = 0; j < size; j++) next[j]! += share * to[i * size + j]!;
  }
  for (let j = 0; j < size; j++) next[j] = ratio(next[j]!, sum);
  return next;
}
