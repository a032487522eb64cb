import fc, { type Arbitrary } from "fast-check";
import type { Architecture } from "../../src/architectures/architecture.js";
import { against, bridged, isDrawn } from "../../src/cluster/network/partitions.js";
import { isBetweenSites, spansSites } from "../../src/cluster/recovery/strategies.js";
import type { ClusterSpec } from "../../src/cluster/spec.js";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { lognormal } from "../../src/kernel/laws/lognormal.js";
import { uniform } from "../../src/kernel/laws/uniform.js";
import { weibull } from "../../src/kernel/laws/weibull.js";

/** A law as data, so that it prints, shrinks and can be made again with every time doubled. Means in hours. */
export interface LawDraft {
  readonly law: "never" | "immediate" | "exponential" | "deterministic" | "uniform" | "weibull" | "lognormal";
  readonly mean: number;
}

/** The same tree with drafts where laws stand. */
type Drafted<T> = T extends Law ? LawDraft : T extends object ? { readonly [K in keyof T]: Drafted<T[K]> } : T;
export type Draft = Drafted<ClusterSpec>;
export type ModeDraft = Draft["classes"][number]["modes"][number];

const HOUR = 3600;

/** The specification a draft stands for, every time multiplied by `scale`. */
export function specOf(draft: Draft, scale = 1): ClusterSpec {
  const built = build(draft, scale) as ClusterSpec;
  return {
    ...built,
    backup: { ...built.backup, every: built.backup.every * scale, takes: built.backup.takes * scale },
  };
}

function build(value: unknown, scale: number): unknown {
  if (Array.isArray(value)) return value.map((item) => build(item, scale));
  if (typeof value !== "object" || value === null) return value;
  if (isLawDraft(value)) return lawOf(value, scale);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, build(item, scale)]));
}

const isLawDraft = (value: object): value is LawDraft => "law" in value && typeof value.law === "string";

function lawOf({ law, mean: hours }: LawDraft, scale: number): Law {
  const mean = hours * HOUR * scale;
  switch (law) {
    case "never":
      return exponential({ mean: Number.POSITIVE_INFINITY });
    case "immediate":
      return immediate();
    case "exponential":
      return exponential({ mean });
    case "deterministic":
      return deterministic({ value: mean });
    case "uniform":
      return uniform({ from: mean / 2, to: 1.5 * mean });
    case "weibull":
      return weibull({ mean, shape: 1.5 });
    case "lognormal":
      return lognormal({ mean, sigma: 0.75 });
  }
}

/** Means between `low` and `high` hours, spread evenly over the orders of magnitude, with few digits. */
const hoursBetween = (low: number, high: number): Arbitrary<number> =>
  fc
    .double({ min: Math.log(low), max: Math.log(high), noNaN: true })
    .map((x) => Math.min(high, Math.max(low, Number(Math.exp(x).toPrecision(3)))));

type Times = (low: number, high: number) => Arbitrary<LawDraft>;
type Delays = (low: number, high: number) => Arbitrary<LawDraft>;

const exponentialTimes: Times = (low, high) =>
  fc.record({ law: fc.constant("exponential" as const), mean: hoursBetween(low, high) });
const anyTimes: Times = (low, high) =>
  fc.record({
    law: fc.constantFrom("exponential", "deterministic", "uniform", "weibull", "lognormal"),
    mean: hoursBetween(low, high),
  });
const orImmediate =
  (times: Times): Delays =>
  (low, high) =>
    fc.oneof({ weight: 4, arbitrary: times(low, high) }, { weight: 1, arbitrary: fc.constant(IMMEDIATE) });

const IMMEDIATE: LawDraft = { law: "immediate", mean: 0 };

/** Modes 0, 1, 2… of a class are told apart by these names. */
const MODE_NAMES = ["hardware", "os", "application"];

