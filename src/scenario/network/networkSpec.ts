import type { Watching } from "../../cluster/detectors/suspicionCycle.js";
import type {
  FencingSpec,
  LinkSpec,
  NetworkSpec,
  PartitionSpec,
  QuorumSpec,
  WatchdogSpec,
  WireSpec,
  WitnessSpec,
} from "../../cluster/spec.js";
import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import type { LawNotation } from "../../notation/laws/lawNotation.js";
import type { Defaults } from "../../notation/presets/defaults.js";
import type { Written } from "../schema.js";
import { detectionLaw, latencyOf, suspicionOf } from "./lossSpec.js";
import type { WrittenNetwork } from "./networkSchema.js";
import { sidesOf } from "./partitionSides.js";
import { deviceWitness, votequorumOf } from "./votequorumSpec.js";

type WrittenQuorum = Exclude<NonNullable<Written["quorum"]>, string>;
type WrittenWire = { life?: LawNotation | undefined; repair?: LawNotation | undefined };

/** Laws of the rest of the scenario that stand in where the network or fencing names none of its own. */
interface Standins {
  readonly detection: () => Law;
  readonly manual: () => Law;
  /** By which heartbeats nodes are found dead; undefined when detection is no matter of heartbeats. */
  readonly watching: Watching | undefined;
}

/** The network a validated scenario describes, defaults filled; undefined when it says nothing of one. */
export function networkOf(
  { network }: Written,
  nodes: number,
  defaults: Defaults,
  standins: Standins,
): NetworkSpec | undefined {
  if (network === undefined) return undefined;
  const racks = network.racks ?? [{ name: "rack", nodes }];
  return {
    racks: racks.map(({ name, nodes, crews }) => ({ name, nodes, crews })),
    rings: network.rings ?? 1,
    links: linksOf(
      network,
      racks.map(({ name }) => name),
      defaults,
    ),
    switch: network.switch && wireOf(network.switch, "switch", defaults),
    nic: network.nic && wireOf(network.nic, "nic", defaults),
    detection: network.detection === undefined ? standins.detection() : detectionLaw(network.detection, network),
    resync: network.resync === undefined ? standins.manual() : lawOf(network.resync),
    partitions: partitionsOf(network.partitions, racks, defaults),
    latency: latencyOf(network),
    suspicion: standins.watching && suspicionOf(network, standins.watching),
  };
}

function partitionsOf(
  written: WrittenNetwork["partitions"],
  racks: NonNullable<WrittenNetwork["racks"]>,
  defaults: Defaults,
): PartitionSpec[] | undefined {
  return written?.map((partition) => ({
    kind: partition.kind,
    sides: sidesOf(partition, racks),
    ...wireOf(partition, "partition", defaults),
  }));
}

function linksOf(network: WrittenNetwork, names: readonly string[], defaults: Defaults): LinkSpec[] {
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => ({ between: [a, b] })));
  const written: NonNullable<WrittenNetwork["links"]> = network.links ?? pairs;
  return written.map(({ between, paths, life, repair }) => ({
    ...wireOf({ life: life ?? network.link?.life, repair: repair ?? network.link?.repair }, "link", defaults),
    between: [names.indexOf(between[0]!), names.indexOf(between[1]!)],
    paths: paths ?? 1,
  }));
}

function wireOf({ life, repair }: WrittenWire, kind: string, defaults: Defaults, of = "network"): WireSpec {
  const name = `${of}.${kind}`;
  return {
    life: lifeOf(life ?? defaults.life(`${name}.life`, `${name}.life`)),
    repair: lawOf(repair ?? defaults.law(`${name}.repair`, `${name}.repair`)),
  };
}

