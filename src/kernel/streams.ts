import seedrandom from "seedrandom";
import { Stream } from "./stream.js";

/** The finaliser of MurmurHash3: a permutation of 32-bit integers in which each input bit moves every output bit. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 64-bit hash of a string as two integers, over its UTF-16 code units. */
function hashOf(text: string): [number, number] {
  let low = 0x243f6a88 ^ text.length;
  let high = 0x85a308d3;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = (mix(low ^ unit) + high) | 0;
    high = (mix(high + Math.imul(unit, 0x9e3779b1)) ^ (low >>> 7)) | 0;
  }
  low = mix(low + high);
  return [low, mix(high ^ low)];
}

/**
 * The 128-bit key that a person's seed, any string, stands for: four integers of seedrandom's ARC4, which sees only
 * the low byte of a character, so the whole string's hash is part of what it is given.
 */
export function masterKey(seed: string): Int32Array {
  const random = seedrandom(`${seed} ${hashOf(seed).join(" ")}`);
  return Int32Array.from({ length: 4 }, () => random.int32());
}

/**
 * Random streams by name. What stream `names[i]` gives in replication r depends on the master key, r and that name
 * alone: adding, removing or reordering names, or the order of replications, moves nobody else's draws.
 */
export class Streams {
  private readonly master: Int32Array;
  private readonly hashes: Int32Array;
  private readonly streams: Stream[];
  /** The value of `turn` at which stream i was last seeded. */
  private readonly seededAt: Int32Array;
  private turn = 1;
  private low = 0;
  private high = 0;

  /** @throws RangeError when two names are equal (or, never seen, have the same 64-bit hash). */
  constructor(master: Int32Array, names: readonly string[]) {
    this.master = master.slice(0, 4);
    this.hashes = Int32Array.from(names.flatMap(hashOf));
    this.streams = names.map(() => new Stream());
    this.seededAt = new Int32Array(names.length);
    const seen = new Map<string, string>();
    for (const name of names) {
      const hash = hashOf(name).join(" ");
      const other = seen.get(hash);
      if (other !== undefined) throw new RangeError(`streams "${other}" and "${name}" would give the same numbers`);
      seen.set(hash, name);
    }
  }

  /** Moves every stream to the start of replication r, an integer from 0 to 2^53 - 1. Costs the same for any number. */
  replication(r: number): void {
    this.low = r | 0;
    this.high = Math.floor(r / 4294967296) | 0;
    this.turn = (this.turn + 1) | 0;
  }

  /** The stream named by names[i], in the present replication (0 before the first call of `replication`). */
  of(i: number): Stream {
    if (this.seededAt[i] !== this.turn) this.reseed(i);
    return this.streams[i];
  }

  /** Where every stream stands in the present replication: four integers for each. */
  positions(): Int32Array {
    const positions = new Int32Array(4 * this.streams.length);
    for (let i = 0; i < this.streams.length; i++) this.of(i).save(positions, 4 * i);
    return positions;
  }

  /** Moves every stream to where it, or its like under the same names, stood. */
  moveTo(positions: Int32Array): void {
    for (let i = 0; i < this.streams.length; i++) this.streams[i].load(positions, 4 * i);
    this.seededAt.fill(this.turn);
  }

  /**
   * Master, name and replication through two rounds of MurmurHash3-like mixing. Every step can be undone, so under one
   * master no two pairs (name hash, replication) share a state.
   */
  private reseed(i: number): void {
    const { master, hashes } = this;
    let a = master[0] ^ hashes[2 * i];
    let b = master[1] ^ hashes[2 * i + 1];
    let c = master[2] ^ this.low;
    let d = master[3] ^ this.high;
    for (let round = 0; round < 2; round++) {
      a = (a + b + c + d) | 0;
      b = mix(b + a);
      c = mix(c + a);
      d = mix(d + a);
      a = mix(a + b + c + d + 0x9e3779b9);
    }
    this.streams[i].seed((a + b) | 0, (b + c) | 0, (c + d) | 0, d);
    this.seededAt[i] = this.turn;
  }
}
