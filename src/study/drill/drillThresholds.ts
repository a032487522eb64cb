import { isUpperLimit, keeps, type Statistic, type Threshold } from "../../scenario/drill/threshold.js";
import { quantiles } from "./drill.js";
import type { ThresholdResult } from "./drillResult.js";
import type { PlayingFigures } from "./playingFigures.js";

const LEVEL = 0.95;

/**
 * Holds a threshold against all playings. With a statistic, that of the faults or of the playings; without, every single
 * one must keep it, and the value told is the worst. Latency is of the requests of a playing, and of the worst playing.
 */
export function judged(threshold: Threshold, playings: readonly PlayingFigures[]): ThresholdResult {
  const { expression, metric, statistic } = threshold;
  const values = valuesOf(threshold, playings);
  const value = statistic === undefined || metric === "latency" ? worst(values, threshold) : overAll(values, statistic);
  return { expression, metric, value, passed: values.length === 0 || keeps(value, threshold) };
}

function valuesOf({ metric, statistic }: Threshold, playings: readonly PlayingFigures[]): number[] {
  if (metric === "ttrClients") return [];
  if (metric === "ttd" || metric === "ttr") return playings.flatMap((figures) => [...figures[metric]]);
  if (metric !== "latency") return playings.map((figures) => figures[metric]);
  return playings.flatMap(({ latency }) => (latency ? [latency[statistic as keyof typeof latency]] : []));
}

function worst(values: readonly number[], threshold: Threshold): number {
  if (values.length === 0) return 0;
  return isUpperLimit(threshold) ? Math.max(...values) : Math.min(...values);
}

function overAll(values: readonly number[], statistic: Statistic): number {
  if (values.length === 0) return 0;
  const seen = quantiles(Float64Array.from(values), LEVEL)[statistic];
  return (typeof seen === "number" ? seen : seen.mean) ?? Number.POSITIVE_INFINITY;
}
