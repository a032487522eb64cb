import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { problems, scenario } from "../scenario/catalogue.js";

const MINUTE = 60;
const HOUR = 3600;

function ask(text: string, how: Partial<typeof DEFAULT_ASK>): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...how });
}

/** Of all that goes wrong only the loss of the first site is left; it is over, and the service back at no cost, before it comes again. */
const onlyTheSite = (recovery: string, rest = "") => `
architecture: warm-standby
nodes: 2
state: stateless
sites:
  - {name: main, nodes: 1, life: {deterministic: 40d}, repair: {deterministic: 20d}, detection: immediate, restart: immediate}
  - {name: other, nodes: 1, fails: false}
node: {failures: {hardware: {life: 1000000y, repair: 1h}}}
takeover: immediate
coverage: 100%
${rest}
recovery:
  failback: {after: immediate, takes: immediate}
  ${recovery}
`;

/** Times of a lognormal law by mean and sigma of the logarithm, as probabilities of the steps of a grid. */
function lognormalOn(grid: number, cells: number, mean: number, sigma: number): Float64Array {
  const mu = Math.log(mean) - (sigma * sigma) / 2;
  const below = (x: number) => (x <= 0 ? 0 : normalBelow((Math.log(x) - mu) / sigma));
  return Float64Array.from({ length: cells }, (_, i) => below((i + 1) * grid) - below(i * grid));
}

/** Φ by Simpson's rule on the density, 400 steps from −10. */
function normalBelow(z: number): number {
  if (z <= -10) return 0;
  const steps = 400;
  const h = (z + 10) / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(-10) + density(z);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(-10 + i * h);
  return (sum * h) / 3;
}

function convolved(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) for (let j = 0; i + j < a.length; j++) sum[i + j] += a[i] * b[j];
  return sum;
}

