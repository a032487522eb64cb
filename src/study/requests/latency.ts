import { exp } from "../../kernel/maths.js";
import { type Sojourn, sojourn } from "../../kernel/queue.js";
import { capacityOf, type Requests, type Stretch } from "./flow.js";

/** Mean and quantiles of what requests take, in seconds. */
export interface Latency {
  readonly mean: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Requests that were answered alike: so many, each after an even wait of `wait` seconds and then a sojourn. */
interface Batch {
  readonly weight: number;
  readonly wait: readonly [number, number];
  readonly sojourn: Sojourn;
}

/**
 * Latency of the requests answered in some stretches. Each stretch is taken as a steady M/M/c queue of the servers it has
 * (Erlang C), behind the backlog that overload has left; while overload goes on there is no steady queue, and only the
 * backlog counts. Null when none was answered.
 */
export function latencyOf(stretches: readonly Stretch[], requests: Requests): Latency | null {
  const batches = stretches.flatMap((stretch) => batchOf(stretch, requests));
  const total = batches.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const mean = batches.reduce((sum, batch) => sum + (batch.weight / total) * meanOf(batch), 0);
  const tail = (t: number) => batches.reduce((sum, batch) => sum + (batch.weight / total) * tailOf(batch, t), 0);
  const at = (q: number) => quantile(tail, q, mean);
  return { mean, p5: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function batchOf(stretch: Stretch, requests: Requests): Batch[] {
  const { from, to, served, lane, backlog } = stretch;
  const weight = served * (to - from);
  if (weight <= 0) return [];
  const capacity = capacityOf(requests, lane);
  const servers = lane.servers * requests.concurrency;
  const service = capacity / servers;
  const wait = (queue: number) => queue / capacity + lane.delay;
  // In overload nobody finds an idle server; what has to be waited for is the backlog.
  const own = served < capacity ? sojourn(servers, service, served) : aloneOf(service);
  return [{ weight, wait: [wait(backlog[0]), wait(backlog[1])], sojourn: own }];
}

/** A request that is served at once. */
function aloneOf(service: number): Sojourn {
  const tail = (t: number) => (t <= 0 ? 1 : exp(-service * t));
  return { mean: 1 / service, tail, beyond: (t) => exp(-service * t) / service };
}

const meanOf = ({ wait, sojourn }: Batch): number => (wait[0] + wait[1]) / 2 + sojourn.mean;

/** P(longer than t) of a wait that is anything between two values alike, and a sojourn after it. */
function tailOf({ wait, sojourn }: Batch, t: number): number {
  const low = Math.min(...wait);
  const high = Math.max(...wait);
  if (high - low <= 1e-9 * high) return sojourn.tail(t - high);
  // The average of the tail over t − high … t − low, where it is 1 up to 0.
  const below = (x: number) => (x <= 0 ? x : sojourn.mean - sojourn.beyond(x));
  return (below(t - low) - below(t - high)) / (high - low);
}

const STEPS = 60;

/** The t at which a falling tail comes down to 1 − q, by halving. */
function quantile(tail: (t: number) => number, q: number, scale: number): number {
  let low = 0;
  let high = scale;
  while (tail(high) > 1 - q) high *= 2;
  for (let step = 0; step < STEPS && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (tail(middle) > 1 - q) low = middle;
    else high = middle;
  }
  return high;
}
