import type { Transitions } from "../enumerate/chain.js";
import { dot, type Elapsed } from "./elapsed.js";
import { type Jumps, jumpsOf, normalised, poisson } from "./jumps.js";

/**
 * Follows a chain by the matrix of a step of at most one jump, which is squared until the step is the whole time, each row
 * made to add up to one again after each squaring. Nothing is subtracted, so small figures keep their digits however
 * stiff the chain is. Its work is cubic in the states.
 */
export function bySquaring(chain: Transitions, time: number, rewards: readonly Float64Array[]): Elapsed {
  const jumps = jumpsOf(chain);
  const doublings = doublingsTo(jumps.rate * time);
  let { matrix, gained } = oneStep(chain, jumps, halved(time, doublings), rewards);
  let chances = matrix[0]!;
  for (let left = doublings; left > 0; left--) {
    gained = gained.map((sofar) => Float64Array.from(sofar, (x, s) => x + dot(matrix[s]!, sofar)));
    if (left > 1) matrix = product(matrix, matrix).map(normalised);
    else chances = normalised(product([matrix[0]!], matrix)[0]!);
  }
  return { gained: gained.map((g) => g[0]!), chances };
}

/** Smallest m with 2ᵐ ≥ x. */
export function doublingsTo(x: number): number {
  let m = 0;
  for (let power = 1; power < x; power *= 2) m++;
  return m;
}

function halved(x: number, times: number): number {
  return times === 0 ? x : halved(x / 2, times - 1);
}

/** Where a short time leads from each state, and what each reward gains in it. */
function oneStep(chain: Transitions, jumps: Jumps, time: number, rewards: readonly Float64Array[]) {
  const n = chain.states;
  const { at, above } = poisson(jumps.rate * time);
  const once = jumpMatrix(chain, jumps);
  const matrix = zeros(n);
  let power = identity(n);
  const gained = rewards.map(() => new Float64Array(n));
  const seen: Float64Array[] = rewards.map((reward) => reward.slice());
  for (let k = 0; k < at.length && (at[k]! > 1e-40 || k < 4); k++) {
    addScaled(matrix, power, at[k]!);
    for (const [r, gain] of gained.entries()) {
      for (let s = 0; s < n; s++) gain[s]! += (above[k]! / jumps.rate) * seen[r]![s]!;
      seen[r] = Float64Array.from(once, (row) => dot(row, seen[r]!));
    }
    power = product(power, once);
  }
  return { matrix, gained };
}

function jumpMatrix({ states, firstEdge, target }: Transitions, { staying, taking }: Jumps): Float64Array[] {
  const rows = zeros(states);
  for (let s = 0; s < states; s++) {
    rows[s]![s]! += staying[s]!;
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++) rows[s]![target[e]!]! += taking[e]!;
  }
  return rows;
}

const zeros = (n: number): Float64Array[] => Array.from({ length: n }, () => new Float64Array(n));

function identity(n: number): Float64Array[] {
  const rows = zeros(n);
  for (let s = 0; s < n; s++) rows[s]![s] = 1;
  return rows;
}

function addScaled(into: Float64Array[], rows: Float64Array[], factor: number): void {
  for (const [s, row] of rows.entries()) {
    const sum = into[s]!;
    for (let t = 0; t < row.length; t++) sum[t]! += factor * row[t]!;
  }
}

function product(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((row) => {
    const out = new Float64Array(row.length);
    for (let k = 0; k < row.length; k++) {
      const x = row[k]!;
      if (x === 0) continue;
      const other = b[k]!;
      for (let t = 0; t < out.length; t++) out[t]! += x * other[t]!;
    }
    return out;
  });
}
