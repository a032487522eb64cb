import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flow, type Lane, type Requests, type Stretch } from "../../src/study/requests/flow.js";
import { latencyOf } from "../../src/study/requests/latency.js";

const requests: Requests = { rate: 100, perNode: 50, concurrency: 1, patience: Number.POSITIVE_INFINITY };
const lane = (servers: number, more: Partial<Lane> = {}): Lane => ({
  reached: 1,
  servers,
  speed: 1,
  delay: 0,
  ...more,
});

/** The fluid, moved on in tiny steps. */
function bySteps(asked: Requests, { reached, servers, speed }: Lane, seconds: number, waiting: number) {
  const steps = 20_000;
  const step = seconds / steps;
  const capacity = servers * speed * asked.perNode;
  const most = capacity > 0 ? capacity * asked.patience : 0;
  let queue = waiting;
  let failed = 0;
  for (let i = 0; i < steps; i++) {
    failed += asked.rate * (1 - reached) * step;
    queue = Math.max(0, queue + (asked.rate * reached - capacity) * step);
    failed += Math.max(0, queue - most);
    queue = Math.min(queue, most);
  }
  return { queue, failed };
}

describe("the flow of requests", () => {
  it("grows a backlog in overload, and works it off with what is left over", () => {
    expect(flow(requests, lane(1), 0, 10, 0).stretches).toMatchObject([{ served: 100, failed: 0, backlog: [0, 500] }]);
    expect(flow(requests, lane(4), 10, 20, 500).stretches).toMatchObject([
      { from: 10, to: 15, backlog: [500, 0] },
      { from: 15, to: 20, backlog: [0, 0] },
    ]);
  });

  it("fails where nobody serves, and those who waited there too", () => {
    expect(flow(requests, lane(0), 0, 10, 30)).toMatchObject({ lost: 30, stretches: [{ served: 0, failed: 100 }] });
  });

  it("refuses who would wait longer than their patience", () => {
    const { stretches } = flow({ ...requests, patience: 2 }, lane(1), 0, 10, 0);
    expect(stretches).toMatchObject([
      { from: 0, to: 2, failed: 0, backlog: [0, 100] },
      { from: 2, to: 10, failed: 50, served: 50, backlog: [100, 100] },
    ]);
  });

  it("is what the fluid does in tiny steps", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        share,
        fc.integer({ min: 0, max: 4 }),
        share,
        share,
        fc.constantFrom(0.5, 3, 1e9),
        (reached, servers, speed, waiting, patience) => {
          const asked = { ...requests, patience };
          const found = lane(servers, { reached, speed: 0.1 + speed });
          const { lost, stretches } = flow(asked, found, 0, 8, 300 * waiting);
          const failed = lost + stretches.reduce((sum, one) => sum + one.failed * (one.to - one.from), 0);
          const slow = bySteps(asked, found, 8, 300 * waiting);
          expect(Math.abs(failed - slow.failed)).toBeLessThan(0.2);
          expect(Math.abs(stretches.at(-1)!.backlog[1] - slow.queue)).toBeLessThan(0.2);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });
});

const stretch = (more: Partial<Stretch>): Stretch => ({
  from: 0,
  to: 10,
  offered: 30,
  served: 30,
  failed: 0,
  backlog: [0, 0],
  lane: lane(1),
  ...more,
});

describe("latency", () => {
  it("of one server is that of M/M/1: quantiles −ln(1 − q)/(μ − λ)", () => {
    const latency = latencyOf([stretch({})], requests)!;
    expect(latency.mean).toBeCloseTo(1 / 20, 12);
    for (const [name, q] of [
      ["p5", 0.05],
      ["p50", 0.5],
      ["p95", 0.95],
      ["p99", 0.99],
    ] as const)
      expect(latency[name]).toBeCloseTo(-Math.log(1 - q) / 20, 9);
  });

  it("is longer by what the way takes", () => {
    const late = latencyOf([stretch({ lane: lane(1, { delay: 0.3 }) })], requests)!;
    expect(late.mean).toBeCloseTo(0.35, 12);
    expect(late.p50).toBeCloseTo(0.3 + Math.LN2 / 20, 9);
  });

  it("is a mixture of what the requests of each stretch take, by how many they are", () => {
    const quick = stretch({ served: 10, lane: lane(1, { speed: 2 }) });
    const slow = stretch({ served: 30 });
    const at = latencyOf([quick, slow], requests)!.p95;
    const tail = (10 * Math.exp(-90 * at) + 30 * Math.exp(-20 * at)) / 40;
    expect(tail).toBeCloseTo(0.05, 9);
  });

  it("is null where nobody is answered", () => {
    expect(latencyOf([stretch({ served: 0 })], requests)).toBeNull();
  });

  it("of overload is that of customers in a queue that grows", () => {
    // 100 a second at a server that answers 50: after 20 s the last waits about 20 s.
    const overload = stretch({ to: 20, offered: 100, served: 100, backlog: [0, 1000] });
    const { mean, p50, p95 } = latencyOf([overload], requests)!;
    const runs = Array.from({ length: 60 }, (_, run) => customers(100, 50, 20, 7 + run));
    const average = (of: (took: number[]) => number) => runs.reduce((sum, took) => sum + of(took), 0) / runs.length;
    const at = (q: number) => average((took) => took[Math.floor(q * took.length)]!);
    // The backlog at the end is 1000 ± 55 in one run: ± 0.7 % in sixty.
    expect(mean).toBeCloseTo(10.02, 9);
    expect(Math.abs(average((took) => took.reduce((a, b) => a + b) / took.length) / mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(at(0.5) / p50 - 1)).toBeLessThan(0.02);
    expect(Math.abs(at(0.95) / p95 - 1)).toBeLessThan(0.02);
  });
});

/** Sojourns, sorted, of the customers of one server in its first seconds. */
function customers(arrivals: number, service: number, seconds: number, seed: number): number[] {
  let state = seed * 1_000_003;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const took: number[] = [];
  let free = 0;
  const gap = () => -Math.log(random()) / arrivals;
  for (let now = gap(); now < seconds; now += gap()) {
    free = Math.max(now, free) - Math.log(random()) / service;
    took.push(free - now);
  }
  return took.sort((a, b) => a - b);
}
