import { expect } from "vitest";
import type { ClusterModel } from "../../src/cluster/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { Column } from "../../src/readings/simulate/observation.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { Watch } from "../../src/readings/simulate/watch.js";
import { designOf } from "../../src/study/answer.js";
import { scenario } from "../scenario/catalogue.js";

const HOUR = 3600;

/** Small clusters whose laws are all memoryless; `more` is what a test is about. */
export function votersText(racks: readonly number[], more: string, architecture = "active-passive"): string {
  const nodes = racks.reduce((sum, n) => sum + n, 0);
  return `architecture: ${architecture}
nodes: ${nodes}
node: {failures: {hardware: {life: 100h, repair: {exponential: 8h}}}}
detection: immediate
takeover: {exponential: 1h}
coverage: 100%
network:
  racks: [${racks.map((n, i) => `{name: r${i}, nodes: ${n}}`).join(", ")}]
  link: {life: 60h, repair: {exponential: 5h}}
  detection: immediate
  resync: {exponential: 1h}
${more}
`;
}

export function modelOf(text: string): ClusterModel {
  const fitted = designOf(scenario(text));
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  return fitted.design.model as ClusterModel;
}

/** Long-run mean of every level, cause and component, exactly. */
export function solve(text: string): Record<string, number> {
  const chain = enumerate(modelOf(text));
  const pi = steadyState(chain);
  return Object.fromEntries(chain.levelNames.map((name, i) => [name, longRunMean(pi, levelVector(chain, i))]));
}

/** The same clusters, whatever policy made them so: every level to nine digits (or 1e-12 of all time), but those whose names begin with `but`. */
export function expectSame(one: string, other: string, but = "-"): void {
  const [a, b] = [solve(one), solve(other)];
  expect(Object.keys(a)).toEqual(Object.keys(b));
  for (const [name, value] of Object.entries(a).filter(([name]) => !name.startsWith(but))) {
    expect(Math.abs(value - b[name]!), name).toBeLessThanOrEqual(Math.max(1e-12, 1e-9 * Math.abs(value)));
  }
}

/** How many standard errors the simulated share of time that is down lies from the exact one, over independent runs. */
export function standardErrorsApart(text: string, runs = 40, hours = 20_000): number {
  const model = modelOf(text);
  const exact = solve(text).down!;
  const observation = { warmup: 500 * HOUR, horizon: hours * HOUR, rto: HOUR, rtoFrom: "disruption" } as const;
  const watch = new Watch(model, observation);
  const simulation = new Simulation(model, masterKey("votes"));
  const shares = Array.from({ length: runs }, (_, r) => [...watch.replicate(simulation, r)][Column.LEVELS]!).map(
    (seconds) => seconds / (hours * HOUR),
  );
  const mean = shares.reduce((sum, x) => sum + x, 0) / runs;
  const variance = shares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (runs - 1);
  return Math.abs(mean - exact) / Math.sqrt(variance / runs);
}
