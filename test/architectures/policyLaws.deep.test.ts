import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Architecture } from "../../src/architectures/architecture.js";
import { ARCHITECTURES } from "../../src/architectures/registry.js";
import type { ClusterModel } from "../../src/cluster/model.js";
import { spansSites } from "../../src/cluster/recovery/strategies.js";
import { Role } from "../../src/cluster/vocabulary.js";
import { masterKey } from "../../src/kernel/streams.js";
import { levelVector } from "../../src/readings/enumerate/chain.js";
import { enumerate, TooManyStates } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { Column } from "../../src/readings/simulate/observation.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { Watch } from "../../src/readings/simulate/watch.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import { simulatedFigures } from "../../src/study/figures/simulated.js";
import { replicate } from "../../src/study/method/replications.js";
import { contradictions } from "./countByScanning.js";
import { type Draft, dividedDraft, POLICIES, type Policy, quicker, specOf, withModes, withTroubles } from "./specs.js";

const HOUR = 3600;
const EVENTS = 60;
/** Chains larger than this are left to simulation. */
const MOST_STATES = 600;

interface Cell {
  readonly architecture: Architecture;
  readonly policy: Policy;
}

/** A law, and where it does not hold: then `unless` says why. */
interface Law {
  readonly says: string;
  readonly unless?: (cell: Cell) => string | undefined;
  /** What the clusters of a cell have to be for the law to be about them. */
  readonly given?: ((draft: Draft, cell: Cell) => Draft) | undefined;
  readonly clusters: number;
  /** False when it could not be told, because the chain is too large. */
  readonly holds: (
    model: (draft: Draft, scale?: number) => ClusterModel,
    draft: Draft,
    cell: Cell,
  ) => boolean | undefined;
}

const IMMEDIATE = { law: "immediate", mean: 0 } as const;
const NEVER = { law: "never", mean: 0 } as const;

const isOf = (cell: Cell, ...names: string[]): boolean => names.includes(cell.architecture.name);

/** Plays the first events of a run; `seen` is told of the world after each. */
function play(model: ClusterModel, seen: (simulation: Simulation<ReturnType<ClusterModel["newWorld"]>>) => void): void {
  const simulation = new Simulation(model, masterKey("policies"));
  simulation.reset(0);
  for (let event = 0; event < EVENTS && simulation.due < Number.POSITIVE_INFINITY; event++) {
    simulation.step();
    seen(simulation);
  }
}

const levelsOf = (model: ClusterModel, world: ReturnType<ClusterModel["newWorld"]>) => {
  const levels = new Float64Array(model.levels.length);
  model.measure(world, levels);
  return (name: string): number => levels[model.levels.indexOf(name)]!;
};

function rowOf(model: ClusterModel, scale = 1): number[] {
  const observation = { warmup: 50 * HOUR * scale, horizon: 500 * HOUR * scale, rto: HOUR * scale } as const;
  const watch = new Watch(model, { ...observation, rtoFrom: "disruption" });
  return [...watch.replicate(new Simulation(model, masterKey("rows")), 0)];
}

/** Long-run means of every level; null when the chain is too large or has two long runs. */
function solved(model: ClusterModel, maxStates = MOST_STATES): Record<string, number> | null {
  try {
    const chain = enumerate(model, { maxStates });
    const pi = steadyState(chain);
    return Object.fromEntries(chain.levelNames.map((name, i) => [name, longRunMean(pi, levelVector(chain, i))]));
  } catch (error) {
    if (error instanceof TooManyStates || String(error).includes("no single long run")) return null;
    throw error;
  }
}

function expectSame(a: Record<string, number>, b: Record<string, number>): void {
  for (const name of Object.keys(a).filter((name) => !name.startsWith("failed:"))) {
    expect(Math.abs(a[name]! - b[name]!), name).toBeLessThanOrEqual(1e-9 * Math.abs(a[name]!));
  }
}

