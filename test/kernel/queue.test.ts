import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erlangC, sojourn } from "../../src/kernel/queue.js";

/** Erlang's C by its definition, term by term. */
function erlangCByTerms(servers: number, load: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < servers; k++) {
    sum += term;
    term *= load / (k + 1);
  }
  const last = (term * servers) / (servers - load);
  return last / (sum + last);
}

const busy = fc.record({
  servers: fc.integer({ min: 1, max: 40 }),
  use: fc.double({ min: 0.01, max: 0.98, noNaN: true }),
});

describe("Erlang's C", () => {
  it("is the use of a single server, and one third of two servers at half use", () => {
    expect(erlangC(1, 0.6)).toBeCloseTo(0.6, 14);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 14);
    expect([erlangC(3, 0), erlangC(3, 3), erlangC(3, 9)]).toEqual([0, 1, 1]);
  });

  it("is what its terms say", () => {
    fc.assert(
      fc.property(busy, ({ servers, use }) => {
        const by = erlangCByTerms(servers, use * servers);
        expect(erlangC(servers, use * servers) / by).toBeCloseTo(1, 9);
      }),
      { seed: 1 },
    );
  });
});

describe("the sojourn", () => {
  it("of one server is Exp(μ − λ)", () => {
    const { mean, tail, beyond } = sojourn(1, 10, 7);
    expect(mean).toBeCloseTo(1 / 3, 12);
    for (const t of [0.01, 0.3, 2]) {
      expect(tail(t)).toBeCloseTo(Math.exp(-3 * t), 12);
      expect(beyond(t)).toBeCloseTo(Math.exp(-3 * t) / 3, 12);
    }
  });

  it("has a tail that falls from 1, and adds up to the mean", () => {
    fc.assert(
      fc.property(busy, ({ servers, use }) => {
        const { mean, tail, beyond } = sojourn(servers, 2, 2 * servers * use);
        const step = mean / 400;
        let sum = 0;
        for (let i = 0; i < 40_000; i++) {
          sum += step * tail((i + 0.5) * step);
          if (tail(i * step) < 1e-9) break;
        }
        expect(tail(0)).toBe(1);
        expect(sum / mean).toBeCloseTo(1, 3);
        expect(beyond(0) / mean).toBeCloseTo(1, 9);
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it("is the same where the wait drains as fast as one server works, and next to it", () => {
    // Two servers of rate 1: cμ − λ = μ at λ = 1.
    const at = (arrivals: number) => sojourn(2, 1, arrivals).tail(1.5);
    expect(at(1)).toBeCloseTo((at(0.9999) + at(1.0001)) / 2, 6);
  });

  it("is that of customers served one by one", () => {
    const random = lehmer(42);
    const exponential = (rate: number) => -Math.log(random()) / rate;
    const [servers, service, arrivals, customers] = [3, 1, 2.4, 400_000];
    const free = [0, 0, 0];
    let now = 0;
    const took: number[] = [];
    for (let i = 0; i < customers; i++) {
      now += exponential(arrivals);
      const first = free.indexOf(Math.min(...free));
      free[first] = Math.max(now, free[first]!) + exponential(service);
      took.push(free[first]! - now);
    }
    const { mean, tail } = sojourn(servers, service, arrivals);
    const seen = (t: number) => took.filter((time) => time > t).length / customers;
    // Sojourns of neighbours depend on each other: the error is that of some ten thousand independent ones.
    expect(took.reduce((a, b) => a + b) / customers / mean).toBeCloseTo(1, 1.5);
    for (const t of [0.5, 1.5, 3, 6]) expect(Math.abs(seen(t) - tail(t))).toBeLessThan(0.012);
  });
});

/** The minimal standard generator of Park and Miller: a judge with no code of ours. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
