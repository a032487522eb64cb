import type { Activity } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { FaultId, NodeId, OriginId } from "../ids.js";
import { become } from "../node/nodes.js";
import { Role } from "../vocabulary.js";
import type { WatchdogSpec } from "./fencingSpec.js";

interface Watchdog extends ClusterBench {
  readonly spec: WatchdogSpec;
  readonly timer: Activity;
  /** The fault of a node that was switched off. */
  readonly fenced: FaultId;
  /** Of each node: 0, or 1 + the origin because of which its watchdog is about to switch it off. */
  readonly runs: Int32Array;
}

/** Nodes that lose quorum at work switch themselves off, as SBD does it without a disk. */
export const watchdog: ClusterPart = {
  name: "watchdog",
  build({ membership, nodes }) {
    const spec = membership?.plan.fencing?.watchdog;
    if (!spec) return undefined;
    return {
      groups: [
        {
          name: "watchdog",
          size: nodes,
          within: "node",
          parent: Array.from({ length: nodes }, (_, node) => node),
          fields: { runs: "value" },
        },
      ],
      activities: { watchdog: { of: "node", reaction: true } },
      bind(bench) {
        const own: Watchdog = {
          ...bench,
          spec,
          timer: bench.activity("watchdog"),
          fenced: membership.fenced,
          runs: bench.view("watchdog", "runs"),
        };
        return {
          ends: { watchdog: (node) => resets(own, node) },
          hears: { judged: (node, may, works, origin) => watch(own, node, may, works, origin) },
        };
      },
    };
  },
};

/**
 * A node without quorum is fed to its watchdog from the moment when it is at work, even if it stops in time; quorum regained
 * calls it off.
 */
function watch({ spec, nodes, timer, runs }: Watchdog, node: NodeId, may: boolean, works: boolean, origin: OriginId) {
  if (runs[node]! > 0 && (may || nodes.role[node]! >= Role.LOST)) {
    runs[node] = 0;
    timer.cancel(node);
  } else if (runs[node] === 0 && works && !may) {
    runs[node] = 1 + origin;
    timer.start(node, spec.timeout);
  }
}

/** The watchdog resets its node, which boots again at once; that it is off the others do not know, and rely on when they have waited. */
function resets({ nodes, work, signals, fenced, runs }: Watchdog, node: NodeId): void {
  signals.workLeft(node, runs[node]! - 1);
  runs[node] = 0;
  nodes.fault[node] = fenced;
  work.unfinished[node] = 0;
  become(nodes, node, Role.BROKEN);
  signals.toRepair(node);
}
