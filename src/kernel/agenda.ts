/**
 * What is due, by time: a binary heap on typed arrays that grow. Entries of equal time leave in the order they came.
 * The agenda knows no owners: to cancel, let the owner's stamp move on and drop what comes out with an old one.
 *
 * Taking leaves the root of the heap open (`hole`); the next `schedule` fills it with one walk down, where closing it
 * at once and inserting later would take two walks. The order of the heap holds (time, slot); what else belongs to an
 * entry lies still in its slot. Slots not in use stand behind the heap in the same array.
 *
 * An entry that comes before all others when it is added waits in front of the heap and never enters it, unless an earlier
 * one takes its place: what follows a fault within seconds, among lives that last years, costs no walk at all.
 */
export class Agenda {
  /** Time of the entry last taken. */
  takenTime = 0;
  /** Stamp of the entry last taken. */
  takenStamp = 0;

  private times: Float64Array;
  private slots: Int32Array;
  private orders: Float64Array;
  private ids: Int32Array;
  private stamps: Int32Array;
  /** Entries in the heap, an open root included. */
  private count = 0;
  private hole = false;
  private order = 0;
  /** The entry in front: before all of the heap, in time or in order. */
  private hasFront = false;
  private frontTime = 0;
  private frontOrder = 0;
  private frontId = 0;
  private frontStamp = 0;

  /** `capacity` is only what room is made for at first. */
  constructor(capacity: number) {
    const room = Math.max(2, Math.floor(capacity));
    this.times = new Float64Array(room);
    this.slots = Int32Array.from({ length: room }, (_, i) => i);
    this.orders = new Float64Array(room);
    this.ids = new Int32Array(room);
    this.stamps = new Int32Array(room);
  }

  /** How many entries are pending. */
  get size(): number {
    return this.count - +this.hole + +this.hasFront;
  }

  /** Forgets every entry. */
  clear(): void {
    this.count = 0;
    this.hole = false;
    this.hasFront = false;
    this.order = 0;
  }

  /** Adds an entry: `time` a number, not NaN; `id` and `stamp` 32-bit integers that `take` gives back. */
  schedule(time: number, id: number, stamp: number): void {
    if (!this.comesFirst(time)) {
      this.insert(time, this.order++, id, stamp);
      return;
    }
    if (this.hasFront) this.insert(this.frontTime, this.frontOrder, this.frontId, this.frontStamp);
    this.hasFront = true;
    this.frontTime = time;
    this.frontOrder = this.order++;
    this.frontId = id;
    this.frontStamp = stamp;
  }

  /** Is this time before every entry's? */
  private comesFirst(time: number): boolean {
    if (this.hasFront) return time < this.frontTime;
    const { times, count } = this;
    if (!this.hole) return count === 0 || time < times[0];
    return (count < 2 || time < times[1]) && (count < 3 || time < times[2]);
  }

  private insert(time: number, order: number, id: number, stamp: number): void {
    if (this.count === this.times.length && !this.hole) this.grow();
    const slot = this.slots[this.hole ? 0 : this.count];
    this.orders[slot] = order;
    this.ids[slot] = id;
    this.stamps[slot] = stamp;
    if (this.hole) {
      this.hole = false;
      this.sink(time, slot);
    } else {
      this.rise(time, slot);
    }
  }

  /** Time of the entry that `take` would give; Infinity when there is none. */
  earliest(): number {
    if (this.hasFront) return this.frontTime;
    if (this.hole) this.close();
    return this.count > 0 ? this.times[0] : Infinity;
  }

  /** Removes the earliest entry and gives its id, leaving its time and stamp in takenTime and takenStamp; -1 if none. */
  take(): number {
    if (this.hasFront) {
      this.hasFront = false;
      this.takenTime = this.frontTime;
      this.takenStamp = this.frontStamp;
      return this.frontId;
    }
    if (this.hole) this.close();
    if (this.count === 0) return -1;
    this.hole = true;
    const slot = this.slots[0];
    this.takenTime = this.times[0];
    this.takenStamp = this.stamps[slot];
    return this.ids[slot];
  }

  /** Fills an open root with the last entry. */
  private close(): void {
    this.hole = false;
    const last = --this.count;
    const freed = this.slots[0];
    const slot = this.slots[last];
    this.slots[last] = freed;
    if (last > 0) this.sink(this.times[last], slot);
  }

  /** Walks from the open root down to where the entry belongs. */
  private sink(time: number, slot: number): void {
    const { times, slots, orders, count } = this;
    let i = 0;
    for (let child = 1; child < count; child = 2 * i + 1) {
      if (child + 1 < count) {
        const left = times[child];
        const right = times[child + 1];
        // Adding the comparison, not branching on it: which child is the lesser cannot be predicted.
        if (left !== right) child += +(right < left);
        else if (orders[slots[child + 1]] < orders[slots[child]]) child++;
      }
      const least = times[child];
      if (time < least || (time === least && orders[slot] < orders[slots[child]])) break;
      times[i] = least;
      slots[i] = slots[child];
      i = child;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Walks from behind the last entry up to where the entry belongs. */
  private rise(time: number, slot: number): void {
    const { times, slots, orders } = this;
    let i = this.count++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const before = times[parent];
      if (before < time || (before === time && orders[slots[parent]] < orders[slot])) break;
      times[i] = times[parent];
      slots[i] = slots[parent];
      i = parent;
    }
    times[i] = time;
    slots[i] = slot;
  }

  private grow(): void {
    const room = 2 * this.times.length;
    const wider = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.times = wider(this.times, new Float64Array(room));
    this.slots = wider(
      this.slots,
      Int32Array.from({ length: room }, (_, i) => i),
    );
    this.orders = wider(this.orders, new Float64Array(room));
    this.ids = wider(this.ids, new Int32Array(room));
    this.stamps = wider(this.stamps, new Int32Array(room));
  }
}
