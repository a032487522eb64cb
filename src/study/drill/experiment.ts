import type { Design } from "../../architectures/architecture.js";
import { nodeName, type Told } from "../../cluster/story/storyWords.js";
import { meanInterval } from "../../kernel/estimators/means/mean.js";
import type { FaultPlayed, Playing } from "../../readings/simulate/drill.js";
import type { ExperimentAsked } from "../../scenario/drill/experiment.js";
import { rtoThreshold, type Threshold } from "../../scenario/drill/threshold.js";
import { settingChangeText } from "../../scenario/platform/settingsAsked.js";
import type { Scenario } from "../../scenario/scenario.js";
import { assumptionsOf } from "../answer.js";
import { exactly } from "../figures/estimates.js";
import type { Progress } from "../method/replications.js";
import type { Latency } from "../requests/latency.js";
import { requestsOver } from "../requests/spans.js";
import type { Estimate, Quantiles } from "../result.js";
import { nevers, quantiles } from "./drill.js";
import type { FaultResult } from "./drillResult.js";
import { judged } from "./drillThresholds.js";
import type { ExperimentResult, Standing } from "./experimentResult.js";
import { playTold, stage } from "./playing.js";
import { figuresOf, type PlayingFigures, phasesOf, requestsOf, servedOf, steadyFigures } from "./playingFigures.js";

const LEVEL = 0.95;

/**
 * Plays the experiment of a scenario on its own cluster, once or many times; the first playing is told.
 * @throws RangeError when the design has no cluster of nodes to strike.
 */
export function playExperiment(
  scenario: Scenario,
  design: Design,
  asked: ExperimentAsked,
  level = LEVEL,
  progress: Progress = () => {},
): ExperimentResult {
  const staged = stage(scenario, design, asked);
  const requests = requestsOf(scenario, asked);
  const { playing: first, before, story, after } = playTold(staged, 0);
  const served = servedOf(first, staged.model, requests);
  const figures = [figuresOf(scenario, design, first, served, requests, staged.model)];
  for (let trial = 1; trial < asked.trials; trial++) {
    progress(trial, asked.trials);
    const playing = staged.reading.play(trial);
    figures.push(
      figuresOf(scenario, design, playing, servedOf(playing, staged.model, requests), requests, staged.model),
    );
  }
  const steady = steadyFigures(first, served, requests, Math.min(...asked.faults.map(({ at }) => at)));
  const steadyState = asked.steadyState.map((threshold) => judged(threshold, [steady]));
  const thresholds = thresholdsOf(scenario, asked).map((threshold) => judged(threshold, figures));
  return {
    formatVersion: "1.0",
    scenario: scenario.title,
    experiment: understood(scenario, design, asked),
    seed: scenario.seed,
    passed: [...steadyState, ...thresholds].every(({ passed }) => passed),
    steadyState,
    thresholds,
    faults: first.faults.map((fault) => faultResult(fault, asked)),
    status: { before: before.map(standing), after: after.map(standing) },
    timeline: story.map(({ at, told }) => ({ at, ...told })),
    phases: phasesOf(first, served, requests),
    requests: requestsOver(served.stretches, requests),
    ...overAll(figures, level),
    assumptions: assumptionsIn(scenario, design, asked),
    notes: notesOf(scenario, asked, first, figures),
  };
}

const standing = ({ subject, detail }: Told): Standing => ({ subject, detail });

function understood({ architecture, spec }: Scenario, design: Design, asked: ExperimentAsked) {
  const { lasts, background, faults } = asked;
  const said = faults.map(({ at, kind, target, told }) => ({ at, kind, target, told }));
  return { architecture, nodes: spec.nodes, understood: design.understood, lasts, background, faults: said };
}

function thresholdsOf({ objectives }: Scenario, { thresholds }: ExperimentAsked): Threshold[] {
  return [...(objectives.rto === undefined ? [] : [rtoThreshold(objectives.rto)]), ...thresholds];
}

function faultResult({ strike, at, hit, detected, recovered }: FaultPlayed, { faults }: ExperimentAsked): FaultResult {
  const after = (time: number) => (time < Number.POSITIVE_INFINITY ? time - at : null);
  return {
    at,
    kind: faults[strike]!.kind,
    target: hit.map(nodeName).join(", "),
    detectedAfter: after(detected),
    recoveredAfter: after(recovered),
  };
}

