/** A simulation between two steps: world, life left of what is pending, positions of the streams, order of booking. */
export interface Snapshot {
  /** Seconds. */
  readonly now: number;
  readonly events: number;
  readonly sequence: number;
  readonly cells: Int32Array;
  /** Of each activity: pending or not, when it was booked in the sequence, life left at `since`, ageing speed. */
  readonly pending: Uint8Array;
  readonly stamp: Int32Array;
  readonly left: Float64Array;
  readonly since: Float64Array;
  readonly speed: Float64Array;
  readonly streams: Int32Array;
}

/** The activities that are pending, in the order in which they were booked: those due at one time happen in it. */
export function timedInOrder({ pending, stamp }: Snapshot): number[] {
  const timed = [...pending.keys()].filter((id) => pending[id] === 1);
  return timed.sort((a, b) => stamp[a]! - stamp[b]!);
}