const IMPROVEMENTS: Readonly<Record<string, (draft: Draft) => Draft>> = {
  "faster repair": (draft) => withModes(draft, (mode) => ({ ...mode, repair: quicker(mode.repair, 3) })),
  "faster takeover": (draft) => ({
    ...draft,
    takeover: { ...draft.takeover, law: quicker(draft.takeover.law, 3), manual: quicker(draft.takeover.manual, 3) },
  }),
  "faster detection of failed nodes": (draft) =>
    withModes(draft, (mode) => ({ ...mode, detection: quicker(mode.detection, 3) })),
};

/** A cluster whose chain is small: short lives, one draw of coverage less, and what concerns others done at once. */
function small(draft: Draft): Draft {
  const { network, quorum, fencing, takeover } = draft;
  const brief = withModes(draft, (mode) => ({
    ...mode,
    life: { ...mode.life, mean: Math.min(300, mode.life.mean) },
    parts: { ...mode.parts, count: 1, need: 1 },
  }));
  const witness = quorum!.witness && { ...quorum!.witness, life: { ...quorum!.witness.life, mean: 100 } };
  return {
    ...brief,
    crews: Math.min(draft.crews, 2),
    takeover: { ...takeover, coverage: 1 },
    network: { ...network!, detection: IMMEDIATE },
    quorum: { ...quorum!, stop: IMMEDIATE, witness },
    fencing: fencing && { ...fencing, action: IMMEDIATE, success: 1 },
  };
}

/** Work is kept where quorum is lost: what is not stopped sooner for being noticed sooner. */
const freezing = (draft: Draft, { policy }: Cell): Draft =>
  policy.quorum === "none" ? small(draft) : { ...small(draft), quorum: { ...draft.quorum!, whenLost: "freeze" } };

const improvement = ([change, better]: [string, (draft: Draft) => Draft]): Law => ({
  says: `it is not down longer with ${change}`,
  clusters: 2,
  given: change.includes("detection") ? freezing : small,
  unless: ({ policy }) =>
    policy.quorum === "none" && !policy.fencing
      ? "whoever is ready sooner writes beside another one sooner, and their data has to be reconciled"
      : undefined,
  holds(model, draft) {
    const before = solved(model(draft));
    const after = before && solved(model(better(draft)));
    return after ? after.down! <= before!.down! * (1 + 1e-12) : undefined;
  },
});

