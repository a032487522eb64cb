import type { Design } from "../../architectures/architecture.js";
import type { DrillModel } from "../../cluster/drill/drillModel.js";
import { CARRIED, laneCount } from "../../cluster/drill/lanes.js";
import { DOWN } from "../../kernel/model.js";
import type { Playing } from "../../readings/simulate/drill.js";
import type { ExperimentAsked } from "../../scenario/drill/experiment.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { Requests, Stretch } from "../requests/flow.js";
import { type Latency, latencyOf } from "../requests/latency.js";
import { type Served, servedIn } from "../requests/served.js";
import { clipped, hasCapacity, UNLIMITED } from "../requests/spans.js";
import type { Phase } from "./experimentResult.js";

/** What one playing comes to. Seconds, shares of one; +Infinity for what never came. */
export interface PlayingFigures {
  /** From each fault that took a node down, or was noticed without that, to its declaration; from each fault that hit any to full service. */
  readonly ttd: readonly number[];
  readonly ttr: readonly number[];
  readonly errorRate: number;
  readonly availability: number;
  readonly latency: Latency | null;
  readonly dataLoss: number;
  readonly splitBrain: number;
}

/** The requests of one lane. Without a stated demand one a second stands for it: shares do not depend on how many. */
export function requestsOf({ spec }: Scenario, { requests }: ExperimentAsked): Requests {
  const { demand = 1, capacityPerNode = UNLIMITED } = spec.load ?? {};
  return { rate: demand, perNode: capacityPerNode, ...requests };
}

export function servedOf({ trajectory }: Playing, { levels, cluster }: DrillModel, requests: Requests): Served {
  return servedIn(trajectory, { first: levels.indexOf(CARRIED) + 1, count: laneCount(cluster.plant) }, requests);
}

export function figuresOf(
  scenario: Scenario,
  { recoveryPoint }: Design,
  playing: Playing,
  served: Served,
  requests: Requests,
  model: DrillModel,
): PlayingFigures {
  const { faults, trajectory, dataLosses } = playing;
  const splitBrain = secondsOf(playing, model.levels.indexOf("twoWriters"), 0, trajectory.end);
  const isStateful = scenario.state === "stateful";
  const struck = faults.filter(({ hit }) => hit.length > 0);
  return {
    ttd: struck
      .filter(({ downed, detected }) => downed > 0 || detected < Number.POSITIVE_INFINITY)
      .map(({ at, detected }) => detected - at),
    ttr: struck.map(({ at, recovered }) => recovered - at),
    errorRate: served.failed / served.offered,
    availability: 1 - secondsOf(playing, DOWN, 0, trajectory.end) / trajectory.end,
    latency: latencyIn(served.stretches, requests),
    // What two writers wrote apart cannot both be kept.
    dataLoss: splitBrain + (recoveryPoint === "backup" && isStateful ? lossOf(scenario, dataLosses.length) : 0),
    splitBrain,
  };
}

/** Of a playing before its first fault. */
export function steadyFigures(
  playing: Playing,
  { stretches }: Served,
  requests: Requests,
  until: number,
): PlayingFigures {
  const before = within(stretches, 0, until);
  return {
    ttd: [],
    ttr: [],
    errorRate: errorRateOf(before),
    availability: until > 0 ? 1 - secondsOf(playing, DOWN, 0, until) / until : 1,
    latency: latencyIn(before, requests),
    dataLoss: 0,
    splitBrain: 0,
  };
}

/** Before the first fault, from it to the last recovery, and after that; an empty phase is left out. */
export function phasesOf({ faults, trajectory }: Playing, { stretches }: Served, requests: Requests): Phase[] {
  const { end } = trajectory;
  const begin = Math.min(end, ...faults.map(({ at }) => at));
  const over = Math.min(end, Math.max(begin, ...faults.map(({ recovered }) => recovered)));
  const phase = (name: Phase["phase"], from: number, to: number): Phase[] => {
    if (to <= from) return [];
    const parts = within(stretches, from, to);
    return [{ phase: name, from, to, errorRate: errorRateOf(parts), latency: latencyIn(parts, requests) }];
  };
  return [...phase("before", 0, begin), ...phase("during", begin, over), ...phase("after", over, end)];
}

const within = (stretches: readonly Stretch[], from: number, to: number): Stretch[] =>
  stretches.filter((one) => one.from < to && one.to > from).map((one) => clipped(one, from, to));

const latencyIn = (stretches: readonly Stretch[], requests: Requests): Latency | null =>
  hasCapacity(requests) ? latencyOf(stretches, requests) : null;

function errorRateOf(stretches: readonly Stretch[]): number {
  const sum = (of: (stretch: Stretch) => number) =>
    stretches.reduce((total, stretch) => total + of(stretch) * (stretch.to - stretch.from), 0);
  const offered = sum((stretch) => stretch.offered);
  return offered > 0 ? sum((stretch) => stretch.failed) / offered : 0;
}

/** Seconds in which a level is not zero; 0 where the model does not have it. */
function secondsOf({ trajectory: { times, rows, end } }: Playing, level: number, from: number, to: number): number {
  return times.reduce((seconds, time, i) => {
    const lasts = Math.min(to, times[i + 1] ?? end) - Math.max(from, time);
    return (rows[i]![level] ?? 0) > 0 && lasts > 0 ? seconds + lasts : seconds;
  }, 0);
}

/** The newest complete backup is at most `every` and `takes` old: that much is lost at worst, each time. */
function lossOf({ spec: { backup } }: Scenario, incidents: number): number {
  return incidents * (backup.every + backup.takes);
}
