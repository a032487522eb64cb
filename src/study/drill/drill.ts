import { clientsIncident } from "../../cluster/protocols/clientsIncident.js";
import { protocolOf } from "../../cluster/protocols/registry.js";
import { Mark } from "../../cluster/vocabulary.js";
import { Durations } from "../../kernel/estimators/durations/durations.js";
import type { Interval } from "../../kernel/estimators/interval.js";
import { meanInterval } from "../../kernel/estimators/means/mean.js";
import { masterKey } from "../../kernel/streams.js";
import { playIncident } from "../../readings/simulate/incident.js";
import { Simulation } from "../../readings/simulate/simulation.js";
import { keeps, rtoThreshold, type Threshold } from "../../scenario/drill/threshold.js";
import type { Drill, Scenario } from "../../scenario/scenario.js";
import { histogram } from "../figures/histogram.js";
import type { Progress } from "../method/replications.js";
import type { Estimate, Quantiles } from "../result.js";
import type { DrillResult, FaultResult, Happening, ThresholdResult } from "./drillResult.js";

/** Seconds from the fault, trial by trial; +Infinity where it never came. */
interface Trials {
  readonly detected: Float64Array;
  readonly restored: Float64Array;
  /** Seconds the service was down. */
  readonly down: Float64Array;
  readonly reached: Float64Array;
}

const BINS = 16;
const LEVEL = 0.95;

/**
 * Plays the fault of a scenario's drill in each of its trials. Quantiles have their order-statistic intervals at `level`.
 * @throws RangeError when a trial goes on without end.
 */
export function playDrill(scenario: Scenario, drill: Drill, level = LEVEL, progress: Progress = () => {}): DrillResult {
  const trials = played(scenario.seed, drill, progress);
  const timeToDetect = quantiles(trials.detected, level);
  const timeToRecover = quantiles(trials.restored, level);
  const timeToClients = quantiles(trials.reached, level);
  const times = { ttd: timeToDetect, ttr: timeToRecover, ttrClients: timeToClients };
  const thresholds = thresholdsOf(scenario, drill).map((one) => judged(one, times));
  const { rto, rtoAt } = scenario.objectives;
  return {
    formatVersion: "1.0",
    scenario: scenario.title,
    platform: drill.platform,
    fault: drill.fault,
    lasts: drill.lasts ?? null,
    absences: drill.absences.map(({ target, kind, at, lasts }) => ({ target, kind, at, lasts: lasts ?? null })),
    settings: drill.settings,
    settingChanges: drill.changes,
    seed: scenario.seed,
    passed: thresholds.every(({ passed }) => passed),
    thresholds,
    ...typicalOf(scenario.seed, drill, trials),
    timeToDetect,
    timeToRecover,
    timeToClients,
    notDetected: nevers(trials.detected),
    notRecovered: nevers(trials.restored),
    serviceDown: quantiles(trials.down, level),
    unharmed: trials.down.filter((seconds) => seconds === 0).length,
    clientsNotBack: nevers(trials.reached),
    rto: rto === undefined ? null : { objective: rto, at: rtoAt },
    trials: { count: drill.trials, ...times },
    histogram: histogram(trials.restored.slice().sort(), BINS),
    assumptions: drill.assumptions,
    notes: notesOf(
      scenario,
      protocolOf(drill.platform).passing?.includes(drill.fault) ?? false,
      drill.absences.length === 0,
    ),
  };
}

function simulationOf(seed: string, { platform, fault, lasts, settings, absences }: Drill): Simulation {
  return new Simulation(clientsIncident(protocolOf(platform), settings, fault, lasts, absences), masterKey(seed));
}

function played(seed: string, drill: Drill, progress: Progress): Trials {
  const { trials } = drill;
  const simulation = simulationOf(seed, drill);
  const times = () => new Float64Array(trials);
  const [detected, restored, reached, down] = [times(), times(), times(), times()];
  for (let trial = 0; trial < trials; trial++) {
    progress(trial, trials);
    const incident = playIncident(simulation, trial, "reached");
    detected[trial] = orNever(incident.detected);
    restored[trial] = orNever(incident.restored);
    reached[trial] = orNever(incident.reached);
    down[trial] = incident.down;
    if (reached[trial] === Number.POSITIVE_INFINITY && simulation.due < Number.POSITIVE_INFINITY) {
      throw new RangeError(
        `trial ${trial} was not over after ${simulation.events} activities; its settings are too far apart`,
      );
    }
  }
  return { detected, restored, reached, down };
}

const orNever = (seconds: number): number => (Number.isNaN(seconds) ? Number.POSITIVE_INFINITY : seconds);

/** How many of them never came. */
export const nevers = (times: Float64Array): number =>
  times.reduce((n, time) => n + (time < Number.POSITIVE_INFINITY ? 0 : 1), 0);

/** Mean and quantiles of durations of which some may be infinite, each with its interval. */
export function quantiles(times: Float64Array, level: number): Quantiles {
  const durations = new Durations();
  for (const time of times) durations.add(time);
  const at = (q: number): Estimate => orBound(durations.quantileInterval(q, level));
  return {
    mean: meanOf(times, durations.min, level),
    p5: at(0.05),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: durations.max,
    count: durations.count,
  };
}

