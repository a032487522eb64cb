import type { Interval } from "../interval.js";
import { ratioInterval } from "../means/ratio.js";

/** Replications are dealt out to so many groups, whose spread tells how sure a quantile is. */
const GROUPS = 32;

/** Durations that agree in exponent and the first 8 bits of the mantissa: a bin 0.4 % wide, with the weight of each group. */
interface Bin {
  min: number;
  max: number;
  readonly weights: Float64Array;
}

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
bits[0] = 1;
const HIGH_WORD = words[1] !== 0 ? 1 : 0;

/**
 * Durations in seconds with weights, from which quantiles of the weighted distribution are read: the share of the weight that
 * lies below. Weights need not add up to one. Intervals take durations of one replication to depend on one another.
 */
export class WeightedDurations {
  max = 0;
  /** By exponent, and within that by the first bits of the mantissa. */
  private readonly octaves: (Bin | undefined)[][] = [];
  private sum = 0;
  private squares = 0;

  /** @throws RangeError when the duration or the weight is negative or not a number. */
  add(seconds: number, weight: number, replication: number): void {
    if (!(seconds >= 0)) throw new RangeError(`a duration is zero or more, not ${seconds}`);
    if (!(weight >= 0)) throw new RangeError(`a weight is zero or more, not ${weight}`);
    bits[0] = seconds + 0;
    const bin = this.binOf(words[HIGH_WORD] >>> 12);
    if (seconds < bin.min) bin.min = seconds;
    if (seconds > bin.max) bin.max = seconds;
    bin.weights[replication % GROUPS] += weight;
    this.sum += weight;
    this.squares += weight * weight;
    if (seconds > this.max) this.max = seconds;
  }

  /** How many of equal weight would say as much, rounded. */
  get count(): number {
    return Math.round(this.effective);
  }

  /** (Σw)²/Σw²: how many of equal weight would say as much. Source: L. Kish, Survey Sampling, 1965. */
  private get effective(): number {
    return this.squares > 0 ? (this.sum / this.squares) * this.sum : 0;
  }

  /**
   * The q-quantile, within 0.4 %. Its ends are the quantiles at the ends of the interval that the groups give for the share
   * of the weight below it (R. S. Woodruff, Journal of the American Statistical Association 47, 1952). Too few to bound it
   * from below: low 0; from above: high +Infinity. q in (0, 1).
   */
  quantileInterval(q: number, level: number): Interval {
    if (!(this.sum > 0)) return { mean: null, low: 0, high: Number.POSITIVE_INFINITY, level };
    const sorted = this.bins();
    const below = new Float64Array(GROUPS);
    const all = new Float64Array(GROUPS);
    const { place, within } = locate(sorted, q * this.sum);
    for (const [i, { weights }] of sorted.entries()) {
      const share = i < place ? 1 : i === place ? within : 0;
      for (let g = 0; g < GROUPS; g++) {
        below[g]! += share * weights[g]!;
        all[g]! += weights[g]!;
      }
    }
    const around = ratioInterval(below, all, level);
    const half = around.high - (around.mean ?? 0);
    const at = (share: number) => valueAt(sorted, share * this.sum);
    return {
      mean: at(q),
      low: q - half > 0 ? at(q - half) : 0,
      high: q + half < 1 ? at(q + half) : Number.POSITIVE_INFINITY,
      level,
    };
  }

  private binOf(key: number): Bin {
    const octave = this.octaves[key >>> 8] ?? this.openOctave(key >>> 8);
    const known = octave[key & 255];
    if (known !== undefined) return known;
    const bin = { min: Number.POSITIVE_INFINITY, max: 0, weights: new Float64Array(GROUPS) };
    octave[key & 255] = bin;
    return bin;
  }

  private openOctave(exponent: number): (Bin | undefined)[] {
    const octave = new Array<Bin | undefined>(256).fill(undefined);
    this.octaves[exponent] = octave;
    return octave;
  }

  /** The occupied ones, shortest first. */
  private bins(): Bin[] {
    const found: Bin[] = [];
    this.octaves.forEach((octave) => {
      for (const bin of octave) if (bin !== undefined) found.push(bin);
    });
    return found;
  }
}

const weightOf = ({ weights }: Bin): number => weights.reduce((sum, w) => sum + w, 0);

/** The bin in which so much of the weight is reached, and the share of the bin that takes. */
function locate(sorted: readonly Bin[], wanted: number): { place: number; within: number } {
  let left = wanted;
  for (const [place, bin] of sorted.entries()) {
    const weight = weightOf(bin);
    if (left <= weight) return { place, within: weight > 0 ? left / weight : 0 };
    left -= weight;
  }
  return { place: sorted.length - 1, within: 1 };
}

/** Spread evenly between the least and the greatest of a bin. */
function valueAt(sorted: readonly Bin[], wanted: number): number {
  const { place, within } = locate(sorted, wanted);
  const { min, max } = sorted[place]!;
  return min + (max - min) * within;
}
