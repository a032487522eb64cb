import fc, { type Arbitrary } from "fast-check";
import type { FencingSpec } from "../../src/cluster/fencing/fencingSpec.js";
import type { NetworkSpec, PartitionSpec, SuspicionSpec } from "../../src/cluster/network/networkSpec.js";
import { PARTITIONS, type PartitionKind } from "../../src/cluster/network/partitions.js";
import { sidesOf } from "../../src/cluster/network/section/partitionSides.js";
import type { QuorumSpec, VotequorumSpec } from "../../src/cluster/quorum/quorumSpec.js";
import type { ClusterSpec } from "../../src/cluster/spec.js";
import type { Law } from "../../src/kernel/law.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";

/** A cluster of nodes in racks as data that prints and shrinks; hours, 0 = at once. Written out as a scenario by `scenarioOf`. */
export interface Draft {
  readonly architecture: "active-passive" | "n+m" | "active-active" | "quorum";
  readonly racks: readonly number[];
  readonly links: readonly (readonly [number, number])[];
  readonly rings: number;
  readonly wires: { readonly link: number; readonly switch: number; readonly nic: number; readonly repair: number };
  /** A partition by law, and living nodes taken for dead; null = there is none. */
  readonly partition: { readonly kind: PartitionKind; readonly life: number; readonly repair: number } | null;
  readonly suspicion: { readonly until: number; readonly heard: number } | null;
  readonly life: number;
  readonly inPlace: boolean;
  readonly detection: number;
  readonly notice: number;
  readonly takeover: number;
  readonly coverage: number;
  readonly repair: number;
  readonly quorum: {
    readonly policy: "majority" | "votequorum" | "dynamic" | "none";
    /** What of corosync's options is on, where it counts. */
    readonly options: Options;
    readonly noQuorumPolicy: "stop" | "freeze";
    readonly stop: number;
    readonly tieBreaker: boolean;
    readonly witness: "no" | "apart" | "in the first rack";
  };
  readonly fencing: {
    readonly delay: number;
    readonly action: number;
    readonly success: number;
    readonly attempts: number;
    /** 0 = a fence device; else the time of a watchdog instead. */
    readonly watchdog: number;
  } | null;
  readonly seed: number;
}

const HOUR = 3600;
const hours = (mean: number): Law => (mean === 0 ? immediate() : exponential({ mean: mean * HOUR }));
const delay = fc.constantFrom(0, 0.01, 0.3, 2);

const window = exponential({ mean: 600 });
const DEVICE = { life: hours(20), repair: hours(5) };

/** Options of corosync, as a specification and as text. */
const OPTIONS = {
  plain: [{ window }, ""],
  "waits for all": [{ window, waitForAll: true }, ", waitForAll: true"],
  "two node": [{ window, twoNode: true }, ", twoNode: true"],
  "last man": [
    { window, lastManStanding: true },
    ", lastManStanding: true, lastManStandingWindow: {exponential: 10min}",
  ],
  tie: [{ window, waitForAll: true, autoTieBreaker: "highest" }, ", waitForAll: true, autoTieBreaker: highest"],
  "last man and tie": [
    { window, waitForAll: true, lastManStanding: true, autoTieBreaker: "lowest" },
    ", waitForAll: true, lastManStanding: true, lastManStandingWindow: {exponential: 10min}, autoTieBreaker: lowest",
  ],
  device: [
    { window, device: { algorithm: "lms", tieBreaker: "lowest" } },
    ", device: {algorithm: lms, life: 20h, repair: {exponential: 5h}}",
  ],
} as const satisfies Record<string, readonly [VotequorumSpec, string]>;
type Options = keyof typeof OPTIONS;

/** Any cluster of at most eight nodes in which faults come thick and fast. */
export const drafts: Arbitrary<Draft> = fc
  .record({
    architecture: fc.constantFrom("active-passive", "n+m", "active-active", "quorum"),
    racks: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    chain: fc.boolean(),
    rings: fc.constantFrom(1, 1, 2),
    wires: fc.record({
      link: fc.constantFrom(5, 50),
      switch: fc.constantFrom(0, 60),
      nic: fc.constantFrom(0, 60),
      repair: fc.constantFrom(0.5, 5),
    }),
    partition: fc.option(
      fc.record({
        kind: fc.constantFrom(...PARTITIONS),
        life: fc.constantFrom(5, 50),
        repair: fc.constantFrom(0.5, 5),
      }),
    ),
    suspicion: fc.option(fc.record({ until: fc.constantFrom(2, 20), heard: fc.constantFrom(0.01, 1) })),
    life: fc.constantFrom(10, 100, 1000),
    inPlace: fc.boolean(),
    detection: delay,
    notice: delay,
    takeover: delay,
    coverage: fc.constantFrom(1, 0.7),
    repair: fc.constantFrom(1, 20),
    quorum: fc.record({
      policy: fc.constantFrom("majority", "majority", "votequorum", "dynamic"),
      options: fc.constantFrom(...(Object.keys(OPTIONS) as Options[])),
      noQuorumPolicy: fc.constantFrom("stop", "freeze"),
      stop: delay,
      tieBreaker: fc.boolean(),
      witness: fc.constantFrom("no", "apart", "in the first rack"),
    }),
    fencing: fc.record({
      delay,
      action: delay,
      success: fc.constantFrom(1, 0.5, 0.1),
      attempts: fc.integer({ min: 1, max: 3 }),
      watchdog: fc.constantFrom(0, 0, 0.05, 1),
    }),
    seed: fc.nat(1_000_000),
  })
  .map(({ chain, ...draft }) => ({
    ...draft,
    racks: draft.racks.length === 1 && draft.racks[0]! < 2 ? [2] : draft.racks,
    links: draft.racks.slice(1).map((_, i): readonly [number, number] => [chain ? i : 0, i + 1]),
  }))
  .map((draft) => (draft.partition && !fits(draft.partition.kind, draft.racks) ? { ...draft, partition: null } : draft))
  .map((draft) => ({ ...draft, ...meaningful(draft) }));

