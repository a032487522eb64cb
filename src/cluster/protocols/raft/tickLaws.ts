import type { TickLaw } from "./raftElection.js";

/**
 * A time with a density, from the fault on, in ticks of which the first comes anywhere in a tick: the n-th falls between
 * n − 1 and n ticks, and has the density at the middle of those. Seconds.
 */
export function ticksOf(density: (time: number) => number, from: number, to: number, tick: number): TickLaw {
  const least = Math.round(from / tick) + 1;
  const count = Math.max(1, Math.round(to / tick) + 1 - least);
  const heights = Array.from({ length: count }, (_, i) => density((least + i - 0.5) * tick));
  const sum = heights.reduce((total, height) => total + height, 0);
  return { least, weights: heights.map((height) => height / sum) };
}

/** The density, but for a factor, of U(a, b) + U(0, width): a trapezium. */
export function trapezium(a: number, b: number, width: number): (time: number) => number {
  return (time) => Math.max(0, Math.min(time, b) - Math.max(time - width, a));
}
