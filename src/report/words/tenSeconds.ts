import type { Result } from "../../study/result.js";
import { wrapped } from "./layout.js";
import type { Paint } from "./style.js";

/** What a person reads in ten seconds: lines at 100 columns. */
export const MOST_LINES = 25;
/** Lines of a single warning before it is cut. */
const WARNING_LINES = 2;

interface Brief {
  readonly head: readonly string[];
  readonly warnings: Result["warnings"];
  readonly body: readonly string[];
}

/** Head, as many warnings as there is room for, body; the last line of the body always fits. */
export function budgeted({ head, warnings, body }: Brief, paint: Paint, width: number): string {
  const room = MOST_LINES - head.length - body.length - 1;
  const lines = [...head, ...warningLines(warnings, room, paint, width), "", ...body];
  return `${lines.slice(0, MOST_LINES).join("\n")}\n`;
}

/** Warnings in their order; those without room are counted. */
function warningLines(warnings: Result["warnings"], room: number, paint: Paint, width: number): string[] {
  const lines: string[] = [];
  for (const [i, { code, text }] of warnings.entries()) {
    const own = shortened(wrapped(`warning: ${text} [${code}]`, width, 2), WARNING_LINES, width);
    const left = warnings.length - i;
    const isLast = left === 1;
    if (lines.length + own.length + (isLast ? 0 : 1) > room) {
      if (room > lines.length)
        lines.push(`${left} ${lines.length > 0 ? "more " : ""}warning${isLast ? "" : "s"}: --details`);
      break;
    }
    lines.push(...own);
  }
  return lines.map(paint.yellow);
}

function shortened(lines: readonly string[], most: number, width: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most - 1), cut(`${lines[most - 1]} …`, width)];
}

/** A text on one line, cut where the terminal ends. */
export function cut(text: string, width: number): string {
  const line = text.replaceAll("\n", " ");
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

/** Where the rest is. */
export const moreLine = (what: string, paint: Paint, width: number): string =>
  paint.dim(cut(`--details for ${what}; --json for all of it`, width));
