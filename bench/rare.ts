import { studentTQuantile } from "../src/kernel/special.js";
import { masterKey } from "../src/kernel/streams.js";
import { Column, type Observation } from "../src/readings/simulate/observation.js";
import { Simulation } from "../src/readings/simulate/simulation.js";
import { Watch } from "../src/readings/simulate/watch.js";
import { accelerate, acceleratedUnavailability } from "../src/study/method/accelerated.js";
import { ORACLES, type Oracle } from "../test/readings/rareOracles.js";

/*
 * How fast the accelerated reading knows rare downtime to ±5 %, against known answers, and how often its intervals hold the
 * truth. `npm run bench:rare` prints both; words behind it: part of a name, seed, precision, runs for the coverage.
 */
const LEVEL = 0.95;
/** Replications that the gain is measured on. */
const MANY = 600;
/** Configurations whose coverage is looked at. */
const COVERED = [
  "L2",
  "2 of 3, 8760/1 h",
  "3 of 5, 8760/1 h",
  "2 of 3 with a common cause each 1e9 h",
  "2 of 3 Weibull 0.7 / lognormal 1",
  "cold standby, gamma repair",
  "n+1 of six, heartbeat timeout, 30 s takeover",
  "pair, a takeover in 10 000 fails, common cause",
  "five votes in two racks, links fail",
];
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

function secondsOf<T>(work: () => T): [T, number] {
  const start = process.cpuUsage().user;
  const result = work();
  return [result, (process.cpuUsage().user - start) / 1e6];
}

/** A run of so many replications, or until it is precise. */
function run({ model, warmup }: Oracle, seed: string, replications: number | "auto", precision: number) {
  const what: Observation = { warmup, horizon: 1, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" };
  const sample = accelerate(model, what, { seed, replications, precision, maxEvents: 20_000_000, level: LEVEL });
  if ("refused" in sample) throw new Error(sample.refused);
  const { mean, low, high } = acceleratedUnavailability(sample, LEVEL);
  return { sample, mean: mean!, low, high, sigma: (high - mean!) / studentTQuantile(0.975, sample.replications - 1) };
}

/** CPU seconds of an ordinary simulation for each simulated second. */
function crudeCost({ model }: Oracle, cycle: number): number {
  const what: Observation = { warmup: 0, horizon: 2_000 * cycle, rto: Number.POSITIVE_INFINITY, rtoFrom: "disruption" };
  const simulation = new Simulation(model, masterKey("crude"));
  const watch = new Watch(model, what);
  for (let r = 0; r < 10; r++) watch.replicate(simulation, r);
  const [, seconds] = secondsOf(() => {
    for (let r = 10; r <= 40; r++) watch.replicate(simulation, r);
  });
  return seconds / (31 * what.horizon);
}

/**
 * Crude's variance times its seconds over ours, once both have been compiled. Crude's variance is that of a compound Poisson
 * process with the outages found, its seconds per simulated year are measured.
 */
function gain(oracle: Oracle): number {
  const [{ sample, sigma }, seconds] = secondsOf(() => run(oracle, "gain", MANY, 1));
  const spread = sum(sample.column(Column.OUTAGE_SQUARES)) / sum(sample.column(Column.OUTAGE_SECONDS));
  return (oracle.exact * spread * crudeCost(oracle, sample.observation.horizon / 32)) / (sigma * sigma * seconds);
}

function line(oracle: Oracle, seed: string, precision: number): { text: string; z: number; seconds: number } {
  const { name, exact } = oracle;
  const [{ sample, mean, high, sigma }, seconds] = secondsOf(() => run(oracle, seed, "auto", precision));
  const z = (mean - exact) / sigma;
  const columns = [
    name.padEnd(42),
    exact.toExponential(4),
    mean.toExponential(4),
    z.toFixed(2).padStart(6),
    `${((100 * (high - mean)) / mean).toFixed(1)} %`.padStart(7),
    `${seconds.toFixed(2)} s`.padStart(8),
    `${sample.replications}`.padStart(6),
    `${sample.events}`.padStart(9),
    sample.terms.effective.toFixed(0).padStart(7),
    gain(oracle).toPrecision(2).padStart(9),
    sample.doubts.join("; "),
  ];
  return { text: columns.join(" "), z, seconds };
}

/** Of so many runs, how many intervals hold the truth, in per cent, and on which side of it the others and all means lie. */
function coverage(oracle: Oracle, runs: number, precision: number): string {
  let [held, above, high, squares] = [0, 0, 0, 0];
  const [, seconds] = secondsOf(() => {
    for (let r = 0; r < runs; r++) {
      const { mean, low, high: upper, sigma } = run(oracle, `run ${r}`, "auto", precision);
      if (low <= oracle.exact && oracle.exact <= upper) held++;
      else if (low > oracle.exact) above++;
      if (mean > oracle.exact) high++;
      squares += ((mean - oracle.exact) / sigma) ** 2;
    }
  });
  const share = (n: number) => `${((100 * n) / runs).toFixed(1)} %`.padStart(8);
  return `${oracle.name.padEnd(42)} ${share(held)} ${share(runs - held - above)} ${share(above)} ${share(high)} ${(squares / runs).toFixed(2).padStart(8)} ${(seconds / runs).toFixed(3).padStart(8)} s`;
}

const [, , only = "", seed = "s", precision = "0.05", runs = "100"] = process.argv;
const chosen = ORACLES.filter(({ name }) => name.includes(only));
console.log(`${"case".padEnd(42)} exact      estimate        z     ±95 %     CPU  reps     events     ESS      gain`);
const results = chosen.map((oracle) => {
  const result = line(oracle, seed, Number(precision));
  console.log(result.text);
  return result;
});
const squares = results.reduce((total, { z }) => total + z * z, 0) / results.length;
const largest = (values: number[]) => Math.max(...values).toFixed(2);
console.log(
  `mean z² ${squares.toFixed(2)}, largest |z| ${largest(results.map(({ z }) => Math.abs(z)))}, longest ${largest(results.map(({ seconds }) => seconds))} s CPU`,
);
console.log(
  `\nof ${runs} runs      intervals that hold the truth, lie below it, above it; means above it; mean z²; CPU a run`,
);
for (const oracle of ORACLES.filter(({ name }) => COVERED.includes(name) && name.includes(only)))
  console.log(coverage(oracle, Number(runs), Number(precision)));
