import { complement, exactly, nines, times, UNKNOWN } from "../../src/study/figures/estimates.js";
import type { Estimate, Quantiles, Result } from "../../src/study/result.js";

const YEAR = 8766 * 3600;

/** A 95 % interval of ± `relative`. */
export const about = (mean: number, relative = 0.07): Estimate => ({
  mean,
  low: mean * (1 - relative),
  high: mean * (1 + relative),
  level: 0.95,
});

export const noneSeen = (high: number): Estimate => ({ mean: null, low: 0, high, level: 0.95 });

const quantiles = (p5: number, p50: number, p95: number, p99: number, max: number, count: number): Quantiles => ({
  mean: about(p50 * 1.2),
  p5: about(p5, 0.02),
  p50: about(p50, 0.02),
  p95: about(p95, 0.03),
  p99: { mean: p99, low: p99 * 0.9, high: p99 * 1.2, level: 0.95 },
  max,
  count,
});

/** Figures that follow from unavailability. */
function fromUnavailability(each: Estimate, all: Estimate, services: number, outages: Estimate) {
  return {
    availability: complement(all),
    nines: nines(all),
    unavailability: all,
    downtimePerYear: times(all, YEAR),
    downtimePerMonth: times(all, YEAR / 12),
    outagesPerYear: times(outages, services),
    perService: { services, unavailability: each, downtimePerYear: times(each, YEAR), outagesPerYear: outages },
  };
}

/** Five services and a spare, simulated, without objectives: down 52.596 min a year each. */
export const simulated: Result = {
  formatVersion: "1.0",
  scenario: "five services, one spare",
  architecture: "n+1",
  nodes: 6,
  understood: "5 active + 1 spare",
  seed: "hasim",
  method: "crude",
  choice: { asked: "auto", why: "outages are frequent: about 2 million events show enough of them", fellBack: false },
  replications: 1840,
  simulatedYears: 18400,
  cut: false,
  effectiveSampleSize: 1612.4,
  ...fromUnavailability(about(1e-4), about(4.9e-4), 5, about(0.42)),
  served: complement(about(1e-4)),
  degraded: exactly(0),
  downtimeByPhase: {
    detection: about(2_800),
    failover: about(6_900),
    manualRecovery: about(5_700, 0.2),
    capacityLost: about(55, 0.6),
    restart: about(20, 0.9),
  },
  downtimeByOrigin: { hardware: about(4_000), os: about(8_000), application: about(3_400) },
  planned: UNKNOWN,
  mttf: about(14_900_000, 0.04),
  mission: { horizon: 10 * YEAR, downtime: about(154_000), outages: about(20.9), unreliability: noneSeenFailure() },
  timeToDetect: quantiles(2.1, 2.5, 2.95, 2.99, 3, 38_000),
  timeToRecover: quantiles(11, 26, 66, 5_400, 41_000, 38_000),
  outageDuration: quantiles(13, 29, 75, 5_400, 41_000, 38_000),
  rto: null,
  rpo: null,
  promise: { rto95: 75, rto99: 5400 },
  objectives: [],
  warnings: [],
  splitBrain: { incidentsPerYear: UNKNOWN, secondsPerYear: UNKNOWN },
  figures: { nodesUp: about(5.991, 0.0001), slotsServed: complement(about(1e-4)), belowFull: about(4.9e-4) },
  notes: ["planned downtime and split-brain are not modelled: their figures are unknown, not zero"],
  settingChanges: [],
  assumptions: [
    {
      what: "takeover",
      value: "lognormal, mean 30 s, sigma 0.5",
      grade: "assumed",
      source: "mount, start and warm up",
    },
    { what: "detection", value: "heartbeat every 1 s, 3 misses", grade: "vendor", source: "keepalived.conf(5)" },
  ],
  notModelled: ["common cause (one event that takes every node)", "loss of the site", "operator error"],
  yearlyDowntime: null,
  insight: null,
  inputUncertainty: null,
  defaultsThatMatter: [],
  cost: {
    infrastructure: 24_360,
    outage: null,
    total: null,
    total95: null,
    shortfall95: null,
    currency: "USD",
    lines: [
      { what: "6 × server", perYear: 14_400, source: "two-socket server", grade: "assumed" },
      { what: "6 × power", perYear: 3_960, source: "500 W", grade: "assumed" },
      { what: "repair contract four-hour", perYear: 6_000, source: "list price", grade: "vendor" },
    ],
  },
};