const LAWS: readonly Law[] = [
  {
    says: "the same seed gives the same observations",
    clusters: 2,
    holds(model, draft) {
      const [first, second] = [rowOf(model(draft)), rowOf(model(draft))];
      return String(first) === String(second);
    },
  },
  {
    says: "without faults it is never down",
    clusters: 2,
    given: (draft) => {
      const { network, quorum } = draft;
      const eternal = withModes(draft, (mode) => ({ ...mode, life: NEVER }));
      const witness = quorum!.witness && { ...quorum!.witness, life: NEVER };
      const links = network!.links.map((link) => ({ ...link, life: NEVER }));
      return { ...eternal, network: { ...network!, links }, quorum: { ...quorum!, witness } };
    },
    holds(model, draft) {
      const row = rowOf(model(draft));
      return row[Column.EVENTS] === 0 && row[Column.LEVELS] === 0 && row[Column.MISSION_DOWN] === 0;
    },
  },
  {
    says: "it is up, degraded or down at every moment, and its world never contradicts itself",
    clusters: 3,
    holds(model, draft) {
      const built = model(draft);
      const seconds = { up: 0, degraded: 0, down: 0 };
      let end = 0;
      play(built, ({ world, now, due }) => {
        expect(contradictions(built.cluster, world)).toEqual([]);
        const level = levelsOf(built, world);
        const is = level("down") === 1 ? "down" : level("served") < 1 ? "degraded" : "up";
        expect(level("degraded")).toBe(is === "degraded" ? 1 : 0);
        if (due === Number.POSITIVE_INFINITY) return;
        seconds[is] += due - now;
        end = due;
      });
      const simulation = new Simulation(built, masterKey("policies"));
      simulation.reset(0);
      const beforeTheFirst = simulation.due;
      return Math.abs(beforeTheFirst + seconds.up + seconds.degraded + seconds.down - end) < 1e-6 * end;
    },
  },
  {
    says: "there are never two writers",
    clusters: 5,
    // Where every node writes, who is cut off has to stop at once; nobody else can be blamed for it.
    given: (draft, cell) =>
      isOf(cell, "active-active")
        ? {
            ...draft,
            network: { ...draft.network!, detection: IMMEDIATE },
            quorum: { ...draft.quorum!, stop: IMMEDIATE },
          }
        : draft,
    unless: (cell) => {
      if (isOf(cell, "quorum")) return undefined;
      if (isOf(cell, "active-active") && cell.policy.quorum === "none")
        return "both sides go on writing until one is off";
      if (isOf(cell, "active-active") || cell.policy.fencing) return undefined;
      return "the one cut off may not have stopped yet when another takes over";
    },
    holds(model, draft) {
      const built = model(draft);
      let split = 0;
      play(built, ({ world }) => {
        split += levelsOf(built, world)("twoWriters");
      });
      return split === 0;
    },
  },
  {
    says: "who is promoted has quorum",
    clusters: 5,
    unless: ({ policy }) => (policy.quorum === "none" ? "none is asked for" : undefined),
    holds(model, draft) {
      const built = model(draft);
      let before: number[] = [];
      let wrong = 0;
      play(built, ({ world }) => {
        const { may } = world.membership!;
        for (const [node, role] of world.nodes.role.entries()) {
          const promoted = before[node] === Role.IDLE && (role === Role.TAKING || role === Role.CLAIMING);
          if (promoted && may[node] === 0) wrong++;
        }
        before = [...world.nodes.role];
      });
      return wrong === 0;
    },
  },
  ...Object.entries(IMPROVEMENTS).map(improvement),
  {
    says: "nothing changes when nodes are renamed and no longer merged",
    clusters: 2,
    given: small,
    holds(model, draft) {
      const merged = solved(model(draft));
      const [kind] = draft.classes;
      const classes = Array.from({ length: draft.nodes }, (_, i) => ({ ...kind!, name: `renamed ${i}`, count: 1 }));
      const apart = merged && solved(model({ ...draft, classes }), 3 * MOST_STATES);
      if (!apart) return undefined;
      expectSame(merged!, apart);
      return true;
    },
  },
  {
    says: "all times twice as long leave every share of time as it is",
    clusters: 2,
    given: small,
    holds(model, draft) {
      const once = solved(model(draft));
      const twice = once && solved(model(draft, 2));
      if (!twice) return undefined;
      expectSame(once!, twice);
      const level = (row: number[]) => row[Column.LEVELS]!;
      return level(rowOf(model(draft, 2), 2)) === 2 * level(rowOf(model(draft)));
    },
  },
  {
    says: "it is simulated as it is solved",
    clusters: 1,
    given: small,
    holds(model, draft) {
      const built = model(draft);
      if (solved(built) === null) return undefined;
      const horizon = 1000 * HOUR;
      const exact = exactFigures(built, HOUR);
      const observation = { warmup: 1500 * HOUR, horizon, rto: HOUR, rtoFrom: "disruption" } as const;
      const plan = { seed: "policies", replications: 20, precision: 1, maxEvents: Infinity, level: 0.9999 };
      const simulated = simulatedFigures(built, replicate(built, observation, plan), null, 0.9999, HOUR);
      for (const figure of ["unavailability", "served", "outagesPerYear"] as const) {
        const { low, high } = simulated[figure];
        expect(exact[figure].mean, `${figure} of ${JSON.stringify(draft)}`).toBeGreaterThanOrEqual(low);
        expect(exact[figure].mean, `${figure} of ${JSON.stringify(draft)}`).toBeLessThanOrEqual(high);
      }
      return true;
    },
  },
  {
    says: "its world survives copy and restore at any event",
    clusters: 2,
    holds(model, draft) {
      const built = model(draft);
      const copy = new Simulation(built, masterKey("policies"));
      copy.reset(0);
      play(built, (original) => {
        copy.restore(original.snapshot());
        expect(copy.due).toBe(original.due);
        expect([...copy.world.cells]).toEqual([...original.world.cells]);
      });
      // The copy of the last moment goes on as its original does.
      let last: number[] = [];
      play(built, (original) => {
        last = [original.now, original.due, ...original.world.cells];
      });
      return String([copy.now, copy.due, ...copy.world.cells]) === String(last);
    },
  },
];

