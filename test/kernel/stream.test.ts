import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareQuantile, normalCdf } from "../../src/kernel/special.js";
import { Stream } from "../../src/kernel/stream.js";
import { masterKey, Streams } from "../../src/kernel/streams.js";

const DRAWS = 100_000;

function seeded(): Stream {
  const stream = new Stream();
  stream.seed(20, 7, 19, 69);
  return stream;
}

function drawn<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

/** sqrt(n) times the Kolmogorov-Smirnov distance; 2.23 is passed by chance once in 10 000 (Kolmogorov's law). */
function kolmogorov(sample: number[], cdf: (x: number) => number): number {
  const n = sample.length;
  const sorted = Float64Array.from(sample).sort();
  const distance = sorted.reduce((worst, x, i) => Math.max(worst, cdf(x) - i / n, (i + 1) / n - cdf(x)), 0);
  return distance * Math.sqrt(n);
}

/** Chi-square distance of counts from equal shares. */
function unevenness(counts: ArrayLike<number>): number {
  const all = Array.from(counts);
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  return all.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
}

function correlation(xs: number[], ys: number[]): number {
  const mean = (a: number[]) => a.reduce((s, x) => s + x, 0) / a.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = (a: number[], ma: number, b: number[], mb: number) =>
    a.reduce((s, x, i) => s + (x - ma) * (b[i] - mb), 0);
  return covariance(xs, mx, ys, my) / Math.sqrt(covariance(xs, mx, xs, mx) * covariance(ys, my, ys, my));
}