function modes(times: Times, most: number): Arbitrary<ModeDraft[]> {
  const delays = orImmediate(times);
  const one: Arbitrary<Omit<ModeDraft, "name">> = fc.record({
    life: times(50, 3000),
    detection: delays(0.01, 5),
    repair: delays(0.5, 50),
    needsCrew: fc.boolean(),
    recovery: fc.constantFrom("failover", "failover", "in-place"),
    parts: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ count: 1, need: 1, swap: IMMEDIATE }) },
      { weight: 1, arbitrary: fc.record({ count: fc.constant(2), need: fc.constantFrom(1, 2), swap: times(1, 50) }) },
    ),
  });
  return fc
    .array(one, { minLength: 1, maxLength: most })
    .map((list) => list.map((mode, i) => ({ name: MODE_NAMES[i], ...mode })));
}

/** Node classes with the given number of nodes in all. */
function classes(times: Times, nodes: number, most: number): Arbitrary<Draft["classes"]> {
  const cut = nodes > 1 ? fc.integer({ min: 1, max: nodes }) : fc.constant(1);
  return fc.tuple(cut, modes(times, most), modes(times, most)).map(([first, a, b]) =>
    first === nodes
      ? [{ name: "a", count: nodes, modes: a }]
      : [
          { name: "a", count: first, modes: a },
          { name: "b", count: nodes - first, modes: b },
        ],
  );
}

/** Everything a cluster may be told, in any combination. */
function anyCluster(architecture: Architecture, times: Times, nodes: number, mostModes: number): Arbitrary<Draft> {
  return fc
    .tuple(nodesAlone(times, nodes, mostModes), severalSites(architecture, times, nodes))
    .map(([cluster, places]) => ({ ...cluster, ...places }));
}

function nodesAlone(times: Times, nodes: number, mostModes: number): Arbitrary<Draft> {
  const delays = orImmediate(times);
  return fc.record({
    nodes: fc.constant(nodes),
    classes: classes(times, nodes, mostModes),
    need: fc.option(fc.integer({ min: 1, max: nodes }), { nil: undefined }),
    spares: fc.option(fc.integer({ min: 0, max: nodes - 1 }), { nil: undefined }),
    load: fc.option(
      fc.record({
        demand: fc.integer({ min: 1, max: 10 * nodes }),
        capacityPerNode: fc.constant(10),
        minimum: fc.constantFrom(0.5, 0.8, 1),
      }),
      { nil: undefined },
    ),
    crews: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
    takeover: fc.record({ law: delays(0.01, 2), coverage: fc.constantFrom(0, 0.7, 0.95, 1), manual: delays(0.5, 10) }),
    standby: fc.record({
      factor: fc.constantFrom(0, 0.5, 1),
      latent: fc.constantFrom(0, 0, 0.3, 1),
      test: times(5, 200),
    }),
    commonCause: fc.option(
      fc.record({
        every: times(500, 5000),
        detection: delays(0.01, 5),
        repair: delays(0.5, 50),
        needsCrew: fc.boolean(),
      }),
      { nil: undefined },
    ),
    survivorsFailWhileDown: fc.constantFrom(true, true, false),
    backup: fc.record({
      every: fc.constant(24 * HOUR),
      takes: fc.constant(HOUR),
      declare: delays(0.1, 5),
      provision: delays(0.1, 5),
      restore: delays(0.1, 20),
    }),
  });
}

/** Two sites which are lost, or only dark, for the designs that have sites, and a recovery between them; nothing for the others. */
function severalSites(architecture: Architecture, times: Times, nodes: number): Arbitrary<Partial<Draft>> {
  if (!spansSites(architecture.name) || nodes < 2) return fc.constant({});
  const delays = orImmediate(times);
  const fails = fc.record({
    life: times(500, 5000),
    repair: delays(1, 200),
    detection: delays(0.01, 1),
    restart: delays(0.01, 1),
    destroys: fc.boolean(),
  });
  const step = fc.record({
    name: fc.constantFrom("redirect", "scaleUp", "verify"),
    takes: delays(0.1, 2),
    success: fc.constantFrom(1, 0.8),
  });
  const first = Math.ceil(nodes / 2);
  const site = (name: string, first: number, end: number) =>
    fc.record({
      name: fc.constant(name),
      kind: fc.constant("site" as const),
      first: fc.constant(first),
      end: fc.constant(end),
      within: fc.constant(-1),
      fails,
    });
  const recovery = fc.record({
    detect: delays(0.01, 1),
    declare: delays(0.1, 2),
    automatic: fc.constant(false),
    steps: fc.array(step, { minLength: 1, maxLength: 2 }),
    manual: times(0.5, 10),
    failback: fc.option(fc.record({ after: delays(1, 100), takes: delays(0.01, 1) }), { nil: undefined }),
    comeBack: delays(0.1, 2),
    lag: delays(0.01, 1),
  });
  const sites = fc.tuple(site("main", 0, first), site("other", first, nodes));
  const drawn = isBetweenSites(architecture.name) ? fc.record({ sites, recovery }) : fc.record({ sites });
  return drawn as Arbitrary<Partial<Draft>>;
}

