import type { Interval } from "../interval.js";
import { quantileRank, quantileRanks } from "./quantileRanks.js";

/** One bin as plain data, to be sent to another thread or kept in a checkpoint. */
export interface DurationBin {
  readonly key: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A power of two, cut into 256 bins. What belongs to a bin lies together, so that adding touches one line of the cache:
 * its count, its least and its greatest.
 */
type Octave = Float64Array;

const BINS = 256;
const OCTAVES = 2048;
const WIDTH = 4;
const LEAST = 1;
const GREATEST = 2;

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
bits[0] = 1;
const HIGH_WORD = words[1] !== 0 ? 1 : 0;

/**
 * A collection of durations in seconds (≥ 0) from which quantiles are read. A bin is the exponent and the first 8 bits of
 * the mantissa of the number, so it is 0.4 % wide at every scale; each keeps its count, least and greatest, so that a constant
 * comes out exactly. What it says depends only on which durations were added, never on their order or on how parts were
 * merged. For that reason it knows no mean: a sum of floats depends on its order.
 */
export class Durations {
  private readonly octaves: (Octave | undefined)[] = new Array(OCTAVES);
  private total = 0;

  /** Adds a duration. @throws RangeError when it is negative or not a number. */
  add(seconds: number): void {
    if (!(seconds >= 0)) throw new RangeError(`a duration is zero or more, not ${seconds}`);
    const value = seconds + 0;
    bits[0] = value;
    const key = words[HIGH_WORD] >>> 12;
    const octave = this.octaves[key >>> 8] ?? this.openOctave(key >>> 8);
    const bin = WIDTH * (key & 255);
    octave[bin]++;
    if (value < octave[bin + LEAST]) octave[bin + LEAST] = value;
    if (value > octave[bin + GREATEST]) octave[bin + GREATEST] = value;
    this.total++;
  }

  /** Adds everything the other holds; the other is left as it is. */
  merge(other: Durations): void {
    for (const bin of other.bins()) this.addBin(bin);
  }

  /** How many were added. */
  get count(): number {
    return this.total;
  }

  /** The shortest in seconds; +Infinity when empty. */
  get min(): number {
    return this.total > 0 ? this.atRank(1) : Number.POSITIVE_INFINITY;
  }

  /** The longest in seconds; 0 when empty. */
  get max(): number {
    return this.total > 0 ? this.atRank(this.total) : 0;
  }

  /** The q-quantile in seconds, within 0.4 % of the ⌈nq⌉-th shortest; null when empty. q in (0, 1). */
  quantile(q: number): number | null {
    return this.total > 0 ? this.atRank(quantileRank(this.total, q)) : null;
  }

  /**
   * The q-quantile with the order statistics that bound it at the given level. Too few to bound it from below: low 0;
   * from above: high +Infinity ("more than max"). Assumes that the durations are independent of one another.
   * @throws RangeError unless q and level are in (0, 1).
   */
  quantileInterval(q: number, level: number): Interval {
    if (this.total === 0) return { mean: null, low: 0, high: Number.POSITIVE_INFINITY, level };
    const { rank, low, high } = quantileRanks(this.total, q, level);
    return {
      mean: this.atRank(rank),
      low: low < 1 ? 0 : this.atRank(low),
      high: high > this.total ? Number.POSITIVE_INFINITY : this.atRank(high),
      level,
    };
  }

  /** The occupied bins, shortest first. */
  bins(): DurationBin[] {
    const found: DurationBin[] = [];
    this.octaves.forEach((octave, exponent) => {
      if (octave === undefined) return;
      for (let bin = 0; bin < BINS; bin++) {
        const [count, min, max] = octave.subarray(WIDTH * bin);
        if (count > 0) found.push({ key: exponent * BINS + bin, count, min, max });
      }
    });
    return found;
  }

  /** The collection that has these bins. */
  static fromBins(bins: readonly DurationBin[]): Durations {
    const durations = new Durations();
    for (const bin of bins) durations.addBin(bin);
    return durations;
  }

  private addBin({ key, count, min, max }: DurationBin): void {
    const octave = this.octaves[key >>> 8] ?? this.openOctave(key >>> 8);
    const bin = WIDTH * (key & 255);
    octave[bin] += count;
    octave[bin + LEAST] = Math.min(octave[bin + LEAST], min);
    octave[bin + GREATEST] = Math.max(octave[bin + GREATEST], max);
    this.total += count;
  }

  private openOctave(exponent: number): Octave {
    const octave = new Float64Array(WIDTH * BINS);
    for (let bin = 0; bin < BINS; bin++) octave[WIDTH * bin + LEAST] = Number.POSITIVE_INFINITY;
    this.octaves[exponent] = octave;
    return octave;
  }

  /** The rank-th shortest, spread evenly between the least and the greatest of its bin. */
  private atRank(rank: number): number {
    let left = rank;
    for (const { count, min, max } of this.bins()) {
      if (left < count) return min === max ? min : min + ((max - min) * (left - 1)) / (count - 1);
      if (left === count) return max;
      left -= count;
    }
    return Number.POSITIVE_INFINITY;
  }
}