/** Rings and bare majorities take some nodes. */
function fits(kind: PartitionKind, racks: readonly number[]): boolean {
  const nodes = racks.reduce((sum, n) => sum + n, 0);
  return nodes >= (kind === "ring" ? 4 : kind === "majority" || kind === "bridge" ? 3 : 2);
}

/** The policy as it can be: two_node is for two, watchdogs need quorum, and where every write needs a majority nothing else counts. */
function meaningful({ architecture, racks, quorum, fencing }: Draft): Pick<Draft, "quorum" | "fencing"> {
  const pair = racks.reduce((sum, n) => sum + n, 0) === 2;
  const options = quorum.options === "two node" && !pair ? "plain" : quorum.options;
  const isTwoNode = quorum.policy === "votequorum" && options === "two node";
  return {
    quorum: { ...quorum, options, policy: architecture === "quorum" ? "majority" : quorum.policy },
    fencing: fencing && { ...fencing, watchdog: isTwoNode ? 0 : fencing.watchdog },
  };
}

/** The specification of a draft; a wire whose life is 0 is one that never fails. */
export function specOf(draft: Draft): ClusterSpec {
  const { racks, quorum, fencing } = draft;
  const nodes = racks.reduce((sum, n) => sum + n, 0);
  const mode = {
    name: "hardware",
    life: hours(draft.life),
    detection: hours(draft.detection),
    repair: hours(draft.repair),
    needsCrew: true,
    recovery: draft.inPlace ? ("in-place" as const) : ("failover" as const),
    parts: { count: 1, need: 1, swap: immediate() },
  };
  return {
    nodes,
    classes: [{ name: "node", count: nodes, modes: [mode] }],
    spares: draft.architecture === "n+m" ? Math.max(1, Math.floor(nodes / 2)) : undefined,
    crews: 1,
    takeover: { law: hours(draft.takeover), coverage: draft.coverage, manual: hours(1) },
    standby: { factor: 1, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
    backup: { every: 1, takes: 1, declare: immediate(), provision: immediate(), restore: immediate() },
    network: networkOf(draft),
    quorum: quorum.policy === "votequorum" ? votequorumOf(quorum, nodes) : quorumOf(quorum),
    fencing: fencing ? fencingOf(fencing) : undefined,
  };
}

function networkOf({ racks, links, rings, wires, notice, partition, suspicion }: Draft): NetworkSpec {
  const wire = (life: number) => (life > 0 ? { life: hours(life), repair: hours(wires.repair) } : undefined);
  return {
    racks: racks.map((nodes, i) => ({ name: `r${i}`, nodes })),
    rings,
    links: links.map((between) => ({ between, paths: 1, ...wire(wires.link)! })),
    switch: wire(wires.switch),
    nic: wire(wires.nic),
    detection: hours(notice),
    resync: hours(1),
    partitions: partition ? [partitionOf(partition, racks)] : [],
    suspicion: suspicion ? suspicionOf(suspicion) : undefined,
  };
}

/** Of a split and one way the first node against the others, of a bridge the middle one. */
function partitionOf({ kind, life, repair }: NonNullable<Draft["partition"]>, racks: readonly number[]): PartitionSpec {
  const written = { kind, nodes: kind === "split" || kind === "one-way" ? ["node-1"] : undefined };
  const named = racks.map((nodes, i) => ({ name: `r${i}`, nodes }));
  return { kind, sides: sidesOf(written, named), life: hours(life), repair: hours(repair) };
}

function suspicionOf({ until, heard }: NonNullable<Draft["suspicion"]>): SuspicionSpec {
  const first = hours(until);
  return { first, again: first, heard: hours(heard), link: { lossGood: 0.1, lossBad: 0.1, toBad: 0.5, toGood: 0.5 } };
}

function quorumOf({ policy, noQuorumPolicy, stop, tieBreaker, witness }: Draft["quorum"]): QuorumSpec {
  return {
    policy,
    commits: false,
    whenLost: policy === "none" ? "ignore" : noQuorumPolicy,
    stop: hours(stop),
    tieBreaker: tieBreaker && policy !== "dynamic" ? 0 : undefined,
    witness:
      witness === "no"
        ? undefined
        : { life: hours(20), repair: hours(5), votes: 1, rack: witness === "apart" ? undefined : 0, grants: "largest" },
  };
}

/** Corosync has a device where others have a witness, and breaks ties by node. */
function votequorumOf(quorum: Draft["quorum"], nodes: number): QuorumSpec {
  const [votequorum] = OPTIONS[quorum.options];
  const witness = { ...DEVICE, votes: Math.max(1, nodes - 1), grants: "largest" as const };
  return {
    ...quorumOf({ ...quorum, tieBreaker: false, witness: "no" }),
    votequorum,
    witness: "device" in votequorum ? witness : undefined,
  };
}

function fencingOf({ delay, action, success, attempts, watchdog }: NonNullable<Draft["fencing"]>): FencingSpec {
  return {
    delay: hours(delay),
    delayIfServing: delay === 0 ? deterministic({ value: 60 }) : hours(2 * delay),
    action: hours(action),
    success,
    attempts,
    confirm: hours(2),
    reboot: hours(0.1),
    failsWith: [],
    watchdog: watchdog > 0 ? { timeout: hours(watchdog), wait: hours(2 * watchdog) } : undefined,
  };
}

/** A draft as a scenario that can be run, for the story of a counterexample. */
export function scenarioOf(draft: Draft): string {
  const { racks, links, wires, quorum, fencing, partition, suspicion } = draft;
  const law = (mean: number) => (mean === 0 ? "immediate" : `{exponential: ${mean}h}`);
  const wire = (life: number) => `{life: {exponential: ${life}h}, repair: {exponential: ${wires.repair}h}}`;
  const witness = {
    no: "",
    apart: ", witness: {life: 20h, repair: {exponential: 5h}}",
    "in the first rack": ", witness: {life: 20h, repair: {exponential: 5h}, rack: r0}",
  };
  const stop = quorum.policy === "none" ? "" : `, noQuorumPolicy: ${quorum.noQuorumPolicy}, stop: ${law(quorum.stop)}`;
  const counts = quorum.policy === "votequorum";
  const tie = quorum.tieBreaker && !counts && quorum.policy !== "dynamic" ? ", tieBreaker: r0" : "";
  const options = counts ? OPTIONS[quorum.options][1] : witness[quorum.witness];
  const nodes = racks.reduce((sum, n) => sum + n, 0);
  return [
    "title: Two writers",
    `architecture: ${draft.architecture}`,
    `nodes: ${nodes}`,
    ...(draft.architecture === "n+m" ? [`service: {spares: ${Math.max(1, Math.floor(nodes / 2))}}`] : []),
    `node: {failures: {hardware: {life: ${draft.life}h, repair: ${law(draft.repair)}, recovery: ${draft.inPlace ? "in-place" : "failover"}}}}`,
    `detection: ${law(draft.detection)}`,
    `takeover: ${law(draft.takeover)}`,
    `coverage: ${draft.coverage}`,
    "manualRecovery: {exponential: 1h}",
    "crews: 1",
    "network:",
    `  racks: [${racks.map((n, i) => `{name: r${i}, nodes: ${n}}`).join(", ")}]`,
    `  links: [${links.map(([a, b]) => `{between: [r${a}, r${b}]}`).join(", ")}]`,
    `  link: ${wire(wires.link)}`,
    `  rings: ${draft.rings}`,
    ...(wires.switch > 0 ? [`  switch: ${wire(wires.switch)}`] : []),
    ...(wires.nic > 0 ? [`  nic: ${wire(wires.nic)}`] : []),
    `  detection: ${law(draft.notice)}`,
    ...(partition
      ? [
          `  partitions: [{kind: ${partition.kind}${/split|one-way/.test(partition.kind) ? ", nodes: [node-1]" : ""}, life: ${partition.life}h, repair: ${law(partition.repair)}}]`,
        ]
      : []),
    ...(suspicion ? [`  # a living node is taken for dead every ${suspicion.until} h, for ${suspicion.heard} h`] : []),
    "  resync: {exponential: 1h}",
    `quorum: {policy: ${quorum.policy}${stop}${tie}${options}}`,
    ...(fencing && fencing.watchdog > 0
      ? [
          `fencing: {watchdog: ${law(fencing.watchdog)}, watchdogWait: ${law(2 * fencing.watchdog)}, confirm: {exponential: 2h}, reboot: {exponential: 0.1h}}`,
        ]
      : []),
    ...(fencing && fencing.watchdog === 0
      ? [
          `fencing: {delay: ${law(fencing.delay)}, delayIfServing: ${fencing.delay === 0 ? "60s" : law(2 * fencing.delay)}, action: ${law(fencing.action)}, success: ${fencing.success}, attempts: ${fencing.attempts}, confirm: {exponential: 2h}, reboot: {exponential: 0.1h}}`,
        ]
      : []),
    `seed: ${draft.seed}`,
    "",
  ].join("\n");
}
