import { exp } from "../kernel/maths.js";
import { DOWN } from "../kernel/model.js";
import { type Chain, levelVector, riseRates } from "./chain.js";

/** What is expected of a mission that starts with everything new. Times in seconds. */
export interface Mission {
  readonly horizon: number;
  readonly downtime: number;
  readonly outages: number;
  /** Probability of at least one outage. */
  readonly unreliability: number;
}

/** Uniformization is used below this many jumps, repeated squaring up to this many states. */
const JUMP_LIMIT = 1e6;
const WORK_LIMIT = 3e9;
const SQUARING_LIMIT = 700;

/**
 * Expected downtime and outages and the probability of an outage over a horizon. Chains with few jumps are stepped
 * through by uniformization (Jensen 1953); stiff ones by squaring the non-negative transition matrix of a short step,
 * each row made to add up to one again after each squaring. Nothing is subtracted, so small figures keep their digits.
 * Null when the chain is too large and too stiff for either.
 */
export function mission(chain: Chain, horizon: number): Mission | null {
  const down = levelVector(chain, DOWN);
  const outages = riseRates(chain, down);
  const jumps = fastest(chain) * horizon;
  const solve = chooseMethod(chain, jumps);
  if (!solve) return null;
  const whole = solve(chain, horizon, [down, outages]);
  const untilFirst = solve(stoppedAt(chain, down), horizon, [outages.map((rate, s) => (down[s]! > 0 ? 0 : rate))]);
  return { horizon, downtime: whole[0]!, outages: whole[1]!, unreliability: Math.min(1, untilFirst[0]!) };
}

type Solve = (chain: Chain, horizon: number, rewards: readonly Float64Array[]) => number[];

function chooseMethod(chain: Chain, jumps: number): Solve | null {
  const squaringWork = chain.states ** 3 * Math.max(1, Math.ceil(log2(jumps)));
  const steppingWork = jumps * chain.target.length;
  const canStep = jumps < JUMP_LIMIT && steppingWork < WORK_LIMIT;
  const canSquare = chain.states <= SQUARING_LIMIT && squaringWork < 4 * WORK_LIMIT;
  if (canStep && (steppingWork < squaringWork || !canSquare)) return byUniformization;
  return canSquare ? bySquaring : null;
}

/** The same chain, in which a state that is down is never left. */
function stoppedAt(chain: Chain, down: Float64Array): Chain {
  return { ...chain, rate: chain.rate.map((rate, e) => (down[sourceOf(chain, e)]! > 0 ? 0 : rate)) };
}

function sourceOf(chain: Chain, edge: number): number {
  let low = 0;
  let high = chain.states - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chain.firstEdge[middle]! <= edge) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The largest rate out of a state, with a little room so that every state keeps a chance to stay. */
function fastest(chain: Chain): number {
  let most = 0;
  for (let s = 0; s < chain.states; s++) most = Math.max(most, leaving(chain, s));
  return most * 1.02;
}

function leaving(chain: Chain, s: number): number {
  let sum = 0;
  for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++) sum += chain.rate[e]!;
  return sum;
}

/** Smallest m with 2^m ≥ x. */
function log2(x: number): number {
  let m = 0;
  for (let power = 1; power < x; power *= 2) m++;
  return m;
}

function halved(x: number, times: number): number {
  return times === 0 ? x : halved(x / 2, times - 1);
}

/** Poisson probabilities of mean q ≤ 100, as many as carry anything, and for each k the probability of more than k. */
function poisson(q: number): { at: number[]; above: number[] } {
  const at: number[] = [exp(-q)];
  for (let k = 1; k < 2 * q + 60 || at[k - 1]! > 1e-300 * at[0]!; k++) {
    at.push((at[k - 1]! * q) / k);
    if (k > q && at[k]! < 1e-40) break;
  }
  const above = new Array<number>(at.length).fill(0);
  for (let k = at.length - 2; k >= 0; k--) above[k] = above[k + 1]! + at[k + 1]!;
  return { at, above };
}