describe("a stream", () => {
  it("repeats itself from the same seed, draw for draw, whatever it did before", () => {
    const draws = (s: Stream) => drawn(50, () => [s.uint32(), s.uniform(), s.exponential(), s.normal()]);
    const stream = seeded();
    const first = draws(stream);
    stream.seed(20, 7, 19, 69);
    expect(draws(stream)).toEqual(first);
    expect(draws(seeded())).toEqual(first);
  });

  it("runs sfc32 as PractRand defines it", () => {
    let [a, b, c, d] = [20n, 7n, 19n, 69n];
    const word = (x: bigint) => BigInt.asUintN(32, x);
    const next = () => {
      const out = word(a + b + d);
      d = word(d + 1n);
      a = b ^ (b >> 9n);
      b = word(c + (c << 3n));
      c = word(((c << 21n) | (c >> 11n)) + out);
      return Number(out);
    };
    drawn(12, next);
    const stream = seeded();
    expect(drawn(1000, () => stream.uint32())).toEqual(drawn(1000, next));
  });

  it("keeps its golden numbers", () => {
    const stream = seeded();
    expect([stream.uint32(), stream.uniform(), stream.exponential(), stream.normal()]).toEqual([
      2172142626, 0.29722340422571614, 1.677203606547074, 0.25582000329770027,
    ]);
  });

  it("has uniform bits, alone and in pairs", () => {
    const stream = seeded();
    const ones = new Float64Array(32);
    const high = new Float64Array(256);
    const low = new Float64Array(256);
    const pairs = new Float64Array(256);
    for (let i = 0, before = 0; i < DRAWS; i++) {
      const word = stream.uint32();
      for (let bit = 0; bit < 32; bit++) ones[bit] += (word >>> bit) & 1;
      high[word >>> 24]++;
      low[word & 255]++;
      pairs[((before >>> 28) << 4) | (word >>> 28)]++;
      before = word;
    }
    for (const count of ones) expect(Math.abs(count - DRAWS / 2)).toBeLessThan(4.5 * Math.sqrt(DRAWS / 4));
    for (const counts of [high, low, pairs]) {
      expect(unevenness(counts)).toBeLessThan(chiSquareQuantile(0.9999, 255));
      expect(unevenness(counts)).toBeGreaterThan(chiSquareQuantile(0.0001, 255));
    }
  });

  it("draws uniforms strictly between 0 and 1", () => {
    const stream = seeded();
    const sample = drawn(DRAWS, () => stream.uniform());
    expect(Math.min(...sample.slice(0, 50_000))).toBeGreaterThan(0);
    expect(Math.max(...sample.slice(0, 50_000))).toBeLessThan(1);
    expect(kolmogorov(sample, (x) => x)).toBeLessThan(2.23);
    const all = new Stream();
    const bits = (word: number) => Object.defineProperty(all, "bits", { value: () => word, configurable: true });
    expect([bits(0), all.uniform()][1]).toBe(2 ** -53);
    expect([bits(-1), all.uniform()][1]).toBe(1 - 2 ** -53);
  });

  it("draws exponentials: body, mean, variance and tail", () => {
    const stream = seeded();
    const sample = drawn(DRAWS, () => stream.exponential());
    expect(Math.min(...sample.slice(0, 50_000))).toBeGreaterThan(0);
    expect(kolmogorov(sample, (x) => -Math.expm1(-x))).toBeLessThan(2.23);
    const count = 2_000_000;
    const beyond = [5, 7.697, 7.7, 9, 11];
    const seen = beyond.map(() => 0);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const x = stream.exponential();
      sum += x;
      squares += x * x;
      if (x > 5) for (let k = 0; k < beyond.length; k++) if (x > beyond[k]) seen[k]++;
    }
    expect(Math.abs(sum / count - 1)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(squares / count - 2)).toBeLessThan((4 * Math.sqrt(20)) / Math.sqrt(count));
    for (const [k, x] of beyond.entries()) {
      const expected = count * Math.exp(-x);
      expect(Math.abs(seen[k] - expected)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });

  it("draws normals: body, mean, variance, both tails", () => {
    const stream = seeded();
    expect(
      kolmogorov(
        drawn(DRAWS, () => stream.normal()),
        normalCdf,
      ),
    ).toBeLessThan(2.23);
    const count = 2_000_000;
    const beyond = [2, 3.6, 3.6542, 4, 4.5];
    const above = beyond.map(() => 0);
    const below = beyond.map(() => 0);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const x = stream.normal();
      sum += x;
      squares += x * x;
      if (Math.abs(x) < 2) continue;
      for (let k = 0; k < beyond.length; k++) if (Math.abs(x) > beyond[k]) (x > 0 ? above : below)[k]++;
    }
    expect(Math.abs(sum / count)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(squares / count - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(count));
    for (const [k, x] of beyond.entries()) {
      const expected = count * normalCdf(-x);
      expect(Math.abs(above[k] - expected)).toBeLessThan(4 * Math.sqrt(expected));
      expect(Math.abs(below[k] - expected)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });
});

describe("streams by name", () => {
  const names = ["node 0: hardware", "node 1: hardware", "node 0: repair"];
  const take = (streams: Streams, i: number, count = 5) => drawn(count, () => streams.of(i).uint32());

  it("take any string for a seed and tell different strings apart", () => {
    const seeds = ["", " ", "0", "42", "hasim", "störung", "st\u{f6}rung ", "Ā", "\0", "\ud800", "x".repeat(300)];
    const keys = seeds.map((seed) => masterKey(seed).join());
    expect(new Set(keys).size).toBe(seeds.length);
    expect(keys).toEqual(seeds.map((seed) => masterKey(seed).join()));
  });

  it("keep their golden numbers", () => {
    const streams = new Streams(masterKey("hasim"), names);
    streams.replication(5_000_000_000);
    expect([...masterKey("hasim"), ...take(streams, 1, 3)]).toEqual([
      -1107520159, -176597912, -1061867667, 1867726328, 3293543720, 2300339973, 1652823328,
    ]);
  });

  it("refuse a name twice, which would give the same numbers twice", () => {
    expect(() => new Streams(masterKey("a"), ["disk", "disk"])).toThrow(/"disk" and "disk"/);
  });

  it("give a name the same numbers whoever else is there, in whatever order replications come", () => {
    const name = fc.string({ maxLength: 8, unit: "binary" });
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(name, { maxLength: 6 }),
        fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 4 }),
        (few, more, replications) => {
          const key = masterKey("twin");
          const alone = new Streams(key, few);
          const together = new Streams(key, [...new Set([...more, ...few])].reverse());
          const order = [...new Set([...more, ...few])].reverse();
          const before = replications.map((r) => {
            alone.replication(r);
            return few.map((_, i) => take(alone, i));
          });
          const after = replications.toReversed().map((r) => {
            together.replication(r);
            return few.map((n) => take(together, order.indexOf(n)));
          });
          expect(after.toReversed()).toEqual(before);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it("start anew with each replication and run on within it", () => {
    const streams = new Streams(masterKey("a"), names);
    const zero = take(streams, 0, 10);
    streams.replication(1);
    const one = take(streams, 0, 10);
    streams.replication(0);
    const again = [...take(streams, 0, 4), ...take(streams, 0, 6)];
    expect(again).toEqual(zero);
    expect(one).not.toEqual(zero);
  });

  it("start from all over: any bit of the replication number moves half of the first bits", () => {
    const streams = new Streams(masterKey("avalanche"), names);
    const random = seeded();
    const first = (r: number) => {
      streams.replication(r);
      return [streams.of(0).uint32(), streams.of(0).uint32(), streams.of(1).uint32(), streams.of(2).uint32()];
    };
    const trials = 400;
    for (let bit = 0; bit < 53; bit++) {
      const flips = new Float64Array(128);
      for (let t = 0; t < trials; t++) {
        const r = Math.floor(random.uniform() * 2 ** 53);
        const power = 2 ** bit;
        const other = Math.floor(r / power) % 2 === 0 ? r + power : r - power;
        const [one, two] = [first(r), first(other)];
        for (let k = 0; k < 128; k++) flips[k] += ((one[k >> 5] ^ two[k >> 5]) >>> (k & 31)) & 1;
      }
      for (const count of flips) expect(Math.abs(count - trials / 2)).toBeLessThan(5.5 * Math.sqrt(trials / 4));
    }
  });

  it("are independent of their neighbours: names, replications and seeds that differ little", () => {
    const many = Array.from({ length: 64 }, (_, i) => `node ${i}`);
    const streams = new Streams(masterKey("1"), many);
    const cousin = new Streams(masterKey("2"), many);
    const replications = 400;
    // The first draws of all streams in all replications, as one sequence, are uniform and uncorrelated.
    const firsts = Array.from({ length: replications }, (_, r) => {
      streams.replication(r);
      return many.map((_, i) => streams.of(i).uniform());
    });
    const other = Array.from({ length: replications }, (_, r) => {
      cousin.replication(r);
      return many.map((_, i) => cousin.of(i).uniform());
    });
    const flat = firsts.flat();
    const bound = 4 / Math.sqrt(flat.length);
    expect(kolmogorov(flat, (x) => x)).toBeLessThan(2.23);
    expect(Math.abs(correlation(flat, other.flat()))).toBeLessThan(bound);
    expect(Math.abs(correlation(flat.slice(0, -1), flat.slice(1)))).toBeLessThan(bound);
    expect(Math.abs(correlation(flat.slice(0, -64), flat.slice(64)))).toBeLessThan(bound);
    // The mean over all streams of a replication varies as it must: streams of one replication are independent.
    const spread = firsts.map((row) => row.reduce((a, b) => a + b, 0) / row.length - 0.5);
    const chiSquare = spread.reduce((sum, x) => sum + x * x * 12 * 64, 0);
    expect(chiSquare).toBeGreaterThan(chiSquareQuantile(0.0001, replications));
    expect(chiSquare).toBeLessThan(chiSquareQuantile(0.9999, replications));
  });

  it("never share a start among 200 000 pairs of name and replication", () => {
    const streams = new Streams(masterKey("1"), ["a", "b"]);
    const seen = new Set<string>();
    for (let r = 0; r < 100_000; r++) {
      streams.replication(r);
      for (const i of [0, 1]) seen.add(`${streams.of(i).uint32()} ${streams.of(i).uint32()}`);
    }
    expect(seen.size).toBe(200_000);
  });
});
