/** How many of some durations lie in [from, to), in seconds; the last bin holds its end too. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Equal bins, `most` at most, whose width is 1, 2 or 5 times a power of ten, over the finite ones of sorted durations;
 * durations that are all alike make one bin of no width.
 */
export function histogram(sorted: ArrayLike<number>, most: number): Bin[] {
  let finite = sorted.length;
  while (finite > 0 && sorted[finite - 1] === Number.POSITIVE_INFINITY) finite--;
  if (finite === 0) return [];
  const least = sorted[0];
  const range = sorted[finite - 1] - least;
  if (range === 0) return [{ from: least, to: least, count: finite }];
  const width = roundWidth(range / (most - 1));
  const first = Math.floor(least / width);
  const counts = new Array<number>(Math.floor(sorted[finite - 1] / width) - first + 1).fill(0);
  for (let i = 0; i < finite; i++) counts[Math.floor(sorted[i] / width) - first]++;
  return counts.map((count, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count }));
}

/** The least of 1, 2, 5, 10, … times a power of ten that is not below x > 0. */
function roundWidth(x: number): number {
  const power = x.toExponential().split("e")[1];
  return [1, 2, 5].map((digit) => Number(`${digit}e${power}`)).find((width) => width >= x) ?? 10 * Number(`1e${power}`);
}
