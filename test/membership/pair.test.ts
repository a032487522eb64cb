import { describe, expect, it } from "vitest";
import { activeActive } from "../../src/architectures/activeActive.js";
import { activePassive } from "../../src/architectures/activePassive.js";
import type { ClusterSpec } from "../../src/cluster/spec.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { exactFigures } from "../../src/study/figures/exact.js";

const HOUR = 3600;
const perHour = (rate: number) => exponential({ mean: HOUR / rate });
const now = immediate();

/** Rates per hour: a node fails, is repaired; the link is cut, mends; a takeover; data are reconciled; a shot that kills; a boot. */
const RATES = { fail: 0.01, repair: 0.25, cut: 0.05, mend: 0.5, take: 3, resync: 0.8, shot: 2, head: 0.7, boot: 4 };

/** Two nodes and a link, neither quorum nor anything else to keep them apart. */
const pair = (more: Partial<ClusterSpec> = {}): ClusterSpec => ({
  nodes: 2,
  classes: [
    {
      name: "node",
      count: 2,
      modes: [
        {
          name: "hardware",
          life: perHour(RATES.fail),
          detection: now,
          repair: perHour(RATES.repair),
          needsCrew: false,
          recovery: "failover",
          parts: { count: 1, need: 1, swap: now },
        },
      ],
    },
  ],
  crews: 1,
  takeover: { law: perHour(RATES.take), coverage: 1, manual: now },
  standby: { factor: 1, latent: 0, test: now },
  survivorsFailWhileDown: true,
  backup: { every: 1, takes: 1, declare: now, provision: now, restore: now },
  network: {
    racks: [
      { name: "a", nodes: 1 },
      { name: "b", nodes: 1 },
    ],
    rings: 1,
    links: [{ between: [0, 1], paths: 1, life: perHour(RATES.cut), repair: perHour(RATES.mend) }],
    detection: now,
    resync: perHour(RATES.resync),
  },
  ...more,
});

type Edges = readonly (readonly [from: string, to: string, rate: number])[];

/** Long-run shares of a chain written out by hand, by plain elimination. */
function shares(edges: Edges): Map<string, number> {
  const names = [...new Set(edges.map(([from]) => from))];
  const n = names.length;
  const rows = names.map((_, j) => [
    ...names.map((_, i) => edges.reduce((sum, [from, to, r]) => sum + flow(from, to, r, names[i], names[j]), 0)),
    0,
  ]);
  rows[n - 1] = [...names.map(() => 1), 1];
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, _, i) => (Math.abs(rows[k + i][k]) > Math.abs(rows[best][k]) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return new Map(names.map((name, i) => [name, rows[i][n] / rows[i][i]]));
}

/** What an edge adds to the balance of state `into` for each unit of state `of`. */
function flow(from: string, to: string, rate: number, of: string, into: string): number {
  if (from !== of || from === to) return 0;
  return (into === to ? rate : 0) - (into === from ? rate : 0);
}

/**
 * Link up: both up (2), one up (1), taking over with the other down (t1) or idle (t2), reconciling likewise (r1, r2), none (0).
 * Cut: each node serves (S), takes over (T), reconciles (R) or is down (D), in no order.
 */
function neither(): Edges {
  const { fail: l, repair: m, cut: c, mend: e, take: t, resync: r } = RATES;
  return [
    ["2", "t1", l],
    ["2", "1", l],
    ["2", "ST", c],
    ["1", "0", l],
    ["1", "2", m],
    ["1", "SD", c],
    ["t1", "1", t],
    ["t1", "0", l],
    ["t1", "t2", m],
    ["t1", "TD", c],
    ["t2", "2", t],
    ["t2", "t1", 2 * l],
    ["t2", "TT", c],
    ["0", "t1", 2 * m],
    ["0", "DD", c],
    ["r2", "2", r],
    ["r2", "t1", l],
    ["r2", "r1", l],
    ["r2", "TT", c],
    ["r1", "1", r],
    ["r1", "0", l],
    ["r1", "r2", m],
    ["r1", "RD", c],
    ["SS", "r2", e],
    ["SS", "SD", 2 * l],
    ["ST", "2", e],
    ["ST", "SS", t],
    ["ST", "TD", l],
    ["ST", "SD", l],
    ["TT", "t2", e],
    ["TT", "ST", 2 * t],
    ["TT", "TD", 2 * l],
    ["SD", "1", e],
    ["SD", "DD", l],
    ["SD", "ST", m],
    ["TD", "t1", e],
    ["TD", "SD", t],
    ["TD", "DD", l],
    ["TD", "TT", m],
    ["RD", "r1", e],
    ["RD", "SD", r],
    ["RD", "DD", l],
    ["RD", "TT", m],
    ["DD", "0", e],
    ["DD", "TD", 2 * m],
  ];
}