/** What has a meaning: one node has nobody to agree with; writes that need a majority need no policy besides, and no fencing. */
/** Designs of nodes that agree among themselves: between sites it is sites that take over from one another. */
const AGREEING = ARCHITECTURES.filter(({ name, defaultNodes }) => defaultNodes > 1 && !spansSites(name));

const CELLS: readonly Cell[] = AGREEING.flatMap((architecture) =>
  POLICIES.filter(
    ({ quorum, fencing }) => architecture.name !== "quorum" || (quorum.startsWith("majority") && !fencing),
  ).map((policy) => ({ architecture, policy })),
);

/** Clusters of a cell that the law could be told of, until there are as many as it asks for. */
function verdicts(law: Law, cell: Cell): boolean[] {
  const { architecture, policy } = cell;
  const model = (draft: Draft, scale = 1) => architecture.design(specOf(draft, scale)).model as ClusterModel;
  const told: boolean[] = [];
  for (const draft of fc.sample(dividedDraft(architecture, policy), { seed: 2026, numRuns: 6 * law.clusters })) {
    const verdict = law.holds(model, law.given?.(draft, cell) ?? draft, cell);
    if (verdict !== undefined) told.push(verdict);
    // What holds of any cluster holds with partitions and false suspicions as well.
    if (!law.given && draft.nodes > 1) told.push(law.holds(model, withTroubles(draft, told.length), cell) ?? true);
    if (told.length >= law.clusters) break;
  }
  return told;
}

describe.each(CELLS)("$architecture.name, quorum $policy.quorum, fencing $policy.fencing:", (cell) => {
  for (const law of LAWS) {
    const why = law.unless?.(cell);
    if (why) continue;
    it(law.says, () => {
      const told = verdicts(law, cell);
      expect(told.length).toBeGreaterThan(0);
      expect(told.every((holds) => holds)).toBe(true);
    });
  }
});

/** Where a law does not hold there are clusters that break it: what `unless` says is so, and not only an excuse. */
describe("what is no law under every policy", () => {
  const named = (name: string) => ARCHITECTURES.find((architecture) => architecture.name === name)!;
  const law = (says: string) => LAWS.find((one) => one.says === says)!;
  const neither: Policy = { quorum: "none", fencing: false };

  it.each([
    [named("active-passive"), neither],
    [named("active-active"), neither],
    [named("active-active"), { quorum: "none", fencing: true } as const],
    [named("n+1"), neither],
    [named("n+m"), neither],
    [named("active-passive"), { quorum: "majority with witness", fencing: false } as const],
  ])("%o may have two writers under %o", (architecture, policy) => {
    expect(verdicts({ ...law("there are never two writers"), clusters: 12 }, { architecture, policy })).toContain(
      false,
    );
  });

  it("a pair that nothing keeps apart may be down longer with faster repair", () => {
    const faster = { ...law("it is not down longer with faster repair"), given: undefined, clusters: 12 };
    expect(verdicts(faster, { architecture: named("active-passive"), policy: neither })).toContain(false);
  });

  it("one more voter raises the majority: four members are down longer than three", () => {
    const three = fc
      .sample(dividedDraft(named("quorum"), { quorum: "majority", fencing: false }), {
        seed: 2026,
        numRuns: 20,
      })
      .find(({ nodes }) => nodes === 3)!;
    const inOneRack = (nodes: number): Draft => ({
      ...small(three),
      nodes,
      classes: [{ ...small(three).classes[0]!, count: nodes }],
      network: { ...three.network!, detection: IMMEDIATE, racks: [{ name: "rack", nodes }], links: [] },
      need: 1,
    });
    const down = (nodes: number) =>
      solved(named("quorum").design(specOf(inOneRack(nodes))).model as ClusterModel)!.down!;
    expect(down(4)).toBeGreaterThan(down(3));
  });
});
