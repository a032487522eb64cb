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

/** `length` steps at once: where those who go on are then (rows add up to 1), and who goes on and who ends meanwhile. */
interface Leap {
  readonly length: number;
  readonly to: Float64Array;
  readonly lasts: Float64Array;
  readonly ends: Float64Array;
}

const HIGHEST_LEVEL = 52;
/** Longest leaps after which those who still go on are spread over the states for good, so that the hazard grows evenly. */
const SETTLED = 64;

/**
 * Steps until a walk ends. The hazard of n steps goes over n's binary digits with precomputed leaps of 1, 2, 4… steps;
 * the step at which it passes a value is found by going down the leaps. Leaps are kept conditional on going on, with
 * survival and end apart, so that rare ends and long survivals both keep their digits.
 */
export function phaseBeats(walk: Walk, mean: number, variance: number): Beats {
  const leaps = leapsOf(walk);
  const top = leaps.length - 1;
  const topSteps = leaps[top]!.length;

  /** Goes on while `may` allows so many steps with so much hazard. */
  function travel(may: (steps: number, hazard: number) => boolean): {
    at: Float64Array;
    steps: number;
    hazard: number;
  } {
    let at = walk.start;
    let steps = 0;
    let hazard = 0;
    for (let level = top; level >= 0; level--) {
      const leap = leaps[level]!;
      for (let turn = level === top ? SETTLED : 1; turn > 0; turn--) {
        const through = hazard + hazardOf(at, leap);
        if (!may(steps + leap.length, through)) break;
        at = afterLeap(at, leap);
        steps += leap.length;
        hazard = through;
      }
    }
    return { at, steps, hazard };
  }

  const horizon = topSteps * (top === HIGHEST_LEVEL ? 1 : SETTLED);
  const settled = travel((steps) => steps <= horizon);
  const perStep = hazardOf(settled.at, leaps[top]!) / topSteps;
  return {
    mean,
    variance,
    hazardAfter: (n) =>
      n <= horizon ? travel((steps) => steps <= n).hazard : settled.hazard + (n - horizon) * perStep,
    firstPast: (hazard) => {
      if (hazard < settled.hazard) return travel((_, through) => through <= hazard).steps + 1;
      return horizon + Math.floor((hazard - settled.hazard) / perStep) + 1;
    },
  };
}

/** Where a walk that has gone on for long is: the probability of each state, given that it has not ended. */
export function longAfter(walk: Walk): Float64Array {
  let at = walk.start;
  for (const leap of leapsOf(walk)) at = afterLeap(at, leap);
  return at;
}

/** Leaps of 1, 2, 4… steps, until from every state more than half have ended within one. */
function leapsOf({ steps, ends }: Walk): Leap[] {
  const lasts = ends.map((end, i) => complement(end, rowSum(steps, i, ends.length)));
  const leaps: Leap[] = [
    { length: 1, to: steps.map((s, cell) => ratio(s, lasts[Math.floor(cell / ends.length)]!)), lasts, ends },
  ];
  while (leaps.length <= HIGHEST_LEVEL && leaps[leaps.length - 1]!.ends.some((e) => e <= 0.5)) {
    leaps.push(doubled(leaps[leaps.length - 1]!));
  }
  return leaps;
}

/** 1 − end; where that would lose digits, the same as computed otherwise. (A product of 2^52 factors would drift near 1.) */
const complement = (end: number, otherwise: number): number => (end < 0.5 ? 1 - end : otherwise);

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

function rowSum(matrix: Float64Array, row: number, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += matrix[row * size + j]!;
  return sum;
}

function doubled({ length, to, lasts, ends }: Leap): Leap {
  const size = ends.length;
  const result = {
    length: 2 * length,
    to: new Float64Array(size * size),
    lasts: new Float64Array(size),
    ends: new Float64Array(size),
  };
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
    result.ends[i] = ends[i]! + lasts[i]! * end;
    result.lasts[i] = complement(result.ends[i]!, lasts[i]! * last);
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