describe("a recovery is a row of steps", () => {
  it("declaring, a time to live, scaling up and verifying end within two hours as often as their convolution says", () => {
    // Cells of 0.1 min; each of the three laws stands in the middle of its cell, which adds 1.5 cells to the sum.
    const grid = 0.1;
    const cells = 1200;
    const of = (mean: number, sigma: number) => lognormalOn(grid, cells, mean, sigma);
    const three = convolved(convolved(of(45, 0.5), of(30, 0.4)), of(20, 0.3));
    const left = Math.round((120 - 5) / grid - 1.5);
    const below = three.slice(0, left).reduce((sum, p) => sum + p, 0);

    const text = onlyTheSite(
      `detect: immediate
  declare: {lognormal: {mean: 45min, sigma: 0.5}}
  steps:
    - {name: redirect, takes: 5min, success: 100%}
    - {name: scaleUp, takes: {lognormal: {mean: 30min, sigma: 0.4}}, success: 100%}
    - {name: verify, takes: {lognormal: {mean: 20min, sigma: 0.3}}, success: 100%}`,
      "objectives: {rto: 120min}",
    );
    const { rto } = ask(text, { method: "crude", precision: 1e-4, maxEvents: 6e6 });
    // Some 400 000 outages: a standard error of 0.0006.
    expect(Math.abs(rto!.withinShare!.mean! - below)).toBeLessThan(0.002);
    expect(rto!.withinShare!.high - rto!.withinShare!.low).toBeLessThan(0.004);
  });

  const fixed = `detect: 10min
  declare: 20min
  steps:
    - {name: redirect, takes: 5min, success: 100%}
    - {name: restore, size: 8TB, rate: 200MB/s, success: 100%}`;

  it("eight terabytes at 200 MB/s are 11.1 h of restore, and every second is charged to its step", () => {
    const { outageDuration, timeToRecover, downtimeByPhase } = ask(onlyTheSite(fixed), { method: "crude" });
    const restore = 8e12 / 200e6;
    expect(restore / HOUR).toBeCloseTo(11.11, 2);
    expect(outageDuration!.p50.mean).toBeCloseTo(35 * MINUTE + restore, 5);
    expect(timeToRecover!.p50.mean, "from the declaration").toBeCloseTo(5 * MINUTE + restore, 5);
    const { detection, manualRecovery, failover, storage } = downtimeByPhase;
    const perYear = 365.25 / 60;
    expect(detection!.mean! / (perYear * 10 * MINUTE)).toBeCloseTo(1, 1);
    expect(manualRecovery!.mean! / detection!.mean!).toBeCloseTo(2, 10);
    expect(failover!.mean! / detection!.mean!).toBeCloseTo(0.5, 10);
    expect(storage!.mean! / detection!.mean!).toBeCloseTo(restore / (10 * MINUTE), 8);
  });

  it("the RTO counts from the disruption, or from the declaration if told so", () => {
    const within = (rtoFrom: string, rto: string) =>
      ask(onlyTheSite(fixed, `objectives: {rto: ${rto}, rtoFrom: ${rtoFrom}}`), { method: "crude" }).rto!.withinShare!;
    // 11 h 41 min 40 s after the disruption, 11 h 11 min 40 s after the declaration.
    expect(within("disruption", "700min").high).toBeLessThan(0.5);
    expect(within("declaration", "700min").low).toBeGreaterThan(0.5);
    expect(within("disruption", "702min").low).toBeGreaterThan(0.5);
    expect(within("declaration", "671min").high).toBeLessThan(0.5);
  });

  it("a step that does not work is finished by a person", () => {
    const steps = `detect: immediate
  declare: immediate
  steps: [{name: verify, takes: 10min, success: 80%}]
  manual: 5h`;
    const { outageDuration } = ask(onlyTheSite(steps), { method: "crude" });
    const { mean, low, high } = outageDuration!.mean;
    expect(low).toBeLessThan(10 * MINUTE + 0.2 * 5 * HOUR);
    expect(high).toBeGreaterThan(10 * MINUTE + 0.2 * 5 * HOUR);
    expect(mean).toBeGreaterThan(0);
  });

  it("what worked at a test works less surely the longer ago that is: by the mean over the time between tests", () => {
    const { spec } = scenario(
      onlyTheSite("tests: {every: 180d, halfLife: 360d}\n  steps: [{name: verify, success: 90%}]"),
    );
    const ages = Array.from({ length: 10_000 }, (_, i) => ((i + 0.5) / 10_000) * 180);
    const mean = ages.reduce((sum, age) => sum + 2 ** (-age / 360), 0) / ages.length;
    expect(spec.recovery!.steps[0].success / (0.9 * mean)).toBeCloseTo(1, 8);
  });

  it("the way back is an outage of its own, and planned", () => {
    const text = onlyTheSite("steps: [{name: verify, takes: 30min, success: 100%}]\n  detect: immediate").replace(
      "takes: immediate",
      "takes: 6min",
    );
    const { planned, downtimeByOrigin, outagesPerYear } = ask(text.replace("declare: ", "x"), { method: "crude" });
    expect(planned.mean! / downtimeByOrigin.failback!.mean!).toBeCloseTo(1, 10);
    expect(planned.mean! / ((outagesPerYear.mean! / 2) * 6 * MINUTE)).toBeCloseTo(1, 2);
  });
});