const UP = ["2", "1", "SS", "ST", "SD"];
const sum = (all: ReadonlyMap<string, number>, names: readonly string[]) =>
  names.reduce((total, name) => total + all.get(name)!, 0);
const solve = (spec: ClusterSpec) => exactFigures(activePassive.design(spec).model, 1000 * HOUR);
const YEAR_HOURS = 8766;

describe("a pair with neither quorum nor fencing", () => {
  const all = shares(neither());
  const figures = solve(pair());

  it("is down as long as a chain written out by hand says", () => {
    expect(figures.unavailability.mean! / (1 - sum(all, UP))).toBeCloseTo(1, 9);
  });

  it("has two writers as long, and as often", () => {
    expect(figures.splitBrain.secondsPerYear.mean! / (all.get("SS")! * YEAR_HOURS * HOUR)).toBeCloseTo(1, 9);
    expect(figures.splitBrain.incidentsPerYear.mean! / (all.get("ST")! * RATES.take * YEAR_HOURS)).toBeCloseTo(1, 9);
  });

  it("reconciles its data as long, which is time in the phase storage", () => {
    const reconciling = sum(all, ["r1", "r2", "RD"]) * YEAR_HOURS * HOUR;
    expect(figures.downtimeByPhase.storage.mean! / reconciling).toBeCloseTo(1, 9);
  });
});

describe("a pair that fences", () => {
  const fencing = {
    delay: now,
    delayIfServing: perHour(RATES.head),
    action: now,
    success: 1,
    attempts: 1,
    confirm: now,
    reboot: perHour(RATES.boot),
    failsWith: [],
  };

  it("never has two writers, and the serving node wins the race when it alone shoots at once", () => {
    const { splitBrain, downtimeByOrigin } = solve(pair({ fencing }));
    expect(splitBrain.secondsPerYear.mean).toBe(0);
    expect(downtimeByOrigin.link).toBeUndefined();
  });

  it("may shoot both nodes dead when neither has a head start and shots take their time", () => {
    const both = { ...fencing, delayIfServing: now, action: perHour(RATES.shot) };
    const { downtimeByOrigin } = solve(pair({ fencing: both }));
    const headStart = solve(pair({ fencing: { ...both, delayIfServing: perHour(0.001) } })).downtimeByOrigin;
    expect(downtimeByOrigin.link!.mean! / headStart.link!.mean!).toBeGreaterThan(2);
  });

  it("of two that both serve, the one switched off serves again when it has booted", () => {
    const shot = { ...fencing, delayIfServing: now };
    const { model } = activeActive.design(pair({ fencing: shot, need: 1 }));
    // Were a shot the end of a node, both would be lost for good.
    expect(exactFigures(model, HOUR).unavailability.mean!).toBeLessThan(0.5);
  });

  it("does not fail over when the fence device lost its power with the node, until a person has made sure", () => {
    const reliable = solve(pair({ fencing, network: undefined }));
    const shared = solve(
      pair({ fencing: { ...fencing, failsWith: ["hardware"], confirm: perHour(1) }, network: undefined }),
    );
    expect(reliable.downtimeByPhase.manualRecovery).toBeUndefined();
    expect(shared.downtimeByPhase.manualRecovery!.mean!).toBeGreaterThan(1000);
    expect(shared.unavailability.mean!).toBeGreaterThan(reliable.unavailability.mean!);
  });
});
