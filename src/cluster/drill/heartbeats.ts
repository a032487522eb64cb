import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { uniform } from "../../kernel/laws/uniform.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { GilbertElliott } from "../detectors/gilbertElliott.js";
import type { NodeId } from "../ids.js";
import { Role } from "../vocabulary.js";
import type { Heartbeats as Asked } from "./strike.js";

interface Heartbeats extends ClusterBench {
  readonly asked: Asked;
  /** How the network of the scenario loses them, and what they take on it; undefined = it loses none, they take nothing. */
  readonly link: GilbertElliott | undefined;
  readonly latency: Law | undefined;
  readonly next: Law;
  readonly beat: Activity;
  readonly lost: Choice;
  readonly turn: Choice;
  /** Of each node: heartbeats missed in a row, heartbeats still to come late, 1 = its line is in the bad state of a bursty link. */
  readonly missed: Int32Array;
  readonly late: Int32Array;
  readonly bad: Int32Array;
}

/** Heartbeats one by one, as an experiment plays them. This is what the law kH − U(0, H) stands for. */
export const heartbeats: ClusterPart = {
  name: "heartbeats",
  build({ plant, nodes }) {
    const { experiment, membership } = plant;
    if (!experiment) return undefined;
    const { heartbeats: asked } = experiment;
    return {
      groups: [{ name: "beat", size: nodes, fields: { missed: "value", late: "value", bad: "value" } }],
      activities: { beat: { of: "node" } },
      choices: { "beat lost": { of: "node" }, link: { of: "node" } },
      bind(bench) {
        if (!asked) return { ends: { beat: () => false } };
        const own: Heartbeats = {
          ...bench,
          asked,
          link: membership?.network.suspicion?.link,
          latency: membership?.network.latency,
          next: deterministic({ value: asked.every }),
          beat: bench.activity("beat"),
          lost: bench.choice("beat lost"),
          turn: bench.choice("link"),
          missed: bench.view("beat", "missed"),
          late: bench.view("beat", "late"),
          bad: bench.view("beat", "bad"),
        };
        return {
          ends: { beat: (node) => beatDue(own, node) },
          hears: {
            begin: () => begin(own),
            // Of beats that come L later, those due before the first of them arrives are missed: L/H, rounded up.
            beatsDelayed(node, delay) {
              own.late[node] = Math.ceil(delay / asked.every);
            },
          },
        };
      },
    };
  },
};

/** Every node sends from some moment of the first period on; lines with bursts of losses begin in their long-run state. */
function begin({ asked, link, beat, turn, bad }: Heartbeats): void {
  const phase = uniform({ from: 0, to: asked.every });
  for (let node = 0; node < bad.length; node++) beat.start(node, phase);
  if (!link || link.lossGood === link.lossBad) return;
  const share = link.toBad / (link.toBad + link.toGood);
  for (let node = 0; node < bad.length; node++) bad[node] = turn(node, [1 - share, share]);
}

/**
 * A heartbeat of a node is due at those who watch it. Heard, it ends a row of misses, and lets a node back in that was
 * taken for dead; the last miss of a row declares the node, dead or not. False when nothing came of it.
 */
function beatDue(own: Heartbeats, node: NodeId): boolean {
  const { asked, missed } = own;
  own.beat.start(node, own.next);
  if (!isHeard(own, node)) return ++missed[node]! >= asked.misses && takenForDead(own, node);
  missed[node] = 0;
  if (!own.gates.isSuspected(node)) return false;
  own.signals.heardAgain(node);
  return true;
}

function isHeard(own: Heartbeats, node: NodeId): boolean {
  const { gates, late } = own;
  if (gates.isSilent(node)) return false;
  if (late[node]! > 0) {
    late[node]!--;
    return false;
  }
  const kept = gates.beatsKept(node) * delivered(own, node);
  return kept === 1 || own.lost(node, [kept, 1 - kept]) === 0;
}

/** The chance that the network of the scenario delivers this heartbeat of a node; its state may change for the next one. */
function delivered({ link, bad, turn }: Heartbeats, node: NodeId): number {
  if (!link) return 1;
  const isBad = bad[node] === 1;
  const kept = 1 - (isBad ? link.lossBad : link.lossGood);
  if (link.lossGood === link.lossBad) return kept;
  const change = isBad ? link.toGood : link.toBad;
  if (turn(node, [1 - change, change]) === 1) bad[node] = isBad ? 0 : 1;
  return kept;
}

/** So many heartbeats are missing that the node is dead for the others; at the last of them, or at one more. */
function takenForDead(own: Heartbeats, node: NodeId): boolean {
  const role = own.nodes.role[node]!;
  const isLast = own.missed[node] === own.asked.misses;
  if (role < Role.LOST) {
    if (isLast) own.signals.suspected(node);
    return isLast;
  }
  if (role !== Role.LOST || !isFoundByBeats(own, node)) return isLast;
  declareDead(own, node, isLast);
  return true;
}

/** A node that sends nothing any more is declared once the last heartbeat it could have sent would have come, if it took its time. */
function declareDead({ latency, signals, gates }: Heartbeats, node: NodeId, isLast: boolean): void {
  const wasSuspected = gates.isSuspected(node);
  if (!latency || wasSuspected) signals.nodeFound(node);
  else if (isLast) signals.nodeFoundAfter(node, latency);
}

/** Faults that have a law of detection of their own are not waiting for heartbeats. */
function isFoundByBeats({ cluster, nodes }: Heartbeats, node: NodeId): boolean {
  return cluster.faults[nodes.fault[node]!]!.detection.mean === Number.POSITIVE_INFINITY;
}
