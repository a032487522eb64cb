import { formatDuration } from "../../notation/units/duration.js";
import type { Bin } from "../../study/figures/histogram.js";
import { grouped, powerOf } from "./digits.js";
import { columns } from "./layout.js";

const WIDEST = 40;

/** Counts as bars, one bin a line, the fullest as wide as a bar gets; a bin with anything in it has a mark. */
export function histogramText(bins: readonly Bin[]): string[] {
  const most = Math.max(...bins.map(({ count }) => count));
  const bar = (count: number): string => "█".repeat(Math.ceil((WIDEST * count) / most));
  return columns(bins.map((bin) => [range(bin), grouped(String(bin.count)), bar(bin.count)]));
}

/** Both ends in seconds, down to the digit in which they differ. */
function range({ from, to }: Bin): string {
  if (from === to) return formatDuration(from);
  const decimals = Math.max(0, -powerOf(Number((to - from).toPrecision(6))));
  return `${grouped(from.toFixed(decimals))} to ${grouped(to.toFixed(decimals))} s`;
}
