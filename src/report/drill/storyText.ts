import { formatDuration } from "../../notation/units/duration.js";
import type { Happening } from "../../study/drill/drillResult.js";
import type { Standing } from "../../study/drill/experimentResult.js";
import type { Trace } from "../../study/drill/trace.js";
import { grouped } from "../words/digits.js";
import { quoted } from "../words/groundsText.js";
import { columns, wrapped } from "../words/layout.js";
import { paintOf, type Style } from "../words/style.js";

/** A trace for people: what everyone was doing, what happened and why, and what everyone does then. */
export function traceText(trace: Trace, style: Style): string {
  const paint = paintOf(style);
  const { scenario, understood, before, story, after, outage, at, replication, seed } = trace;
  const when =
    outage === null ? "" : `; outage ${outage} of replication ${replication}, ${formatDuration(at)} after the start`;
  return [
    scenario,
    paint.bold(`${understood}${when}`),
    "",
    paint.bold("Before"),
    ...standingLines(before),
    "",
    paint.bold("What happened"),
    ...storyLines(story, style.width),
    "",
    paint.bold("After"),
    ...standingLines(after),
    "",
    `to replay: the same command with --seed ${quoted(seed)} --replication ${replication}`,
    "",
  ].join("\n");
}

/** What nodes are doing, a line for each or for those alike. */
export const standingLines = (standings: readonly Standing[]): string[] =>
  columns(standings.map(({ subject, detail }) => [subject, detail]));

/** A line for each happening: when, what, who, and why; long reasons go on under themselves. */
export function storyLines(happenings: readonly Happening[], width: number): string[] {
  if (happenings.length === 0) return ["  nothing"];
  const time = clockFor(Math.max(...happenings.map(({ at }) => at)));
  const pad = Math.max(...happenings.map(({ at }) => time(at).length));
  const heads = columns(happenings.map(({ at, what, subject }) => [time(at).padStart(pad), what, subject]));
  const room = Math.max(...heads.map((head) => head.length)) + 2;
  return happenings.flatMap(({ detail }, i) => {
    const [first = "", ...rest] = wrapped(detail, Math.max(30, width - room));
    return [heads[i]!.padEnd(room) + first, ...rest.map((line) => " ".repeat(room) + line)];
  });
}

const HOUR = 3600;

/** Seconds to the millisecond; in a long story hours, minutes and seconds. */
function clockFor(longest: number): (time: number) => string {
  if (longest < HOUR) return (time) => grouped(time.toFixed(3));
  return (time) => {
    const thousandths = Math.round(1000 * time);
    const two = (number: number) => String(number).padStart(2, "0");
    const minutes = Math.floor(thousandths / 60_000);
    const seconds = (thousandths % 60_000) / 1000;
    return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${seconds.toFixed(3).padStart(6, "0")}`;
  };
}