/** Nobody saw every replication fail, nor any survive: the chance is high, and not known to be certain. */
function noneSeenFailure(): Estimate {
  return { mean: null, low: 0.998, high: 1, level: 0.95 };
}

/** A pair held to objectives it misses, with money. */
export const missed: Result = {
  ...simulated,
  scenario: "two-node database",
  architecture: "active-passive",
  nodes: 2,
  understood: "1 active + 1 standby",
  seed: "a seed with blanks",
  ...fromUnavailability(about(3.2e-4), about(3.2e-4), 1, about(2.1)),
  rto: {
    objective: 60,
    from: "disruption",
    at: null,
    violationsPerYear: about(0.31, 0.1),
    yearWithout: about(0.73, 0.03),
    withinShare: about(0.852, 0.01),
    verdict: "missed",
  },
  objectives: [
    { name: "availability", asked: "99.9%", got: "99.966% to 99.97%", verdict: "met" },
    {
      name: "rto",
      asked: "60 s in 90% of years",
      got: "70.8% to 75.2% of years without a violation",
      verdict: "missed",
    },
  ],
  warnings: [
    {
      code: "detection-exceeds-rto",
      text: "detecting a failure of hardware takes 2 min, longer than the whole RTO of 60 s, so that no takeover, however fast, can keep it",
    },
  ],
  inputUncertainty: { low: 1.1e-4, high: 9.8e-4 },
  cost: {
    ...simulated.cost,
    infrastructure: 9_520,
    outage: about(52_600),
    total: { mean: 62_120, low: 58_438, high: 65_802, level: 0.95 },
    total95: about(310_000, 0.1),
    shortfall95: about(820_000, 0.2),
  },
};

/** The same five services, solved: no intervals, no single outages. */
export const exact: Result = {
  ...simulated,
  method: "exact",
  choice: { asked: "exact", why: "as asked", fellBack: false },
  effectiveSampleSize: null,
  replications: 0,
  simulatedYears: 0,
  ...fromUnavailability(exactly(1.00274e-4), exactly(4.99e-4), 5, exactly(0.0312)),
  served: exactly(1 - 1.00274e-4),
  downtimeByPhase: { detection: exactly(3_000), failover: exactly(12_747) },
  downtimeByOrigin: { hardware: exactly(15_747) },
  mttf: exactly(14_912_000),
  mission: { horizon: 10 * YEAR, downtime: exactly(157_000), outages: exactly(1.56), unreliability: exactly(0.79) },
  timeToDetect: null,
  timeToRecover: null,
  outageDuration: null,
  promise: { rto95: null, rto99: null },
  figures: { nodesUp: exactly(5.9912), slotsServed: exactly(1 - 1e-4), belowFull: exactly(4.99e-4) },
  notes: ["the chain has 133 states after merging nodes that are alike"],
};

/** A run too short to see an outage. */
export const nothingSeen: Result = {
  ...simulated,
  scenario: "nothing seen",
  architecture: "active-active",
  nodes: 3,
  understood: "3 serving, 2 needed",
  replications: 100,
  simulatedYears: 1000,
  cut: true,
  ...fromUnavailability(noneSeen(1.4e-6), noneSeen(1.4e-6), 1, noneSeen(0.003)),
  served: complement(noneSeen(1.4e-6)),
  degraded: about(2.3e-4),
  downtimeByPhase: {},
  downtimeByOrigin: {},
  mttf: null,
  mission: { horizon: 10 * YEAR, downtime: noneSeen(900), outages: noneSeen(0.03), unreliability: noneSeen(0.036) },
  timeToDetect: null,
  timeToRecover: null,
  outageDuration: null,
  promise: { rto95: null, rto99: null },
  figures: {},
};
