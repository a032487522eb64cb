import type { Activity } from "../../kernel/assembly/part.js";
import type { ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import { type GroupsBench, withGroups } from "../membership/groupsBench.js";
import { Mark, Role } from "../vocabulary.js";
import { SUSPECTED } from "./groups.js";
import type { SuspicionSpec } from "./networkSpec.js";

/** A node that is down, and one whose heartbeats are watched. */
const DOWN = 0;
const WATCHED = 1;

interface Suspicion extends GroupsBench {
  readonly suspect: Activity;
  readonly hear: Activity;
  /** None where heartbeats are played one by one. */
  readonly laws: SuspicionSpec | undefined;
}

/** Living nodes that are taken for dead because their heartbeats get lost. */
export const suspicion: ClusterPart = {
  name: "suspicion",
  origins: ({ membership }) => (membership?.beats || membership?.network.suspicion ? ["falseSuspicion"] : []),
  build({ membership, nodes }) {
    if (!membership) return undefined;
    const { network, beats } = membership.plan;
    const watched = beats || network.suspicion ? nodes : 0;
    return {
      groups: [
        {
          name: "watch",
          size: watched,
          within: "node",
          parent: Array.from({ length: watched }, (_, node) => node),
          fields: { state: "value" },
        },
      ],
      activities: {
        /** A living node is taken for dead; it is heard again. */
        suspect: { of: "watch", clock: true },
        hear: { of: "watch" },
      },
      bind(clusterBench) {
        const own: Suspicion = {
          ...withGroups(clusterBench),
          suspect: clusterBench.activity("suspect"),
          hear: clusterBench.activity("hear"),
          laws: beats ? undefined : network.suspicion,
        };
        return {
          ends: { suspect: (node) => suspected(own, node), hear: (node) => beginWatch(own, node, "again") },
          blames: { suspect: () => membership.suspicionOrigin, hear: () => membership.suspicionOrigin },
          answers: { isSuspected: (node) => own.state.watch[node] === SUSPECTED },
          hears: {
            suspected: (node) => suspected(own, node),
            heardAgain: (node) => beginWatch(own, node, "again"),
            nodesTurned: () => watchNodes(own),
          },
        };
      },
    };
  },
};

/**
 * Nodes that have come to work are watched from now on, those that have not are no more. Where heartbeats get lost, a living
 * node is taken for dead after a while; where they are played one by one, these say when.
 */
function watchNodes(own: Suspicion): void {
  const { watch } = own.state;
  const { role } = own.nodes;
  for (let node = 0; node < watch.length; node++) {
    const works = role[node]! < Role.LOST;
    if (works && watch[node] === DOWN) beginWatch(own, node, "first");
    else if (staysDead(own, node)) own.hear.cancel(node);
    else if (!works && watch[node] !== DOWN) {
      watch[node] = DOWN;
      own.suspect.cancel(node);
      own.hear.cancel(node);
    }
  }
}

/** One that fails while it is taken for dead is still taken for dead, until the others are done with it. */
const staysDead = ({ state, nodes }: Suspicion, node: NodeId): boolean =>
  state.watch[node] === SUSPECTED && nodes.role[node] === Role.LOST;

/** So many heartbeats of a living node were lost in a row that the others take it for dead: it stands alone. */
function suspected({ state, laws, hear, mark }: Suspicion, node: NodeId): void {
  state.watch[node] = SUSPECTED;
  mark(Mark.REGROUPED, 0);
  if (laws) hear.start(node, laws.heard);
}

/** Its heartbeats are watched from now on, for the first time or because one is received again: it was not dead. */
function beginWatch({ state, laws, suspect }: Suspicion, node: NodeId, which: "first" | "again"): void {
  state.watch[node] = WATCHED;
  if (laws) suspect.start(node, laws[which]);
}
