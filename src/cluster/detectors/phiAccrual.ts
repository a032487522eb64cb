import { exp, log1p } from "../../kernel/maths.js";
import { inverseLogNormalSurvivalTail } from "../../kernel/special.js";

/**
 * The phi accrual detector (Hayashibara, Défago, Yared, Katayama, SRDS 2004) suspects when φ = −log₁₀ P(a heartbeat comes
 * even later) passes a threshold. For heartbeats whose intervals have a settled mean and spread that is a fixed timeout.
 */
export type PhiShape =
  /** Hayashibara: intervals normal. */
  | "normal"
  /** Akka: a logistic approximation of the normal law; it suspects earlier. */
  | "logistic"
  /** Cassandra: intervals exponential; the spread does not count. */
  | "exponential";

const LN_TEN = Math.LN10;

/**
 * Seconds since the last heartbeat at which φ reaches `threshold` > 0, for intervals of the given mean and standard
 * deviation in seconds; `pause` is what the user allows on top (acceptable-heartbeat-pause).
 */
export function phiTimeout(setting: {
  readonly shape: PhiShape;
  readonly threshold: number;
  readonly mean: number;
  readonly deviation: number;
  readonly pause?: number;
}): number {
  const { shape, threshold, mean, deviation, pause = 0 } = setting;
  if (!(threshold > 0)) throw new RangeError(`phi: threshold must be above zero, not ${threshold}`);
  if (shape === "exponential") return pause + threshold * LN_TEN * mean;
  const z = shape === "normal" ? inverseLogNormalSurvivalTail(-threshold * LN_TEN) : logisticDeviate(threshold);
  return pause + mean + z * deviation;
}

/**
 * Heartbeats that must be missing until that timeout, m = ⌈(timeout − delay)/every⌉, at least 1: the `misses` of
 * `falseSuspicionLaw`. `delay` is the network's, in seconds.
 */
export function phiMisses(timeout: number, every: number, delay = 0): number {
  return Math.max(1, Math.ceil((timeout - delay) / every));
}

/** y with φ(y) = threshold, where P(later) = x/(1 + x), x = exp(−y(1.5976 + 0.070566 y²)): akka PhiAccrualFailureDetector. */
function logisticDeviate(threshold: number): number {
  const later = exp(-threshold * LN_TEN);
  const target = threshold * LN_TEN + log1p(-later);
  let y = 0;
  for (;;) {
    const next = y - (y * (1.5976 + 0.070566 * y * y) - target) / (1.5976 + 0.211698 * y * y);
    if (!(Math.abs(next - y) > 1e-14 * Math.abs(next))) return next;
    y = next;
  }
}
