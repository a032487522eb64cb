import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import { Role } from "../vocabulary.js";
import type { CommonCauseSpec } from "./commonCauseSection.js";
import { wearOf } from "./nodes.js";

const { IDLE, LOST } = Role;

/** A shock that takes every working node at once, again and again. */
export const commonCause: ClusterPart = {
  name: "commonCause",
  faults: ({ commonCause: asked }) => (asked ? [{ name: "commonCause", ...lawsOf(asked) }] : []),
  build({ plant, faultOf, originOf }) {
    const { commonCause: asked } = plant;
    const shock = faultOf("commonCause");
    return (
      asked && {
        activities: { shock: { of: "whole", clock: true } },
        bind(bench) {
          const clock = bench.activity("shock");
          const arm = () => clock.start(0, asked.every);
          return {
            ends: {
              shock() {
                for (const node of strikingOrder(bench)) bench.signals.nodeFails(node, shock);
                arm();
              },
            },
            blames: { shock: () => originOf[shock]! },
            hears: { begin: arm },
          };
        },
      }
    );
  },
};

const lawsOf = ({ detection, repair, needsCrew }: CommonCauseSpec) => ({ detection, repair, needsCrew });

/**
 * The working nodes, serving ones first and idle ones last, then by the loss their slot is charged to and by wear.
 * Where failures are declared at once, crews and spares are given out in this order: by number alone, nodes that are
 * alike could not be merged.
 */
function strikingOrder({ cluster, nodes, work }: ClusterBench): NodeId[] {
  const { role, slotOf } = nodes;
  const turn = (node: NodeId) => (role[node] === IDLE ? LOST : role[node]!);
  const charged = (node: NodeId) => (slotOf[node]! < 0 ? 0 : work.origin[slotOf[node]!]!);
  const wear = (node: NodeId) => wearOf(cluster, nodes, node);
  const working = [...role.keys()].filter((node) => role[node]! < LOST);
  return working.sort((a, b) => turn(a) - turn(b) || charged(a) - charged(b) || wear(a) - wear(b));
}
