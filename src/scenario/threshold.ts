import { formatDuration, parseDuration } from "./duration.js";
import { quote } from "./problem.js";
import type { Parsed } from "./quantity.js";

/** What of a drill must stay below what: "ttr p95 < 30s". Both times run from the fault. */
export interface Threshold {
  readonly expression: string;
  /** ttd: to its detection; ttr: to the service being back. */
  readonly metric: "ttd" | "ttr";
  readonly statistic: Statistic;
  readonly operator: "<" | "<=";
  /** Seconds. */
  readonly limit: number;
}

type Statistic = "mean" | "p5" | "p50" | "p95" | "p99" | "max";

const EXAMPLE = "ttr p95 < 30s";
const FORM = /^(ttd|ttr) +(mean|p5|p50|p95|p99|max) *(<=?) *([^<=].*)$/;

/** Reads a threshold: ttd or ttr; mean, p5, p50, p95, p99 or max; < or <=; a duration with its unit. */
export function parseThreshold(text: string): Parsed<Threshold> {
  const [, metric, statistic, operator, limit] = FORM.exec(text.trim().slice(0, 100)) ?? [];
  if (limit === undefined) {
    const message = `${quote(text)} is not a threshold (ttd or ttr; mean, p5, p50, p95, p99 or max; < or <=; a duration)`;
    return { message, suggestion: EXAMPLE };
  }
  const seconds = parseDuration(limit);
  if (!("value" in seconds)) return seconds;
  return { value: threshold(metric as "ttd", statistic as Statistic, operator as "<", seconds.value) };
}

/** The threshold that an objective for the recovery time, in seconds, sets a drill. */
export function rtoThreshold(rto: number): Threshold {
  return threshold("ttr", "p95", "<", rto);
}

function threshold(
  metric: Threshold["metric"],
  statistic: Statistic,
  operator: Threshold["operator"],
  limit: number,
): Threshold {
  return { expression: `${metric} ${statistic} ${operator} ${limitText(limit)}`, metric, statistic, operator, limit };
}

/** A duration for people where that loses nothing, else seconds to the last digit. */
function limitText(limit: number): string {
  const short = formatDuration(limit).replace(" ", "");
  const read = parseDuration(short);
  return "value" in read && read.value === limit ? short : `${limit}s`;
}
