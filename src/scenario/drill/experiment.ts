import type { Heartbeats, PartitionShape, Selector, StrikeKind, Target } from "../../cluster/drill/strike.js";
import { detectionLaw } from "../../cluster/network/section/lossOf.js";
import type { WrittenNetwork } from "../../cluster/network/section/networkSchema.js";
import type { Law } from "../../kernel/law.js";
import { describeLaw, lawOf } from "../../notation/laws/law.js";
import type { LawNotation } from "../../notation/laws/lawNotation.js";
import { formatDuration } from "../../notation/units/duration.js";
import type { WrittenExperiment, WrittenFault } from "./experimentSchema.js";
import type { Threshold } from "./threshold.js";

/** An experiment ready to be played; times in seconds. */
export interface ExperimentAsked {
  readonly faults: readonly FaultAsked[];
  /** From a failure to its declaration, where nothing says otherwise; and the heartbeats that it stands for, if it does. */
  readonly detection: Law;
  readonly heartbeats?: Heartbeats | undefined;
  readonly lasts: number;
  readonly steadyState: readonly Threshold[];
  readonly thresholds: readonly Threshold[];
  readonly trials: number;
  readonly background: boolean;
  readonly requests: { readonly concurrency: number; readonly patience: number };
}

export interface FaultAsked {
  readonly at: number;
  readonly kind: StrikeKind;
  readonly whom: Target;
  /** Of a partition: how it divides its targets from the others. */
  readonly shape?: PartitionShape | undefined;
  /** From the fault to its declaration, where the scenario says so of this fault. */
  readonly detection?: Law | undefined;
  /** What a node that is only hampered keeps: its power, its requests and heartbeats, seconds later. */
  readonly speed: number;
  readonly loss: number;
  readonly delay: number;
  /** Seconds after which it is lifted. */
  readonly lasts?: number | undefined;
  readonly every?: Law | undefined;
  /** In words: whom; how long and how often. */
  readonly target: string;
  readonly told: string;
}

const AFTERMATH = 600;
const REPEATS = 10;

/** The experiment of a scenario that passed its checks. `general` is the scenario's law of detection, over its network. */
export function experimentAsked(
  written: WrittenExperiment | undefined,
  general: () => LawNotation,
  network: WrittenNetwork | undefined,
): ExperimentAsked | undefined {
  if (written === undefined) return undefined;
  const detection = general();
  const heartbeats = typeof detection === "object" ? detection.heartbeat : undefined;
  const faults = written.faults.map((fault) => faultAsked(fault, written.zones ?? {}));
  return {
    faults,
    detection: detectionLaw(detection, network),
    heartbeats,
    lasts: written.lasts ?? Math.max(...faults.map(endOf)) + AFTERMATH,
    steadyState: written.steadyState ?? [],
    thresholds: written.thresholds ?? [],
    trials: written.trials ?? 1,
    background: written.background ?? false,
    requests: {
      concurrency: written.requests?.concurrency ?? 1,
      patience: written.requests?.timeout ?? Number.POSITIVE_INFINITY,
    },
  };
}

const endOf = ({ at, lasts = 0, every }: FaultAsked): number => at + lasts + (every ? REPEATS * every.mean : 0);

function faultAsked(fault: WrittenFault, zones: Zones): FaultAsked {
  const { at, kind, every, detection, for: lasts, speed = 1, share = 0, by = 0 } = fault;
  const target = [fault.target ?? "one"].flat();
  return {
    at,
    kind,
    whom: targetOf(target, zones),
    shape: fault.shape,
    detection: detection === undefined ? undefined : lawOf(detection),
    speed,
    loss: share,
    delay: by,
    lasts,
    every: every === undefined ? undefined : lawOf(every),
    target: target.join(", "),
    told: [
      ...(lasts === undefined ? [] : [`for ${formatDuration(lasts)}`]),
      ...(every === undefined ? [] : [`again after ${describeLaw(every)}`]),
    ].join(", "),
  };
}

type Zones = NonNullable<WrittenExperiment["zones"]>;

function targetOf(words: readonly string[], zones: Zones): Target {
  const [first = "one"] = words;
  if (words.length === 1 && !/^(node-|zone:)/.test(first)) return first as Selector;
  const nodes = words.flatMap((word) => nodesNamed(word, zones));
  return [...new Set(nodes)].sort((a, b) => a - b);
}

/** Nodes by number from 0: node-2 is 1, a zone those that stand in it. */
export function nodesNamed(word: string, zones: Zones): number[] {
  if (word.startsWith("zone:")) {
    const name = word.slice("zone:".length);
    return Object.hasOwn(zones, name) ? zones[name]!.flatMap((node) => nodesNamed(node, {})) : [];
  }
  return word.startsWith("node-") ? [Number(word.slice("node-".length)) - 1] : [];
}