/** Expected accumulated reward from state 0, stepping through the horizon 64 jumps at a time. */
function byUniformization(chain: Chain, horizon: number, rewards: readonly Float64Array[]): number[] {
  const rate = fastest(chain);
  if (rate === 0) return rewards.map((reward) => reward[0]! * horizon);
  const steps = Math.max(1, Math.ceil((rate * horizon) / 64));
  const { at, above } = poisson((rate * horizon) / steps);
  const total = rewards.map(() => 0);
  let now: Float64Array = new Float64Array(chain.states);
  now[0] = 1;
  for (let step = 0; step < steps; step++) {
    const next = new Float64Array(chain.states);
    let jumped: Float64Array = now;
    for (let k = 0; k < at.length; k++) {
      for (let s = 0; s < chain.states; s++) next[s]! += at[k]! * jumped[s]!;
      for (const [r, reward] of rewards.entries()) total[r]! += (above[k]! / rate) * dot(jumped, reward);
      if (k + 1 < at.length) jumped = jump(chain, rate, jumped);
    }
    now = normalised(next);
  }
  return total;
}

function jump(chain: Chain, rate: number, from: Float64Array): Float64Array {
  const to = new Float64Array(chain.states);
  for (let s = 0; s < chain.states; s++) {
    const p = from[s]!;
    if (p === 0) continue;
    to[s]! += p * stayingShare(chain, rate, s);
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++)
      to[chain.target[e]!]! += (p * chain.rate[e]!) / rate;
  }
  return to;
}

/** Chance that a jump of the uniformized chain stays; at least 2 % by the choice of its rate, so nothing cancels. */
function stayingShare(chain: Chain, rate: number, s: number): number {
  return 1 - leaving(chain, s) / rate;
}

/** Expected accumulated reward from state 0, doubling a step of at most one jump until it is the horizon. */
function bySquaring(chain: Chain, horizon: number, rewards: readonly Float64Array[]): number[] {
  const rate = fastest(chain);
  if (rate === 0) return rewards.map((reward) => reward[0]! * horizon);
  const doublings = log2(rate * horizon);
  const step = halved(horizon, doublings);
  const { at, above } = poisson(rate * step);
  const n = chain.states;
  const once = jumpMatrix(chain, rate);
  let matrix = zeros(n);
  let power = identity(n);
  const gained = rewards.map(() => new Float64Array(n));
  const seen: Float64Array[] = rewards.map((reward) => reward.slice());
  for (let k = 0; k < at.length && (at[k]! > 1e-40 || k < 4); k++) {
    addScaled(matrix, power, at[k]!);
    for (let r = 0; r < rewards.length; r++) {
      for (let s = 0; s < n; s++) gained[r]![s]! += (above[k]! / rate) * seen[r]![s]!;
      seen[r] = apply(once, seen[r]!);
    }
    power = product(power, once);
  }
  for (let left = doublings; left > 0; left--) {
    for (const [r, sofar] of gained.entries())
      gained[r] = Float64Array.from(sofar, (x, s) => x + dot(matrix[s]!, sofar));
    if (left > 1) matrix = product(matrix, matrix).map(normalised);
  }
  return gained.map((g) => g[0]!);
}

function jumpMatrix(chain: Chain, rate: number): Float64Array[] {
  const rows = zeros(chain.states);
  for (let s = 0; s < chain.states; s++) {
    rows[s]![s]! += stayingShare(chain, rate, s);
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++)
      rows[s]![chain.target[e]!]! += chain.rate[e]! / rate;
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

function apply(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => dot(row, vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < a.length; s++) sum += a[s]! * b[s]!;
  return sum;
}

function normalised(row: Float64Array): Float64Array {
  let sum = 0;
  for (const x of row) sum += x;
  return row.map((x) => x / sum);
}
