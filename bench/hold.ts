import { Agenda } from "../src/kernel/agenda.js";
import { Stream } from "../src/kernel/stream.js";

export interface HoldResult {
  /** CPU seconds for n steps, after a warm-up of n/5. */
  readonly cpuSeconds: number;
  /** Last time over its expectation: near 1 when the queue works. */
  readonly check: number;
}

/** The HOLD problem: an agenda of `pending` entries; n times, take the earliest and schedule one at now + Exp(1). */
export function hold(pending: number, n: number): HoldResult {
  const agenda = new Agenda(pending);
  const stream = new Stream();
  stream.seed(1, 2, 3, 4);
  for (let i = 0; i < pending; i++) agenda.schedule(stream.exponential(), i, 0);
  const warmUp = Math.floor(n / 5);
  step(agenda, stream, warmUp);
  const start = process.cpuUsage();
  const last = step(agenda, stream, n);
  const cpuSeconds = process.cpuUsage(start).user / 1e6;
  return { cpuSeconds, check: (last * pending) / (n + warmUp) };
}

function step(agenda: Agenda, stream: Stream, times: number): number {
  for (let i = 0; i < times; i++) {
    const id = agenda.take();
    agenda.schedule(agenda.takenTime + stream.exponential(), id, 0);
  }
  return agenda.takenTime;
}
