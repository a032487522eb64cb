import { readFileSync } from "node:fs";
import { quantileRank, quantileRanks } from "../../src/kernel/estimators/durations/quantileRanks.js";
import { clopperPearson } from "../../src/kernel/estimators/shares/clopperPearson.js";
import { exp } from "../../src/kernel/maths.js";
import type { Model } from "../../src/kernel/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { playIncident } from "../../src/readings/simulate/incident.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";

/** Times of one kind of fault under one setting, in seconds from the fault, sorted. */
export interface Times {
  readonly ttd: readonly number[];
  readonly ttr: readonly number[];
}

/** What was measured; a figure that was not seen in every trial is empty. */
export interface Measured extends Times {
  readonly system: string;
  readonly setting: string;
  readonly fault: string;
}

export interface Judged {
  readonly measured: Measured;
  readonly predicted: Times;
  /** Where the second mode of the time to detect begins, in seconds, where there is one. */
  readonly secondMode?: number;
}

/** What of one setting and fault misses: rows are named so that a known miss can be listed, not loosened away. */
export interface Miss {
  /** "setting × fault"; the pooled test has the system alone. */
  readonly where: string;
  readonly what: string;
}

const LEAST_TRIALS = 20;
const FIGURES = ["ttd", "ttr"] as const;
/** Nothing closer than this means anything on the machine that measured. */
const RESOLUTION = 0.05;
const KS_LEVEL = 0.005;

/** Every setting and fault of a system with at least 20 trials, or `least`. */
export function measuredOf(system: string, least = LEAST_TRIALS): Measured[] {
  const text = readFileSync(new URL("../fixtures/failovers.csv", import.meta.url), "utf8");
  const rows = text.split("\n").map((line) => line.split(","));
  const mine = rows.filter((row) => row[0] === system);
  const names = [...new Set(mine.map((row) => `${row[1]},${row[2]}`))];
  return names
    .map((name): Measured => {
      const [setting, fault] = name.split(",");
      const trials = mine.filter((row) => row[1] === setting && row[2] === fault);
      const column = (at: number): number[] => {
        const seen = trials.map((row) => row[at]).filter((cell) => cell !== "");
        return seen.length >= least ? sorted(seen.map(Number)) : [];
      };
      return { system, setting, fault, ttd: column(4), ttr: column(5) };
    })
    .filter(({ ttd, ttr }) => ttd.length > 0 || ttr.length > 0);
}

/** Plays incidents of a model with a fixed seed. What never happens takes for ever. */
export function predict(model: Model, incidents = 4000): Times {
  const simulation = new Simulation(model, masterKey("judge"));
  const ttd: number[] = [];
  const ttr: number[] = [];
  for (let replication = 0; replication < incidents; replication++) {
    const { detected, restored } = playIncident(simulation, replication);
    ttd.push(Number.isNaN(detected) ? Number.POSITIVE_INFINITY : detected);
    ttr.push(Number.isNaN(restored) ? Number.POSITIVE_INFINITY : restored);
  }
  return { ttd: sorted(ttd), ttr: sorted(ttr) };
}

/** Everything in which the predictions of one system and what was measured disagree beyond chance and resolution. */
export function misses(system: readonly Judged[]): Miss[] {
  return [...system.flatMap(quantileMisses), ...system.flatMap(secondModeMisses), ...pooledMisses(system)];
}

/** Each predicted p5, p50, p95 within the measured 99 % order-statistic interval widened by 0.1 s + 5 %. */
function quantileMisses({ measured, predicted }: Judged): Miss[] {
  const where = rowName(measured);
  return FIGURES.filter((figure) => measured[figure].length > 0).flatMap((figure) =>
    [0.05, 0.5, 0.95].flatMap((q) => {
      const seen = measured[figure];
      const ranks = quantileRanks(seen.length, q, 0.99);
      const low = ranks.low < 1 ? 0 : seen[ranks.low - 1] * 0.95 - 0.1;
      const high = ranks.high > seen.length ? Number.POSITIVE_INFINITY : seen[ranks.high - 1] * 1.05 + 0.1;
      const value = predicted[figure][quantileRank(predicted[figure].length, q) - 1];
      if (value >= low && value <= high) return [];
      return [
        { where, what: `${figure} p${q * 100} ${value.toFixed(3)} not in ${low.toFixed(3)}..${high.toFixed(3)}` },
      ];
    }),
  );
}

/** The predicted share of the second mode within the measured 99 % Clopper-Pearson interval. */
function secondModeMisses({ measured, predicted, secondMode }: Judged): Miss[] {
  if (secondMode === undefined) return [];
  const beyond = (times: readonly number[]): number => times.filter((time) => time > secondMode).length;
  const { low, high } = clopperPearson(beyond(measured.ttd), measured.ttd.length, 0.99);
  const share = beyond(predicted.ttd) / predicted.ttd.length;
  if (share >= low && share <= high) return [];
  return [{ where: rowName(measured), what: `second mode ${share} not in ${low.toFixed(3)}..${high.toFixed(3)}` }];
}

/**
 * The pooled values F(x) of a system, F predicted, against the uniform law: moved 50 ms up they must not look too
 * early, moved 50 ms down not too late, each by a one-sided Kolmogorov-Smirnov test. Rows whose measured spread is
 * below twice the resolution say nothing here (their F is 0 or 1) and would water the others down.
 */
function pooledMisses(system: readonly Judged[]): Miss[] {
  return FIGURES.flatMap((figure) => {
    const early: number[] = [];
    const late: number[] = [];
    for (const { measured, predicted } of system) {
      const seen = measured[figure];
      if (seen.length === 0 || spread(seen) < 2 * RESOLUTION) continue;
      for (const time of seen) {
        early.push(shareBelow(predicted[figure], time + RESOLUTION));
        late.push(1 - shareBelow(predicted[figure], time - RESOLUTION));
      }
    }
    return [
      ...ksMiss(`${figure} earlier than predicted`, early),
      ...ksMiss(`${figure} later than predicted`, late),
    ].map((what) => ({ where: system[0].measured.system, what }));
  });
}

/** One-sided: are the values smaller than uniform ones? P(sup Fₙ − t ≥ d) ≤ exp(−2nd²), P. Massart 1990. */
function ksMiss(name: string, values: readonly number[]): string[] {
  const distance = Math.max(0, ...sorted(values).map((value, i) => (i + 1) / values.length - value));
  const p = exp(-2 * values.length * distance * distance);
  return p < KS_LEVEL ? [`${name}: Kolmogorov-Smirnov ${distance.toFixed(3)} of ${values.length}`] : [];
}

/** The share of sorted times below a value, by bisection. */
function shareBelow(times: readonly number[], value: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low / times.length;
}

function spread(times: readonly number[]): number {
  const at = (q: number): number => times[quantileRank(times.length, q) - 1];
  return at(0.95) - at(0.05);
}

function rowName({ setting, fault }: Measured): string {
  return `${setting} × ${fault}`;
}

function sorted(times: readonly number[]): number[] {
  return [...times].sort((a, b) => a - b);
}