/** Figures of all playings together. */
function overAll(figures: readonly PlayingFigures[], level: number) {
  const ttd = Float64Array.from(figures.flatMap((one) => one.ttd));
  const ttr = Float64Array.from(figures.flatMap((one) => one.ttr));
  const latencies = figures.flatMap(({ latency }) => (latency ? [latency] : []));
  const errorRates = figures.map(({ errorRate }) => errorRate);
  const spread = (values: ArrayLike<number>) =>
    values.length === 0 ? null : quantiles(Float64Array.from(values), level);
  return {
    errorRate: averaged(errorRates, level),
    availability: averaged(
      figures.map(({ availability }) => availability),
      level,
    ),
    latency: latencies.length === 0 ? null : averagedLatency(latencies, level),
    splitBrainSeconds: Math.max(...figures.map(({ splitBrain }) => splitBrain)),
    dataLossSeconds: Math.max(...figures.map(({ dataLoss }) => dataLoss)),
    timeToDetect: spread(ttd),
    timeToRecover: spread(ttr),
    notDetected: nevers(ttd),
    notRecovered: nevers(ttr),
    ...(figures.length > 1 && {
      trials: {
        count: figures.length,
        ttd: spread(ttd),
        ttr: spread(ttr),
        errorRate: quantiles(Float64Array.from(errorRates), level),
        latencyMean: spread(latencies.map(({ mean }) => mean)),
        latencyP99: spread(latencies.map(({ p99 }) => p99)),
      },
    }),
  };
}

/** The mean over playings, within what a share can be; of one playing, just what it is. */
function averaged(values: readonly number[], level: number, most = 1): Estimate {
  if (values.length === 1) return exactly(values[0]!);
  const { mean, low, high } = meanInterval(values, level);
  return { mean, low: Math.max(0, low), high: Math.min(most, high), level };
}

/** What requests take is without bound: there is no longest. */
function averagedLatency(latencies: readonly Latency[], level: number): Quantiles {
  const of = (name: keyof Latency) =>
    averaged(
      latencies.map((latency) => latency[name]),
      level,
      Number.POSITIVE_INFINITY,
    );
  const max = Number.POSITIVE_INFINITY;
  return {
    mean: of("mean"),
    p5: of("p5"),
    p50: of("p50"),
    p95: of("p95"),
    p99: of("p99"),
    max,
    count: latencies.length,
  };
}

/** Of the defaults those that an experiment makes use of: while nothing fails by itself, lives and the money do not matter. */
function assumptionsIn(scenario: Scenario, design: Design, { faults, background }: ExperimentAsked) {
  const own = faults.filter(({ lasts }) => lasts === undefined).map(({ kind }) => kind);
  const matters = ["detection", "takeover", "coverage", "manualRecovery", "standby", "service."];
  if (design.recoveryPoint === "backup") matters.push("backup");
  const repairs = own.length > 0 ? ["repair", "crews"] : [];
  const modes = own.length > 0 || background ? ["failures."] : ["failures.application.detection"];
  return assumptionsOf(scenario, design).filter(
    ({ what }) =>
      background || (!/\.life$/.test(what) && [...matters, ...repairs, ...modes].some((name) => what.startsWith(name))),
  );
}

function notesOf(
  { objectives, spec, platform }: Scenario,
  { faults, requests, background }: ExperimentAsked,
  { over, faults: played }: Playing,
  figures: readonly PlayingFigures[],
): string[] {
  const idle = faults.filter((_, i) => played.some(({ strike, hit }) => strike === i && hit.length === 0));
  const unjudged = (["availability", "rpo"] as const).filter((name) => objectives[name] !== undefined);
  const asked = spec.load !== undefined;
  return [
    ...(platform?.changes ?? []).map((change) => `platform ${platform?.name}: ${settingChangeText(change)}`),
    "times run from the fault; what was never detected or restored counts as infinitely late",
    ...(asked ? [LATENCY] : ["without service.demand nothing can be said of latency; requests come evenly"]),
    ...(asked && requests.patience === Number.POSITIVE_INFINITY
      ? ["no request gives up waiting; experiment.requests.timeout changes that"]
      : []),
    ...(background ? [] : ["nodes do not fail by themselves meanwhile; background: true changes that"]),
    ...idle.map(({ kind, target }) => `${kind} found no ${target} to strike, in the first playing at least`),
    ...(over ? [] : ["not everything was mended when the first playing was given up"]),
    ...(figures.some(({ dataLoss }) => dataLoss > 0)
      ? ["data loss is the worst case: the age a backup can have, and what two writers wrote apart"]
      : []),
    ...unjudged.map((name) => `objectives.${name} is not judged by a drill`),
  ];
}

const LATENCY =
  "latency: a steady M/M/c queue (Erlang C) of the servers left, at once after every change; overload is a fluid that " +
  "piles up and is worked off; requests to a node whose failure is unseen fail";
