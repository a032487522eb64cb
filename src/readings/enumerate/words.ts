/** Numbers words of integers: the same letters are the same number, and a new word gets the next one, from 0 on. */
export class Words {
  /** How many words there are. */
  count = 0;
  private letters = new Int32Array(1 << 12);
  /** Word w is letters[ends[w]] … letters[ends[w + 1] − 1]. */
  private ends = new Int32Array(1 << 9);
  private hashes = new Int32Array(1 << 9);
  /** Numbers of words by hash, open addressing, at most half full; −1 = free. */
  private table = new Int32Array(1 << 10).fill(-1);

  /** The number of the word written in source[from] … source[to − 1]. */
  numberOf(source: Int32Array, from: number, to: number): number {
    const hash = hashed(source, from, to);
    const mask = this.table.length - 1;
    let place = hash & mask;
    for (let word = this.table[place]!; word >= 0; word = this.table[place]!) {
      if (this.hashes[word] === hash && this.isWord(word, source, from, to)) return word;
      place = (place + 1) & mask;
    }
    this.table[place] = this.count;
    return this.add(hash, source, from, to);
  }

  private isWord(word: number, source: Int32Array, from: number, to: number): boolean {
    const at = this.ends[word]!;
    if (this.ends[word + 1]! - at !== to - from) return false;
    for (let i = from; i < to; i++) if (this.letters[at + i - from] !== source[i]) return false;
    return true;
  }

  private add(hash: number, source: Int32Array, from: number, to: number): number {
    const word = this.count++;
    const at = this.ends[word]!;
    this.letters = withRoom(this.letters, at + to - from);
    for (let i = from; i < to; i++) this.letters[at + i - from] = source[i]!;
    this.ends = withRoom(this.ends, word + 2);
    this.ends[word + 1] = at + to - from;
    this.hashes = withRoom(this.hashes, word + 1);
    this.hashes[word] = hash;
    if (2 * this.count > this.table.length) this.rehash();
    return word;
  }

  private rehash(): void {
    this.table = new Int32Array(2 * this.table.length).fill(-1);
    const mask = this.table.length - 1;
    for (let word = 0; word < this.count; word++) {
      let place = this.hashes[word]! & mask;
      while (this.table[place]! >= 0) place = (place + 1) & mask;
      this.table[place] = word;
    }
  }
}

/** The array, or a copy of at least twice the length when it does not hold `size` elements. */
export function withRoom<A extends Int32Array | Float64Array>(array: A, size: number): A {
  if (size <= array.length) return array;
  const larger = new (array.constructor as new (size: number) => A)(Math.max(size, 2 * array.length));
  larger.set(array);
  return larger;
}

function hashed(source: Int32Array, from: number, to: number): number {
  let hash = to - from;
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ source[i]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