/** With one that never comes there is no mean, only a bound. */
function meanOf(times: Float64Array, least: number, level: number): Estimate {
  if (nevers(times) > 0) return orBound({ mean: null, low: least, high: Number.POSITIVE_INFINITY, level });
  const { mean, low, high } = meanInterval(times, level);
  return { mean, low: Math.max(0, low), high, level };
}

/** A value that is never, with a bound that is not, is only known by that bound. */
function orBound({ mean, low, high, level }: Interval): Estimate {
  if (low === Number.POSITIVE_INFINITY) return { mean: low, low, high: low, level };
  return { mean: mean === Number.POSITIVE_INFINITY ? null : mean, low, high, level };
}

function thresholdsOf({ objectives }: Scenario, { thresholds }: Drill): Threshold[] {
  const { rto, rtoAt } = objectives;
  const own = rto === undefined ? [] : [rtoThreshold(rto, rtoAt === "server" ? "ttr" : "ttrClients")];
  return [...own, ...thresholds];
}

/** Of a fault on a platform there are times, and no other metric passes the checks of a scenario. */
type Measured = Pick<DrillResult["trials"], "ttd" | "ttr" | "ttrClients">;

function judged(threshold: Threshold, times: Measured): ThresholdResult {
  const { expression, metric, statistic = "max" } = threshold;
  const seen = times[metric as keyof Measured][statistic];
  const value = (typeof seen === "number" ? seen : seen.mean) ?? Number.POSITIVE_INFINITY;
  return { expression, metric, value, passed: keeps(value, threshold) };
}

/** The trial whose recovery is the median, the first of equals, told. */
function typicalOf(seed: string, drill: Drill, { detected, restored, reached }: Trials) {
  const { platform, fault, lasts, absences } = drill;
  const trial = restored.indexOf(restored.slice().sort()[(restored.length - 1) >> 1]);
  const finite = (time: number) => (time < Number.POSITIVE_INFINITY ? time : null);
  const detectedAfter = finite(detected[trial]);
  const recoveredAfter = finite(restored[trial]);
  const clientsBackAfter = finite(reached[trial]);
  const faults: FaultResult[] = [
    { at: 0, kind: fault, target: STRUCK, detectedAfter, recoveredAfter, clientsBackAfter },
    ...absences.map(({ at, kind, target }) => ({ at, kind, target, detectedAfter: null, recoveredAfter: null })),
  ];
  const events: [what: string, at: number | null, subject: string, detail: string][] = [
    ["fault", 0, STRUCK, fault],
    ["detected", detectedAfter, platform, "takes it for failed"],
    ["restored", recoveredAfter, platform, "serves again"],
    ["clientsBack", clientsBackAfter, "clients", "are served again"],
  ];
  if (lasts !== undefined) events.push(["passed", lasts, STRUCK, `the end of ${fault}`]);
  const timeline = [...events, ...votesTold(seed, drill, trial)]
    .flatMap(([what, at, subject, detail]): Happening[] => (at === null ? [] : [{ at, what, subject, detail }]))
    .sort((a, b) => a.at - b.at);
  return { typical: trial + 1, faults, timeline };
}

/** With members away: who stood for election, who was not elected, who went and came back. */
function votesTold(seed: string, drill: Drill, trial: number): [string, number, string, string][] {
  if (drill.absences.length === 0) return [];
  const names = protocolOf(drill.platform).members!(drill.settings).names;
  const told: [string, number, string, string][] = [];
  playIncident(simulationOf(seed, drill), trial, "reached", (mark, subject, at) => {
    const as = VOTES[mark];
    if (as) told.push([as[0], at, names[subject]!, as[1]]);
  });
  return told;
}

const VOTES: Readonly<Record<number, readonly [what: string, detail: string]>> = {
  [Mark.CAMPAIGN]: ["campaign", "stands for election"],
  [Mark.NOT_ELECTED]: ["notElected", "gives up: too few votes, or no replica that it may promote"],
  [Mark.MEMBER_GONE]: ["memberGone", "is away"],
  [Mark.MEMBER_BACK]: ["memberBack", "is back"],
};

const STRUCK = "the node that leads or serves";

function notesOf({ objectives }: Scenario, passes: boolean, isAlone: boolean): string[] {
  const unjudged = (["availability", "rpo"] as const).filter((name) => objectives[name] !== undefined);
  return [
    "all times run from the fault; what was never detected or restored counts as infinitely late",
    "clients come back after the service, by the way that the settings under clients say",
    isAlone
      ? `one fault strikes ${STRUCK}, in a cluster otherwise at rest`
      : `a fault strikes ${STRUCK} while other members are away; what it comes to waits for those that are back`,
    ...(passes
      ? ["where the service rode the fault out its time to recover is 0, and what was not noticed is late"]
      : []),
    ...(objectives.rto === undefined ? [] : [HELD_AGAINST[objectives.rtoAt]]),
    ...unjudged.map((name) => `objectives.${name} is not judged by a drill`),
  ];
}

const HELD_AGAINST = {
  clients: "the RTO is held against the clients being served again; --rto-at server holds it against the service",
  server: "the RTO is held against the service serving again, as objectives.rtoAt says; its clients come later",
} as const;
