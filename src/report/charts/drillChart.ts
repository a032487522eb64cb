import type { TopLevelSpec } from "vega-lite";
import type { ExperimentResult, RequestsSpan } from "../../study/drill/experimentResult.js";
import { THEME } from "./chartTheme.js";

const WIDTH = 640;
const BLUE = "#4c78a8";
const MARKS = ["fault", "detected", "recovered"];
const MARK_COLOURS = ["#c62828", "#b8860b", "#2e7d32"];

/**
 * The first playing over time as a Vega-Lite specification: which share of the requests is served and which fails, how long
 * they take, and when faults struck, were detected and were recovered from.
 */
export function drillChart(result: ExperimentResult): TopLevelSpec {
  const { scenario, experiment, requests, faults } = result;
  const [from, to] = window(result);
  const seen = requests
    .filter((span) => span.to > from && span.from < to)
    .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }));
  const x = { type: "quantitative", scale: { domain: [from, to], nice: false } };
  const rules = faults.flatMap(({ at, detectedAfter, recoveredAfter }) => [
    { time: at, mark: "fault" },
    ...(detectedAfter === null ? [] : [{ time: at + detectedAfter, mark: "detected" }]),
    ...(recoveredAfter === null || recoveredAfter === 0 ? [] : [{ time: at + recoveredAfter, mark: "recovered" }]),
  ]);
  const shown = rules.filter(({ time }) => time >= from && time <= to);
  const hasLatency = seen.some(({ latency }) => latency !== null);
  const vconcat = [shares(seen, x, shown, !hasLatency), ...(hasLatency ? [latencies(seen, x, shown)] : [])];
  const subtitle = `${experiment.architecture}: ${experiment.understood}`;
  return { ...THEME, title: { text: scenario, subtitle }, vconcat } as TopLevelSpec;
}

/** From a little before the first fault to a little after the last recovery: all of a long experiment would hide it. */
function window({ faults, requests, experiment }: ExperimentResult): [number, number] {
  const { lasts } = experiment;
  if (faults.length === 0) return [0, lasts];
  const first = Math.min(...faults.map(({ at }) => at));
  const ends = faults.map(({ at, recoveredAfter }) => at + (recoveredAfter ?? lasts));
  const backlog = requests.filter(({ queued }) => queued > 0).map(({ to }) => to);
  const last = Math.min(lasts, Math.max(...ends, ...backlog));
  const margin = Math.max(5, (last - first) / 3);
  return [Math.max(0, first - margin), Math.min(lasts, last + margin)];
}

type Axis = Readonly<Record<string, unknown>>;
interface Rule {
  readonly time: number;
  readonly mark: string;
}

function shares(spans: readonly RequestsSpan[], x: Axis, rules: readonly Rule[], isLast: boolean) {
  const values = spans.flatMap(({ from, to, offered, served, failed }) => [
    { from, to, low: 0, high: served / offered, what: "served" },
    { from, to, low: served / offered, high: (served + failed) / offered, what: "failed" },
  ]);
  const color = {
    field: "what",
    type: "nominal",
    title: null,
    scale: { domain: ["served", "failed"], range: ["#a6c4e0", "#f0a3a0"] },
  };
  const y = {
    field: "low",
    type: "quantitative",
    title: "share of requests",
    axis: { format: "%", tickCount: 2 },
    scale: { domain: [0, 1] },
  };
  return {
    width: WIDTH,
    height: 150,
    layer: [
      {
        data: { values },
        mark: { type: "rect" },
        encoding: {
          x: { ...x, field: "from", title: isLast ? TIME : null },
          x2: { field: "to" },
          y,
          y2: { field: "high" },
          color,
        },
      },
      lines(x, rules),
    ],
    resolve: { scale: { color: "independent" } },
  };
}

const TIME = "seconds from the start";

function latencies(spans: readonly RequestsSpan[], x: Axis, rules: readonly Rule[]) {
  const values = spans.flatMap(({ from, to, latency }, i) =>
    latency
      ? [
          { from, to, i, took: latency.mean, what: "mean" },
          { from, to, i, took: latency.p99, what: "99 % within" },
        ]
      : [],
  );
  const color = {
    field: "what",
    type: "nominal",
    title: null,
    scale: { domain: ["mean", "99 % within"], range: [BLUE, "#9ecae9"] },
  };
  return {
    width: WIDTH,
    height: 150,
    layer: [
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 3 },
        encoding: {
          x: { ...x, field: "from", title: TIME },
          x2: { field: "to" },
          y: {
            field: "took",
            type: "quantitative",
            title: "latency, seconds (logarithmic)",
            scale: { type: "log" },
            axis: { grid: true, format: "~g", tickCount: 4 },
          },
          color,
        },
      },
      lines(x, rules),
    ],
    resolve: { scale: { color: "independent" } },
  };
}

/** When something struck, was detected, was recovered from. */
function lines(x: Axis, values: readonly Rule[]) {
  return {
    data: { values },
    mark: { type: "rule", strokeDash: [4, 3], strokeWidth: 1.5 },
    encoding: {
      x: { ...x, field: "time" },
      color: { field: "mark", type: "nominal", title: null, scale: { domain: MARKS, range: MARK_COLOURS } },
    },
  };
}
