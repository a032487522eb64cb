/**
 * The point at which a non-decreasing function passes `target`: the least float x > 0 with f(x) > target, which for
 * a continuous f is the solution of f(x) = target to the last place or two. Bisection between neighbouring powers
 * of 16 around `near` > 0: some 60 evaluations, slow and certain, for laws without a closed inverse.
 * f must be ≤ target near 0 and > target far out.
 */
export function firstAbove(f: (x: number) => number, target: number, near: number): number {
  let low = near;
  while (low > 0 && f(low) > target) low /= 16;
  let high = low > 0 ? low * 16 : Number.MIN_VALUE;
  while (f(high) <= target) high *= 16;
  return firstAboveBetween(f, target, low, high);
}

/** The same inside a bracket: f(low) ≤ target < f(high), or low itself when f(low) > target already. */
export function firstAboveBetween(f: (x: number) => number, target: number, low: number, high: number): number {
  if (f(low) > target) return low;
  let below = low;
  let above = high;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    if (f(middle) > target) above = middle;
    else below = middle;
  }
}
