import type { Finding, PathPart } from "../../../notation/document/problem.js";
import type { WrittenNetwork } from "./networkSchema.js";

interface Document {
  readonly network?: WrittenNetwork | undefined;
  readonly detection?: unknown;
  readonly platform?: unknown;
}

/** What loss and latency of heartbeats say that cannot be, or would change nothing. */
export function lossFindings(written: Document, nodes: number | undefined): Finding[] {
  return [...placeFindings(written, nodes), ...shareFindings(written), ...latencyFindings(written)];
}

/** Both are about heartbeats, of nodes that have others. */
function placeFindings({ network, detection, platform }: Document, nodes: number | undefined): Finding[] {
  const asked = (["loss", "latency"] as const).filter((field) => network?.[field] !== undefined);
  return asked.flatMap((field): Finding[] => {
    const path: PathPart[] = ["network", field];
    if (nodes === 1) return [{ path, message: "means nothing for one node: nobody listens", at: "key" }];
    if (platform !== undefined) {
      const message = "means nothing on a platform, which has heartbeats of its own; leave one of them out";
      return [{ path, message, at: "key", reads: ["platform"] }];
    }
    if (isByHeartbeats(detection)) return [];
    const suggestion = "detection: {heartbeat: {every: 1s, misses: 3}}";
    return [{ path, message: "needs detection by heartbeats", suggestion, at: "key", reads: ["detection"] }];
  });
}

function shareFindings({ network }: Document): Finding[] {
  const loss = network?.loss;
  if (loss === undefined) return [];
  const path: PathPart[] = ["network", "loss"];
  if (typeof loss === "number") {
    return loss < 1 ? [] : [{ path, message: "nobody would ever hear of anybody", suggestion: "1%" }];
  }
  const found: Finding[] = [];
  if ((network?.rings ?? 1) > 1) {
    const message = `in bursts is known of one ring, not of ${network!.rings} that lose alike or apart`;
    found.push({ path, message, suggestion: "rings: 1", at: "key", reads: ["network.rings"] });
  }
  if ("share" in loss) {
    const { share, burst } = loss;
    if (share >= 1)
      found.push({ path: [...path, "share"], message: "nobody would ever hear of anybody", suggestion: "1%" });
    else if (burst < 1 / (1 - share)) {
      const message = `is less than ${Number((1 / (1 - share)).toPrecision(4))}, the row of losses where each is lost by itself`;
      found.push({ path: [...path, "burst"], message, suggestion: `loss: ${100 * share}%` });
    } else if (share > burst / (burst + 1)) {
      const message = `is more than bursts of ${burst} with a heartbeat received between them can lose`;
      found.push({ path: [...path, "share"], message });
    }
    return found;
  }
  if (loss.good >= 1) found.push({ path: [...path, "good"], message: "a good line does not lose everything" });
  for (const change of ["toBad", "toGood"] as const) {
    if (loss[change] === 0) {
      const message = "a line that never changes is not good and bad: say one share";
      found.push({ path: [...path, change], message, suggestion: "loss: 1%" });
    }
  }
  return found;
}

function latencyFindings({ network }: Document): Finding[] {
  if (network?.jitter === undefined) return [];
  const { latency, jitter } = network;
  const path: PathPart[] = ["network", "jitter"];
  if (latency === undefined)
    return [{ path, message: "needs latency beside it", suggestion: "latency: 5ms", at: "key" }];
  if (typeof latency !== "number")
    return [{ path, message: "stands beside a law of latency, which says it itself", at: "key" }];
  if (jitter <= latency) return [];
  return [{ path, message: "is more than the latency: a heartbeat would come before it is sent" }];
}

const isByHeartbeats = (detection: unknown): boolean =>
  typeof detection === "object" && detection !== null && "heartbeat" in detection && detection.heartbeat !== undefined;
