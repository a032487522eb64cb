import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { NodeId, SlotId } from "../ids.js";
import { become } from "../node/nodes.js";
import type { Near } from "../signals.js";
import { Mark, Role } from "../vocabulary.js";

const { LATENT, IDLE, BROKEN } = Role;

interface Spares extends ClusterBench {
  readonly test: Activity;
  readonly latent: Choice;
  readonly target: Choice;
  readonly seenOrLatent: readonly number[];
}

/** Idle nodes: which of them takes over, and what becomes of those that fail unseen. */
export const spares: ClusterPart = {
  name: "spares",
  build: ({ plant: { standby } }) => ({
    /** A test finds a spare that failed unseen. */
    activities: { test: { of: "node" } },
    choices: {
      /** Is the failure of an idle spare seen? 0 yes, 1 no. */
      latent: { of: "node", mayFail: true },
      /** Which of the spares that look idle is taken? 0 a working one, 1 one that failed unseen. */
      target: { of: "slot" },
    },
    bind(bench) {
      const own: Spares = {
        ...bench,
        test: bench.activity("test"),
        latent: bench.choice("latent"),
        target: bench.choice("target"),
        seenOrLatent: [1 - standby.latent, standby.latent],
      };
      return {
        ends: { test: (node) => found(own, node) },
        hears: { detectionOff: (node) => own.test.cancel(node) },
        answers: {
          staysUnseen: (node) => standby.latent > 0 && failsUnseen(own, node),
          spareFor: (slot, near) => spareFor(own, slot, near),
        },
      };
    },
  }),
};

/** Draws whether the failure of a spare is seen; one that is not waits for its test. */
function failsUnseen({ cluster, latent, seenOrLatent, test }: Spares, node: NodeId): boolean {
  if (latent(node, seenOrLatent) === 0) return false;
  test.start(node, cluster.plant.standby.test);
  return true;
}

/**
 * An idle node that works, for a slot that needs one; −1 when there is none. The cluster cannot tell one that failed unseen: it
 * may try that first, and so find it.
 */
function spareFor(own: Spares, slot: SlotId, near: Near): NodeId {
  for (let latent = near.count(LATENT); latent > 0; latent = near.count(LATENT)) {
    const idle = near.count(IDLE);
    if (own.target(slot, [idle / (idle + latent), latent / (idle + latent)]) === 0) break;
    found(own, near.pick(LATENT));
  }
  return near.pick(IDLE);
}

/** A test, or a takeover that needs it, finds that an idle spare failed long ago. */
function found({ nodes, signals, mark, test }: Spares, node: NodeId): void {
  test.cancel(node);
  mark(Mark.DETECTED, node);
  become(nodes, node, BROKEN);
  signals.toRepair(node);
}