/** The draft without anything that takes several nodes at once. */
export const withoutShocks = (draft: Draft): Draft => ({
  ...draft,
  commonCause: undefined,
  sites: draft.sites?.map((site) => ({ ...site, fails: undefined })),
});

/** What an architecture takes without complaint and, with everything new, serves. */
function fits(architecture: Architecture, draft: Draft): boolean {
  const spec = specOf(draft);
  return architecture.complaints(spec).length === 0 && servesWhenNew(architecture, spec);
}

function servesWhenNew(architecture: Architecture, spec: ClusterSpec): boolean {
  const { model } = architecture.design(spec);
  const levels = new Float64Array(model.levels.length);
  model.measure(model.newWorld(), levels);
  return levels[0] === 0;
}

/** Clusters of the architecture under any laws, for what only a simulation can do. */
export const anyDraft = (architecture: Architecture): Arbitrary<Draft> =>
  nodesOf(architecture, 6)
    .chain((nodes) => anyCluster(architecture, anyTimes, nodes, 3))
    .filter((draft) => fits(architecture, draft));

/** Clusters of the architecture that are Markov chains as they stand. */
export const exponentialDraft = (architecture: Architecture): Arbitrary<Draft> =>
  nodesOf(architecture, 4)
    .chain((nodes) => anyCluster(architecture, exponentialTimes, nodes, 2))
    .filter((draft) => fits(architecture, draft));

/** Base semantics: nodes of one class with one way to fail, hot spares, exponential laws. */
export function baseDraft(architecture: Architecture): Arbitrary<Draft> {
  // A service that moves back costs an outage each time, so that what is better may move it more often.
  const stays = ({ recovery }: Draft) => recovery && { ...recovery, failback: undefined };
  const plain = (draft: Draft): Draft => ({
    ...draft,
    recovery: stays(draft),
    classes: [{ name: "a", count: draft.nodes, modes: draft.classes[0].modes.slice(0, 1).map(ordinary) }],
    standby: { ...draft.standby, factor: 1, latent: 0 },
    commonCause: undefined,
    survivorsFailWhileDown: true,
  });
  return nodesOf(architecture, 5)
    .chain((nodes) => anyCluster(architecture, exponentialTimes, nodes, 1))
    .map(plain)
    .filter((draft) => fits(architecture, draft));
}

const ordinary = (mode: ModeDraft): ModeDraft => ({
  ...mode,
  recovery: "failover",
  needsCrew: true,
  parts: { count: 1, need: 1, swap: IMMEDIATE },
});

/** Numbers of nodes that the architecture takes, up to `most`. */
function nodesOf(architecture: Architecture, most: number): Arbitrary<number> {
  const accepted = Array.from({ length: most }, (_, i) => i + 1).filter((nodes) => {
    const [draft] = fc.sample(anyCluster(architecture, exponentialTimes, nodes, 1), { seed: 1, numRuns: 1 });
    return (
      architecture.complaints(specOf({ ...draft, need: undefined, spares: undefined, load: undefined })).length === 0
    );
  });
  return fc.constantFrom(...accepted);
}

/** The draft with every law at the places `pick` names made quicker by a factor. */
export function quicker(law: LawDraft, factor: number): LawDraft {
  return { ...law, mean: law.mean / factor };
}

/** The draft with its modes changed. */
export function withModes(draft: Draft, change: (mode: ModeDraft) => ModeDraft): Draft {
  return { ...draft, classes: draft.classes.map((kind) => ({ ...kind, modes: kind.modes.map(change) })) };
}

