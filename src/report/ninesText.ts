import { formatDuration } from "../notation/units/duration.js";
import type { NinesRow, NinesTable } from "./ninesTable.js";
import { columns } from "./words/layout.js";
import { sum } from "./words/numbers.js";
import { paintOf, type Style } from "./words/style.js";

/** The answer of `nines` for a person. */
export function ninesText({ rows, currency }: NinesTable, style: Style): string {
  const head = [
    "availability",
    "nines",
    "down a year",
    "a month",
    "a day",
    ...(currency ? ["costs a year", "a month"] : []),
  ];
  const [title = "", ...lines] = columns([head, ...rows.map((row) => cells(row, currency))]);
  return `${[paintOf(style).bold(title), ...lines].join("\n")}\n`;
}

function cells(row: NinesRow, currency: string | null): string[] {
  const { availability, nines, perYear, perMonth, perDay, costPerYear, costPerMonth } = row;
  const money = (amount: number | null) => (amount === null || !currency ? [] : [sum(amount, currency)]);
  return [
    `${Number((availability * 100).toPrecision(12))} %`,
    nines === null ? "" : String(Number(nines.toPrecision(3))),
    formatDuration(perYear),
    formatDuration(perMonth),
    formatDuration(perDay),
    ...money(costPerYear),
    ...money(costPerMonth),
  ];
}