describe("what a recovery loses", () => {
  const { rpo } = ask(
    `${onlyTheSite("detect: immediate\n  lag: {uniform: [3h, 27h]}", "objectives: {rpo: 15h}")}`.replace(
      "state: stateless",
      "state: stateful",
    ),
    { method: "crude" },
  );

  it("is the age of the copy: a nightly backup that takes 3 h is 27 h old at worst", () => {
    expect(rpo!.lossPerIncident!.max / HOUR).toBeCloseTo(27, 6);
    expect(rpo!.lossPerIncident!.p50.mean! / HOUR).toBeCloseTo(15, 6);
  });

  it("is lost at a way back that nobody planned too: each time the service moves, by hand", () => {
    const text = `architecture: hot-standby
nodes: 2
node: {failures: {hardware: {life: {exponential: 1000000000y}, repair: {exponential: 1h}}}}
detection: immediate
takeover: immediate
coverage: 100%
sites:
  - {name: a, nodes: 1, life: {exponential: 100h}, repair: {exponential: 20h}, detection: immediate, restart: immediate}
  - {name: b, nodes: 1, life: {exponential: 50h}, repair: {exponential: 10h}, detection: immediate, restart: immediate}
recovery: {detect: immediate, declare: immediate, steps: [{name: verify, takes: immediate, success: 100%}], failback: never, comeBack: immediate, lag: {exponential: 60s}}
objectives: {rpo: 60s}
`;
    const [la, ma, lb, mb] = [1 / 100, 1 / 20, 1 / 50, 1 / 10];
    // Who serves (last), a works, b works: with everything immediate it moves when the one that serves is lost and the other works,
    // and when the other comes back first. States: A11, A10, A00, B11, B01, B00.
    const rates: [from: number, to: number, rate: number, moves: 0 | 1][] = [
      [0, 1, lb, 0],
      [0, 4, la, 1],
      [1, 0, mb, 0],
      [1, 2, la, 0],
      [2, 1, ma, 0],
      [2, 4, mb, 1],
      [3, 4, la, 0],
      [3, 1, lb, 1],
      [4, 3, ma, 0],
      [4, 5, lb, 0],
      [5, 4, mb, 0],
      [5, 1, ma, 1],
    ];
    let share = [1, 0, 0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) {
      const next = [...share];
      for (const [from, to, rate] of rates) {
        next[from]! -= share[from]! * rate;
        next[to]! += share[from]! * rate;
      }
      share = next;
    }
    const moves = rates.reduce((sum, [from, , rate, isMove]) => sum + share[from]! * rate * isMove, 0);
    const { rpo } = ask(text, { method: "exact" });
    expect(rpo!.violationsPerYear.mean! / (8766 * moves * Math.exp(-1))).toBeCloseTo(1, 6);
  });

  it("violates the objective as often as the copy is older", () => {
    // A takeover every 60 days, half of them with a copy older than 15 h.
    expect(rpo!.violationsPerYear.mean! / (365.25 / 60 / 2)).toBeCloseTo(1, 1);
    expect(rpo!.verdict).toBe("missed");
  });
});

describe("what cannot be, is said", () => {
  it("a takeover between two sites by themselves: there is no third vote", () => {
    const found = problems("architecture: warm-standby\nrecovery: {declare: automatic}");
    expect(found.join("\n")).toMatch(/x\.yaml:2:21 .*automatic needs a third site with a vote/);
    expect(problems("architecture: warm-standby\nrecovery: {declare: automatic, thirdSite: true}")).toEqual([]);
  });

  it("tests after which nothing works", () => {
    const found = problems("architecture: warm-standby\nrecovery: {tests: {every: 90d, halfLife: 0s}}");
    expect(found.join("\n")).toMatch(/recovery\.tests\.halfLife: 0 would have nothing work/);
  });

  it("a standby beside a design that is one", () => {
    const found = problems("architecture: warm-standby\nstandby: cold").join("\n");
    expect(found).toContain("is what warm-standby says itself");
  });

  it("a recovery where no site takes over from another", () => {
    expect(problems("architecture: n+1\nnodes: 6\nrecovery: {declare: 1h}").join("\n")).toContain("no site takes over");
  });

  it("sites that hold other nodes than there are, two of one name, and nowhere to put nodes", () => {
    const found = problems(`architecture: warm-standby
nodes: 4
sites:
  - {name: a, nodes: 1}
  - {name: a, inside: [{name: b}]}
`).join("\n");
    expect(found).toContain("hold 1 nodes, but there are 4");
    expect(found).toContain("names two domains");
    expect(found).toContain("say how many nodes are in it");
  });

  it("what only some steps have", () => {
    const steps = (step: string) => problems(`architecture: warm-standby\nrecovery: {steps: [${step}]}`).join("\n");
    expect(steps("{name: redirect, size: 1TB, rate: 1MB/s}")).toContain("is not of redirect");
    expect(steps("{name: restore, size: 1TB}")).toContain("needs rate beside it");
    expect(steps("{name: restore, size: 1TB, rate: 1MB/s, takes: 1h}")).toContain("keep one");
    expect(steps("{name: restor}")).toContain("restore");
  });
});
