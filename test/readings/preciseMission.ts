import type { Transitions } from "../../src/readings/enumerate/chain.js";

/** Digits after the binary point: 270 decimal ones. */
const BITS = 900;
const ONE = 1n << BigInt(BITS);
/** Terms of the series for a step in which nothing is likely to happen: 2⁻⁸⁽ᵏ⁾/k! is below 2⁻⁹⁰⁰ long before. */
const TERMS = 90;

/**
 * What a chain that begins in state 0 gains in a time, by the plainest way there is, in integers of 900 binary digits: the
 * exponential of rates · time with the reward as one more column, by its series for a 2ᵐth of the time, squared m times. Slow.
 */
export function preciseGain(chain: Transitions, time: number, reward: ArrayLike<number>): number {
  const size = chain.states + 1;
  const rates = zeros(size);
  for (let s = 0; s < chain.states; s++) {
    rates[s][size - 1] = times(fixed(reward[s]), fixed(time));
    for (let e = chain.firstEdge[s]; e < chain.firstEdge[s + 1]; e++) {
      const moved = times(fixed(chain.rate[e]), fixed(time));
      rates[s][chain.target[e]] += moved;
      rates[s][s] -= moved;
    }
  }
  let largest = 0n;
  for (const x of rates.flat()) if (x > largest || -x > largest) largest = x < 0n ? -x : x;
  let halvings = 0n;
  while (largest >> halvings > ONE >> 8n) halvings++;
  let matrix = series(rates.map((row) => row.map((x) => x >> halvings)));
  for (let left = halvings; left > 0n; left--) matrix = product(matrix, matrix);
  return toNumber(matrix[0][size - 1]);
}

function series(step: bigint[][]): bigint[][] {
  const sum = zeros(step.length);
  let term = zeros(step.length).map((row, s) => row.map((_, t) => (s === t ? ONE : 0n)));
  for (let k = 1n; k <= TERMS; k++) {
    for (const [s, row] of sum.entries()) for (let t = 0; t < row.length; t++) row[t] += term[s][t];
    term = product(term, step).map((row) => row.map((x) => x / k));
  }
  return sum;
}

const zeros = (size: number): bigint[][] => Array.from({ length: size }, () => new Array<bigint>(size).fill(0n));

function product(a: readonly bigint[][], b: readonly bigint[][]): bigint[][] {
  return a.map((row) =>
    row.map((_, t) => row.reduce((sum, x, k) => (x === 0n ? sum : sum + x * b[k][t]), 0n) >> BigInt(BITS)),
  );
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BigInt(BITS);

/** Every double above 2⁻⁸⁴⁷ exactly. */
function fixed(x: number): bigint {
  let doublings = 0;
  for (let y = x; !Number.isInteger(y); y *= 2) {
    doublings++;
    x = y * 2;
  }
  return (BigInt(x) << BigInt(BITS)) >> BigInt(doublings);
}

function toNumber(x: bigint): number {
  const digits = x.toString(2).length;
  const shift = Math.max(0, digits - 64);
  return Number(x >> BigInt(shift)) * 2 ** (shift - BITS);
}
