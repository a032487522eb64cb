import { formatDuration } from "../../notation/units/duration.js";
import { formatShare } from "../../notation/units/share.js";
import { columns } from "../words/layout.js";
import { paintOf, type Style } from "../words/style.js";
import type { HistoryLine } from "./evidence.js";

const SHOWN = 12;

/** The drills kept of one scenario, the latest last, and how the last compares with the ones before. */
export function trendText(lines: readonly HistoryLine[], style: Style): string {
  const paint = paintOf(style);
  const shown = lines.slice(-SHOWN);
  const seconds = (time: number | null) => (time === null ? "never" : formatDuration(time));
  const rows = shown.map(({ playedAt, passed, ttd, ttr, errorRate, latencyP99, sha256 }) => [
    passed ? "✓" : "✗",
    playedAt.slice(0, 16).replace("T", " "),
    seconds(ttd),
    seconds(ttr),
    errorRate === null ? "" : formatShare(errorRate).replace("%", " %"),
    latencyP99 === null ? "" : formatDuration(latencyP99),
    sha256.slice(0, 8),
  ]);
  const title = `Trend: ${lines.length} drill${lines.length === 1 ? "" : "s"} kept${lines.length > SHOWN ? `, the last ${SHOWN}` : ""}`;
  const head = ["", "played", "ttd", "ttr", "failed", "latency 99 %", "scenario"];
  const told = head.map((_, column) => rows.some((row) => row[column] !== ""));
  const kept = [head, ...rows].map((row) => row.filter((_, column) => told[column]));
  return `\n${[paint.bold(title), ...columns(kept), ...changes(lines)].join("\n")}\n`;
}

/** In words what the last drill changed; nothing when it is alone or all is as it was. */
function changes(lines: readonly HistoryLine[]): string[] {
  const [before, last] = lines.slice(-2);
  if (!before || !last) return [];
  const outcome = before.passed === last.passed ? [] : [last.passed ? "it passes again" : "it no longer passes"];
  const scenario = before.sha256 === last.sha256 ? [] : ["the scenario has changed"];
  const slower = worse("recovery", before.ttr, last.ttr);
  const flags = given(before) === given(last) ? [] : ["other flags were given"];
  const all = [...outcome, ...slower, ...scenario, ...flags];
  return all.length === 0 ? ["  as the time before"] : [`  since the time before: ${all.join("; ")}`];
}

const given = ({ overrides }: HistoryLine): string => JSON.stringify(Object.entries(overrides).sort());

function worse(what: string, before: number | null, last: number | null): string[] {
  if (before === null || last === null || before === last) return [];
  const by = formatDuration(Math.abs(last - before));
  return [`${what} takes ${by} ${last > before ? "longer" : "less"}`];
}
