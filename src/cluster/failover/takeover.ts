import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import { become } from "../node/nodes.js";
import { Role } from "../vocabulary.js";

const { TAKING, MANUAL } = Role;

interface Takeover extends ClusterBench {
  readonly takeover: Activity;
  readonly manual: Activity;
  readonly coverage: Choice;
  /** It works, it does not. */
  readonly odds: readonly number[];
}

/** How a node takes up a slot, which works with the probability of coverage; else a person finishes it. */
export const takeover: ClusterPart = {
  name: "takeover",
  build: ({ plant }) => ({
    activities: {
      takeover: { of: "node", reaction: true },
      /** A person finishes a takeover. */
      manual: { of: "node" },
    },
    /** Does the takeover work? 0 yes, 1 no. */
    choices: { coverage: { of: "node", mayFail: true } },
    bind(bench) {
      const own: Takeover = {
        ...bench,
        takeover: bench.activity("takeover"),
        manual: bench.activity("manual"),
        coverage: bench.choice("coverage"),
        odds: [plant.takeover.coverage, 1 - plant.takeover.coverage],
      };
      return {
        ends: { takeover: (node) => takeoverEnded(own, node), manual: (node) => bench.signals.takeoverWorks(node) },
        hears: {
          takeUp(node, law) {
            become(own.nodes, node, TAKING);
            own.takeover.start(node, law);
          },
          claimBegins: (node, law) => own.takeover.start(node, law),
          nodeStops: (node) => cutShort(own, node),
          takeoverOff: (node) => callOff(own, node),
        },
      };
    },
  }),
};

function takeoverEnded({ cluster, nodes, signals, coverage, odds, manual }: Takeover, node: NodeId): void {
  if (coverage(node, odds) === 0) return signals.takeoverWorks(node);
  if (nodes.role[node] === TAKING) become(nodes, node, MANUAL);
  manual.start(node, cluster.plant.takeover.manual);
}

function callOff({ takeover, manual }: Takeover, node: NodeId): void {
  takeover.cancel(node);
  manual.cancel(node);
}

/** A node fails while it takes a slot over. If the slot stays with it, the takeover begins again when it is back. */
function cutShort(own: Takeover, node: NodeId): void {
  const role = own.nodes.role[node]!;
  if (role !== TAKING && role !== MANUAL) return;
  callOff(own, node);
  if (mayStay(own, node)) own.work.unfinished[node] = 1;
}

/** May a node come back with its slot? After a repair in place, or when a strike is lifted before anyone has noticed. */
function mayStay({ cluster, nodes }: Takeover, node: NodeId): boolean {
  const { inPlace, lifts } = cluster.faults[nodes.fault[node]!]!;
  return inPlace || lifts;
}
