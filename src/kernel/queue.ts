import { exp } from "./maths.js";

/**
 * Erlang's C: the probability that an arrival at an M/M/c queue has to wait, C = c·B / (c − a·(1 − B)), from the blocking
 * probability of the same servers without a queue, B(0) = 1, B(k) = a·B(k−1) / (k + a·B(k−1)), which keeps its digits for any c.
 * `servers` c ≥ 1, a whole number; `load` a = λ/μ ≥ 0 in Erlangs; from c on there is no steady state and all wait: 1.
 * Source: documentation of the GNU Octave package "queueing", erlangc and erlangb, for the formula.
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return (servers * blocked) / (servers - load * (1 - blocked));
}

/** How long a request takes from its arrival to its answer, as a distribution. Seconds. */
export interface Sojourn {
  readonly mean: number;
  /** P(longer than t). */
  tail(t: number): number;
  /** ∫ from t ≥ 0 to infinity of the tail. */
  beyond(t: number): number;
}

/** Rates closer than this, relatively, are pulled apart, so that their difference can be divided by. */
const APART = 1e-6;

/**
 * The sojourn in a steady M/M/c queue: an Exp(μ) service, and before it with probability C a wait, which is Exp(cμ − λ) as
 * each arrival in a full house sees a geometric number before it. Their sum has the tail
 * e^(−μt) + C·μ·(e^(−μt) − e^(−rt)) / (r − μ) with r = cμ − λ.
 * `arrivals` λ and `service` μ (of one server) a second; needs λ < cμ.
 */
export function sojourn(servers: number, service: number, arrivals: number): Sojourn {
  const wait = erlangC(servers, arrivals / service);
  const gap = servers * service - arrivals;
  const drain = Math.abs(gap / service - 1) < APART ? service * (1 + APART) : gap;
  const factor = (wait * service) / (drain - service);
  const tail = (t: number): number => {
    if (t <= 0) return 1;
    const served = exp(-service * t);
    return factor === 0 ? served : served + factor * (served - exp(-drain * t));
  };
  const beyond = (t: number): number => {
    const served = exp(-service * t) / service;
    return factor === 0 ? served : served + factor * (served - exp(-drain * t) / drain);
  };
  return { mean: 1 / service + (wait === 0 ? 0 : wait / gap), tail, beyond };
}
