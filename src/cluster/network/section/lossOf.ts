import type { Law } from "../../../kernel/law.js";
import { shifted } from "../../../kernel/laws/made/shifted.js";
import { sumOf } from "../../../kernel/laws/made/sum.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { lawOf } from "../../../notation/laws/law.js";
import type { LawNotation } from "../../../notation/laws/lawNotation.js";
import { wholePower } from "../../detectors/falseSuspicion.js";
import { burstsOf, type GilbertElliott } from "../../detectors/gilbertElliott.js";
import { burstyCycle, independentCycle, type Watching } from "../../detectors/suspicionCycle.js";
import type { SuspicionSpec } from "../networkSpec.js";
import type { WrittenNetwork } from "./networkSchema.js";

/** The heartbeats a law of detection stands for; undefined when it stands for none. */
export function heartbeatsOf(detection: LawNotation): Watching | undefined {
  return typeof detection === "object" ? detection.heartbeat : undefined;
}

/** From a failure to its declaration: heartbeats may be lost on their way before it, and take a while. */
export function detectionLaw(notation: LawNotation, network: WrittenNetwork | undefined): Law {
  const watching = heartbeatsOf(notation);
  if (watching === undefined || network === undefined) return lawOf(notation);
  const link = linkOf(network);
  return later(link === undefined ? lawOf(notation) : cycleOf(link, watching).crash, network);
}

/** How living nodes are taken for dead on a network that loses heartbeats; undefined when it never comes to that. */
export function suspicionOf(network: WrittenNetwork, watching: Watching): SuspicionSpec | undefined {
  const link = linkOf(network);
  if (link === undefined) return undefined;
  const { first, again, heard } = cycleOf(link, watching);
  return first.mean < Number.POSITIVE_INFINITY ? { first, again, heard, link } : undefined;
}

/** How the heartbeats of a node get lost, on all rings at once; undefined when none does. */
function linkOf({ loss, rings = 1 }: WrittenNetwork): GilbertElliott | undefined {
  if (loss === undefined) return undefined;
  if (typeof loss === "number") {
    const seen = wholePower(loss, rings);
    return seen > 0 ? { lossGood: seen, lossBad: seen, toBad: 0.5, toGood: 0.5 } : undefined;
  }
  if ("share" in loss) return loss.share > 0 ? burstsOf(loss.share, loss.burst) : undefined;
  return { lossGood: loss.good, lossBad: loss.bad, toBad: loss.toBad, toGood: loss.toGood };
}

const cycleOf = (link: GilbertElliott, watching: Watching) =>
  link.lossGood === link.lossBad ? independentCycle(link.lossGood, watching) : burstyCycle(link, watching);

/** What a heartbeat takes from node to node; undefined when that is nothing. */
export function latencyOf({ latency, jitter = 0 }: WrittenNetwork): Law | undefined {
  if (latency === undefined || latency === "immediate" || latency === 0) return undefined;
  if (typeof latency === "number" && jitter > 0) return uniform({ from: latency - jitter, to: latency + jitter });
  return lawOf(latency);
}

/** The same, the heartbeats coming later by the network's latency. */
function later(detection: Law, network: WrittenNetwork): Law {
  const latency = latencyOf(network);
  if (latency === undefined) return detection;
  return latency.kind === "deterministic" ? shifted({ by: latency.mean, law: detection }) : sumOf(detection, latency);
}
