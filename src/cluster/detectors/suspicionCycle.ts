import type { Law } from "../../kernel/law.js";
import { type FalseSuspicion, lawOfBeats } from "./beats.js";
import { detectionAfterRuns } from "./crashUnderLoss.js";
import { beatsUntilSuspicion, runInProgress } from "./falseSuspicion.js";
import {
  betweenReceived,
  burstyBeats,
  type GilbertElliott,
  type LinkState,
  type Pair,
  parts,
  times,
  walkOf,
} from "./gilbertElliott.js";
import { longAfter, phaseBeats } from "./phaseBeats.js";

/** A living node whose heartbeats get lost: it is watched, suspected, heard again, and so on; and what a crash meets. */
export interface SuspicionCycle {
  /** From the moment at which a node begins to be watched until it is falsely suspected; the same after it was heard again. */
  readonly first: FalseSuspicion;
  readonly again: FalseSuspicion;
  /** From being suspected to the next heartbeat that is received. */
  readonly heard: FalseSuspicion;
  /** From a crash to its detection, when losses may already be in a row. */
  readonly crash: Law;
}

/** Heartbeats every so many seconds, and how many missed in a row mean death. */
export interface Watching {
  readonly every: number;
  readonly misses: number;
}

/** The cycle when each heartbeat is lost by itself, 0 < loss < 1. The number of beats until one is heard is geometric. */
export function independentCycle(loss: number, { every, misses }: Watching): SuspicionCycle {
  const until = lawOfBeats(beatsUntilSuspicion({ loss, misses }), every);
  return {
    first: until,
    again: until,
    heard: lawOfBeats(beatsUntilSuspicion({ loss: 1 - loss, misses: 1 }), every),
    crash: detectionAfterRuns(runInProgress({ loss, misses }), every),
  };
}

/**
 * The cycle on a link with bursts. It starts in the link's long-run state; later each part starts in the state in which the
 * one before it ends, on average over many rounds: a burst that is not over may well bring the next suspicion soon.
 */
export function burstyCycle(link: GilbertElliott, { every, misses }: Watching): SuspicionCycle {
  const { suspected, heard } = aroundSuspicions(link, misses);
  return {
    first: lawOfBeats(burstyBeats(link, misses), every),
    again: lawOfBeats(burstyBeats(link, misses, heard), every),
    heard: lawOfBeats(beatsUntilHeard(link, suspected), every),
    crash: detectionAfterRuns(runsOnLink(link, misses), every),
  };
}

/**
 * The state of the link when a node has just been suspected, and when it has just been heard again. With L a heartbeat lost
 * and R one received, the walk from a heartbeat received ends in (I − ΣLʲR)⁻¹Lᵏ, and then the next one is received with
 * (I − L)⁻¹R: together one round, whose long-run state this is.
 */
function aroundSuspicions(link: GilbertElliott, misses: number): { suspected: LinkState; heard: LinkState } {
  const matrices = parts(link);
  const { allLost, solve } = betweenReceived(matrices, misses);
  const ended = (then: Pair): Pair => solve(allLost(then));
  const round = (to: Pair): Pair => ended(untilHeard(matrices.lost, times(matrices.received, to)));
  const [toBad, toGood] = [round([0, 1])[0], round([1, 0])[1]];
  const heard: LinkState = [toGood / (toBad + toGood), toBad / (toBad + toGood)];
  const bad = ended([0, 1]);
  const isBad = heard[0] * bad[0] + heard[1] * bad[1];
  return { suspected: [1 - isBad, isBad], heard };
}

/** v of (I − L)v = w: what is gathered over the losses until a heartbeat is received. */
function untilHeard(lost: readonly [Pair, Pair], w: Pair): Pair {
  const [[a, b], [c, d]] = lost;
  const determinant = (1 - a) * (1 - d) - b * c;
  return [((1 - d) * w[0] + b * w[1]) / determinant, (c * w[0] + (1 - a) * w[1]) / determinant];
}

function beatsUntilHeard(link: GilbertElliott, begin: LinkState) {
  const { received, lost } = parts(link);
  const first = untilHeard(lost, [1, 1]);
  const second = untilHeard(lost, times(lost, first));
  const mean = begin[0] * first[0] + begin[1] * first[1];
  const variance = 2 * (begin[0] * second[0] + begin[1] * second[1]) + mean - mean * mean;
  const walk = {
    start: Float64Array.from(begin),
    steps: Float64Array.from(lost.flat()),
    ends: Float64Array.from(received, ([toGood, toBad]) => toGood + toBad),
  };
  return phaseBeats(walk, mean, variance);
}

/** Chance of each number of losses in a row, 0 … k − 1, when a living node that is not suspected stops, long after the start. */
function runsOnLink(link: GilbertElliott, misses: number): number[] {
  const states = longAfter(walkOf(link, misses));
  return Array.from({ length: misses }, (_, run) => states[2 * run]! + states[2 * run + 1]!);
}
