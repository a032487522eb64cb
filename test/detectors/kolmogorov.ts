/** Largest distance between two samples' empirical laws. */
export function twoSampleDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = Float64Array.from(a).sort();
  const y = Float64Array.from(b).sort();
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i], y[j]);
    while (i < x.length && x[i] === at) i++;
    while (j < y.length && y[j] === at) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  return distance;
}

/** The distance that two samples of one law pass with probability 0.001 (fewer when the law is discrete): c = √(ln(2/α)/2). */
export function criticalDistance(m: number, n: number): number {
  return Math.sqrt((Math.log(2 / 0.001) / 2) * (1 / m + 1 / n));
}
