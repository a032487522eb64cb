import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { uniform } from "../../kernel/laws/uniform.js";

/** Attempts until one succeeds. */
export interface Backoff {
  /** From the fault to the first attempt after it: anywhere in a first wait, as clients do not keep step. */
  readonly phase: Law;
  /** From the start of the k-th attempt that fails to the start of the next. The last one stands for all after it. */
  readonly waits: readonly Law[];
}

interface Waits {
  /** The first wait, seconds; > 0. */
  readonly first: number;
  /** It is doubled each time, to this at most. */
  readonly most: number;
  /** Each wait is drawn evenly between 1 − jitter and 1 + jitter times that; 0 to 1. */
  readonly jitter: number;
  /** Seconds that an attempt takes to fail. */
  readonly vain: number;
}

/**
 * Exponential back-off with the factor 2, as TCP, Kafka and the Redis clients have it. With `most` = `first` and no jitter the
 * attempts keep one interval, and the first after any moment that does not depend on them is U(0, interval) later.
 */
export function backoff({ first, most, jitter, vain }: Waits): Backoff {
  const waits: Law[] = [];
  for (let wait = first; ; wait = Math.min(most, 2 * wait)) {
    waits.push(jittered(wait, jitter, vain));
    if (wait === most) return { phase: uniform({ from: 0, to: first + vain }), waits };
  }
}

function jittered(wait: number, jitter: number, vain: number): Law {
  if (jitter === 0) return deterministic({ value: vain + wait });
  return uniform({ from: vain + wait * (1 - jitter), to: vain + wait * (1 + jitter) });
}

/** The wait after attempt `k`, from 0. */
export const waitAfter = ({ waits }: Backoff, k: number): Law => waits[Math.min(k, waits.length - 1)]!;
