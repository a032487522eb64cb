import type { Result } from "../../study/result.js";
import { columns } from "../words/layout.js";
import { duration } from "../words/numbers.js";
import type { Paint } from "../words/style.js";
import { type CauseShare, causeShares } from "./causeShares.js";

/** Causes below this share of the downtime are folded into one line. */
const FOLDED = 0.01;
const BAR = 20;

/** Why the service is down: by what is being done about it, and by the fault that began it; largest first. */
export function causesText({ downtimeByPhase, downtimeByOrigin }: Result, paint: Paint): string[] {
  const phases = causeShares(downtimeByPhase);
  const origins = causeShares(downtimeByOrigin);
  if (phases.length === 0 && origins.length === 0) return [];
  return [
    paint.bold("Causes of downtime"),
    ...columns([...causeRows("while in", phases), ...causeRows("begun by", origins)]),
  ];
}

function causeRows(title: string, causes: readonly CauseShare[]): string[][] {
  const small = causes.filter(({ share }) => share < FOLDED);
  const shown = small.length > 1 ? causes.filter(({ share }) => share >= FOLDED) : causes;
  const rows = shown.map(({ name, downtime, share }) => [
    name,
    percent(share),
    bar(share),
    duration(downtime, "/year"),
  ]);
  const rest = small.reduce((sum, { share }) => sum + share, 0);
  if (small.length > 1) rows.push([`${small.length} others`, percent(rest), bar(rest), ""]);
  return rows.map((row, i) => [i === 0 ? title : "", ...row]);
}

function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (share >= 1) return "all";
  if (whole >= 100) return ">99 %";
  return whole < 1 ? " <1 %" : `${String(whole).padStart(3)} %`;
}

function bar(share: number): string {
  return "█".repeat(Math.round(share * BAR)).padEnd(BAR);
}
