import type { ClusterPart } from "../clusterPart.js";
import type { CommonCauseSpec } from "./commonCauseSection.js";
import { strikingOrder } from "./strikingOrder.js";

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