/** How a validated scenario decides who may go on; undefined when it does not say. */
export function quorumOf({ quorum, network }: Written, nodes: number, defaults: Defaults): QuorumSpec | undefined {
  const votes = votesOf(network);
  if (quorum === undefined && votes === undefined) return undefined;
  const written: WrittenQuorum = typeof quorum === "string" ? { policy: quorum } : (quorum ?? {});
  const names = network?.racks?.map(({ name }) => name) ?? ["rack"];
  const policy = written.policy ?? "majority";
  const whenLost = written.noQuorumPolicy ?? (policy === "none" ? "ignore" : lostWord(defaults));
  const stops = policy !== "none" && whenLost === "stop";
  return {
    policy,
    commits: false,
    whenLost,
    stop: lawOf(written.stop ?? (stops ? defaults.law("quorum.stop", "quorum.stop") : "immediate")),
    votes,
    tieBreaker: written.tieBreaker === undefined ? undefined : names.indexOf(written.tieBreaker),
    witness: witnessOf(written.witness ?? deviceWitness(written.device, nodes), names, defaults),
    ...(policy === "votequorum" && { votequorum: votequorumOf(written, defaults) }),
  };
}

function lostWord(defaults: Defaults): "stop" | "freeze" | "ignore" {
  const word = defaults.word("quorum.noQuorumPolicy", "quorum.noQuorumPolicy");
  return word === "freeze" || word === "ignore" ? word : "stop";
}

function votesOf(network: Written["network"]): number[] | undefined {
  const racks = network?.racks ?? [];
  if (racks.every(({ votes }) => votes === undefined)) return undefined;
  return racks.flatMap(({ nodes, votes }) => new Array<number>(nodes).fill(votes ?? 1));
}

function witnessOf(
  written: WrittenQuorum["witness"],
  names: readonly string[],
  defaults: Defaults,
): WitnessSpec | undefined {
  if (written === undefined) return undefined;
  const given = typeof written === "string" ? { kind: written } : written;
  return {
    ...wireOf(given, given.kind ?? "node", defaults, "witness"),
    votes: given.votes ?? 1,
    rack: given.rack === undefined ? undefined : names.indexOf(given.rack),
    grants: given.grants ?? "largest",
  };
}

/** How a validated scenario makes sure that lost nodes are off; undefined when it does not. */
export function fencingOf({ fencing }: Written, defaults: Defaults, { manual }: Standins): FencingSpec | undefined {
  if (fencing === undefined) return undefined;
  if (fencing.watchdog !== undefined) return selfFencing(fencing, defaults, manual);
  const law = (field: "delay" | "action" | "reboot"): Law =>
    lawOf(fencing[field] ?? defaults.law(`fencing.${field}`, `fencing.${field}`));
  const delay = law("delay");
  return {
    delay,
    delayIfServing: fencing.delayIfServing === undefined ? delay : lawOf(fencing.delayIfServing),
    action: law("action"),
    success: fencing.success ?? defaults.share("fencing.success", "fencing.success"),
    attempts: fencing.attempts ?? defaults.count("fencing.attempts", "fencing.attempts"),
    confirm: fencing.confirm === undefined ? manual() : lawOf(fencing.confirm),
    reboot: law("reboot"),
    failsWith: fencing.failsWith ?? [],
  };
}

type WrittenFencing = NonNullable<Written["fencing"]>;

/** Watchdogs instead of a fence device: nothing is shot, so nothing of a shot matters. */
function selfFencing(fencing: WrittenFencing, defaults: Defaults, manual: () => Law): FencingSpec {
  const none = lawOf("immediate");
  return {
    delay: none,
    delayIfServing: none,
    action: none,
    success: 1,
    attempts: 1,
    confirm: fencing.confirm === undefined ? manual() : lawOf(fencing.confirm),
    reboot: lawOf(fencing.reboot ?? defaults.law("fencing.reboot", "fencing.reboot")),
    failsWith: [],
    watchdog: watchdogOf(lawOf(fencing.watchdog!), fencing, defaults),
  };
}

function watchdogOf(timeout: Law, { watchdogWait }: WrittenFencing, defaults: Defaults): WatchdogSpec {
  if (watchdogWait !== undefined) return { timeout, wait: lawOf(watchdogWait) };
  const times = defaults.count("fencing.watchdogWait, times the watchdog", "fencing.watchdogWait");
  return { timeout, wait: deterministic({ value: times * timeout.mean }) };
}
