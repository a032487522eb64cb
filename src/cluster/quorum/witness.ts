import type { ClusterPart } from "../clusterPart.js";
import { Mark } from "../vocabulary.js";

/** A vote outside the nodes, which fails and is mended as they do. */
export const witness: ClusterPart = {
  name: "witness",
  origins: ({ membership }) => (membership?.quorum.witness ? ["witness"] : []),
  build({ membership }) {
    if (!membership) return undefined;
    const { witness: spec } = membership.plan.quorum;
    return {
      groups: [{ name: "witness", size: spec ? 1 : 0, fields: { down: "value" } }],
      fails: spec ? [{ name: "witness", fault: "witness", count: 1 }] : [],
      activities: { witnessFail: { of: "witness", clock: true }, witnessMend: { of: "witness" } },
      bind({ view, mark, activity }) {
        const down = view("witness", "down");
        const fail = activity("witnessFail");
        const mend = activity("witnessMend");
        const turn = (value: 0 | 1) => {
          down[0] = value;
          mark(Mark.WIRE_TURNED, 0);
        };
        return {
          hears: { begin: () => spec && fail.start(0, spec.life) },
          ends: {
            witnessFail() {
              mend.start(0, spec!.repair);
              turn(1);
            },
            witnessMend() {
              fail.start(0, spec!.life);
              turn(0);
            },
          },
          countFailed(counts, from) {
            if (spec) counts[from]! += down[0]!;
          },
          blames: { witnessFail: () => membership.witnessOrigin },
        };
      },
    };
  },
};
