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
      groups: [{ name: "witness", size: spec ? 1 : 0, fields: { down: "value", broken: "value", dark: "value" } }],
      fails: spec ? [{ name: "witness", fault: "witness", count: 1 }] : [],
      activities: { witnessFail: { of: "witness", clock: true }, witnessMend: { of: "witness" } },
      bind({ view, mark, activity }) {
        const down = view("witness", "down");
        const fail = activity("witnessFail");
        const mend = activity("witnessMend");
        const broken = view("witness", "broken");
        const dark = view("witness", "dark");
        const turn = (what: Int32Array, value: 0 | 1) => {
          what[0] = value;
          const isDown = broken[0]! + dark[0]! > 0 ? 1 : 0;
          if (isDown === down[0]) return;
          down[0] = isDown;
          mark(Mark.WIRE_TURNED, 0);
        };
        return {
          hears: {
            begin: () => spec && fail.start(0, spec.life),
            domainTurned(domain, isDown) {
              if (spec && domain === spec.domain) turn(dark, isDown ? 1 : 0);
            },
          },
          ends: {
            witnessFail() {
              mend.start(0, spec!.repair);
              turn(broken, 1);
            },
            witnessMend() {
              fail.start(0, spec!.life);
              turn(broken, 0);
            },
          },
          countFailed(counts, from) {
            if (spec) counts[from]! += broken[0]!;
          },
          blames: { witnessFail: () => membership.witnessOrigin },
        };
      },
    };
  },
};
