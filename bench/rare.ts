import { masterKey } from "../src/kernel/streams.js";
import { Column, type Observation } from "../src/readings/observation.js";
import { Simulation } from "../src/readings/simulation.js";
import { Watch } from "../src/readings/watch.js";
import { accelerate, acceleratedUnavailability } from "../src/study/accelerated.js";
import { ORACLES, type Oracle } from "../test/readings/rareOracles.js";

/*
 * How fast the accelerated reading knows rare downtime to ±5 %, against known answers. `npm run bench:rare` prints it.
 * The gain is crude's variance times its seconds over ours; crude's variance is that of a compound Poisson process with the
 * outages found, its seconds per simulated year are measured.
 */
const LEVEL = 0.95;
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

function secondsOf<T>(work: () => T): [T, number] {
  const start = process.cpuUsage().user;
  const result = work();
  return [result, (process.cpuUsage().user - start) / 1e6];
}

/** CPU seconds of an ordinary simulation for each simulated second. */
function crudeCost({ model }: Oracle, cycle: number): number {
  const what: Observation = { warmup: 0, horizon: 2_000 * cycle, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" };
  const simulation = new Simulation(model, masterKey("crude"));
  const watch = new Watch(model, what);
  watch.replicate(simulation, 0);
  const [, seconds] = secondsOf(() => {
    for (let r = 1; r <= 20; r++) watch.replicate(simulation, r);
  });
  return seconds / (20 * what.horizon);
}

function line(
  oracle: Oracle,
  seed: string,
  precision: number,
): { text: string; z: number; half: number; seconds: number } {
  const { name, model, exact, warmup } = oracle;
  const what: Observation = { warmup, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" };
  const plan = { seed, replications: "auto" as const, precision, maxEvents: 20_000_000, level: LEVEL };
  const [sample, seconds] = secondsOf(() => accelerate(model, what, plan));
  if ("refused" in sample) return { text: `${name.padEnd(42)} refused: ${sample.refused}`, z: 0, half: 0, seconds };
  const { mean, high } = acceleratedUnavailability(sample, LEVEL);
  const half = (high - mean!) / mean!;
  const sigma = (high - mean!) / 1.97;
  const z = (mean! - exact) / sigma;
  const { horizon } = sample.observation;
  const spread = sum(sample.column(Column.OUTAGE_SQUARES)) / sum(sample.column(Column.OUTAGE_SECONDS));
  const gain = (exact * spread * crudeCost(oracle, horizon / 32)) / (sigma * sigma * seconds);
  const columns = [
    name.padEnd(42),
    exact.toExponential(4),
    mean!.toExponential(4),
    z.toFixed(2).padStart(6),
    `${(100 * half).toFixed(1)} %`.padStart(7),
    `${seconds.toFixed(2)} s`.padStart(8),
    `${sample.replications}`.padStart(6),
    `${sample.events}`.padStart(9),
    sample.terms.effective.toFixed(0).padStart(7),
    gain.toPrecision(2).padStart(9),
    sample.doubts.join("; "),
  ];
  return { text: columns.join(" "), z, half, seconds };
}

const [, , only = "", seed = "s", precision = "0.05"] = process.argv;
console.log(`${"case".padEnd(42)} exact      estimate        z     ±95 %     CPU  reps     events     ESS      gain`);
const results = ORACLES.filter(({ name }) => name.includes(only)).map((oracle) => {
  const result = line(oracle, seed, Number(precision));
  console.log(result.text);
  return result;
});
const squares = results.reduce((total, { z }) => total + z * z, 0) / results.length;
console.log(
  `mean z² ${squares.toFixed(2)}, largest |z| ${Math.max(...results.map(({ z }) => Math.abs(z))).toFixed(2)}`,
);
