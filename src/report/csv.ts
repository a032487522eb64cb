import { stringify } from "csv-stringify/sync";
import type { Estimate, Result } from "../study/result.js";

const COLUMNS = ["scenario", "architecture", "figure", "mean", "low", "high", "level"];

/** A cell: a text, a number, or empty for null. */
type Cell = string | number | null;

/**
 * Every figure of the results as CSV, one row a figure, named by its path in `--json`. Units as there: seconds, per
 * year, shares of one. Numbers without an interval leave low, high and level empty, as do bounds that are not known.
 */
export function resultCsv(results: readonly Result[]): string {
  const rows = results.flatMap((result) => {
    const { scenario, architecture } = result;
    return figureRows(result, "").map((cells): Cell[] => [scenario, architecture, ...cells]);
  });
  return stringify([COLUMNS, ...rows], { cast: { string: harmless, number: decimal } });
}

/** Numbers and estimates anywhere in a value, each with its path. */
function figureRows(value: unknown, path: string): Cell[][] {
  if (typeof value === "number") return [[path, value, null, null, null]];
  if (typeof value !== "object" || value === null) return [];
  if (isEstimate(value)) return [[path, value.mean, value.low, value.high, value.level]];
  return Object.entries(value).flatMap(([key, part]) => {
    const place = Array.isArray(value) ? `[${key}]` : path === "" ? key : `.${key}`;
    return figureRows(part, path + place);
  });
}

function isEstimate(value: object): value is Estimate {
  return "mean" in value && "low" in value && "high" in value && "level" in value;
}

/** A text that a spreadsheet would take for a formula, made a text again; numbers stay. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !isNumeric(text) ? `'${text}` : text;
}

function isNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

function decimal(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}
