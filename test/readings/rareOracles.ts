import { quorum } from "../../src/architectures/quorum.js";
import { clusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { gamma } from "../../src/kernel/laws/gamma.js";
import { hyperexponentialFromMoments } from "../../src/kernel/laws/hyperexponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { uniform } from "../../src/kernel/laws/uniform.js";
import { weibull } from "../../src/kernel/laws/weibull.js";
import { DOWN, type Model } from "../../src/kernel/model.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import type { PhaseChoice } from "../../src/readings/enumerate/standIns.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import fixture from "../fixtures/exactCases.json" with { type: "json" };
import { referencePlant } from "./referenceSpecs.js";

const HOUR = 3600;

/** A system with a known long-run unavailability that comes from somewhere else than a simulation. */
export interface Oracle {
  readonly name: string;
  readonly model: Model;
  readonly exact: number;
  /** Seconds to forget that everything was new. */
  readonly warmup: number;
}

const exp = (hours: number) => exponential({ mean: hours * HOUR });
const wb = (hours: number, shape: number) => weibull({ mean: hours * HOUR, shape });
const ln = (hours: number, sigma: number) => lognormal({ mean: hours * HOUR, sigma });
const det = (hours: number) => deterministic({ value: hours * HOUR });
const gam = (hours: number, shape: number) => gamma({ mean: hours * HOUR, shape });

/** k of n nodes that serve together, each failing and being repaired by the given laws. */
export function kOfN(k: number, n: number, life: Law, repair: Law, crews = n, changes: Partial<Plant> = {}): Plant {
  const mode = {
    name: "hardware",
    life,
    detection: immediate(),
    repair,
    needsCrew: true,
    recovery: "failover" as const,
    parts: { count: 1, need: 1, swap: immediate() },
  };
  return {
    classes: [{ name: "node", count: n, modes: [mode] }],
    slots: n,
    need: k,
    hosting: "shared",
    crews,
    takeover: { law: immediate(), coverage: 1, manual: immediate() },
    standby: { factor: 1, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
    ...changes,
  };
}

/** The chain's own figure: no rounding worth speaking of down to 1e-18. */
function chainUnavailability(model: Model, phases: PhaseChoice = {}): number {
  const chain = enumerate(model, { phases });
  return longRunMean(steadyState(chain), levelVector(chain, DOWN));
}

function byChain(name: string, plant: Plant, phases: PhaseChoice = {}): Oracle {
  const model = clusterModel(plant);
  return { name, model, exact: chainUnavailability(model, phases), warmup: 400 * HOUR };
}

/** A crew for each node: a node is down with probability MTTR/(MTTF + MTTR) whatever the laws, and on its own. */
function byProduct(name: string, k: number, n: number, life: Law, repair: Law): Oracle {
  const q = repair.mean / (life.mean + repair.mean);
  let exact = 0;
  for (let j = n - k + 1; j <= n; j++) exact += binomial(n, j) * q ** j * (1 - q) ** (n - j);
  return { name, model: clusterModel(kOfN(k, n, life, repair)), exact, warmup: 5 * life.mean };
}

function binomial(n: number, k: number): number {
  return k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k;
}

/**
 * One node at work and one spare, one crew, exponential lives of rate λ, any repair G with transform L = E e^(−λG): a repair
 * begins while the other works; it ends first with probability L, and then the next failure is 1/λ (cold) or 1/2λ (hot)
 * away. Down E(G − X)⁺ = EG − (1 − L)/λ of each EG + L/λ (or L/2λ).
 */
function standby(
  name: string,
  hot: boolean,
  mtbfHours: number,
  repair: Law,
  transform: (rate: number) => number,
): Oracle {
  const rate = 1 / (mtbfHours * HOUR);
  const l = transform(rate);
  const exact = (repair.mean - (1 - l) / rate) / (repair.mean + l / (hot ? 2 * rate : rate));
  const plant = kOfN(1, 2, exp(mtbfHours), repair, 1, {
    slots: 1,
    hosting: "each",
    standby: { factor: hot ? 1 : 0, latent: 0, test: immediate() },
  });
  return { name, model: clusterModel(plant), exact, warmup: 20 * repair.mean };
}

const cases: Record<string, { model: string; parameters: Record<string, number>; exact: Record<string, number> }> =
  fixture.cases;

function reference(name: string, changes: Partial<Plant> = {}): Oracle {
  const { model, parameters } = cases[name]!;
  return byChain(`${name}${Object.keys(changes).length > 0 ? " changed" : ""}`, {
    ...referencePlant(model, parameters),
    ...changes,
  });
}

/** Two kinds of node, one ten times worse than the other, and a cause common to all. */
function unequal(): Plant {
  const plant = kOfN(2, 4, exp(10_000), exp(4), 4);
  const mode = plant.classes[0]!.modes[0]!;
  return {
    ...plant,
    classes: [
      { name: "good", count: 2, modes: [mode] },
      { name: "bad", count: 2, modes: [{ ...mode, life: exp(1_000), repair: exp(8) }] },
    ],
  };
}

/** Nodes that restart often and break seldom; the breaks take long. */
function twoModes(): Plant {
  const plant = kOfN(2, 3, exp(40_000), exp(8));
  const mode = plant.classes[0]!.modes[0]!;
  const restart = {
    ...mode,
    name: "os",
    life: exp(2_000),
    repair: exp(0.1),
    needsCrew: false,
    recovery: "in-place" as const,
  };
  return { ...plant, classes: [{ name: "node", count: 3, modes: [mode, restart] }] };
}

/** Five services on six nodes: seconds down at each failover, hours when a second node fails before the repair. */
function failoversAndLosses(): Plant {
  const plant = kOfN(5, 6, exp(8760), exp(4), 1, {
    slots: 5,
    hosting: "each",
    takeover: { law: deterministic({ value: 30 }), coverage: 1, manual: immediate() },
  });
  const mode = { ...plant.classes[0]!.modes[0]!, detection: deterministic({ value: 3 }) };
  return { ...plant, classes: [{ name: "node", count: 6, modes: [mode] }] };
}

/** `slots` services on one node more, found and taken over in seconds; now and then a takeover does not work, and takes a person hours. */
function seldomFailingTakeovers(slots: number, life: number, fails: number, changes: Partial<Plant> = {}): Plant {
  const plant = kOfN(slots, slots + 1, exp(life), exp(8), 1, {
    slots,
    hosting: "each",
    takeover: { law: exp(30 / 3600), coverage: 1 - fails, manual: exp(24) },
    ...changes,
  });
  const mode = { ...plant.classes[0]!.modes[0]!, detection: exp(3 / 3600) };
  return { ...plant, classes: [{ name: "node", count: slots + 1, modes: [mode] }] };
}

/** Votes in two racks, a crew in each, and the link between them; rates an hour. Shaped as the reference models Q1 and Q2. */
function twoRacks(name: string, a: number, b: number, fails: number, cut: number): Oracle {
  const { classes, takeover, standby } = kOfN(1, a + b, exp(1 / fails), exp(4));
  const nothing = immediate();
  const { model } = quorum.design({
    nodes: a + b,
    classes,
    takeover,
    standby,
    crews: 1,
    survivorsFailWhileDown: true,
    backup: { every: HOUR, takes: 0, declare: nothing, provision: nothing, restore: nothing },
    network: {
      racks: [
        { name: "A", nodes: a, crews: 1 },
        { name: "B", nodes: b, crews: 1 },
      ],
      rings: 1,
      links: [{ between: [0, 1], life: exp(1 / cut), repair: exp(2), paths: 1 }],
      detection: nothing,
      resync: nothing,
    },
  });
  return { name, model, exact: chainUnavailability(model), warmup: 400 * HOUR };
}

const shock = (hours: number) => ({ every: exp(hours), detection: immediate(), repair: exp(1), needsCrew: true });

export const ORACLES: readonly Oracle[] = [
  reference("K1"),
  reference("K2"),
  reference("K3"),
  reference("K4"),
  reference("K5"),
  reference("N3"),
  reference("L1"),
  reference("L2"),
  reference("L3"),
  reference("L4"),
  reference("L2", { takeover: { law: exp(0.01), coverage: 0.9, manual: exp(1) } }),
  byChain("2 of 3, 8760/1 h", kOfN(2, 3, exp(8760), exp(1))),
  byChain("2 of 3, 8760/1 h, one crew", kOfN(2, 3, exp(8760), exp(1), 1)),
  byChain("3 of 5, 8760/1 h", kOfN(3, 5, exp(8760), exp(1))),
  byChain("3 of 5, 8760/1 h, one crew", kOfN(3, 5, exp(8760), exp(1), 1)),
  byChain("4 of 7, 8760/0.1 h", kOfN(4, 7, exp(8760), exp(0.1))),
  byChain("5 of 6, 4380/8 h, one crew", kOfN(5, 6, exp(4380), exp(8), 1)),
  byChain("1 of 2, 50000/0.2 h", kOfN(1, 2, exp(50_000), exp(0.2))),
  byChain("1 of 3, 2000/2 h, one crew", kOfN(1, 3, exp(2000), exp(2), 1)),
  byChain(
    "pair, a takeover in 10 000 fails, common cause",
    seldomFailingTakeovers(1, 10_000, 1e-4, { commonCause: { ...shock(8.766e6), repair: exp(20) } }),
  ),
  byChain("n+1 of six, a takeover in 1000 fails", seldomFailingTakeovers(5, 876_600, 1e-3)),
  byChain(
    "pair, a spare's failure in 100 unseen",
    seldomFailingTakeovers(1, 10_000, 0, { standby: { factor: 1, latent: 0.01, test: exp(720) } }),
  ),
  byChain("2 of 3 with a common cause each 1e9 h", kOfN(2, 3, exp(8760), exp(1), 3, { commonCause: shock(1e9) })),
  byChain("3 of 5 with a common cause each 1e12 h", kOfN(3, 5, exp(8760), exp(1), 5, { commonCause: shock(1e12) })),
  byChain("3 of 5 with a common cause each 1e6 h", kOfN(3, 5, exp(8760), exp(1), 5, { commonCause: shock(1e6) })),
  byChain("unequal nodes", unequal()),
  byChain("two failure modes", twoModes()),
  byChain("2 of 3, 60/4 h", kOfN(2, 3, exp(60), exp(4))),
  byChain("2 of 3, 200/4 h", kOfN(2, 3, exp(200), exp(4))),
  byChain("2 of 3, repair by Erlang-2", kOfN(2, 3, exp(8760), gam(2, 2), 1), { repair: "match" }),
  byChain(
    "2 of 3, repair by a hyperexponential",
    kOfN(2, 3, exp(8760), hyperexponentialFromMoments({ mean: HOUR, cv: 3 }), 1),
    { repair: "match" },
  ),
  byProduct("2 of 3 Weibull 0.7 / lognormal 1", 2, 3, wb(8760, 0.7), ln(1, 1)),
  byProduct("2 of 3 Weibull 2 / deterministic", 2, 3, wb(8760, 2), det(1)),
  byProduct("3 of 5 Weibull 2 / lognormal 1", 3, 5, wb(8760, 2), ln(1, 1)),
  byProduct("3 of 5 Weibull 0.7 / lognormal 1", 3, 5, wb(8760, 0.7), ln(1, 1)),
  byProduct("4 of 7 Weibull 1.5 / gamma 3", 4, 7, wb(8760, 1.5), gam(1, 3)),
  byProduct("2 of 4 lognormal / uniform", 2, 4, ln(8760, 0.8), uniform({ from: HOUR, to: 5 * HOUR })),
  byProduct("1 of 2 gamma / Weibull", 1, 2, gam(4000, 2), wb(6, 0.8)),
  byProduct("1 of 6, deterministic repair", 1, 6, exp(1000), det(20)),
  byProduct("2 of 3, gamma repair", 2, 3, exp(3000), gam(10, 4)),
  // One to six phases for the two timers move the seventh digit.
  byChain("n+1 of six, heartbeat timeout, 30 s takeover", failoversAndLosses(), { detect: 2, takeover: 2 }),
  twoRacks("three votes in two racks, links fail", 2, 1, 1e-3, 5e-4),
  twoRacks("five votes in two racks, links fail", 3, 2, 1e-3, 5e-4),
  twoRacks("five votes in two racks, all seldom fail", 3, 2, 5e-5, 2e-5),
  standby("cold standby, deterministic repair", false, 2000, det(4), (r) => Math.exp(-r * 4 * HOUR)),
  standby("hot standby, deterministic repair", true, 2000, det(4), (r) => Math.exp(-r * 4 * HOUR)),
  standby("cold standby, gamma repair", false, 1000, gam(10, 2.5), (r) => (1 + (r * 10 * HOUR) / 2.5) ** -2.5),
  standby("hot standby, gamma repair", true, 1000, gam(10, 0.5), (r) => (1 + (r * 10 * HOUR) / 0.5) ** -0.5),
  standby(
    "cold standby, uniform repair",
    false,
    500,
    uniform({ from: 0, to: 20 * HOUR }),
    (r) => -Math.expm1(-r * 20 * HOUR) / (r * 20 * HOUR),
  ),
];
