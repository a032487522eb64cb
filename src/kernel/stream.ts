import { erfc, exp, log } from "./maths.js";

// Ziggurats of 256 layers of equal area (Marsaglia & Tsang 2000), with the layer chosen by bits that do not serve the
// position (Doornik 2005). Layer i reaches from 0 to X[i]; layer 0 is the base with the tail. The tables and the rare
// second look use deterministic maths, the common path only multiplication and comparison.
const LAYERS = 256;
const EXPONENTIAL_TAIL = 7.69711747013104972;
const NORMAL_TAIL = 3.6541528853610088;

interface Ziggurat {
  /** Width of layer i over 2^32 (or 2^31 where the position carries a sign). */
  readonly scale: Float64Array;
  /** Positions of layer i below inner[i] lie under the density for certain. */
  readonly inner: Float64Array;
  /** Density at the outer edge of layer i. */
  readonly density: Float64Array;
}

function ziggurat(
  tail: number,
  area: number,
  positions: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Ziggurat {
  const edge = new Float64Array(LAYERS + 1);
  edge[0] = area / density(tail);
  edge[1] = tail;
  for (let i = 1; i < LAYERS - 1; i++) edge[i + 1] = inverse(density(edge[i]) + area / edge[i]);
  return {
    scale: edge.slice(0, LAYERS).map((x) => x / positions),
    inner: edge.slice(1),
    density: edge.map(density),
  };
}

const NORMAL_AREA =
  NORMAL_TAIL * exp(-0.5 * NORMAL_TAIL * NORMAL_TAIL) + 1.2533141373155003 * erfc(NORMAL_TAIL * Math.SQRT1_2);

const exponentialTable = ziggurat(
  EXPONENTIAL_TAIL,
  (EXPONENTIAL_TAIL + 1) * exp(-EXPONENTIAL_TAIL),
  4294967296,
  (x) => exp(-x),
  (y) => -log(y),
);
const EXPONENTIAL_SCALE = exponentialTable.scale;
const EXPONENTIAL_INNER = exponentialTable.inner;
const EXPONENTIAL_DENSITY = exponentialTable.density;

const normalTable = ziggurat(
  NORMAL_TAIL,
  NORMAL_AREA,
  2147483648,
  (x) => exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * log(y)),
);
const NORMAL_SCALE = normalTable.scale;
const NORMAL_INNER = normalTable.inner;
const NORMAL_DENSITY = normalTable.density;

/** 2^-52. */
const UNIFORM_STEP = 2.220446049250313e-16;
/** The 24 bits left of the word that chose the layer, as a fraction. */
const STEP = 1 / 16777216;
const HALF_STEP = STEP / 2;

/**
 * A stream of random numbers: the sfc32 generator (Chris Doty-Humphrey, PractRand), 128 bits of state in four
 * integers. The same seed gives the same numbers on every engine. Drawing allocates nothing: the plus before a call says
 * that its result is a number, without which the compiler would put both ways of a draw on the heap.
 */
export class Stream {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 0;

  /** Starts the stream anew from 128 bits, given as four 32-bit integers. */
  seed(a: number, b: number, c: number, d: number): void {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.counter = d | 0;
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** Writes where the stream stands into four integers from `at` on. */
  save(into: Int32Array, at: number): void {
    into[at] = this.a;
    into[at + 1] = this.b;
    into[at + 2] = this.c;
    into[at + 3] = this.counter;
  }

  /** Goes on from where a stream stood when it was saved. */
  load(from: Int32Array, at: number): void {
    this.a = from[at];
    this.b = from[at + 1];
    this.c = from[at + 2];
    this.counter = from[at + 3];
  }

  /** 32 random bits as a signed integer. */
  private bits(): number {
    const { b, c, counter } = this;
    const out = (this.a + b + counter) | 0;
    this.counter = (counter + 1) | 0;
    this.a = b ^ (b >>> 9);
    this.b = (c + (c << 3)) | 0;
    this.c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out;
  }

  /** An integer uniform on 0 … 2^32 - 1. */
  uint32(): number {
    return this.bits() >>> 0;
  }

  /** Uniform on the open interval (0, 1): the odd multiples of 2^-53, symmetric about one half. */
  uniform(): number {
    const high = this.bits() >>> 6;
    return (high * 67108864 + (this.bits() >>> 6) + 0.5) * UNIFORM_STEP;
  }

  /** Exponential with mean 1, always > 0. */
  exponential(): number {
    const high = this.bits() >>> 0;
    const low = this.bits();
    const i = low & 255;
    const x = (high + ((low >>> 8) * STEP + HALF_STEP)) * EXPONENTIAL_SCALE[i];
    return x < EXPONENTIAL_INNER[i] ? x : +this.exponentialOutside(i, x);
  }

  /** Normal with mean 0 and standard deviation 1. */
  normal(): number {
    const high = this.bits();
    const low = this.bits();
    const i = low & 255;
    const x = (high + ((low >>> 8) * STEP + HALF_STEP)) * NORMAL_SCALE[i];
    return Math.abs(x) < NORMAL_INNER[i] ? x : +this.normalOutside(i, x);
  }

  /** The 1 % of draws that fall into the sliver of layer i along the density, or into the tail. */
  private exponentialOutside(i: number, x: number): number {
    if (i === 0) return EXPONENTIAL_TAIL + this.exponential();
    const floor = EXPONENTIAL_DENSITY[i];
    const y = floor + this.uniform() * (EXPONENTIAL_DENSITY[i + 1] - floor);
    return y < exp(-x) ? x : this.exponential();
  }

  private normalOutside(i: number, x: number): number {
    if (i === 0) {
      // Marsaglia's tail: a shifted exponential, thinned.
      for (;;) {
        const beyond = this.exponential() / NORMAL_TAIL;
        if (2 * this.exponential() > beyond * beyond) return x < 0 ? -NORMAL_TAIL - beyond : NORMAL_TAIL + beyond;
      }
    }
    const floor = NORMAL_DENSITY[i];
    const y = floor + this.uniform() * (NORMAL_DENSITY[i + 1] - floor);
    return y < exp(-0.5 * x * x) ? x : this.normal();
  }
}
