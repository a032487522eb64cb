import { expm1, log, log1p } from "../../kernel/maths.js";
import { type Beats, type FalseSuspicion, lawOfBeats, never } from "./beats.js";
import { firstAboveIndex } from "./firstAboveIndex.js";

export interface LossSetting {
  /** Probability that a heartbeat is lost, each by itself, in [0, 1). */
  readonly loss: number;
  /** Heartbeats lost in a row after which the sender is declared dead, ≥ 1. */
  readonly misses: number;
}

/**
 * From a heartbeat that arrived (or the start) until a living node is falsely declared dead: `misses` losses in a row,
 * by skip-ahead, without playing the heartbeats. `every` is the heartbeat's period in seconds.
 * @throws RangeError unless 0 ≤ loss < 1, misses ≥ 1 is whole, every > 0.
 */
export function falseSuspicionLaw(setting: LossSetting & { readonly every: number }): FalseSuspicion {
  return lawOfBeats(beatsUntilSuspicion(setting), setting.every);
}

/**
 * N, heartbeats until k losses in a row, each lost with probability p (q = 1 − p).
 * E[N] = (1 − pᵏ)/(q pᵏ), Var N = 1/(q pᵏ)² − (2k + 1)/(q pᵏ) − p/q² (Feller, An Introduction to Probability Theory I,
 * XIII.7). P(N > n) is exact up to a table's end, from the first heartbeat received: sₙ = Σⱼ q pʲ⁻¹ sₙ₋ⱼ, j = 1…k, all
 * terms positive; beyond it falls by the dominant root, sₙ₊₁ = sₙ/(1 + e), to the last digit. The probability to have ended
 * is summed alike beside it, so that tiny ones keep their digits too.
 */
export function beatsUntilSuspicion({ loss: p, misses: k }: LossSetting): Beats {
  requireLoss(p);
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`misses must be a whole number of at least 1, not ${k}`);
  const row = wholePower(p, k);
  if (row === 0) return never;
  const q = 1 - p;
  const rate = q * row;
  const hazards = hazardTable(p, k, row);
  const last = hazards.length - 1;
  const perBeat = log1p(rootExcess(p, k, row));
  return {
    mean: (1 - row) / rate,
    variance: 1 / (rate * rate) - (2 * k + 1) / rate - p / (q * q),
    hazardAfter: (n) => (n <= last ? hazards[n]! : hazards[last]! + (n - last) * perBeat),
    firstPast: (hazard) => {
      if (hazard < hazards[last]!) return firstAboveIndex(hazards, hazard);
      return last + 1 + Math.floor((hazard - hazards[last]!) / perBeat);
    },
  };
}

/** −ln P(N > n) for n = 0 … 16k, 64k when more than 30 % are lost. */
function hazardTable(p: number, k: number, row: number): Float64Array {
  const size = (p > 0.3 ? 64 : 16) * k + 1;
  const survival = new Float64Array(size).fill(1, 0, k);
  const ended = new Float64Array(size);
  for (let n = k; n < size; n++) {
    let weight = 1 - p;
    ended[n] = row;
    for (let j = 1; j <= k; j++, weight *= p) {
      survival[n]! += weight * survival[n - j]!;
      ended[n]! += weight * ended[n - j]!;
    }
  }
  return survival.map((s, n) => (ended[n]! < 0.5 ? -log1p(-ended[n]!) + 0 : -log(s)));
}

/**
 * e of the dominant root z = 1 + e: the solution of Σⱼ q pʲ⁻¹ ((1 + e)ʲ − 1) = pᵏ, which is e = q pᵏ (1 + e)ᵏ⁺¹ without the
 * false root z = 1/p. Newton's method on a convex increasing function.
 */
function rootExcess(p: number, k: number, row: number): number {
  let e = 0;
  for (;;) {
    let excess = -row;
    let slope = 0;
    let weight = 1 - p;
    const step = log1p(e);
    for (let j = 1; j <= k; j++, weight *= p) {
      const power = expm1(j * step);
      excess += weight * power;
      slope += (weight * j * (power + 1)) / (1 + e);
    }
    const next = e - excess / slope;
    if (!(Math.abs(next - e) > 1e-15 * next)) return next;
    e = next;
  }
}

/**
 * Chance of each number of losses in a row, 0 … k − 1, just before a living node stops: P(J = j) = q pʲ/(1 − pᵏ),
 * the law that holds long after the start.
 */
export function runInProgress({ loss: p, misses: k }: LossSetting): number[] {
  const chances = Array.from({ length: k }, (_, j) => (1 - p) * wholePower(p, j));
  const sum = 1 - wholePower(p, k);
  return chances.map((chance) => chance / sum);
}

/** Refuses what is not a probability below one. @throws RangeError */
export function requireLoss(p: number): void {
  if (!(p >= 0 && p < 1)) throw new RangeError(`loss must be a probability of at least 0 and below 1, not ${p}`);
}

/** pᵏ for whole k ≥ 0, by multiplication: the same on every engine. */
export function wholePower(p: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product *= p;
  return product;
}