/** Who may go on in a divided cluster, and whether lost nodes are made sure to be off. */
export interface Policy {
  readonly quorum: "none" | "majority" | "majority with witness" | "votequorum, waiting for all" | "dynamic";
  readonly fencing: boolean | "watchdog";
}

const QUORUMS = ["none", "majority", "majority with witness", "votequorum, waiting for all", "dynamic"] as const;
export const POLICIES: readonly Policy[] = [
  ...QUORUMS.flatMap((quorum) => [false, true].map((fencing) => ({ quorum, fencing }))),
  { quorum: "majority", fencing: "watchdog" },
];

function counted({ quorum }: Policy): "none" | "majority" | "votequorum" | "dynamic" {
  if (quorum === "none") return "none";
  if (quorum.startsWith("majority")) return "majority";
  return quorum.startsWith("dynamic") ? "dynamic" : "votequorum";
}

/**
 * The architecture's clusters of at most three nodes, in base semantics, in two racks whose link fails often, under a policy.
 * Fencing is reliable: an attempt may fail, and then a person makes sure.
 */
export function dividedDraft(architecture: Architecture, policy: Policy): Arbitrary<Draft> {
  const delays = orImmediate(exponentialTimes);
  const divided = fc.record({
    link: fc.record({ life: exponentialTimes(50, 500), repair: exponentialTimes(0.5, 20) }),
    notice: delays(0.01, 2),
    stop: delays(0.01, 2),
    delay: exponentialTimes(0.01, 2),
    action: delays(0.01, 2),
    success: fc.constantFrom(1, 0.5),
    witness: fc.record({ life: exponentialTimes(100, 1000), repair: exponentialTimes(1, 20) }),
  });
  return fc
    .tuple(
      baseDraft(architecture).filter(({ nodes }) => nodes <= 3),
      divided,
    )
    .map(([draft, { link, notice, stop, delay, action, success, witness }]) => ({
      ...draft,
      network: {
        racks: [
          { name: "east", nodes: draft.nodes - 1 },
          { name: "west", nodes: 1 },
        ],
        rings: 1,
        links: [{ between: [0, 1] as const, paths: 1, ...link }],
        detection: notice,
        resync: { law: "exponential" as const, mean: 1 },
      },
      quorum: {
        policy: counted(policy),
        votequorum: { window: IMMEDIATE, waitForAll: true },
        commits: false,
        whenLost: policy.quorum === "none" ? ("ignore" as const) : ("stop" as const),
        stop,
        witness: policy.quorum.endsWith("with witness")
          ? { ...witness, votes: 1, grants: "largest" as const }
          : undefined,
      },
      fencing: policy.fencing
        ? {
            delay,
            delayIfServing: { ...delay, mean: 2 * delay.mean },
            action,
            success,
            attempts: 2,
            confirm: { law: "exponential" as const, mean: 2 },
            reboot: { law: "exponential" as const, mean: 0.1 },
            failsWith: [],
            watchdog:
              policy.fencing === "watchdog" ? { timeout: delay, wait: { ...delay, mean: 2 * delay.mean } } : undefined,
          }
        : undefined,
    }));
}

const TROUBLES = ["split", "one-way", "bridge", "one", "majority"] as const;

/** The draft with a partition that comes and goes, one kind after another by `i`, and living nodes that are taken for dead. */
export function withTroubles(draft: Draft, i: number): Draft {
  const kinds = TROUBLES.filter((kind) => draft.nodes > 2 || (kind !== "bridge" && kind !== "majority"));
  const kind = kinds[i % kinds.length]!;
  const sides =
    kind === "bridge" ? bridged(draft.nodes, (node) => node === 1) : against(draft.nodes, (node) => node === 0);
  const hours = (mean: number) => ({ law: "exponential" as const, mean });
  const partition = { kind, sides: isDrawn(kind) ? undefined : sides, life: hours(40), repair: hours(4) };
  const link = { lossGood: 0.1, lossBad: 0.1, toBad: 0.5, toGood: 0.5 };
  const suspicion = { first: hours(20), again: hours(20), heard: hours(0.2), link };
  return { ...draft, network: { ...draft.network!, partitions: [partition], suspicion } };
}
