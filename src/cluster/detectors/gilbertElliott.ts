import { type Beats, type FalseSuspicion, lawOfBeats, never } from "./beats.js";
import { requireLoss } from "./falseSuspicion.js";
import { phaseBeats, type Walk } from "./phaseBeats.js";

/** A link that is good or bad, and loses heartbeats at a rate of its own in either state (Gilbert 1960, Elliott 1963). */
export interface GilbertElliott {
  /** Probability of loss while good, in [0, 1), and while bad, in [0, 1]. */
  readonly lossGood: number;
  readonly lossBad: number;
  /** Probability of a change from one heartbeat to the next: good → bad and bad → good, in (0, 1]. */
  readonly toBad: number;
  readonly toGood: number;
}

/** A number for each state of the link. */
export type Pair = readonly [good: number, bad: number];
type Matrix = readonly [fromGood: Pair, fromBad: Pair];

/**
 * A link that loses a share of its heartbeats in bursts of `burst` on average: everything while it is bad, nothing else
 * (Gilbert 1960). It leaves the bad state with 1/burst, and enters it so that the share comes out.
 * @throws RangeError unless 0 < share < 1, burst ≥ 1, and the good state lasts a heartbeat at least: share ≤ burst/(burst + 1).
 */
export function burstsOf(share: number, burst: number): GilbertElliott {
  const toGood = 1 / burst;
  return { lossGood: 0, lossBad: 1, toBad: (share * toGood) / (1 - share), toGood };
}

/** Long-run share of heartbeats lost. */
export function meanLoss({ lossGood, lossBad, toBad, toGood }: GilbertElliott): number {
  return (toGood * lossGood + toBad * lossBad) / (toGood + toBad);
}

/**
 * Until a living node is falsely declared dead after `misses` losses in a row on a bursty link, by skip-ahead; the link
 * begins in its long-run state. `every` is the heartbeat's period in seconds.
 * @throws RangeError unless losses are in [0, 1), changes in (0, 1], misses ≥ 1 is whole, every > 0.
 */
export function burstySuspicionLaw(
  setting: GilbertElliott & { readonly misses: number; readonly every: number },
): FalseSuspicion {
  return lawOfBeats(burstyBeats(setting, setting.misses), setting.every);
}

/** The probability of each state of a link at the next heartbeat. */
export type LinkState = Pair;

/** N, heartbeats until `misses` are lost in a row: a walk over (losses in a row, state of the link). It begins after one received. */
export function burstyBeats(link: GilbertElliott, misses: number, begin: LinkState = longRun(link)): Beats {
  requireLoss(link.lossGood);
  if (link.lossBad !== 1) requireLoss(link.lossBad);
  for (const change of [link.toBad, link.toGood]) {
    if (!(change > 0 && change <= 1)) throw new RangeError(`a change must have a probability in (0, 1], not ${change}`);
  }
  if (!Number.isInteger(misses) || misses < 1) {
    throw new RangeError(`misses must be a whole number of at least 1, not ${misses}`);
  }
  const { mean, variance } = moments(link, misses, begin);
  return mean === Number.POSITIVE_INFINITY ? never : phaseBeats(walkOf(link, misses, begin), mean, variance);
}

/** The state changes after a heartbeat is sent: from (j, s) to (0, s′) with (1 − lₛ)Pₛₛ′, to (j + 1, s′) with lₛPₛₛ′. */
export function walkOf(link: GilbertElliott, misses: number, begin: LinkState = longRun(link)): Walk {
  const size = 2 * misses;
  const { received, lost } = parts(link);
  const steps = new Float64Array(size * size);
  const ends = new Float64Array(size);
  for (let run = 0; run < misses; run++) {
    for (const from of [0, 1] as const) {
      const state = 2 * run + from;
      for (const to of [0, 1] as const) {
        steps[state * size + to]! += received[from][to];
        if (run + 1 < misses) steps[state * size + 2 * (run + 1) + to]! += lost[from][to];
        else ends[state]! += lost[from][to];
      }
    }
  }
  const start = new Float64Array(size);
  [start[0], start[1]] = begin;
  return { start, steps, ends };
}

function longRun({ toBad, toGood }: GilbertElliott): LinkState {
  return [toGood / (toBad + toGood), toBad / (toBad + toGood)];
}

/** The walk as matrices: a heartbeat received (R) or lost (L), together with the change of state after it. */
export function parts({ lossGood, lossBad, toBad, toGood }: GilbertElliott): { received: Matrix; lost: Matrix } {
  const change: Matrix = [
    [1 - toBad, toBad],
    [toGood, 1 - toGood],
  ];
  const scaled = (good: number, bad: number): Matrix => [
    [good * change[0][0], good * change[0][1]],
    [bad * change[1][0], bad * change[1][1]],
  ];
  return { received: scaled(1 - lossGood, 1 - lossBad), lost: scaled(lossGood, lossBad) };
}

export const times = (m: Matrix, v: Pair): Pair => [m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1]];
const plus = (a: Pair, b: Pair): Pair => [a[0] + b[0], a[1] + b[1]];

/**
 * What happens between one heartbeat received and the next, or `misses` lost in a row: sums ΣLʲ aⱼ over j < k for vectors
 * a₀ … aₖ₋₁, and v of (I − ΣLʲR)v = w, solved without subtraction through Lᵏ1, the chance to lose them all.
 */
export function betweenReceived({ received, lost }: ReturnType<typeof parts>, misses: number) {
  const along = (a: readonly Pair[]): Pair => a.reduceRight<Pair>((sum, next) => plus(next, times(lost, sum)), [0, 0]);
  const repeat = (v: Pair): Pair[] => Array.from({ length: misses }, () => v);
  /** Lᵏ v. */
  const allLost = (v: Pair): Pair => repeat(v).reduce<Pair>((sum) => times(lost, sum), v);
  const ends = allLost([1, 1]);
  const toBad = along(repeat(times(received, [0, 1])))[0];
  const toGood = along(repeat(times(received, [1, 0])))[1];
  const determinant = toBad * ends[1] + ends[0] * toGood + ends[0] * ends[1];
  const solve = (w: Pair): Pair => [
    ((toGood + ends[1]) * w[0] + toBad * w[1]) / determinant,
    (toGood * w[0] + (toBad + ends[0]) * w[1]) / determinant,
  ];
  return { along, repeat, allLost, solve };
}

/**
 * E[N] = α(I − T)⁻¹1 and Var N, through the state at the next heartbeat received: (I − M)v = ΣLʲ1 with M = ΣLʲR (j < k); the
 * second factorial moment likewise.
 */
function moments(link: GilbertElliott, misses: number, begin: LinkState): { mean: number; variance: number } {
  const { received, lost } = parts(link);
  const { along, repeat, solve } = betweenReceived({ received, lost }, misses);
  const first = solve(along(repeat([1, 1])));
  const back = times(received, first);
  /** What is still to come after the next heartbeat, doubled, with j losses in a row. */
  const onward: Pair[] = [];
  let later: Pair = [0, 0];
  for (let j = misses - 1; j >= 0; j--) {
    const rest = plus(back, times(lost, later));
    onward[j] = [2 * rest[0], 2 * rest[1]];
    later = plus([1, 1], rest);
  }
  const second = solve(along(onward));
  const mean = begin[0] * first[0] + begin[1] * first[1];
  return { mean, variance: begin[0] * second[0] + begin[1] * second[1] + mean - mean * mean };
}
