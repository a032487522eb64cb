import { spawnSync } from "node:child_process";

/** Seconds a program took. */
export interface Time {
  readonly cpu: number;
  readonly wall: number;
}

/** What one side of a comparison does once; it returns the seconds it took. */
export type Side = () => number;

export interface Comparison {
  /** Median of the pairs' ratios, ours over theirs. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Medians in seconds. */
  readonly ours: number;
  readonly theirs: number;
}

/**
 * Runs a program to its end and measures it from outside: user CPU seconds as bash's `time` gives them (to 1 ms, its
 * threads included) and wall seconds. Throws when the program fails.
 */
export function timed(program: string, args: readonly string[]): Time & { readonly stdout: string } {
  const script = 'TIMEFORMAT=%U; { time "$@" 2>&3; } 3>&2';
  const start = process.hrtime.bigint();
  const run = spawnSync("bash", ["-c", script, "bash", program, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${run.status}:\n${run.stderr}`);
  const cpu = Number(run.stderr.trimEnd().split("\n").at(-1)?.replace(",", "."));
  return { cpu, wall, stdout: run.stdout };
}

/**
 * Compares two sides in pairs that alternate who goes first, so that a machine that slows down meanwhile slows both.
 * One unmeasured pair goes ahead.
 */
export function paired(ours: Side, theirs: Side, pairs = 5): Comparison {
  const measured = Array.from({ length: pairs + 1 }, (_, pair) => {
    if (pair % 2 === 0) return { ours: ours(), theirs: theirs() };
    const first = theirs();
    return { ours: ours(), theirs: first };
  }).slice(1);
  const ratios = measured.map((pair) => pair.ours / pair.theirs);
  return {
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    ours: median(measured.map((pair) => pair.ours)),
    theirs: median(measured.map((pair) => pair.theirs)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
