import { quote } from "../../notation/document/problem.js";
import { formatDuration, parseDuration } from "../../notation/units/duration.js";
import type { Parsed } from "../../notation/units/quantity.js";
import { formatShare, parseShare } from "../../notation/units/share.js";

/** What of a drill must hold: "ttr p95 < 30s", "errorRate == 0", "p99 latency < 500ms". */
export interface Threshold {
  readonly expression: string;
  readonly metric: Metric;
  /** Over all faults, or all playings; of latency over the requests of a playing. Undefined: in every one of them. */
  readonly statistic?: Statistic | undefined;
  readonly operator: Operator;
  /** Seconds, or a share of one. */
  readonly limit: number;
}

/**
 * - ttd, ttr: seconds from a fault to its detection, and to the service being back;
 * - ttrClients: to its clients being served again, which only a fault on a platform tells apart;
 * - latency: seconds a request takes; errorRate: share of requests that fail;
 * - availability: share of the time in which the service is not down;
 * - splitBrain: seconds with two writers; dataLoss: seconds of writes that are lost.
 */
const METRICS = {
  ttd: "duration",
  ttr: "duration",
  ttrClients: "duration",
  latency: "duration",
  errorRate: "share",
  availability: "share",
  splitBrain: "duration",
  dataLoss: "duration",
} as const;
export type Metric = keyof typeof METRICS;

export type Statistic = "mean" | "p5" | "p50" | "p95" | "p99" | "max";
const OPERATORS = ["<", "<=", ">", ">=", "=="] as const;
type Operator = (typeof OPERATORS)[number];

const EXAMPLE = "ttr p95 < 30s";
const STATISTIC = "mean|p5|p50|p95|p99|max";
const METRIC = Object.keys(METRICS).join("|");
const FORM = new RegExp(`^(?:(${STATISTIC}) +)?(${METRIC})(?: +(${STATISTIC}))? *(<=?|>=?|==)(?![<>=]) *([^<>=].*)$`);
const ACCEPTED = `${Object.keys(METRICS).join(", ")}; mean, p5, p50, p95, p99 or max; <, <=, >, >= or ==; a duration or a share`;

/** Reads a threshold: what, over which statistic, how it compares, and with what. */
export function parseThreshold(text: string): Parsed<Threshold> {
  const [, before, metric, after, operator, limit] = FORM.exec(text.trim().slice(0, 100)) ?? [];
  if (limit === undefined || (before !== undefined && after !== undefined)) {
    return { message: `${quote(text)} is not a threshold (${ACCEPTED})`, suggestion: EXAMPLE };
  }
  const statistic = (before ?? after) as Statistic | undefined;
  if (metric === "latency" && statistic === undefined) {
    return {
      message: `${quote(text)} does not say which latency`,
      suggestion: `p99 ${text.trim().slice(0, 90)}`,
    };
  }
  const of = metric as Metric;
  const read = limitOf(of, limit.trim());
  return "value" in read ? { value: threshold(of, statistic, operator as Operator, read.value) } : read;
}

function limitOf(metric: Metric, text: string): Parsed<number> {
  if (METRICS[metric] === "share") return parseShare(text);
  return text === "0" ? { value: 0 } : parseDuration(text);
}

/** The threshold that an objective for the recovery time, in seconds, sets a drill. */
export function rtoThreshold(rto: number, metric: "ttr" | "ttrClients" = "ttr"): Threshold {
  return threshold(metric, "p95", "<", rto);
}

function threshold(metric: Metric, statistic: Statistic | undefined, operator: Operator, limit: number): Threshold {
  const told = METRICS[metric] === "share" ? `${Number((100 * limit).toPrecision(15))}%` : limitText(limit);
  const expression = [metric, ...(statistic ? [statistic] : []), operator, told].join(" ");
  return { expression, metric, ...(statistic && { statistic }), operator, limit };
}

/** Does a value keep a threshold? */
export function keeps(value: number, { operator, limit }: Threshold): boolean {
  switch (operator) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "==":
      return value === limit;
  }
}

/** Is a greater value the worse one? */
export const isUpperLimit = ({ operator, metric }: Threshold): boolean =>
  operator.startsWith("<") || (operator === "==" && metric !== "availability");

/** A value in the unit of a metric, for people. */
export function metricText(metric: Metric, value: number): string {
  if (METRICS[metric] === "duration") return formatDuration(value);
  return formatShare(value).replace("%", " %");
}

/** A duration for people where that loses nothing, else seconds to the last digit. */
function limitText(limit: number): string {
  const short = formatDuration(limit).replace(" ", "");
  const read = parseDuration(short);
  return "value" in read && read.value === limit ? short : `${limit}s`;
}
