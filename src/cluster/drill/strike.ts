import { exponential } from "../../kernel/laws/exponential.js";
import { immediate } from "../../kernel/laws/immediate.js";
import type { FailureModeSpec } from "../spec.js";

/**
 * What an experiment does to a node. They differ in how they are noticed:
 * - `kill`: the process dies, its host lives;
 * - `shutdown`: the whole server is gone, without a word;
 * - `stop`: the process leaves in good order and says so;
 * - `freeze`: the process hangs; it neither answers nor sends heartbeats;
 * - `storageDisconnect`: it cannot reach its storage, and still sends heartbeats;
 * - `zoneDown`: `shutdown` of every node of a zone;
 * - `partition`: its targets and the others do not reach one another; one-way: the others do not hear its targets; as a
 *   bridge its targets reach both halves of the others; on a ring each node reaches a majority, another one each;
 * - `slow`, `latency`, `loss`: it serves, with less power, later, or not every request; heartbeats are lost and late alike.
 */
export const STRIKES = [
  "kill",
  "shutdown",
  "stop",
  "freeze",
  "storageDisconnect",
  "zoneDown",
  "partition",
  "slow",
  "latency",
  "loss",
] as const;
export type StrikeKind = (typeof STRIKES)[number];

/** The partitions that can be made of a strike's targets; others choose for themselves. */
export const SHAPES = ["split", "one-way", "bridge"] as const;
export type PartitionShape = (typeof SHAPES)[number];

/** The nodes a strike hits, by number from 0, or chosen when it strikes. */
export type Target = readonly number[] | Selector;

/**
 * `one`: any working node; `primary`, `primaries`: one of, all of those that serve; `spare`, `spares`: of those that stand
 * by; `minority`, `majority`: so many nodes, whichever; `all`; `majorities-ring`: of a partition alone.
 */
export const SELECTORS = [
  "one",
  "primary",
  "primaries",
  "spare",
  "spares",
  "minority",
  "majority",
  "all",
  "majorities-ring",
] as const;
export type Selector = (typeof SELECTORS)[number];

export interface Strike {
  readonly kind: StrikeKind;
  readonly target: Target;
  /** Of a partition: how it divides its targets from the others; a split unless told. */
  readonly shape?: PartitionShape | undefined;
  /** What is wrong with a node it takes down, as a failure mode that never comes by itself. A strike that hampers takes none down. */
  readonly mode: FailureModeSpec;
  readonly takesDown: boolean;
  /** A node it takes down sends no heartbeats. */
  readonly silences: boolean;
  /** Share of its power that a hampered node keeps, in (0, 1]. */
  readonly speed: number;
  /** Share of requests and heartbeats lost, in [0, 1]. */
  readonly loss: number;
  /** Seconds by which requests and heartbeats come later. */
  readonly delay: number;
}

/** Heartbeats one by one: every node sends one each `every` seconds, and is dead after so many missed in a row. */
export interface Heartbeats {
  readonly every: number;
  readonly misses: number;
}

export interface Experiment {
  /** The last of them may be `SUSPICION`, which nothing schedules. */
  readonly strikes: readonly Strike[];
  /** Absent where detection is not by heartbeats: then its law is drawn. */
  readonly heartbeats?: Heartbeats | undefined;
}

/** Of what never comes by itself. */
export const NEVER = exponential({ mean: Number.POSITIVE_INFINITY });

/** A failure mode that only a strike brings about, and that ends only when the strike is lifted, unless told otherwise. */
export function strikeMode(name: string, own: Partial<FailureModeSpec>): FailureModeSpec {
  return {
    name,
    life: NEVER,
    detection: NEVER,
    repair: NEVER,
    needsCrew: false,
    recovery: "failover",
    parts: { count: 1, need: 1, swap: immediate() },
    ...own,
  };
}

/** What happens to a living node whose heartbeats are lost, where the cluster acts as one: it is shut out until one is heard again. */
export const SUSPICION: Strike = {
  kind: "loss",
  target: [],
  mode: strikeMode("false suspicion", { detection: immediate() }),
  takesDown: true,
  silences: false,
  speed: 1,
  loss: 0,
  delay: 0,
};
